//! What is cleared away by itself.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, quote, s3api, s3api_edit, s3api_text};
use crate::scene::{Bucket, Scene};
use crate::verdict::Verdict;
use aws_sdk_s3::types::{ExpirationStatus, LifecycleRule};
use serde_json::{Value, json};
use std::time::Duration;

/// Uploads that take longer are abandoned.
const STALE: Duration = Duration::from_secs(7 * 86_400);
/// How many of them one command aborts.
const AT_ONCE: usize = 20;

fn enabled(bucket: &Bucket) -> impl Iterator<Item = &LifecycleRule> {
    bucket.lifecycle.iter().filter(|rule| rule.status == ExpirationStatus::Enabled)
}

/// All rules that there are, and one more.
fn add(bucket: &Bucket, rule: &Value) -> Mend {
    if bucket.lifecycle.is_empty() {
        let rules = quote(&json!({ "Rules": [rule] }).to_string());
        let rest = format!("--lifecycle-configuration {rules}");
        return s3api("put-bucket-lifecycle-configuration", &bucket.name, &rest);
    }
    s3api_edit(
        &bucket.name,
        "get-bucket-lifecycle-configuration",
        &format!("{{Rules: (.Rules + [{rule}])}}"),
        "put-bucket-lifecycle-configuration",
        "lifecycle-configuration",
    )
}

/// Old versions end.
pub(super) const NONCURRENT: Check = Check {
    id: "s3-lifecycle-noncurrent",
    title: "Old versions are deleted after a time",
    severity: Severity::Low,
    calls: &[Call::BucketVersioning, Call::BucketLifecycle],
    consequence: "Every version that ever was is kept and paid for.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html",
    judge: Judge::Bucket(noncurrent),
};

fn noncurrent(bucket: &Bucket, _: &Scene) -> Verdict {
    if bucket.versioning.is_none() {
        return Verdict::none("no versions are kept");
    }
    let days = enabled(bucket).find_map(|it| it.noncurrent_version_expiration.as_ref());
    if let Some(expiration) = days {
        let days = expiration.noncurrent_days.unwrap_or_default();
        return Verdict::pass(format!("after {days} days"));
    }
    let rule = json!({
        "ID": "old-versions", "Status": "Enabled", "Filter": { "Prefix": "" },
        "NoncurrentVersionExpiration": { "NoncurrentDays": 30 },
    });
    Verdict::fail("no rule has a NoncurrentVersionExpiration", add(bucket, &rule))
}

/// Unfinished uploads end.
pub(super) const MULTIPART: Check = Check {
    id: "s3-lifecycle-multipart",
    title: "Unfinished multipart uploads are aborted after a time",
    severity: Severity::Low,
    calls: &[Call::BucketLifecycle],
    consequence: "Parts of uploads that broke off are kept and paid for, and no listing shows them.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
    judge: Judge::Bucket(multipart),
};

fn multipart(bucket: &Bucket, _: &Scene) -> Verdict {
    let rule = enabled(bucket).find_map(|it| it.abort_incomplete_multipart_upload.as_ref());
    if let Some(abort) = rule {
        let days = abort.days_after_initiation.unwrap_or_default();
        return Verdict::pass(format!("after {days} days"));
    }
    let rule = json!({
        "ID": "unfinished-uploads", "Status": "Enabled", "Filter": { "Prefix": "" },
        "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 },
    });
    Verdict::fail("no rule has an AbortIncompleteMultipartUpload", add(bucket, &rule))
}

/// Uploads that nobody finishes.
pub(super) const STALE_UPLOADS: Check = Check {
    id: "s3-stale-uploads",
    title: "No multipart upload is left unfinished for a week",
    severity: Severity::Low,
    calls: &[Call::ListUploads],
    consequence: "Their parts are paid for; and uploads that break off are a sign of a client that gives up.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html",
    judge: Judge::Bucket(stale_uploads),
};

fn stale_uploads(bucket: &Bucket, scene: &Scene) -> Verdict {
    let stale: Vec<_> = bucket
        .uploads
        .iter()
        .filter(|(_, _, begun)| begun.is_some_and(|begun| scene.now.since(begun) > STALE))
        .collect();
    if stale.is_empty() {
        return Verdict::pass(format!("{} under way, none for a week", bucket.uploads.len()));
    }
    let abort = |(key, id, _): &&(String, String, _)| {
        let rest = format!("--key {} --upload-id {}", quote(key), quote(id));
        s3api_text("abort-multipart-upload", &bucket.name, &rest)
    };
    let commands: Vec<String> = stale.iter().take(AT_ONCE).map(abort).collect();
    let keys: Vec<&str> = stale.iter().take(3).map(|(key, _, _)| key.as_str()).collect();
    Verdict::fail(
        format!("{} begun more than a week ago: {}, …", stale.len(), keys.join(", ")),
        Mend::run(commands.join(" && ")),
    )
}
