"""A media site of Flask and boto3: files through its API into S3, static assets through CloudFront, its log in
CloudWatch. `BUG` breaks it in one way; `bugs.py` has the list."""

import hashlib
import json
import os
import signal
import threading
import time
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from bugs import bug
from flask import Flask, Response, request
from werkzeug.serving import make_server

BUCKET = os.environ["BUCKET"]
DOMAIN = os.environ["DISTRIBUTION_DOMAIN"]
DISTRIBUTION = os.environ["DISTRIBUTION_ID"]
ASSETS = ["app.css", "player.js", "logo.svg"]
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
TTL = 300

config = Config(retries={"mode": "standard", "total_max_attempts": 3}, connect_timeout=5, read_timeout=10)
s3 = boto3.client("s3", config=config)
cloudfront = boto3.client("cloudfront", config=config)
logs = boto3.client("logs", config=config)
app = Flask(__name__)


class Shipper:
    """Sends log lines to CloudWatch Logs: at once, and again until they are there."""

    def __init__(self, group, stream):
        self.group, self.stream = group, stream
        self.lines, self.work, self.stopped = [], threading.Condition(), False
        self.created = False
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def log(self, **fields):
        line = {"timestamp": int(time.time() * 1000), "message": json.dumps(fields)}
        with self.work:
            self.lines.append(line)
            self.work.notify()

    def run(self):
        while True:
            with self.work:
                self.work.wait_for(lambda: self.lines or self.stopped)
                if not self.lines:
                    return
                batch = sorted(self.lines[:1000], key=lambda line: line["timestamp"])
                if bug("logs-cleared-while-sending"):
                    batch = self.lines
                else:
                    self.lines = self.lines[1000:]
            if bug("logs-cleared-while-sending"):
                sent = list(batch)
                self.send(sent)
                self.lines = []
            elif not self.send(batch) and not bug("logs-dropped-on-error"):
                with self.work:
                    self.lines = batch + self.lines
                time.sleep(0.05)

    def send(self, batch):
        try:
            if not self.created:
                try:
                    logs.create_log_stream(logGroupName=self.group, logStreamName=self.stream)
                except logs.exceptions.ResourceAlreadyExistsException:
                    pass
                self.created = True
            logs.put_log_events(logGroupName=self.group, logStreamName=self.stream, logEvents=batch)
            return True
        except (ClientError, BotoCoreError) as error:
            print(f"logs: {error}", flush=True)
            return False

    def stop(self):
        """In good order: what is there is sent."""
        if bug("logs-lost-at-shutdown"):
            return
        with self.work:
            self.stopped = True
            self.work.notify()
        self.thread.join()


if bug("logs-every-two-seconds"):
    # Lines are sent every two seconds, and nobody thinks of the end.
    class Shipper(Shipper):  # noqa: F811
        def run(self):
            while True:
                time.sleep(2)
                with self.work:
                    batch, self.lines = self.lines, []
                if batch:
                    self.send(batch)

        def stop(self):
            pass


shipper = Shipper(os.environ["LOG_GROUP"], f"web-{os.getpid()}")


@app.after_request
def log(response):
    shipper.log(id=request.headers.get("x-request-id"), method=request.method, path=request.path, status=response.status_code)
    return response


@app.errorhandler(BotoCoreError)
@app.errorhandler(ClientError)
def unavailable(error):
    """AWS has a bad moment: the user may come again."""
    print(f"{request.method} {request.path}: {error}", flush=True)
    if bug("errors-swallowed"):
        return {"kept": True}, 201
    return {"error": "come again"}, 503


def code(error):
    return error.response["Error"]["Code"]


@app.get("/health")
def health():
    return "well\n"


@app.put("/media/<path:name>")
def upload(name):
    content = request.get_data()
    if bug("key-not-unquoted"):
        name = request.environ["RAW_URI"].removeprefix("/media/")
    if bug("answers-first"):
        threading.Thread(target=keep, args=(name, content)).start()
        return {"kept": name}, 201
    return keep(name, content)


def keep(name, content):
    """A file is never replaced by another one; the same one again is as good as kept."""
    key, digest = f"media/{name}", hashlib.sha256(content).hexdigest()
    condition = {} if bug("overwrites") else {"IfNoneMatch": "*"}
    if bug("in-two-steps"):
        s3.put_object(Bucket=BUCKET, Key=key + ".part", Body=content)
        s3.copy_object(Bucket=BUCKET, Key=key, CopySource={"Bucket": BUCKET, "Key": key + ".part"})
        s3.delete_object(Bucket=BUCKET, Key=key + ".part")
        return {"kept": name}, 201
    if bug("asks-before"):
        try:
            s3.head_object(Bucket=BUCKET, Key=key)
            return {"error": "there is such a file"}, 409
        except ClientError:
            condition = {}
    while True:
        try:
            s3.put_object(Bucket=BUCKET, Key=key, Body=content, Metadata={"sha256": digest}, **condition)
            return {"kept": name}, 201
        except ClientError as error:
            if code(error) == "ConditionalRequestConflict":
                continue
            if code(error) != "PreconditionFailed":
                raise
        if bug("retry-meets-itself"):
            return {"error": "there is such a file"}, 409
        there = s3.head_object(Bucket=BUCKET, Key=key)
        if there["Metadata"].get("sha256") == digest:
            return {"kept": name}, 201
        return {"error": "there is such a file"}, 409


READ = {}


@app.get("/media/<path:name>")
def read(name):
    if bug("remembers-files") and name in READ:
        return Response(READ[name], mimetype="application/octet-stream")
    try:
        content = s3.get_object(Bucket=BUCKET, Key=f"media/{name}")["Body"].read()
    except s3.exceptions.NoSuchKey:
        return ("", 200) if bug("missing-is-empty") else ({"error": "there is no such file"}, 404)
    if bug("remembers-files"):
        READ[name] = content
    return Response(content, mimetype="application/octet-stream")


@app.delete("/media/<path:name>")
def remove(name):
    if bug("removal-answers-first"):
        threading.Thread(target=remove_now, args=(name,)).start()
        return "", 204
    return remove_now(name)


HIDDEN = set()


def remove_now(name):
    if bug("removes-a-copy"):
        HIDDEN.add(name)
        return "", 204
    try:
        s3.delete_object(Bucket=BUCKET, Key=f"media/{name}")
    except (ClientError, BotoCoreError):
        if not bug("removal-errors-swallowed"):
            raise
    return "", 204


@app.get("/media")
def names():
    """All of them, however many pages S3 has."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="media/")
    names = []
    for page in pages:
        names += [file["Key"].removeprefix("media/") for file in page.get("Contents", [])]
        if bug("first-page-only"):
            break
    return {"files": [name for name in names if name not in HIDDEN]}


@app.put("/static/<name>")
def publish(name):
    """A new version of an asset: written, then every older one called back."""
    kind = "application/octet-stream" if bug("wrong-content-type") else TYPES.get(name.rsplit(".")[-1], "text/plain")
    age = 31_536_000 if bug("cached-for-ever") else TTL
    s3.put_object(Bucket=BUCKET, Key=f"static/{name}", Body=request.get_data(), ContentType=kind, CacheControl=f"max-age={age}")
    if not bug("no-invalidation"):
        path = "/" + name if bug("invalidates-elsewhere") else f"/static/{name}"
        batch = {"Paths": {"Quantity": 1, "Items": [path]}, "CallerReference": str(uuid.uuid4())}
        try:
            cloudfront.create_invalidation(DistributionId=DISTRIBUTION, InvalidationBatch=batch)
        except ClientError:
            if not bug("invalidation-not-checked"):
                raise
    return {"published": name}


@app.get("/")
def page():
    host = f"{BUCKET}.s3.us-east-1.amazonaws.com" if bug("asset-served-directly") else DOMAIN
    links = "".join(f'<link rel="preload" href="https://{host}/static/{asset}">\n' for asset in ASSETS)
    return Response(f"<!doctype html><title>Media</title>\n{links}", mimetype="text/html")


def main():
    server = make_server("127.0.0.1", int(os.environ["PORT"]), app, threaded=True)
    # `shutdown` waits for the loop that the signal has interrupted.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print("Listening", flush=True)
    server.serve_forever()
    shipper.stop()


main()
