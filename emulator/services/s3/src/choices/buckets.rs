//! Buckets and their configurations.

use super::options::{CALM, delay, option};
use parhelion_world::{Clause, Point};
use std::time::Duration;

/// How long the creation or the deletion of a bucket may take to be known everywhere (A12, A15).
pub(crate) const SETTLES: Duration = Duration::from_secs(60);

static LATE: Clause = Clause {
    rule: "S3-9.4(A13)",
    says: "bucket configurations are eventually consistent: a change takes effect some time later",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel",
};

/// Met by every change of a bucket's configuration.
pub static CONFIGURATION_LATE: Point = Point {
    name: "s3.configuration-late",
    options: &[
        CALM,
        delay("5s", &LATE, 5_000),
        delay("60s", &LATE, 60_000),
        // Requests of even seconds see the old one, those of odd seconds the new one.
        delay("60s by turns", &LATE, 60_000),
    ],
};

static ABORTED: Clause = Clause {
    rule: "S3-9.4(A12)",
    says: "creating a bucket soon after its deletion may conflict with the deletion",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
};

/// Met by CreateBucket while the deletion of a bucket of that name is fresh.
pub static CREATE_CONFLICT: Point =
    Point { name: "s3.create-conflict", options: &[CALM, option("operation-aborted", &ABORTED)] };

static SETTLING: Clause = Clause {
    rule: "S3-9.4(A15)",
    says: "a new bucket may be unknown in other Regions for a while, and a deleted one be listed",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel",
};

/// Met where a bucket that is new is asked for in another region than its own.
pub static NEW_BUCKET_ELSEWHERE: Point = Point {
    name: "s3.new-bucket-elsewhere",
    options: &[
        CALM,
        option("404 NoSuchBucket", &SETTLING),
        option("307 TemporaryRedirect", &SETTLING),
    ],
};

/// Met by ListBuckets for each bucket that was deleted just now.
pub static DELETED_BUCKET_LISTED: Point =
    Point { name: "s3.deleted-bucket-listed", options: &[CALM, option("still listed", &SETTLING)] };
