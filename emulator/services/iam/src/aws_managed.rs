//! AWS's managed policies that callers of these services are given most.
//! <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>

use parhelion_policy::{Policy, Purpose};
use parhelion_world::identity::{Document, ManagedPolicy};
use parhelion_world::world::EPOCH;
use std::sync::Arc;

/// ARN and document.
pub(crate) const ALL: [(&str, &str); 9] = [
    ("arn:aws:iam::aws:policy/AdministratorAccess", ADMINISTRATOR),
    ("arn:aws:iam::aws:policy/AmazonS3FullAccess", S3_FULL),
    ("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", S3_READ),
    ("arn:aws:iam::aws:policy/CloudFrontFullAccess", CLOUDFRONT_FULL),
    ("arn:aws:iam::aws:policy/CloudFrontReadOnlyAccess", CLOUDFRONT_READ),
    ("arn:aws:iam::aws:policy/CloudWatchFullAccess", CLOUDWATCH_FULL),
    ("arn:aws:iam::aws:policy/CloudWatchLogsFullAccess", LOGS_FULL),
    ("arn:aws:iam::aws:policy/CloudWatchLogsReadOnlyAccess", LOGS_READ),
    ("arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess", CLOUDWATCH_READ),
];

macro_rules! allow {
    ($($action:literal),+) => {
        concat!(
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["#,
            allow!(@list $($action),+),
            r#"],"Resource":"*"}]}"#
        )
    };
    (@list $first:literal $(, $rest:literal)*) => {
        concat!("\"", $first, "\"" $(, ",\"", $rest, "\"")*)
    };
}

const ADMINISTRATOR: &str = allow!("*");
const S3_FULL: &str = allow!("s3:*", "s3-object-lambda:*");
const S3_READ: &str = allow!(
    "s3:Get*",
    "s3:List*",
    "s3:Describe*",
    "s3-object-lambda:Get*",
    "s3-object-lambda:List*"
);
const CLOUDFRONT_FULL: &str =
    allow!("cloudfront:*", "cloudfront-keyvaluestore:*", "s3:ListAllMyBuckets");
const CLOUDFRONT_READ: &str = allow!("cloudfront:Get*", "cloudfront:List*", "cloudfront:Describe*");
const CLOUDWATCH_FULL: &str = allow!("cloudwatch:*", "logs:*");
const CLOUDWATCH_READ: &str = allow!(
    "cloudwatch:Describe*",
    "cloudwatch:Get*",
    "cloudwatch:List*",
    "logs:Get*",
    "logs:List*",
    "logs:Describe*",
    "logs:FilterLogEvents",
    "logs:TestMetricFilter"
);
const LOGS_FULL: &str = allow!("logs:*");
const LOGS_READ: &str = allow!(
    "logs:Describe*",
    "logs:Get*",
    "logs:List*",
    "logs:StartQuery",
    "logs:StopQuery",
    "logs:TestMetricFilter",
    "logs:FilterLogEvents"
);

pub(crate) fn find(arn: &str) -> Option<Arc<ManagedPolicy>> {
    let (arn, text) = ALL.iter().find(|(known, _)| *known == arn)?;
    let name = arn.rsplit('/').next()?;
    let policy = Policy::parse(text, Purpose::Identity).ok()?;
    Some(Arc::new(ManagedPolicy {
        arn: (*arn).into(),
        name: name.into(),
        path: "/".into(),
        id: format!("ANPA{:0>17.17}", name.to_ascii_uppercase()).into(),
        description: None,
        document: Document { text: (*text).into(), policy: Arc::new(policy) },
        created: EPOCH,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_managed_policy_parses() {
        for (arn, text) in ALL {
            assert!(find(arn).is_some(), "{arn}: {text}");
        }
        assert!(find("arn:aws:iam::aws:policy/Nothing").is_none());
    }
}
