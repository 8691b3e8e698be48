"""The AWS CRT's S3 client (also under mountpoint-s3, `aws s3` and others): uploads and downloads in
parts, each checksum in the trailer and in the head."""

import os

import boto3
from awscrt.auth import AwsCredentialsProvider, AwsSignatureType, AwsSigningAlgorithm, AwsSigningConfig
from awscrt.http import HttpHeaders, HttpRequest
from awscrt.s3 import (S3ChecksumAlgorithm, S3ChecksumConfig, S3ChecksumLocation, S3Client, S3RequestTlsMode,
                       S3RequestType, S3ResponseError)
from support import endpoint

BUCKET, MIB = "awscrt", 1 << 20
s3 = boto3.client("s3")
s3.create_bucket(Bucket=BUCKET)
credentials = AwsCredentialsProvider.new_static(
    os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
signing = AwsSigningConfig(
    algorithm=AwsSigningAlgorithm.V4, signature_type=AwsSignatureType.HTTP_REQUEST_HEADERS, service="s3",
    region=os.environ["AWS_DEFAULT_REGION"], credentials_provider=credentials,
    use_double_uri_encode=False, should_normalize_uri_path=False)
client = S3Client(region=os.environ["AWS_DEFAULT_REGION"], tls_mode=S3RequestTlsMode.DISABLED,
                  signing_config=signing, part_size=5 * MIB, multipart_upload_threshold=5 * MIB)


def run(kind, method, key, size=None, **options):
    """One of the client's requests, which it splits as it likes."""
    headers = HttpHeaders([("Host", endpoint.removeprefix("http://"))])
    if size is not None:
        headers.add("Content-Length", str(size))
    request = HttpRequest(method, f"/{BUCKET}/{key}", headers)
    client.make_request(type=kind, request=request, **options).finished_future.result(60)


def put(key, content, algorithm, location):
    with open("up", "wb") as file:
        file.write(content)
    config = algorithm and S3ChecksumConfig(algorithm=algorithm, location=location)
    run(S3RequestType.PUT_OBJECT, "PUT", key, len(content), send_filepath="up", checksum_config=config)


def get(key):
    run(S3RequestType.GET_OBJECT, "GET", key, recv_filepath="down",
        checksum_config=S3ChecksumConfig(validate_response=True))
    with open("down", "rb") as file:
        return file.read()


content = os.urandom(20 * MIB + 7)
put("plain", content, None, None)
assert get("plain") == content
for algorithm in (S3ChecksumAlgorithm.CRC32, S3ChecksumAlgorithm.CRC32C, S3ChecksumAlgorithm.CRC64NVME,
                  S3ChecksumAlgorithm.SHA1, S3ChecksumAlgorithm.SHA256):
    for location in S3ChecksumLocation.TRAILER, S3ChecksumLocation.HEADER:
        # Small bodies lie in memory, large ones in a file; five parts, one part, nothing.
        for size in len(content), 2 * MIB, 1_048_532, 0:
            key = f"{algorithm.name}/{location.name}/{size}"
            put(key, content[:size], algorithm, location)
            assert get(key) == content[:size], key
            shown = s3.get_object_attributes(Bucket=BUCKET, Key=key,
                                             ObjectAttributes=["Checksum", "ObjectParts", "ObjectSize"])
            assert shown["ObjectSize"] == size, shown
            assert f"Checksum{algorithm.name}" in shown["Checksum"], (key, shown["Checksum"])
            if size > 5 * MIB:
                assert shown["ObjectParts"]["TotalPartsCount"] == 5, shown["ObjectParts"]
try:
    get("absent")
except S3ResponseError as error:
    assert error.status_code == 404, error
else:
    raise AssertionError("an absent key was read")
print("awscrt, S3: passed")
