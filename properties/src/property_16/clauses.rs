//! The clauses, in the order of the report.

use crate::monitor::Monitor;
use crate::observation::Observed;
use std::time::Duration;

/// S3 is consistent after a write (S3-9.1(a)): what passes is only the time of tries.
const READ_AFTER_WRITE: Duration = Duration::from_secs(300);
/// From a request to its line: the shipper's patience, AWS's delay, and the settling of a case.
const LOGS_VISIBLE: Duration = Duration::from_secs(7 * 24 * 3600);

/// What Property 16 says, clause by clause.
pub static MONITORS: &[Monitor] = &[
    Monitor::within(
        "16a: an accepted upload is readable from S3 with the same content",
        "upload-accepted",
        "object-readable",
        READ_AFTER_WRITE,
        same_object,
    ),
    Monitor::within(
        "16a: an accepted upload is still there in the end",
        "upload-remembered",
        "object-readable",
        READ_AFTER_WRITE,
        same_object,
    ),
    Monitor::always("16a: nothing is stored that nobody uploaded", "object-listed", |object| {
        object.is("uploaded")
    }),
    Monitor::always("16b: pages link static assets to the distribution", "asset-link", |link| {
        link.is("on_cdn")
    }),
    Monitor::always("16b: every static asset is served via CloudFront", "asset-served", |served| {
        served.is("cloudfront")
            && served.get("status") == "200"
            && served.get("version") != "unknown"
    }),
    Monitor::always("16b: plain HTTP is redirected to HTTPS", "plain-http", |answer| {
        answer.is("to_https") && answer.get("status") == "301"
    }),
    Monitor::within(
        "16c: every production log line reaches CloudWatch",
        "production-log",
        "log-visible",
        LOGS_VISIBLE,
        |line, seen| line.get("id") == seen.get("id"),
    ),
    Monitor::always("16c: production logs are kept as long as promised", "log-group", |group| {
        group.is("as_promised")
    }),
    Monitor::never("6.4: no origin but the allowed one is granted CORS", "cors", |answer| {
        !answer.is("allowed") && answer.is("granted")
    }),
    Monitor::always("6.4: the allowed origin is granted CORS", "cors", |answer| {
        !answer.is("allowed") || answer.is("granted")
    }),
    Monitor::always("6.4: S3 refuses every anonymous direct read", "direct-read", |answer| {
        answer.get("status") == "403"
    }),
    Monitor::always(
        "6.5: compressible assets come compressed and decompress to the original",
        "compressible-served",
        |served| !served.get("coding").is_empty() && served.is("decodes"),
    ),
    Monitor::always("6.5: a second request within the TTL is a hit", "second-request", |answer| {
        answer.is("hit")
    }),
    Monitor::never(
        "freshness: no viewer sees a version that must be gone",
        "asset-served",
        |served| served.get("version") == "stale",
    ),
];

fn same_object(upload: &Observed, found: &Observed) -> bool {
    upload.get("key") == found.get("key") && upload.get("sha256") == found.get("sha256")
}
