//! Default encryption. S3 encrypts everything; with which key is the question.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend, quote, s3api, s3api_text};
use crate::scene::{Bucket, Scene};
use crate::verdict::Verdict;
use serde_json::json;

const PAGE: &str = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html";

/// A key that can be taken away.
pub(super) const KMS: Check = Check {
    id: "s3-encryption-kms",
    title: "Objects are encrypted with a key of KMS",
    severity: Severity::Info,
    calls: &[Call::BucketEncryption],
    consequence: "S3's own keys protect the disks only: reads need no permission of a key, and no key can be revoked.",
    page: PAGE,
    judge: Judge::Bucket(kms),
};

fn is_kms(bucket: &Bucket) -> bool {
    bucket.algorithm().is_some_and(|it| it.starts_with("aws:kms"))
}

fn kms(bucket: &Bucket, scene: &Scene) -> Verdict {
    let algorithm = bucket.algorithm().unwrap_or("none");
    if is_kms(bucket) {
        let key = bucket.key().unwrap_or("AWS's key for S3");
        return Verdict::pass(format!("{algorithm} with {key}"));
    }
    let elsewhere = mend::region(&bucket.region, &scene.region);
    let key = format!("$(aws kms create-key --query KeyMetadata.Arn --output text{elsewhere})");
    let rest = format!(
        "--server-side-encryption-configuration \"{{\\\"Rules\\\":[{{\\\"ApplyServerSideEncryptionByDefault\\\":\
         {{\\\"SSEAlgorithm\\\":\\\"aws:kms\\\",\\\"KMSMasterKeyID\\\":\\\"{key}\\\"}},\\\"BucketKeyEnabled\\\":true}}]}}\""
    );
    Verdict::fail(
        format!("default encryption: {algorithm}"),
        s3api("put-bucket-encryption", &bucket.name, &rest),
    )
}

/// A key that works.
pub(super) const KEY: Check = Check {
    id: "s3-encryption-key-usable",
    title: "The key of default encryption can be used",
    severity: Severity::High,
    calls: &[Call::BucketEncryption, Call::Key],
    consequence: "Uploads fail, and what is encrypted with the key cannot be read, for ever once it is deleted.",
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    judge: Judge::Bucket(key),
};

fn key(bucket: &Bucket, scene: &Scene) -> Verdict {
    let Some(key) = bucket.key() else { return Verdict::none("no key of KMS is named") };
    let word = format!("{}{}", quote(key), mend::region(&bucket.region, &scene.region));
    match scene.keys.get(key).map(String::as_str) {
        Some("Enabled") => Verdict::pass(format!("{key} is Enabled")),
        Some("Disabled") => {
            let mend = Mend::run(format!("aws kms enable-key --key-id {word}"));
            Verdict::fail(format!("{key} is Disabled"), mend)
        }
        Some("PendingDeletion") => {
            let mend = format!(
                "aws kms cancel-key-deletion --key-id {word} && aws kms enable-key --key-id {word}"
            );
            Verdict::fail(format!("{key} is PendingDeletion"), Mend::run(mend))
        }
        Some(state) => {
            let mend = Mend::look(format!("aws kms describe-key --key-id {word}"));
            Verdict::fail(format!("{key} is {state}"), mend)
        }
        None => Verdict::unknown(format!("the state of {key} is not known")),
    }
}

/// Fewer calls of KMS.
pub(super) const BUCKET_KEY: Check = Check {
    id: "s3-bucket-key",
    title: "A bucket key spares calls of KMS",
    severity: Severity::Low,
    calls: &[Call::BucketEncryption],
    consequence: "Every object costs a call of KMS when it is written and when it is read, and counts against its quota.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
    judge: Judge::Bucket(bucket_key),
};

fn bucket_key(bucket: &Bucket, _: &Scene) -> Verdict {
    if !is_kms(bucket) {
        return Verdict::none("default encryption is not by KMS");
    }
    let on = bucket.encryption.as_ref().and_then(|it| it.bucket_key_enabled);
    if on == Some(true) {
        return Verdict::pass("BucketKeyEnabled");
    }
    Verdict::fail("BucketKeyEnabled is off", put(bucket, true, blocks_customer_keys(bucket)))
}

/// Default encryption as it is, but for what is to be mended.
fn put(bucket: &Bucket, bucket_key: bool, blocked: bool) -> Mend {
    let mut default = json!({ "SSEAlgorithm": bucket.algorithm().unwrap_or("AES256") });
    if let Some(key) = bucket.key() {
        default["KMSMasterKeyID"] = json!(key);
    }
    let mut rule = json!({
        "ApplyServerSideEncryptionByDefault": default,
        "BucketKeyEnabled": bucket_key,
    });
    if blocked {
        rule["BlockedEncryptionTypes"] = json!({ "EncryptionType": ["SSE-C"] });
    }
    let rules = quote(&json!({ "Rules": [rule] }).to_string());
    let rest = format!("--server-side-encryption-configuration {rules}");
    Mend::run(s3api_text("put-bucket-encryption", &bucket.name, &rest))
}

/// Keys that nobody can recover.
pub(super) const CUSTOMER_KEYS: Check = Check {
    id: "s3-customer-keys",
    title: "Nobody can upload with a key of their own (SSE-C)",
    severity: Severity::Low,
    calls: &[Call::BucketEncryption],
    consequence: "Whoever can write can encrypt everything with a key that you do not have, and ask for a ransom.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html",
    judge: Judge::Bucket(customer_keys),
};

fn blocks_customer_keys(bucket: &Bucket) -> bool {
    let blocked = bucket.encryption.as_ref().and_then(|it| it.blocked_encryption_types.as_ref());
    let types = blocked.and_then(|it| it.encryption_type.as_deref()).unwrap_or_default();
    types.iter().any(|it| it.as_str() == "SSE-C")
}

fn customer_keys(bucket: &Bucket, _: &Scene) -> Verdict {
    if blocks_customer_keys(bucket) {
        return Verdict::pass("SSE-C is blocked");
    }
    let on = bucket.encryption.as_ref().and_then(|it| it.bucket_key_enabled);
    Verdict::fail("SSE-C is not blocked", put(bucket, on.unwrap_or_default(), true))
}
