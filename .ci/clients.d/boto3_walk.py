"""The same walk as docs/walkthrough.md, with boto3."""

import datetime
import json
import os

import boto3
from botocore.config import Config
from support import control, fetch, refused

s3 = boto3.client("s3")
bucket = "walk-boto3"
s3.create_bucket(Bucket=bucket)
body = os.urandom(100_000)
put = s3.put_object(Bucket=bucket, Key="a b/c+d.bin", Body=body, Metadata={"colour": "teal"},
                    ChecksumAlgorithm="SHA256")
assert put["ChecksumSHA256"]
got = s3.get_object(Bucket=bucket, Key="a b/c+d.bin", ChecksumMode="ENABLED")
assert got["Body"].read() == body and got["Metadata"] == {"colour": "teal"}
part = s3.get_object(Bucket=bucket, Key="a b/c+d.bin", Range="bytes=10-19")
assert part["Body"].read() == body[10:20] and part["ContentRange"] == "bytes 10-19/100000"
refused("PreconditionFailed", s3.put_object, Bucket=bucket, Key="a b/c+d.bin", IfNoneMatch="*")
refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="absent")
refused("NoSuchBucket", s3.list_objects_v2, Bucket="walk-boto3-absent")
for number in range(25):
    s3.put_object(Bucket=bucket, Key=f"many/{number:02}", Body=b"x")
pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="many/",
                                                     PaginationConfig={"PageSize": 7})
assert sum(len(page["Contents"]) for page in pages) == 25
signer = boto3.client("s3", config=Config(signature_version="s3v4"))
url = signer.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "many/00"})
assert fetch(url)[1] == b"x"
deleted = s3.delete_objects(Bucket=bucket,
                            Delete={"Objects": [{"Key": f"many/{n:02}"} for n in range(25)]})
assert len(deleted["Deleted"]) == 25
s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [
    {"AllowedOrigins": ["https://app.example"], "AllowedMethods": ["GET"]}]})
assert s3.get_bucket_cors(Bucket=bucket)["CORSRules"][0]["AllowedMethods"] == ["GET"]
refused("AccessDenied", boto3.client("s3").put_bucket_policy, Bucket=bucket, Policy=json.dumps({
    "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
    "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}]}))

logs = boto3.client("logs")
logs.create_log_group(logGroupName="/walk/boto3")
logs.create_log_stream(logGroupName="/walk/boto3", logStreamName="one")
now = control("clock")["now"]
now = int(datetime.datetime.fromisoformat(now.replace("Z", "+00:00")).timestamp() * 1000)
events = [{"timestamp": now + n, "message": f"line {n}"} for n in range(50)]
answer = logs.put_log_events(logGroupName="/walk/boto3", logStreamName="one", logEvents=events)
assert "rejectedLogEventsInfo" not in answer
found = logs.filter_log_events(logGroupName="/walk/boto3", filterPattern='"line 7"')
assert [event["message"] for event in found["events"]] == ["line 7"]
refused("ResourceNotFoundException", logs.describe_log_streams, logGroupName="/walk/absent")

cloudwatch = boto3.client("cloudwatch")
cloudwatch.put_metric_data(Namespace="walk/boto3", MetricData=[
    {"MetricName": "Latency", "Values": [1.0, 2.0, 3.0], "Counts": [1.0, 1.0, 2.0], "Unit": "Seconds"}])
stats = cloudwatch.get_metric_statistics(
    Namespace="walk/boto3", MetricName="Latency", Period=60, Statistics=["Sum", "SampleCount"],
    StartTime=now / 1000 - 600, EndTime=now / 1000 + 600)
assert stats["Datapoints"][0]["Sum"] == 9.0 and stats["Datapoints"][0]["SampleCount"] == 4.0

cloudfront = boto3.client("cloudfront")
policies = cloudfront.list_cache_policies(Type="managed")["CachePolicyList"]["Items"]
assert any(item["CachePolicy"]["CachePolicyConfig"]["Name"] == "Managed-CachingOptimized"
           for item in policies)
refused("NoSuchDistribution", cloudfront.get_distribution, Id="EABSENT")
made = cloudfront.create_cloud_front_origin_access_identity(
    CloudFrontOriginAccessIdentityConfig={"CallerReference": "walk", "Comment": "reads"})
identity = made["CloudFrontOriginAccessIdentity"]
assert len(identity["S3CanonicalUserId"]) == 96
name = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity "
statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
for principal in [{"AWS": name + identity["Id"]},
                  {"CanonicalUser": identity["S3CanonicalUserId"]}]:
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({
        "Version": "2012-10-17", "Statement": [{**statement, "Principal": principal}]}))
refused("MalformedPolicy", s3.put_bucket_policy, Bucket=bucket, Policy=json.dumps({
    "Version": "2012-10-17", "Statement": [{**statement, "Principal": {"AWS": name + "EABSENT"}}]}))
s3.delete_bucket_policy(Bucket=bucket)
cloudfront.delete_cloud_front_origin_access_identity(Id=identity["Id"], IfMatch=made["ETag"])
refused("NoSuchCloudFrontOriginAccessIdentity",
        cloudfront.get_cloud_front_origin_access_identity, Id=identity["Id"])
print("boto3: passed")
