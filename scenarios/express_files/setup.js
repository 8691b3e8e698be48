// What the file service stands on: a bucket, a distribution in front of it, a log group. Says where, as JSON.
"use strict";
const {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateOriginAccessControlCommand,
} = require("@aws-sdk/client-cloudfront");
const { CloudWatchLogsClient, CreateLogGroupCommand, PutRetentionPolicyCommand } = require("@aws-sdk/client-cloudwatch-logs");
const { CreateBucketCommand, PutBucketCorsCommand, PutBucketPolicyCommand, S3Client } = require("@aws-sdk/client-s3");

const Bucket = "express-files";
const logGroupName = "/express-files/production";
const allowedOrigin = "https://files.example";
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const [s3, cloudfront, logs] = [new S3Client({}), new CloudFrontClient({}), new CloudWatchLogsClient({})];

async function main() {
  await s3.send(new CreateBucketCommand({ Bucket }));
  const rule = { AllowedOrigins: [allowedOrigin], AllowedMethods: ["GET", "PUT"], AllowedHeaders: ["*"] };
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));

  const OriginAccessControlConfig = {
    Name: Bucket,
    SigningProtocol: "sigv4",
    SigningBehavior: "always",
    OriginAccessControlOriginType: "s3",
  };
  const control = await cloudfront.send(new CreateOriginAccessControlCommand({ OriginAccessControlConfig }));
  const origin = {
    Id: "bucket",
    DomainName: `${Bucket}.s3.us-east-1.amazonaws.com`,
    OriginAccessControlId: control.OriginAccessControl.Id,
    S3OriginConfig: { OriginAccessIdentity: "" },
  };
  const DistributionConfig = {
    CallerReference: Bucket,
    Comment: Bucket,
    Enabled: true,
    Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior: {
      TargetOriginId: "bucket",
      ViewerProtocolPolicy: "redirect-to-https",
      CachePolicyId: CACHING_OPTIMIZED,
      Compress: true,
    },
  };
  const { Distribution } = await cloudfront.send(new CreateDistributionCommand({ DistributionConfig }));
  const statement = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${Bucket}/assets/*`,
    Condition: { StringEquals: { "AWS:SourceArn": Distribution.ARN } },
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));

  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }));
  console.log(JSON.stringify({ bucket: Bucket, distribution: Distribution.Id, "log-group": logGroupName }));
}

main();
