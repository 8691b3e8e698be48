//! Whether what is stored stays.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, s3api, s3api_text};
use crate::scene::{Bucket, Scene};
use crate::verdict::Verdict;

/// Old versions.
pub(super) const VERSIONING: Check = Check {
    id: "s3-versioning",
    title: "Old versions of objects are kept",
    severity: Severity::Medium,
    calls: &[Call::BucketVersioning],
    consequence: "What is overwritten or deleted by mistake is gone.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    judge: Judge::Bucket(versioning),
};

fn versioning(bucket: &Bucket, _: &Scene) -> Verdict {
    if bucket.keeps_versions() {
        return Verdict::pass("Enabled");
    }
    let state = bucket.versioning.as_deref().unwrap_or("never enabled");
    let rest = "--versioning-configuration Status=Enabled";
    Verdict::fail(state, s3api("put-bucket-versioning", &bucket.name, rest))
}

/// A second factor.
pub(super) const MFA_DELETE: Check = Check {
    id: "s3-mfa-delete",
    title: "Versions are deleted for good with a second factor only",
    severity: Severity::Info,
    calls: &[Call::BucketVersioning],
    consequence: "Whoever gets hold of one key can delete every version.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html",
    judge: Judge::Bucket(mfa_delete),
};

fn mfa_delete(bucket: &Bucket, _: &Scene) -> Verdict {
    if bucket.mfa_delete {
        return Verdict::pass("MFA delete is Enabled");
    }
    if !bucket.keeps_versions() {
        return Verdict::none("no versions are kept");
    }
    let rest = "--versioning-configuration Status=Enabled,MFADelete=Enabled --mfa \"$MFA_DEVICE_ARN $MFA_CODE\"";
    let command = s3api_text("put-bucket-versioning", &bucket.name, rest);
    Verdict::fail("MFA delete is off", Mend::with(&["MFA_DEVICE_ARN", "MFA_CODE"], command))
}

/// Locks, where they are asked for.
pub(super) const LOCK: Check = Check {
    id: "s3-object-lock",
    title: "Objects are locked for a time where that is asked for",
    severity: Severity::Medium,
    calls: &[Call::BucketLock],
    consequence: "What must not be changed or deleted for a time can be.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
    judge: Judge::Bucket(lock),
};

fn lock(bucket: &Bucket, scene: &Scene) -> Verdict {
    let asked = scene.options.locked.contains(&bucket.name);
    if !asked && !bucket.lock {
        return Verdict::none("not asked for (--object-lock BUCKET), and off");
    }
    if let Some(retention) = &bucket.default_retention {
        return Verdict::pass(format!("by default: {retention}"));
    }
    let state = if bucket.lock { "on, but objects are not locked by default" } else { "off" };
    let rest = "--object-lock-configuration \
        'ObjectLockEnabled=Enabled,Rule={DefaultRetention={Mode=GOVERNANCE,Days=30}}'";
    Verdict::fail(
        format!("object lock is {state}"),
        s3api("put-object-lock-configuration", &bucket.name, rest),
    )
}

/// Empty ones.
pub(super) const EMPTY: Check = Check {
    id: "s3-empty",
    title: "The bucket is used",
    severity: Severity::Low,
    calls: &[Call::ListObjects],
    consequence: "A forgotten bucket is a name, a policy and a target that somebody has to look after.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
    judge: Judge::Bucket(empty),
};

fn empty(bucket: &Bucket, _: &Scene) -> Verdict {
    let objects = &bucket.objects;
    if objects.count > 0 {
        let more = if objects.all { "" } else { " or more" };
        return Verdict::pass(format!("{}{more} objects, {} bytes", objects.count, objects.bytes));
    }
    Verdict::fail("there are no objects", s3api("delete-bucket", &bucket.name, ""))
}
