//! What S3 does after a request: when, how often, and whether at all.

use super::options::{CALM, delay, option};
use parhelion_world::{Clause, Point};

static LIFECYCLE: Clause = Clause {
    rule: "S3-9.4(A19)",
    says: "lifecycle actions run some time after they are due; until then objects stay readable",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html",
};

/// Met by every run of a bucket's lifecycle.
pub static LIFECYCLE_LATE: Point = Point {
    name: "s3.lifecycle-late",
    options: &[
        CALM,
        delay("3h", &LIFECYCLE, 3 * 3_600_000),
        delay("2d", &LIFECYCLE, 48 * 3_600_000),
    ],
};

static NOTIFICATION: Clause = Clause {
    rule: "S3-9.4(A16)",
    says: "event notifications are delivered at least once, in no order, mostly within seconds and \
           sometimes after a minute or longer",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
};

/// Met by every message to a destination.
pub static NOTIFICATION_TWICE: Point =
    Point { name: "s3.notification-twice", options: &[CALM, option("twice", &NOTIFICATION)] };

/// Met by every message to a destination.
pub static NOTIFICATION_LATE: Point = Point {
    name: "s3.notification-late",
    options: &[CALM, delay("2s", &NOTIFICATION, 2_000), delay("90s", &NOTIFICATION, 90_000)],
};

static MERGED: Clause = Clause {
    rule: "S3-9.4(A17)",
    says: "two writes of one key at the same time may be told of by one notification only",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
};

/// Met by a late message of a write that another one has overwritten within a second.
pub static NOTIFICATION_MERGED: Point = Point {
    name: "s3.notification-merged",
    options: &[CALM, option("only the last write's", &MERGED)],
};

static RESTORE: Clause = Clause {
    rule: "S3-9.4(A34)",
    says: "restoring an archived object takes minutes to days",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html",
};

/// Met by every restore that begins.
pub static RESTORE_LATE: Point = Point {
    name: "s3.restore-late",
    options: &[CALM, delay("5h", &RESTORE, 5 * 3_600_000), delay("48h", &RESTORE, 48 * 3_600_000)],
};

static REPLICATION: Clause = Clause {
    rule: "S3-9.4(A20)",
    says: "replication is asynchronous: most objects within 15 minutes, some after hours",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
};

/// Met by every version that is to be replicated.
pub static REPLICATION_LATE: Point = Point {
    name: "s3.replication-late",
    options: &[
        CALM,
        delay("15min", &REPLICATION, 900_000),
        delay("6h", &REPLICATION, 6 * 3_600_000),
    ],
};

static ACCESS_LOG: Clause = Clause {
    rule: "S3-9.4(A21)",
    says: "access logs are delivered on a best-effort basis: some hours late, or records not at all",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
};

/// Met by every batch of records.
pub static ACCESS_LOG_LATE: Point =
    Point { name: "s3.access-log-late", options: &[CALM, delay("3h", &ACCESS_LOG, 3 * 3_600_000)] };

/// Met by every record.
pub static ACCESS_LOG_LOST: Point =
    Point { name: "s3.access-log-lost", options: &[CALM, option("lost", &ACCESS_LOG)] };
