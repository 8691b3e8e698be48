//! Where AWS documents that S3 may behave in more than one way (S3-9.4): each such choice is a point,
//! and each of its options but the calm one, option 0, has the clause that permits it.
//!
//! - [`buckets`], [`objects`]: of requests about these; [`later`]: of work after a request;
//! - [`answers`]: of how answers look and arrive; [`faults`]: of any call.

mod answers;
mod buckets;
mod faults;
mod later;
mod objects;
mod options;

pub use answers::*;
pub use buckets::*;
pub use faults::FAULTS;
pub use later::*;
pub use objects::*;

use parhelion_world::{Freedoms, Point};

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
