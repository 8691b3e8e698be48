"""The audit's commands do what they say: a shop with everything wrong, each printed command run by the
AWS CLI as it stands, and the audit asked again."""
import json
import os
import shutil
import subprocess
import sys

import boto3

BINARY = os.environ["PARHELION_BINARY"]
ROOT = os.path.join(os.environ["CLIENTS_LIB"], "..", "..")
AUDIT = os.path.join(os.path.dirname(BINARY), "parhelion-audit")
if not shutil.which("jq"):
    print("skipped: jq is not installed")
    sys.exit()
subprocess.run(["cargo", "build", "--quiet", "--workspace", "--bin", "parhelion-audit"], cwd=ROOT, check=True)

s3, cloudfront, logs, cloudwatch, kms, sqs = (
    boto3.client(name) for name in ("s3", "cloudfront", "logs", "cloudwatch", "kms", "sqs"))
BUCKET, GROUP = "mends-files", "/mends/production"
# What only a user knows.
TOPIC = "arn:aws:sns:us-east-1:123456789012:oncall"
ACL = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/11111111-2222-3333-4444-555555555555"


def everybody(resource):
    return {"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": resource}


def put_policy(*statements):
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    s3.put_bucket_policy(Bucket=BUCKET, Policy=policy)


def make_storage():
    for name in (BUCKET, "mends-logs", "mends-empty"):
        s3.create_bucket(Bucket=name)
    logging = {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject",
               "Resource": "arn:aws:s3:::mends-logs/*"}
    s3.put_bucket_policy(Bucket="mends-logs", Policy=json.dumps({"Version": "2012-10-17", "Statement": [logging]}))
    s3.delete_public_access_block(Bucket=BUCKET)
    s3.put_bucket_ownership_controls(
        Bucket=BUCKET, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]})
    s3.put_bucket_acl(Bucket=BUCKET, ACL="public-read")
    objects = f"arn:aws:s3:::{BUCKET}/*"
    put_policy(
        everybody(objects),
        {"Sid": "Other", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
         "Action": "s3:GetObject", "Resource": objects},
        {"Sid": "All", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
         "Action": "s3:*", "Resource": [objects, objects[:-2]]},
        {"Sid": "AnyDistribution", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"},
         "Action": "s3:GetObject", "Resource": objects})
    rules = [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "PUT"]},
             {"AllowedOrigins": ["http://mends.example"], "AllowedMethods": ["GET"]}]
    s3.put_bucket_cors(Bucket=BUCKET, CORSConfiguration={"CORSRules": rules})
    s3.put_bucket_website(Bucket=BUCKET, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    key = kms.create_key()["KeyMetadata"]["Arn"]
    s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [{
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key},
        "BucketKeyEnabled": False, "BlockedEncryptionTypes": {"EncryptionType": ["NONE"]}}]})
    s3.put_object(Bucket=BUCKET, Key="a", Body=b"a", ServerSideEncryption="AES256")
    s3.put_bucket_lifecycle_configuration(Bucket=BUCKET, LifecycleConfiguration={"Rules": [
        {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 3}}]})
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
    s3.create_multipart_upload(Bucket=BUCKET, Key="it's half; $(done)", ServerSideEncryption="AES256")
    queue = "arn:aws:sqs:us-east-1:123456789012:mends"
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
              "Action": "sqs:SendMessage", "Resource": queue}]}
    url = sqs.create_queue(QueueName="mends", Attributes={"Policy": json.dumps(policy)})["QueueUrl"]
    s3.put_bucket_notification_configuration(Bucket=BUCKET, NotificationConfiguration={
        "QueueConfigurations": [{"QueueArn": queue, "Events": ["s3:ObjectCreated:*"]}],
        "EventBridgeConfiguration": {}})
    sqs.delete_queue(QueueUrl=url)
    kms.disable_key(KeyId=key)
    s3.create_bucket(Bucket="mends-locked", ObjectLockEnabledForBucket=True)


def make_edge():
    """A distribution with everything wrong, one that is disabled, one whose bucket is gone."""
    cookies = cloudfront.create_cache_policy(CachePolicyConfig={
        "Name": "mends", "MinTTL": 0, "DefaultTTL": 0, "MaxTTL": 31536000,
        "ParametersInCacheKeyAndForwardedToOrigin": {
            "EnableAcceptEncodingGzip": False, "EnableAcceptEncodingBrotli": False,
            "HeadersConfig": {"HeaderBehavior": "none"}, "CookiesConfig": {"CookieBehavior": "all"},
            "QueryStringsConfig": {"QueryStringBehavior": "all"}}})["CachePolicy"]["Id"]
    own = cloudfront.create_response_headers_policy(ResponseHeadersPolicyConfig={
        "Name": "mends", "CustomHeadersConfig": {"Quantity": 1, "Items": [
            {"Header": "x-mends", "Value": "1", "Override": True}]}})["ResponseHeadersPolicy"]["Id"]

    def config(name, bucket, **more):
        origins = [{"Id": "bucket", "DomainName": f"{bucket}.s3.us-east-1.amazonaws.com",
                    "S3OriginConfig": {"OriginAccessIdentity": ""}},
                   {"Id": "api", "DomainName": "api.mends.example", "CustomOriginConfig": {
                       "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only",
                       "OriginSslProtocols": {"Quantity": 2, "Items": ["TLSv1", "TLSv1.2"]}}}]
        default = {"TargetOriginId": "bucket", "ViewerProtocolPolicy": "allow-all", "Compress": False,
                   "CachePolicyId": cookies, "OriginRequestPolicyId": "216adef6-5c7f-47e4-b989-5492eafa07d3",
                   **more}
        return {"CallerReference": name, "Comment": name, "Enabled": name != "disabled",
                "Origins": {"Quantity": 2, "Items": origins}, "DefaultCacheBehavior": default,
                "CacheBehaviors": {"Quantity": 1, "Items": [{
                    "PathPattern": "old/*", "TargetOriginId": "bucket", "ViewerProtocolPolicy": "allow-all",
                    "Compress": False, "MinTTL": 0, "DefaultTTL": 0, "MaxTTL": 0,
                    "ForwardedValues": {"QueryString": True, "Cookies": {"Forward": "all"}}}]},
                "CustomErrorResponses": {"Quantity": 1, "Items": [{"ErrorCode": 503, "ErrorCachingMinTTL": 3600}]},
                "PriceClass": "PriceClass_All", "HttpVersion": "http1.1", "IsIPV6Enabled": False}

    def create(*arguments, **more):
        return cloudfront.create_distribution(
            DistributionConfig=config(*arguments, **more))["Distribution"]["Id"]

    ids = [create("wrong", BUCKET), create("own-headers", BUCKET, ResponseHeadersPolicyId=own),
           create("dangling", "mends-nobodys"), create("disabled", BUCKET)]
    for name in ("mends-unused", "mends-never"):
        control = {"Name": name, "SigningProtocol": "sigv4", "SigningBehavior": "always",
                   "OriginAccessControlOriginType": "s3"}
        made = cloudfront.create_origin_access_control(OriginAccessControlConfig=control)
        if name == "mends-never":
            never = made["OriginAccessControl"]["Id"]
            control["SigningBehavior"] = "never"
            cloudfront.update_origin_access_control(OriginAccessControlConfig=control, Id=never, IfMatch=made["ETag"])
    got = cloudfront.get_distribution_config(Id=ids[1])
    got["DistributionConfig"]["Origins"]["Items"][0]["OriginAccessControlId"] = never
    cloudfront.update_distribution(
        Id=ids[1], IfMatch=got["ETag"], DistributionConfig=got["DistributionConfig"])
    return ids


def make_watching():
    for name in (GROUP, "/mends/empty"):
        logs.create_log_group(logGroupName=name)
    logs.create_log_stream(logGroupName=GROUP, logStreamName="web")
    now = int(subprocess.check_output(["date", "+%s"])) * 1000
    logs.put_log_events(logGroupName=GROUP, logStreamName="web", logEvents=[{"timestamp": now, "message": "x"}])
    cloudwatch.put_metric_data(Namespace="mends", MetricData=[
        {"MetricName": "Requests", "Value": 1, "Dimensions": [{"Name": "App", "Value": "shop"}]}])
    cloudwatch.put_metric_alarm(
        AlarmName="mends; $(alarm) it's", Namespace="mends", MetricName="Requests", Statistic="Sum", Period=60,
        EvaluationPeriods=1, Threshold=5, ComparisonOperator="GreaterThanThreshold", ActionsEnabled=False)
    cloudwatch.put_dashboard(DashboardName="mends", DashboardBody=json.dumps({"widgets": [
        {"type": "metric", "x": 0, "y": 0, "width": 6, "height": 6, "properties": {
            "region": "us-east-1", "metrics": [["mends", "Requests", "App", "shop"]]}},
        {"type": "metric", "x": 0, "y": 6, "width": 6, "height": 6, "properties": {
            "region": "us-east-1", "metrics": [["mends", "Gone"]]}},
        {"type": "log", "x": 0, "y": 12, "width": 6, "height": 6, "properties": {
            "region": "us-east-1", "query": "SOURCE '/mends/gone' | fields @message"}}]}))


def audit(scope, *more):
    run = subprocess.run([AUDIT, *scope, "--format", "json", *more], capture_output=True, text=True)
    if run.returncode not in (0, 1, 2) or not run.stdout:
        sys.exit(f"the audit failed: {run.stderr}")
    return json.loads(run.stdout)["findings"]


make_storage()
distributions = make_edge()
make_watching()
key = kms.create_key(Policy=json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"},
    {"Effect": "Allow", "Principal": {"Service": "logs.us-east-1.amazonaws.com"}, "Action": "kms:*",
     "Resource": "*"}]}))["KeyMetadata"]["Arn"]
known = {"SNS_TOPIC_ARN": TOPIC, "WEB_ACL_ARN": ACL, "LOG_BUCKET": "mends-logs", "LOG_PREFIX": "s3/",
         "KEY_ARN": key, "COUNTRY": "FR", "SITE": "https://mends.example"}
# Eight days: unfinished uploads are old by then.
subprocess.run(["curl", "-sf", "-X", "POST", os.environ["AWS_ENDPOINT_URL"] + "/_parhelion/clock", "-d",
                '{"advance": 691200}'], check=True, stdout=subprocess.DEVNULL)

scope = ["--log-group", GROUP, "--log-group", "/mends/empty", "--alarm", "mends; $(alarm) it's", "--dashboard", "mends",
         "--recent", "30d", "--object-lock", "mends-locked"]
for bucket in (BUCKET, "mends-empty", "mends-locked"):
    scope += ["--bucket", bucket]
for distribution in distributions:
    scope += ["--distribution", distribution]

mended, left, wrong = set(), {}, []
before = [it for it in audit(scope) if it["verdict"] == "fail"]
for finding in before:
    name, subject = finding["check"], finding["subject"]
    # Each check once: commands take seconds. Headers are mended in three ways.
    if name in mended and not name.startswith("cloudfront-header"):
        continue
    if finding["mend"]["complete"] is False and not set(finding["mend"]["variables"]) <= set(known):
        left[name] = "variables"
        continue
    if not finding["mend"]["complete"] and not finding["mend"]["variables"]:
        left[name] = "shows"
        continue
    # Another command may have mended it already, or changed what this one would say.
    now = [it for it in audit(scope, "--only", name) if it["subject"] == subject and it["verdict"] == "fail"]
    if not now:
        continue
    command = now[0]["mend"]["command"]
    run = subprocess.run(["bash", "-c", command], env=os.environ | known, capture_output=True, text=True)
    again = [it for it in audit(scope, "--only", name) if it["subject"] == subject and it["verdict"] == "fail"]
    if run.returncode or again:
        wrong.append(f"{name} of {subject}\n  $ {command}\n  {run.returncode} {run.stderr[-600:]}\n"
                     f"  {[it['evidence'] for it in again]}")
    else:
        mended.add(name)
print("\n".join(wrong))
print(f"mended by their commands: {len(mended)} checks; need a person: {sorted(left)}")
assert not wrong, f"{len(wrong)} commands do not mend"
assert len(mended) >= 45, sorted(mended)
print(f"the audit's commands: passed ({len(mended)} checks)")
