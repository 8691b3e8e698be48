//! What is asked of AWS, call by call, and the permission that each needs.

use serde_json::{Value, json};
use std::collections::BTreeSet;

macro_rules! calls {
    ($($call:ident = $operation:literal needs $action:literal;)*) => {
        /// A read that checks declare.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "AWS's own names")]
        pub enum Call { $($call),* }

        impl Call {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$call),*];

            /// AWS's name of the operation.
            pub fn operation(self) -> &'static str {
                match self { $(Self::$call => $operation),* }
            }

            /// What a policy must allow for it.
            pub fn action(self) -> &'static str {
                match self { $(Self::$call => $action),* }
            }
        }
    };
}

calls! {
    ListBuckets = "ListBuckets" needs "s3:ListAllMyBuckets";
    ListObjects = "ListObjectsV2" needs "s3:ListBucket";
    ListUploads = "ListMultipartUploads" needs "s3:ListBucketMultipartUploads";
    BucketAcl = "GetBucketAcl" needs "s3:GetBucketAcl";
    BucketCors = "GetBucketCors" needs "s3:GetBucketCORS";
    BucketEncryption = "GetBucketEncryption" needs "s3:GetEncryptionConfiguration";
    BucketLifecycle = "GetBucketLifecycleConfiguration" needs "s3:GetLifecycleConfiguration";
    BucketLock = "GetObjectLockConfiguration" needs "s3:GetBucketObjectLockConfiguration";
    BucketLogging = "GetBucketLogging" needs "s3:GetBucketLogging";
    BucketNotification = "GetBucketNotificationConfiguration" needs "s3:GetBucketNotification";
    BucketOwnership = "GetBucketOwnershipControls" needs "s3:GetBucketOwnershipControls";
    BucketPolicy = "GetBucketPolicy" needs "s3:GetBucketPolicy";
    BucketPolicyStatus = "GetBucketPolicyStatus" needs "s3:GetBucketPolicyStatus";
    BucketTagging = "GetBucketTagging" needs "s3:GetBucketTagging";
    BucketVersioning = "GetBucketVersioning" needs "s3:GetBucketVersioning";
    BucketWebsite = "GetBucketWebsite" needs "s3:GetBucketWebsite";
    PublicAccessBlock = "GetPublicAccessBlock" needs "s3:GetBucketPublicAccessBlock";
    ListDistributions = "ListDistributions" needs "cloudfront:ListDistributions";
    DistributionConfig = "GetDistributionConfig" needs "cloudfront:GetDistributionConfig";
    DistributionTags = "ListTagsForResource" needs "cloudfront:ListTagsForResource";
    ListAccessControls = "ListOriginAccessControls" needs "cloudfront:ListOriginAccessControls";
    ListAccessIdentities = "ListCloudFrontOriginAccessIdentities" needs "cloudfront:ListCloudFrontOriginAccessIdentities";
    ListCachePolicies = "ListCachePolicies" needs "cloudfront:ListCachePolicies";
    ListHeadersPolicies = "ListResponseHeadersPolicies" needs "cloudfront:ListResponseHeadersPolicies";
    ListOriginPolicies = "ListOriginRequestPolicies" needs "cloudfront:ListOriginRequestPolicies";
    ListKeyGroups = "ListKeyGroups" needs "cloudfront:ListKeyGroups";
    LogGroups = "DescribeLogGroups" needs "logs:DescribeLogGroups";
    LogStreams = "DescribeLogStreams" needs "logs:DescribeLogStreams";
    LogTags = "ListTagsForResource" needs "logs:ListTagsForResource";
    MetricFilters = "DescribeMetricFilters" needs "logs:DescribeMetricFilters";
    SubscriptionFilters = "DescribeSubscriptionFilters" needs "logs:DescribeSubscriptionFilters";
    Alarms = "DescribeAlarms" needs "cloudwatch:DescribeAlarms";
    AlarmTags = "ListTagsForResource" needs "cloudwatch:ListTagsForResource";
    ListDashboards = "ListDashboards" needs "cloudwatch:ListDashboards";
    Dashboard = "GetDashboard" needs "cloudwatch:GetDashboard";
    ListMetrics = "ListMetrics" needs "cloudwatch:ListMetrics";
    MetricStatistics = "GetMetricStatistics" needs "cloudwatch:GetMetricStatistics";
    Key = "DescribeKey" needs "kms:DescribeKey";
    Certificate = "DescribeCertificate" needs "acm:DescribeCertificate";
    QueueUrl = "GetQueueUrl" needs "sqs:GetQueueUrl";
    StackResources = "DescribeStackResources" needs "cloudformation:DescribeStackResources";
}

impl Call {
    /// What reads tags, thing by thing.
    pub const TAGS: [Self; 4] =
        [Self::BucketTagging, Self::DistributionTags, Self::LogTags, Self::AlarmTags];
}

/// The least policy under which all of these calls can be made.
pub fn policy(calls: &BTreeSet<Call>) -> Value {
    let actions: BTreeSet<_> = calls.iter().map(|call| call.action()).collect();
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "ParhelionAudit",
            "Effect": "Allow",
            "Action": actions,
            "Resource": "*",
        }],
    })
}
