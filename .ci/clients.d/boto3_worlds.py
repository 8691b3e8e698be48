"""boto3 in worlds: a cloud is prepared once, and each test has one of its own, by its key alone."""

import concurrent.futures
import json
import time
import urllib.request

import boto3

from support import control, endpoint, fetch, passed, refused


def client(service, world, region="us-east-1"):
    keys = {"aws_access_key_id": world["access_key_id"], "aws_secret_access_key": world["secret_access_key"]}
    return boto3.client(service, endpoint_url=endpoint, region_name=region, **keys)


own = boto3.client("s3", endpoint_url=endpoint)
own.create_bucket(Bucket="prepared")
own.put_object(Bucket="prepared", Key="fixture", Body=b"x" * 2_000_000)


def a_test(number):
    world = control("worlds", {"name": f"test-{number}"})
    s3, iam, logs = client("s3", world), client("iam", world), client("logs", world)
    assert s3.get_object(Bucket="prepared", Key="fixture")["ContentLength"] == 2_000_000
    s3.put_object(Bucket="prepared", Key="result", Body=str(number))
    # The same names in every world.
    iam.create_user(UserName="ann")
    allow = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::prepared/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": allow})
    iam.put_user_policy(UserName="ann", PolicyName="read", PolicyDocument=policy)
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    ann = client("s3", {"access_key_id": key["AccessKeyId"], "secret_access_key": key["SecretAccessKey"]})
    assert ann.get_object(Bucket="prepared", Key="result")["Body"].read() == str(number).encode()
    refused("AccessDenied", ann.put_object, Bucket="prepared", Key="result", Body=b"")
    url = ann.generate_presigned_url("get_object", Params={"Bucket": "prepared", "Key": "result"})
    assert fetch(url)[:2] == (200, str(number).encode())
    # Time is its own, too.
    logs.create_log_group(logGroupName="/g")
    logs.create_log_stream(logGroupName="/g", logStreamName="s")
    logs.put_retention_policy(logGroupName="/g", retentionInDays=1)
    event = {"timestamp": int(time.time() * 1000), "message": "m"}
    logs.put_log_events(logGroupName="/g", logStreamName="s", logEvents=[event])
    control(f"worlds/test-{number}/clock", {"advance": number * 86_400})
    expired = len(logs.filter_log_events(logGroupName="/g")["events"])
    assert expired == (1 if number == 0 else 0), (number, expired)
    return world


with concurrent.futures.ThreadPoolExecutor(8) as pool:
    worlds = list(pool.map(a_test, range(16)))
refused("NoSuchKey", own.get_object, Bucket="prepared", Key="result")
assert len({world["access_key_id"] for world in worlds}) == 16

# By its host, where there is no key: a public page.
s3 = client("s3", worlds[0])
s3.delete_public_access_block(Bucket="prepared")
public = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::prepared/*"}
s3.put_bucket_policy(Bucket="prepared", Policy=json.dumps({"Version": "2012-10-17", "Statement": public}))
host = {"Host": "prepared." + worlds[0]["host"]}
assert fetch(f"{endpoint}/result", headers=host)[:2] == (200, b"0")
assert fetch(f"{endpoint}/prepared/result", headers={"X-Parhelion-World": "test-0"})[:2] == (200, b"0")
assert fetch(f"{endpoint}/prepared/result")[0] == 403

request = urllib.request.Request(f"{endpoint}/_parhelion/worlds/test-0", method="DELETE")
assert urllib.request.urlopen(request).status == 204
refused("404", s3.list_buckets)
passed("boto3 in worlds")
