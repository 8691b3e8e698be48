"""boto3 against S3: managed transfers, presigned requests, forms, paginators, waiters, resources."""

import base64
import hashlib
import io
import os
import socket
import uuid

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import WaiterError
from support import endpoint, fetch, refused

s3 = boto3.client("s3")
BUCKET = "boto3-s3"


def form(url, fields, content, name="cat.txt"):
    """multipart/form-data, as a browser sends it."""
    mark = uuid.uuid4().hex
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
             for k, v in fields.items()]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = ("".join(parts) + head).encode() + content + f"\r\n--{mark}--\r\n".encode()
    return fetch(url, "POST", body, {"Content-Type": f"multipart/form-data; boundary={mark}"})


def managed_transfers():
    size = 200 << 20
    content = os.urandom(1 << 20) * (size >> 20)
    config = TransferConfig(max_concurrency=8)
    s3.upload_fileobj(io.BytesIO(content), BUCKET, "big", Config=config,
                      ExtraArgs={"Metadata": {"kind": "big"}, "ContentType": "application/x-big"})
    head = s3.head_object(Bucket=BUCKET, Key="big")
    assert head["ContentLength"] == size and head["ETag"].endswith('-25"'), head
    assert head["Metadata"] == {"kind": "big"} and head["ContentType"] == "application/x-big"
    back = io.BytesIO()
    s3.download_fileobj(BUCKET, "big", back, Config=config)
    assert hashlib.sha256(back.getbuffer()).digest() == hashlib.sha256(content).digest()
    s3.copy({"Bucket": BUCKET, "Key": "big"}, BUCKET, "big-copy", Config=config)
    assert s3.head_object(Bucket=BUCKET, Key="big-copy")["ContentLength"] == size


def empty_then_not():
    """botocore keeps what it was answered in 100's place: the connection is of no more use."""
    quick = boto3.client("s3", config=Config(read_timeout=20, retries={"max_attempts": 0}))
    for body in (b"", b"x", b"", b"", b"y"):
        quick.put_object(Bucket=BUCKET, Key="now and then empty", Body=body)
        assert quick.get_object(Bucket=BUCKET, Key="now and then empty")["Body"].read() == body


def presigned(version):
    signer = boto3.client("s3", config=Config(signature_version=version))
    sign = signer.generate_presigned_url
    key = f"presigned {version}/ä+1"
    put = sign("put_object", Params={"Bucket": BUCKET, "Key": key, "ContentType": "text/plain"})
    status, body, _ = fetch(put, "PUT", b"signed", {"Content-Type": "text/plain"})
    assert status == 200, body
    get = sign("get_object", Params={"Bucket": BUCKET, "Key": key,
                                     "ResponseContentType": "text/x-mine"}, ExpiresIn=60)
    status, body, headers = fetch(get)
    assert (status, body, headers["content-type"]) == (200, b"signed", "text/x-mine"), (status, body)
    status, body, _ = fetch(get, "DELETE")
    assert status == 403 and b"SignatureDoesNotMatch" in body, body
    status, body, _ = fetch(sign("get_object", Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=-9))
    assert status in (400, 403) and (b"expire" in body or b"negative" in body), body
    post = signer.generate_presigned_post(BUCKET, "forms/${filename}", ExpiresIn=60,
                                          Conditions=[["content-length-range", 1, 10]])
    status, body, headers = form(post["url"], post["fields"], b"a cat")
    assert status == 204, body
    assert s3.get_object(Bucket=BUCKET, Key="forms/cat.txt")["Body"].read() == b"a cat"
    status, body, _ = form(post["url"], post["fields"], b"eleven byte")
    assert status == 400 and b"EntityTooLarge" in body, body
    status, body, _ = form(post["url"], post["fields"] | {"x-amz-meta-a": "b"}, b"a cat")
    assert status == 403 and b"Extra input fields: x-amz-meta-a" in body, body


def listing():
    keys = [f"list/{n % 7}/{n:03}" for n in range(123)]
    for key in keys:
        s3.put_object(Bucket=BUCKET, Key=key)
    for name in ("list_objects_v2", "list_objects"):
        pages = s3.get_paginator(name).paginate(Bucket=BUCKET, Prefix="list/",
                                                PaginationConfig={"PageSize": 10})
        assert [o["Key"] for p in pages for o in p["Contents"]] == sorted(keys)
        pages = s3.get_paginator(name).paginate(Bucket=BUCKET, Prefix="list/", Delimiter="/",
                                                PaginationConfig={"PageSize": 2})
        found = [c["Prefix"] for p in pages for c in p.get("CommonPrefixes", [])]
        assert found == [f"list/{n}/" for n in range(7)], found
    deleted = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": k} for k in keys]})
    assert len(deleted["Deleted"]) == 123 and "Errors" not in deleted


def checksums():
    for name in ("CRC32", "SHA1", "SHA256"):  # the others need botocore[crt]
        put = s3.put_object(Bucket=BUCKET, Key=name, Body=b"content", ChecksumAlgorithm=name)
        got = s3.get_object(Bucket=BUCKET, Key=name, ChecksumMode="ENABLED")
        assert got[f"Checksum{name}"] == put[f"Checksum{name}"] and got["Body"].read() == b"content"
    wrong = base64.b64encode(bytes(32)).decode()
    refused("BadDigest", s3.put_object, Bucket=BUCKET, Key="wrong", Body=b"x", ChecksumSHA256=wrong)
    refused("404", s3.head_object, Bucket=BUCKET, Key="wrong")


def conditions():
    tag = s3.put_object(Bucket=BUCKET, Key="if", Body=b"1", IfNoneMatch="*")["ETag"]
    refused("PreconditionFailed", s3.put_object, Bucket=BUCKET, Key="if", Body=b"2", IfNoneMatch="*")
    s3.put_object(Bucket=BUCKET, Key="if", Body=b"2", IfMatch=tag)
    refused("PreconditionFailed", s3.put_object, Bucket=BUCKET, Key="if", Body=b"3", IfMatch=tag)
    refused("304", s3.get_object, Bucket=BUCKET, Key="if",
            IfNoneMatch=s3.head_object(Bucket=BUCKET, Key="if")["ETag"])


def resources_and_waiters():
    resource = boto3.resource("s3")
    bucket = resource.create_bucket(Bucket="boto3-s3-resource")
    bucket.wait_until_exists()
    thing = bucket.put_object(Key="thing", Body=b"thing")
    thing.wait_until_exists()
    assert thing.get()["Body"].read() == b"thing" and thing.content_length == 5
    assert [summary.key for summary in bucket.objects.filter(Prefix="th")] == ["thing"]
    bucket.Versioning().enable()
    thing.put(Body=b"again")
    assert len(list(bucket.object_versions.filter(Prefix="thing"))) == 2
    bucket.object_versions.delete()
    bucket.delete()
    bucket.wait_until_not_exists()
    try:
        s3.get_waiter("object_exists").wait(Bucket=BUCKET, Key="never",
                                            WaiterConfig={"Delay": 0, "MaxAttempts": 2})
    except WaiterError:
        pass
    else:
        raise AssertionError("a waiter that never gives up")


def virtual_hosts():
    """`bucket.localhost`: the SDK puts the bucket into the host by itself."""
    resolve = socket.getaddrinfo
    # Browsers and systemd resolve *.localhost (RFC 6761); a bare libc may not.
    socket.getaddrinfo = lambda host, *rest, **named: resolve(
        "127.0.0.1" if str(host).endswith(".localhost") else host, *rest, **named)
    host = endpoint.replace("127.0.0.1", "s3.localhost")
    by_host = boto3.client("s3", endpoint_url=host, config=Config(s3={"addressing_style": "virtual"}))
    by_host.put_object(Bucket=BUCKET, Key="by host", Body=b"x")
    assert s3.get_object(Bucket=BUCKET, Key="by host")["Body"].read() == b"x"


s3.create_bucket(Bucket=BUCKET)
managed_transfers()
empty_then_not()
for scheme in ("s3", "s3v4"):
    presigned(scheme)
listing()
checksums()
conditions()
resources_and_waiters()
virtual_hosts()
assert boto3.client("sts").get_caller_identity()["Account"] == "123456789012"
print("boto3, S3: passed")
