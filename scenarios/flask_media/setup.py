"""What the media site stands on: a bucket, a distribution in front of it, a log group. Says where, as JSON."""

import json

import boto3
from bugs import bug

BUCKET, GROUP, ORIGIN = "flask-media", "/flask-media/production", "https://media.example"
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"

s3, cloudfront, logs = (boto3.client(name) for name in ("s3", "cloudfront", "logs"))
s3.create_bucket(Bucket=BUCKET)
closed = not bug("bucket-left-public")
block = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), closed)
s3.put_public_access_block(Bucket=BUCKET, PublicAccessBlockConfiguration=block)
rule = {"AllowedOrigins": [ORIGIN], "AllowedMethods": ["GET", "PUT"], "AllowedHeaders": ["*"]}
s3.put_bucket_cors(Bucket=BUCKET, CORSConfiguration={"CORSRules": [rule]})

control = cloudfront.create_origin_access_control(
    OriginAccessControlConfig={
        "Name": "flask-media",
        "SigningProtocol": "sigv4",
        "SigningBehavior": "always",
        "OriginAccessControlOriginType": "s3",
    }
)["OriginAccessControl"]["Id"]
origin = {
    "Id": "bucket",
    "DomainName": f"{BUCKET}.s3.us-east-1.amazonaws.com",
    "OriginAccessControlId": control,
    "S3OriginConfig": {"OriginAccessIdentity": ""},
}
distribution = cloudfront.create_distribution(
    DistributionConfig={
        "CallerReference": "flask-media",
        "Comment": "flask-media",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "bucket",
            "ViewerProtocolPolicy": "allow-all" if bug("plain-http") else "redirect-to-https",
            "CachePolicyId": CACHING_OPTIMIZED,
            "Compress": True,
        },
    }
)["Distribution"]
statements = [
    {
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{BUCKET}/static/*",
        "Condition": {"StringEquals": {"AWS:SourceArn": distribution["ARN"]}},
    }
]
if bug("bucket-left-public"):
    statements.append({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"})
s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))

logs.create_log_group(logGroupName=GROUP)
if not bug("no-retention"):
    logs.put_retention_policy(logGroupName=GROUP, retentionInDays=30)

print(
    json.dumps(
        {
            "bucket": BUCKET,
            "distribution": distribution["Id"],
            "domain": distribution["DomainName"],
            "log_group": GROUP,
            "allowed_origin": ORIGIN,
        }
    )
)
