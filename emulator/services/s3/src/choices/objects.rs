//! Objects and multipart uploads: whether and when a request takes effect.

use super::options::{CALM, delay, option};
use parhelion_world::{Clause, Point};

static CONFLICT: Clause = Clause {
    rule: "S3-9.4(A12)",
    says: "a conditional request that meets a conflicting operation may get 409 instead of 412",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html",
};

/// Met where 412 would be due: 409 is the other legal answer of a lost race.
pub static CONDITIONAL_CONFLICT: Point =
    Point { name: "s3.conditional-conflict", options: &[CALM, option("409", &CONFLICT)] };

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

static SKEW: Clause = Clause {
    rule: "S3-9.4(A28)",
    says: "clocks differ: a date may lie seconds away from the client's; dates of one key do not \
           go back",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html",
};

/// Met by PutObject and CopyObject for the new object's Last-Modified.
pub static LAST_MODIFIED: Point =
    Point { name: "s3.last-modified", options: &[CALM, delay("2s behind", &SKEW, 2_000)] };

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

static REAPPEARS: Clause = Clause {
    rule: "S3-9.4(A23)",
    says: "parts that were under way when their upload was aborted may succeed: abort again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html",
};

/// Met by UploadPart where its upload has been aborted just now.
pub static PART_REAPPEARS: Point =
    Point { name: "s3.part-reappears", options: &[CALM, option("upload open again", &REAPPEARS)] };
