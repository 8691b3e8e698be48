//! Whom a bucket tells what happens.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, s3api, s3api_edit, s3api_text};
use crate::scene::{Bucket, Scene, Standing};
use crate::verdict::Verdict;
use serde_json::json;

/// Access logs.
pub(super) const LOGGING: Check = Check {
    id: "s3-access-logging",
    title: "Requests to the bucket are logged",
    severity: Severity::Low,
    calls: &[Call::BucketLogging],
    consequence: "After an incident nobody can tell who read what.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
    judge: Judge::Bucket(logging),
};

fn logging(bucket: &Bucket, scene: &Scene) -> Verdict {
    if let Some((target, prefix)) = &bucket.logging {
        return Verdict::pass(format!("to {target}/{prefix}"));
    }
    let is_target = |it: &Bucket| it.logging.as_ref().is_some_and(|(to, _)| *to == bucket.name);
    if scene.buckets.iter().any(is_target) {
        return Verdict::none("it is where other buckets' logs go");
    }
    let rest = "--bucket-logging-status \
        \"LoggingEnabled={TargetBucket=$LOG_BUCKET,TargetPrefix=$LOG_PREFIX}\"";
    let command = s3api_text("put-bucket-logging", &bucket.name, rest);
    Verdict::fail("access logging is off", Mend::with(&["LOG_BUCKET", "LOG_PREFIX"], command))
}

/// A place for them.
pub(super) const LOG_TARGET: Check = Check {
    id: "s3-log-target",
    title: "Access logs go to another bucket",
    severity: Severity::Medium,
    calls: &[Call::BucketLogging],
    consequence: "Each log that is written is logged in turn: the bucket grows by itself.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
    judge: Judge::Bucket(log_target),
};

fn log_target(bucket: &Bucket, scene: &Scene) -> Verdict {
    let Some((target, _)) = &bucket.logging else {
        return Verdict::none("access logging is off");
    };
    let off = s3api("put-bucket-logging", &bucket.name, "--bucket-logging-status '{}'");
    if *target == bucket.name {
        return Verdict::fail("the logs go into the bucket itself", off);
    }
    let gone = scene.bucket(target).is_some_and(|it| it.standing == Standing::Missing);
    if gone {
        return Verdict::fail(format!("there is no bucket {target}"), off);
    }
    Verdict::pass(format!("to {target}"))
}

/// Notifications.
pub(super) const NOTIFICATIONS: Check = Check {
    id: "s3-notification-targets",
    title: "Queues that are told of events exist",
    severity: Severity::High,
    calls: &[Call::BucketNotification, Call::QueueUrl],
    consequence: "Events are dropped silently: what should happen after an upload does not.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
    judge: Judge::Bucket(notifications),
};

fn notifications(bucket: &Bucket, scene: &Scene) -> Verdict {
    let gone = |arn: &&String| scene.queues.get(*arn) == Some(&false);
    let gone: Vec<&str> = bucket.queues.iter().filter(gone).map(String::as_str).collect();
    if !gone.is_empty() {
        let list = json!(gone);
        let filter = format!(
            "del(.QueueConfigurations[] | select(.QueueArn as $arn | {list} | index($arn)))"
        );
        let mend = s3api_edit(
            &bucket.name,
            "get-bucket-notification-configuration",
            &filter,
            "put-bucket-notification-configuration",
            "notification-configuration",
        );
        return Verdict::fail(format!("no such queue: {}", gone.join(", ")), mend);
    }
    let others = match bucket.other_targets.len() {
        0 => String::new(),
        count => format!("; {count} topics and functions were not looked for"),
    };
    if bucket.queues.is_empty() {
        return Verdict::none(format!("no queue is told of events{others}"));
    }
    Verdict::pass(format!("{} queues exist{others}", bucket.queues.len()))
}
