"""boto3 against S3 Control: an account's Block Public Access, tags by ARN, access points."""

import re

import boto3
from support import refused

ACCOUNT = boto3.client("sts").get_caller_identity()["Account"]
control, s3 = boto3.client("s3control"), boto3.client("s3")


def inject(request, **_):
    # The endpoint is one host: the account is in the header too.
    request.url = re.sub(r"//\d{12}\.", "//", request.url)


control.meta.events.register("before-sign.s3-control", inject)


refused("NoSuchPublicAccessBlockConfiguration", control.get_public_access_block, AccountId=ACCOUNT)
s3.create_bucket(Bucket="boto3-control")
s3.delete_public_access_block(Bucket="boto3-control")
public = ('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",'
          '"Action":"s3:GetObject","Resource":"arn:aws:s3:::boto3-control/*"}]}')
s3.put_bucket_policy(Bucket="boto3-control", Policy=public)
control.put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration={"BlockPublicPolicy": True})
assert control.get_public_access_block(AccountId=ACCOUNT)["PublicAccessBlockConfiguration"] == {
    "BlockPublicAcls": False, "IgnorePublicAcls": False, "BlockPublicPolicy": True, "RestrictPublicBuckets": False}
refused("AccessDenied", s3.put_bucket_policy, Bucket="boto3-control", Policy=public)
control.delete_public_access_block(AccountId=ACCOUNT)
s3.put_bucket_policy(Bucket="boto3-control", Policy=public)
refused("AccessDenied", control.get_public_access_block, AccountId="111122223333")

arn = "arn:aws:s3:::boto3-control"
control.tag_resource(AccountId=ACCOUNT, ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
assert s3.get_bucket_tagging(Bucket="boto3-control")["TagSet"] == [
    {"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]
control.untag_resource(AccountId=ACCOUNT, ResourceArn=arn, TagKeys=["a"])
assert control.list_tags_for_resource(AccountId=ACCOUNT, ResourceArn=arn)["Tags"] == [{"Key": "b", "Value": "2"}]
refused("NoSuchBucket", control.list_tags_for_resource, AccountId=ACCOUNT, ResourceArn="arn:aws:s3:::absent-bucket")

made = control.create_access_point(AccountId=ACCOUNT, Name="point", Bucket="boto3-control")
assert made["AccessPointArn"] == f"arn:aws:s3:us-east-1:{ACCOUNT}:accesspoint/point", made
shown = control.get_access_point(AccountId=ACCOUNT, Name="point")
assert (shown["Bucket"], shown["NetworkOrigin"]) == ("boto3-control", "Internet"), shown
assert [point["Name"] for point in control.list_access_points(AccountId=ACCOUNT)["AccessPointList"]] == ["point"]
control.delete_access_point(AccountId=ACCOUNT, Name="point")
refused("NoSuchAccessPoint", control.get_access_point, AccountId=ACCOUNT, Name="point")
refused("NoSuchBucket", control.create_access_point, AccountId=ACCOUNT, Name="point", Bucket="absent-bucket")
refused("NotImplemented", control.list_jobs, AccountId=ACCOUNT)
print("boto3, S3 Control: passed")
