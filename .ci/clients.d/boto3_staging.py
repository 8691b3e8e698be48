"""boto3 against CloudFront's continuous deployment: a staging distribution, by header and for whole sessions, promoted."""

import json

import boto3
from support import control, endpoint, fetch, refused

s3, cloudfront = boto3.client("s3"), boto3.client("cloudfront")
s3.create_bucket(Bucket="boto3-pages")
for version in "old", "new":
    s3.put_object(Bucket="boto3-pages", Key=f"{version}/index.html", Body=version.encode())
access = cloudfront.create_origin_access_control(OriginAccessControlConfig={
    "Name": "pages", "SigningProtocol": "sigv4", "SigningBehavior": "always",
    "OriginAccessControlOriginType": "s3"})["OriginAccessControl"]["Id"]
origin = {"Id": "pages", "DomainName": "boto3-pages.s3.us-east-1.amazonaws.com", "OriginPath": "/old",
          "OriginAccessControlId": access, "S3OriginConfig": {"OriginAccessIdentity": ""}}
made = cloudfront.create_distribution(DistributionConfig={
    "CallerReference": "pages", "Comment": "", "Enabled": True, "Origins": {"Quantity": 1, "Items": [origin]},
    "DefaultCacheBehavior": {"TargetOriginId": "pages", "ViewerProtocolPolicy": "allow-all",
                             "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}})
primary, domain = made["Distribution"]["Id"], made["Distribution"]["DomainName"]
copied = cloudfront.copy_distribution(
    PrimaryDistributionId=primary, Staging=True, IfMatch=made["ETag"], CallerReference="staging", Enabled=True)
staging, staging_domain = copied["Distribution"]["Id"], copied["Distribution"]["DomainName"]
arns = [made["Distribution"]["ARN"], copied["Distribution"]["ARN"]]
s3.put_bucket_policy(Bucket="boto3-pages", Policy=json.dumps({"Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::boto3-pages/*", "Condition": {"StringEquals": {"AWS:SourceArn": arns}}}}))


def edit(distribution, **changes):
    shown = cloudfront.get_distribution_config(Id=distribution)
    config = {**shown["DistributionConfig"], **changes}
    return cloudfront.update_distribution(Id=distribution, IfMatch=shown["ETag"], DistributionConfig=config)


def page(**headers):
    control("clock", {"advance": 60})
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    status, body, answered = fetch(f"{endpoint}/index.html", headers={"Host": domain, **headers})
    assert status == 200, (status, body)
    return body.decode(), answered


edit(staging, Origins={"Quantity": 1, "Items": [{**origin, "OriginPath": "/new"}]})
by_header = {"Type": "SingleHeader", "SingleHeaderConfig": {"Header": "aws-cf-cd-try", "Value": "yes"}}
config = {"StagingDistributionDnsNames": {"Quantity": 1, "Items": [staging_domain]}, "Enabled": True,
          "TrafficConfig": by_header}
refused("InvalidArgument", cloudfront.create_continuous_deployment_policy, ContinuousDeploymentPolicyConfig={
    **config, "StagingDistributionDnsNames": {"Quantity": 1, "Items": [domain]}})
policy = cloudfront.create_continuous_deployment_policy(ContinuousDeploymentPolicyConfig=config)
policy_id = policy["ContinuousDeploymentPolicy"]["Id"]
edit(primary, ContinuousDeploymentPolicyId=policy_id)
assert page()[0] == "old"
assert page(aws_cf_cd_try="yes")[0] == "new"
assert fetch(f"{endpoint}/index.html", headers={"Host": staging_domain})[0] == 403
refused("ContinuousDeploymentPolicyInUse", cloudfront.delete_continuous_deployment_policy,
        Id=policy_id, IfMatch=policy["ETag"])

# As many as there may be, and each stays where it came.
by_weight = {"Type": "SingleWeight", "SingleWeightConfig": {
    "Weight": 0.15, "SessionStickinessConfig": {"IdleTTL": 300, "MaximumTTL": 3600}}}
policy = cloudfront.update_continuous_deployment_policy(
    Id=policy_id, IfMatch=policy["ETag"],
    ContinuousDeploymentPolicyConfig={**config, "TrafficConfig": by_weight})
for _ in range(200):
    body, headers = page()
    if body == "new":
        break
assert body == "new"
for _ in range(5):
    body, headers = page(Cookie=headers["set-cookie"].split(";")[0])
    assert body == "new"

tags = [cloudfront.get_distribution(Id=one)["ETag"] for one in (primary, staging)]
cloudfront.update_distribution_with_staging_config(
    Id=primary, StagingDistributionId=staging, IfMatch=", ".join(tags))
shown = cloudfront.get_continuous_deployment_policy(Id=policy_id)
assert not shown["ContinuousDeploymentPolicy"]["ContinuousDeploymentPolicyConfig"]["Enabled"]
control("clock", {"advance": 90_000})
assert page()[0] == "new"

edit(primary, ContinuousDeploymentPolicyId="")
cloudfront.delete_continuous_deployment_policy(Id=policy_id, IfMatch=shown["ETag"])
edit(staging, Enabled=False)
control("clock", {"advance": 3600})
cloudfront.delete_distribution(Id=staging, IfMatch=cloudfront.get_distribution(Id=staging)["ETag"])
print("boto3, CloudFront's continuous deployment: passed")
