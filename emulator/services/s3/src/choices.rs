//! What S3 is free to do (S3-9.4), as points for an adversary. Option 0 is calm.

use parhelion_world::{Clause, Fault, FaultPoint, Faults, Freedoms, Opt, Point};
use std::time::Duration;

/// How long the making or the deletion of a bucket may take to be known everywhere (A12, A15).
pub const SETTLES: Duration = Duration::from_secs(60);

const CALM: Opt = Opt { name: "calm", clause: None, millis: 0 };

const fn option(name: &'static str, clause: &'static Clause) -> Opt {
    Opt { name, clause: Some(clause), millis: 0 }
}

const fn delay(name: &'static str, clause: &'static Clause, millis: u64) -> Opt {
    Opt { name, clause: Some(clause), millis }
}

static CONFLICT: Clause = Clause {
    rule: "S3-9.4(A12)",
    says: "a conditional request that meets a conflicting operation may get 409 instead of 412",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html",
};

/// Met where 412 would be due: 409 is the other legal answer of a lost race.
pub static CONDITIONAL_CONFLICT: Point =
    Point { name: "s3.conditional-conflict", options: &[CALM, option("409", &CONFLICT)] };

static SHORT: Clause = Clause {
    rule: "S3-9.4(A9)",
    says: "a page of a listing may hold fewer keys than asked for, and still not be the last",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html",
};

/// Met by every listing that has something to list.
pub static SHORT_PAGE: Point = Point {
    name: "s3.short-page",
    options: &[CALM, option("half", &SHORT), option("one", &SHORT), option("empty", &SHORT)],
};

static PARTIAL: Clause = Clause {
    rule: "S3-9.4(A35)",
    says: "a multi-object delete may fail for some of its keys and answer 200",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html",
};

/// Met once for each key of a batch that would be deleted.
pub static DELETE_FAILS: Point = Point {
    name: "s3.delete-objects-partial",
    options: &[CALM, option("internal-error", &PARTIAL)],
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

static LOST: Clause = Clause {
    rule: "S3-9.4(A24)",
    says: "a multipart upload takes its place by the time of its initiation: a later write of the \
           key may take precedence, and the completed object is never seen",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html",
};

/// Met by every completion of a multipart upload (S3-4.6).
pub static COMPLETE_LOSES: Point =
    Point { name: "s3.complete-by-initiation", options: &[CALM, option("by-initiation", &LOST)] };

static FORGOTTEN: Clause = Clause {
    rule: "S3-9.4(A22)",
    says: "a completion that is repeated after its success may find no upload any more",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html",
};

/// Met when a completion is repeated.
pub static COMPLETE_FORGOTTEN: Point =
    Point { name: "s3.complete-forgotten", options: &[CALM, option("no-such-upload", &FORGOTTEN)] };

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

static CUT: Clause = Clause {
    rule: "S3-9.4(A5)",
    says: "a connection may break while an object is read; the rest can be asked for by range",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/range-get-olap.html",
};

/// Met by every GET of an object that has bytes.
pub static BODY_CUT: Point = Point {
    name: "s3.body-cut",
    options: &[CALM, option("half of the body, then connection closed", &CUT)],
};

static STALLED: Clause = Clause {
    rule: "S3-9.4(A6)",
    says: "an upload whose bytes come too slowly is refused with RequestTimeout; send it again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
};

/// Met by every request whose body is an object's or a part's bytes.
pub static UPLOAD_STALLED: Point = Point {
    name: "s3.upload-stalled",
    options: &[CALM, option("400 RequestTimeout, no effect", &STALLED)],
};

static LATE_FAILURE: Clause = Clause {
    rule: "S3-9.4(A7)",
    says: "copies and completions may fail after their status 200 was sent: the body tells",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html",
};

/// Met by CopyObject, UploadPartCopy and CompleteMultipartUpload.
pub static FAILS_LATE: Point = Point {
    name: "s3.fails-late",
    options: &[
        CALM,
        option("200 with InternalError, no effect", &LATE_FAILURE),
        option("200 with SlowDown, no effect", &LATE_FAILURE),
    ],
};

static BROKEN: Clause = Clause {
    rule: "S3-9.4(A8)",
    says: "the answer to a listing may break off after its status 200 was sent; ask again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html",
};

/// Met by every listing of objects or versions. Not among the options: half of the XML in a whole
/// answer. SDKs take that for a shorter list, and applications could do nothing about it.
pub static LISTING_BROKEN: Point = Point {
    name: "s3.listing-broken",
    options: &[CALM, option("half of the XML, then connection closed", &BROKEN)],
};

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

static REAPPEARS: Clause = Clause {
    rule: "S3-9.4(A23)",
    says: "parts that were under way when their upload was aborted may succeed: abort again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html",
};

/// Met by UploadPart where its upload has been aborted just now.
pub static PART_REAPPEARS: Point =
    Point { name: "s3.part-reappears", options: &[CALM, option("upload open again", &REAPPEARS)] };

static UNKNOWN: Clause = Clause {
    rule: "S3-9.4(A26)",
    says: "answers may get new headers and elements at any time: clients ignore what is unknown",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html",
};

/// Met by every successful answer in XML.
pub static UNKNOWN_ELEMENT: Point = Point {
    name: "s3.unknown-element",
    options: &[CALM, option("an unknown header and an unknown element", &UNKNOWN)],
};

static SKEW: Clause = Clause {
    rule: "S3-9.4(A28)",
    says: "clocks differ: a date may lie seconds away from the client's; dates of one key do not \
           go back",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html",
};

/// Met by PutObject and CopyObject for the new object's Last-Modified.
pub static LAST_MODIFIED: Point =
    Point { name: "s3.last-modified", options: &[CALM, delay("2s behind", &SKEW, 2_000)] };

static CLOSED: Clause = Clause {
    rule: "S3-9.4(A29)",
    says: "S3 may close a connection after any answer",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance-guidelines.html",
};

/// Met by every answer.
pub static CONNECTION_CLOSES: Point =
    Point { name: "s3.connection-closes", options: &[CALM, option("Connection: close", &CLOSED)] };

static ORDER: Clause = Clause {
    rule: "S3-9.4(A30)",
    says: "headers have no order",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html",
};

/// Met by every answer.
pub static HEADER_ORDER: Point =
    Point { name: "s3.header-order", options: &[CALM, option("reversed", &ORDER)] };

static DENIED: Clause = Clause {
    rule: "S3-9.4(A31)",
    says: "an AccessDenied may or may not explain itself; its code is what counts",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
};

/// Met by every AccessDenied that explains itself.
pub static DENIED_PLAINLY: Point =
    Point { name: "s3.denied-plainly", options: &[CALM, option("Access Denied", &DENIED)] };

static KMS: Clause = Clause {
    rule: "S3-9.4(A38)",
    says: "KMS has quotas of its own: requests that need a key may be throttled; try again",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html",
};

/// Met by every request that writes with SSE-KMS or reads what was written so.
pub static KMS_THROTTLED: Point = Point {
    name: "s3.kms-throttled",
    options: &[CALM, option("400 ThrottlingException, no effect", &KMS)],
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
    &BODY_CUT,
    &UPLOAD_STALLED,
    &FAILS_LATE,
    &LISTING_BROKEN,
    &NEW_BUCKET_ELSEWHERE,
    &DELETED_BUCKET_LISTED,
    &NOTIFICATION_MERGED,
    &PART_REAPPEARS,
    &UNKNOWN_ELEMENT,
    &LAST_MODIFIED,
    &CONNECTION_CLOSES,
    &HEADER_ORDER,
    &DENIED_PLAINLY,
    &KMS_THROTTLED,
];

static INTERNAL_ERROR: Clause = Clause {
    rule: "S3-9.4(A1)",
    says: "S3 may answer 500 InternalError to any request, which then had no effect; try again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
};
static SLOW_DOWN: Clause = Clause {
    rule: "S3-9.4(A2)",
    says: "S3 may answer 503 SlowDown to any request; reduce the rate and try again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html",
};
static NO_ANSWER: Clause = Clause {
    rule: "S3-9.4(A3)",
    says: "a connection may close before any response, the request having had no effect",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html",
};
static ANSWER_LOST: Clause = Clause {
    rule: "S3-9.4(A4)",
    says: "a request may have taken effect though its answer was lost or was an internal error",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html",
};

static BEFORE: Point = Point {
    name: "s3.before",
    options: &[
        Opt::CALM,
        Opt::permitted("500 InternalError, no effect", &INTERNAL_ERROR),
        Opt::permitted("503 SlowDown, no effect", &SLOW_DOWN),
        Opt::permitted("connection closed, no effect", &NO_ANSWER),
    ],
};
static AFTER: Point = Point {
    name: "s3.after",
    options: &[
        Opt::CALM,
        Opt::permitted("took effect, then 500 InternalError", &ANSWER_LOST),
        Opt::permitted("took effect, then 503 ServiceUnavailable", &ANSWER_LOST),
        Opt::permitted("took effect, then connection closed", &ANSWER_LOST),
    ],
};

const INTERNAL: Fault = Fault::Answer {
    status: 500,
    code: "InternalError",
    message: "We encountered an internal error. Please try again.",
};

const fn unavailable(code: &'static str) -> Fault {
    Fault::Answer { status: 503, code, message: "Please reduce your request rate." }
}

/// What may happen to any call.
pub const FAULTS: Faults = Faults {
    before: FaultPoint { point: &BEFORE, faults: &[INTERNAL, unavailable("SlowDown"), Fault::Cut] },
    after: FaultPoint {
        point: &AFTER,
        faults: &[INTERNAL, unavailable("ServiceUnavailable"), Fault::Cut],
    },
};

/// S3-9.4, one by one.
pub const FREEDOMS: Freedoms =
    Freedoms { rule: "S3-9.4", letter: 'A', count: 38, without_a_point: &WITHOUT_A_POINT };

/// Freedoms of S3-9.4 that need no point of their own, and how they come about.
const WITHOUT_A_POINT: [(u8, &str); 9] = [
    (
        10,
        "pages of a listing are taken when they are asked for, so `latency` decides what they see",
    ),
    (14, "`s3.configuration-late`: reads of a configuration see what requests see"),
    (18, "`s3.notification-late`: at once is before the writer's 200, late is after it"),
    (25, "always: such ETags are drawn anew for every write"),
    (27, "always: CRC64NVME where the client sent nothing, the writer's choice otherwise"),
    (32, "by policy, as the rule says"),
    (33, "by the virtual clock: credentials expire at a time"),
    (36, "`s3.before` at UploadPart"),
    (37, "always where the head decides (the server's door; S3-3.24); `100 Continue` is hyper's"),
];
