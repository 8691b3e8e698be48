//! What S3 is free to do (S3-9.4), as points for an adversary. Option 0 is calm.

use parhelion_world::{Clause, Opt, Point};

const CALM: Opt = Opt { name: "calm", clause: None, millis: 0 };

static CONFLICT: Clause = Clause {
    rule: "S3-9.4(A12)",
    says: "a conditional request that meets a conflicting operation may get 409 instead of 412",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html",
};

/// Met where 412 would be due: 409 is the other legal answer of a lost race.
pub static CONDITIONAL_CONFLICT: Point = Point {
    name: "s3.conditional-conflict",
    options: &[CALM, Opt { name: "409", clause: Some(&CONFLICT), millis: 0 }],
};

static SHORT: Clause = Clause {
    rule: "S3-9.4(A9)",
    says: "a page of a listing may hold fewer keys than asked for, and still not be the last",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html",
};

/// Met by every listing that has something to list.
pub static SHORT_PAGE: Point = Point {
    name: "s3.short-page",
    options: &[
        CALM,
        Opt { name: "half", clause: Some(&SHORT), millis: 0 },
        Opt { name: "one", clause: Some(&SHORT), millis: 0 },
        Opt { name: "empty", clause: Some(&SHORT), millis: 0 },
    ],
};

static PARTIAL: Clause = Clause {
    rule: "S3-9.4(A35)",
    says: "a multi-object delete may fail for some of its keys and answer 200",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html",
};

/// Met once for each key of a batch that would be deleted.
pub static DELETE_FAILS: Point = Point {
    name: "s3.delete-objects-partial",
    options: &[CALM, Opt { name: "internal-error", clause: Some(&PARTIAL), millis: 0 }],
};

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
        Opt { name: "5s", clause: Some(&LATE), millis: 5_000 },
        Opt { name: "60s", clause: Some(&LATE), millis: 60_000 },
    ],
};

static ABORTED: Clause = Clause {
    rule: "S3-9.4(A12)",
    says: "creating a bucket soon after its deletion may conflict with the deletion",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
};

/// Met by CreateBucket while the deletion of a bucket of that name is fresh.
pub static CREATE_CONFLICT: Point = Point {
    name: "s3.create-conflict",
    options: &[CALM, Opt { name: "operation-aborted", clause: Some(&ABORTED), millis: 0 }],
};

static LOST: Clause = Clause {
    rule: "S3-9.4(A24)",
    says: "a multipart upload takes its place by the time of its initiation: a later write of the \
           key may take precedence, and the completed object is never seen",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html",
};

/// Met by every completion of a multipart upload (S3-4.6).
pub static COMPLETE_LOSES: Point = Point {
    name: "s3.complete-by-initiation",
    options: &[CALM, Opt { name: "by-initiation", clause: Some(&LOST), millis: 0 }],
};

static FORGOTTEN: Clause = Clause {
    rule: "S3-9.4(A22)",
    says: "a completion that is repeated after its success may find no upload any more",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html",
};

/// Met when a completion is repeated.
pub static COMPLETE_FORGOTTEN: Point = Point {
    name: "s3.complete-forgotten",
    options: &[CALM, Opt { name: "no-such-upload", clause: Some(&FORGOTTEN), millis: 0 }],
};

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
        Opt { name: "3h", clause: Some(&LIFECYCLE), millis: 3 * 3_600_000 },
        Opt { name: "2d", clause: Some(&LIFECYCLE), millis: 48 * 3_600_000 },
    ],
};

static NOTIFICATION: Clause = Clause {
    rule: "S3-9.4(A16)",
    says: "event notifications are delivered at least once, in no order, mostly within seconds and \
           sometimes after a minute or longer",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
};

/// Met by every message to a destination.
pub static NOTIFICATION_TWICE: Point = Point {
    name: "s3.notification-twice",
    options: &[CALM, Opt { name: "twice", clause: Some(&NOTIFICATION), millis: 0 }],
};

/// Met by every message to a destination.
pub static NOTIFICATION_LATE: Point = Point {
    name: "s3.notification-late",
    options: &[
        CALM,
        Opt { name: "2s", clause: Some(&NOTIFICATION), millis: 2_000 },
        Opt { name: "90s", clause: Some(&NOTIFICATION), millis: 90_000 },
    ],
};

static RESTORE: Clause = Clause {
    rule: "S3-9.4(A34)",
    says: "restoring an archived object takes minutes to days",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html",
};

/// Met by every restore that begins.
pub static RESTORE_LATE: Point = Point {
    name: "s3.restore-late",
    options: &[
        CALM,
        Opt { name: "5h", clause: Some(&RESTORE), millis: 5 * 3_600_000 },
        Opt { name: "48h", clause: Some(&RESTORE), millis: 48 * 3_600_000 },
    ],
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
        Opt { name: "15min", clause: Some(&REPLICATION), millis: 900_000 },
        Opt { name: "6h", clause: Some(&REPLICATION), millis: 6 * 3_600_000 },
    ],
};

static ACCESS_LOG: Clause = Clause {
    rule: "S3-9.4(A21)",
    says: "access logs are delivered on a best-effort basis: some hours late, or records not at all",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
};

/// Met by every batch of records.
pub static ACCESS_LOG_LATE: Point = Point {
    name: "s3.access-log-late",
    options: &[CALM, Opt { name: "3h", clause: Some(&ACCESS_LOG), millis: 3 * 3_600_000 }],
};

/// Met by every record.
pub static ACCESS_LOG_LOST: Point = Point {
    name: "s3.access-log-lost",
    options: &[CALM, Opt { name: "lost", clause: Some(&ACCESS_LOG), millis: 0 }],
};

/// Every point of this service.
pub static POINTS: &[&Point] = &[
    &CONDITIONAL_CONFLICT,
    &SHORT_PAGE,
    &DELETE_FAILS,
    &CONFIGURATION_LATE,
    &CREATE_CONFLICT,
    &COMPLETE_LOSES,
    &COMPLETE_FORGOTTEN,
    &LIFECYCLE_LATE,
    &NOTIFICATION_TWICE,
    &NOTIFICATION_LATE,
    &RESTORE_LATE,
    &REPLICATION_LATE,
    &ACCESS_LOG_LATE,
    &ACCESS_LOG_LOST,
];
