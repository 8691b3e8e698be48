//! The protocols against every operation of every model: our own bytes and botocore's.

pub(crate) mod botocore;
mod round_trip;
mod values;

use parhelion_wire::Model;
use parhelion_wire::table::{Operation, Protocol};

pub(crate) fn models() -> [&'static Model; 8] {
    [
        &parhelion_s3::model::MODEL,
        &parhelion_s3control::model::MODEL,
        &parhelion_cloudfront::model::MODEL,
        &parhelion_cloudwatch::model::MODEL,
        &parhelion_logs::model::MODEL,
        &parhelion_iam::model::MODEL,
        &parhelion_kms::model::MODEL,
        &parhelion_sts::model::MODEL,
    ]
}

/// Every operation in every protocol of its service.
pub(crate) fn operations() -> impl Iterator<Item = (&'static Model, Protocol, &'static Operation)> {
    models().into_iter().flat_map(|model| {
        model.protocols.iter().flat_map(move |&protocol| {
            model.operations.iter().map(move |operation| (model, protocol, operation))
        })
    })
}

/// S3's operations that no request tells from another: the deprecated ones have the same URL, and
/// ListDirectoryBuckets is ListBuckets on a host of its own.
pub(crate) fn twin(operation: &str) -> Option<&'static str> {
    Some(match operation {
        "GetBucketLifecycle" => "GetBucketLifecycleConfiguration",
        "GetBucketNotification" => "GetBucketNotificationConfiguration",
        "PutBucketLifecycle" => "PutBucketLifecycleConfiguration",
        "PutBucketNotification" => "PutBucketNotificationConfiguration",
        "ListDirectoryBuckets" => "ListBuckets",
        _ => return None,
    })
}
