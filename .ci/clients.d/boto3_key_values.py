"""boto3 against CloudFront KeyValueStore, which is signed by Version 4A: stores, a file of pairs in S3, keys."""

import json
import os
import re

# botocore has Version 4A by the CRT only.
os.environ.pop("BOTO_DISABLE_CRT", None)

import boto3  # noqa: E402
from support import control, refused  # noqa: E402

cloudfront, s3 = boto3.client("cloudfront"), boto3.client("s3")
kvs = boto3.client("cloudfront-keyvaluestore")


def inject(request, **_):
    # The endpoint is one host: the account is in the store's ARN too.
    request.url = re.sub(r"//\d{12}\.", "//", request.url)


kvs.meta.events.register("before-sign.cloudfront-keyvaluestore", inject)

s3.create_bucket(Bucket="boto3-pairs")
pairs = {f"/old/{number}": f"/new/{number}" for number in range(100)}
file = json.dumps({"data": [{"key": key, "value": value} for key, value in pairs.items()]})
s3.put_object(Bucket="boto3-pairs", Key="pairs.json", Body=file.encode())
source = {"SourceType": "S3", "SourceARN": "arn:aws:s3:::boto3-pairs/pairs.json"}
made = cloudfront.create_key_value_store(Name="redirects", Comment="moved", ImportSource=source)
arn = made["KeyValueStore"]["ARN"]
refused("ConflictException", kvs.get_key, KvsARN=arn, Key="/old/7")
control("clock", {"advance": 60})
assert cloudfront.describe_key_value_store(Name="redirects")["KeyValueStore"]["Status"] == "READY"
refused("EntityAlreadyExists", cloudfront.create_key_value_store, Name="redirects")
refused("InvalidArgument", cloudfront.create_key_value_store, Name="other",
        ImportSource={**source, "SourceARN": "arn:aws:s3:::boto3-pairs/absent.json"})

shown = kvs.describe_key_value_store(KvsARN=arn)
assert (shown["ItemCount"], shown["Status"]) == (100, "READY"), shown
assert shown["TotalSizeInBytes"] == sum(len(key) + len(value) for key, value in pairs.items()), shown
assert kvs.get_key(KvsARN=arn, Key="/old/7")["Value"] == "/new/7"
listed = kvs.get_paginator("list_keys").paginate(KvsARN=arn, PaginationConfig={"PageSize": 30})
assert {item["Key"]: item["Value"] for page in listed for item in page["Items"]} == pairs

tag = kvs.put_key(KvsARN=arn, Key="a key/with é?", Value="{}", IfMatch=shown["ETag"])["ETag"]
assert kvs.get_key(KvsARN=arn, Key="a key/with é?")["Value"] == "{}"
refused("ConflictException", kvs.delete_key, KvsARN=arn, Key="/old/1", IfMatch=shown["ETag"])
done = kvs.update_keys(KvsARN=arn, IfMatch=tag, Puts=[{"Key": "new", "Value": "1"}],
                       Deletes=[{"Key": f"/old/{number}"} for number in range(49)])
assert done["ItemCount"] == 53, done
tag = kvs.delete_key(KvsARN=arn, Key="new", IfMatch=done["ETag"])["ETag"]
refused("ResourceNotFoundException", kvs.get_key, KvsARN=arn, Key="new")
refused("ServiceQuotaExceededException", kvs.put_key, KvsARN=arn, Key="big", Value="v" * 1025, IfMatch=tag)
refused("ValidationException", kvs.update_keys, KvsARN=arn, IfMatch=tag)
refused("ResourceNotFoundException", kvs.describe_key_value_store,
        KvsARN="arn:aws:cloudfront::123456789012:key-value-store/11111111-2222-4333-8444-555555555555")
stranger = boto3.client("cloudfront-keyvaluestore", aws_secret_access_key="wrong",
                        aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"])
stranger.meta.events.register("before-sign.cloudfront-keyvaluestore", inject)
refused("InvalidSignatureException", stranger.describe_key_value_store, KvsARN=arn)

cloudfront.delete_key_value_store(Name="redirects", IfMatch=made["ETag"])
refused("ResourceNotFoundException", kvs.get_key, KvsARN=arn, Key="/old/99")
print("boto3, CloudFront KeyValueStore: passed")
