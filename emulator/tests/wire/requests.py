"""Requests as botocore itself serialises them, one JSON object a line.

For every operation of the models and every protocol of its service: the least input, the
fullest, and some random ones (seeded). Each line says what was meant, so that a reader can compare:

    {"service", "protocol", "operation", "host", "method", "path", "query", "headers", "body", "input"}

`body` is hex. In `input`, blobs are {"$blob": hex}, times {"$time": milliseconds}; empty structures,
lists and maps are left out, because XML and query cannot tell them from absent ones.
"""

import datetime
import json
import random
import sys
from email.utils import format_datetime
from urllib.parse import urlsplit

try:
    import botocore.session
    from botocore.awsrequest import create_request_object, prepare_request_dict
    from botocore.serialize import create_serializer
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(77)

SERVICES = {name: name for name in ("s3", "s3control", "cloudfront", "cloudwatch", "logs", "iam", "kms", "sts")}
DEPTH = 6
RANDOM = 3
LETTERS = "abcXYZ019-_."
ANY = LETTERS + " /+%&=?#~'\"<>éß日\U0001f600"


def strings(rng, letters):
    inner = "".join(rng.choice(letters) for _ in range(rng.randint(1, 8)))
    return "a" + inner + "z"  # headers lose outer spaces


class Inputs:
    """Random values for a model's shapes. `share`: which optional members are there."""

    def __init__(self, rng, share):
        self.rng, self.share = rng, share

    def structure(self, shape, depth):
        names = list(shape.members)
        required = set(shape.required_members)
        if getattr(shape, "is_tagged_union", False):
            names = required = [self.rng.choice(names)]
        deep = depth > DEPTH
        chosen = [n for n in names if n in required or not deep and self.rng.random() < self.share]
        return {name: self.value(shape.members[name], depth + 1) for name in chosen}

    def value(self, shape, depth):
        rng, location = self.rng, shape.serialization.get("location")
        kind = shape.type_name
        if kind == "structure":
            return self.structure(shape, depth)
        if kind == "list":
            if location:
                return [self.value(shape.member, depth + 1)]
            return [self.value(shape.member, depth + 1) for _ in range(rng.randint(1, 2))]
        if kind == "map":
            keys = [f"key-{n}" for n in range(rng.randint(1, 2))]
            letters = LETTERS if location else ANY
            if shape.value.type_name == "string":
                return {key: strings(rng, letters) for key in keys}
            return {key: self.value(shape.value, depth + 1) for key in keys}
        return self.scalar(shape, kind, location)

    def scalar(self, shape, kind, location):
        rng = self.rng
        if kind == "string":
            if shape.enum:
                return rng.choice(shape.enum)
            if shape.serialization.get("hostLabel"):
                return "123456789012"
            return strings(rng, LETTERS if location == "header" else ANY)
        if kind == "boolean":
            return rng.random() < 0.5
        if kind == "integer":
            return rng.choice([0, 1, -7, 1000, 2**31 - 1])
        if kind == "long":
            return rng.choice([0, 5, 2**40 + 1, -(2**40)])
        if kind in ("float", "double"):
            return rng.choice([0.0, 0.125, -2.5, 1e6])
        if kind == "timestamp":
            seconds = rng.choice([0, 1, 951827696, 1420088400, 1893456000])
            return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
        assert kind == "blob", kind
        return rng.randbytes(rng.randint(1, 9))


def meant(value):
    """An input as the reader should have it."""
    if isinstance(value, dict):
        # A text in AWS's model, which botocore turns into a time when it loads it; and one that
        # S3 takes as a text, whatever the model says.
        texts = {"Expires", "ResponseExpires"}
        pairs = (
            (name, format_datetime(member, usegmt=True) if name in texts else meant(member))
            for name, member in value.items()
        )
        return {name: member for name, member in pairs if member not in ({}, [])}
    if isinstance(value, list):
        entries = (meant(entry) for entry in value)
        return [entry for entry in entries if entry not in ({}, [])]
    if isinstance(value, bytes):
        return {"$blob": value.hex()}
    if isinstance(value, datetime.datetime):
        return {"$time": int(value.timestamp()) * 1000}
    return value


def request(serializer, operation, value, host="localhost"):
    parts = serializer.serialize_to_request(value, operation)
    prepare_request_dict(parts, endpoint_url=f"http://{host}")
    prepared = create_request_object(parts).prepare()
    url = urlsplit(prepared.url)
    body = prepared.body or b""
    body = body.encode() if isinstance(body, str) else bytes(body)
    headers = {}
    for name, text in prepared.headers.items():
        headers[name] = text.decode("utf-8") if isinstance(text, bytes) else str(text)
    return {
        "host": url.netloc,
        "method": prepared.method,
        "path": url.path,
        "query": url.query,
        "headers": headers,
        "body": body.hex(),
    }


def main():
    session = botocore.session.get_session()
    for folder, name in SERVICES.items():
        model = session.get_service_model(name)
        for protocol in model.metadata["protocols"]:
            serializer = create_serializer(protocol, include_validation=False)
            for operation in map(model.operation_model, model.operation_names):
                for turn, share in enumerate([0.0, 1.0] + [0.5] * RANDOM):
                    rng = random.Random(f"{name}.{protocol}.{operation.name}.{turn}")
                    shape = operation.input_shape
                    value = Inputs(rng, share).structure(shape, 0) if shape else {}
                    line = request(serializer, operation, value)
                    line |= {
                        "service": folder,
                        "protocol": protocol,
                        "operation": operation.name,
                        "input": meant(value),
                    }
                    print(json.dumps(line))


if __name__ == "__main__":
    main()
