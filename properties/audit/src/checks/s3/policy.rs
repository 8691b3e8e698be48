//! What a bucket's policy lets happen.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::document::{self, Document};
use crate::mend::put_policy;
use crate::scene::{Bucket, Scene};
use crate::verdict::Verdict;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Open to everybody.
pub(super) const PUBLIC: Check = Check {
    id: "s3-policy-public",
    title: "The bucket's policy does not let everybody in",
    severity: Severity::High,
    calls: &[Call::BucketPolicy, Call::BucketPolicyStatus],
    consequence: "Anybody on the internet can read, or worse, what the policy allows, around CloudFront.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
    judge: Judge::Bucket(public),
};

/// The policy, or what to say where there is none that can be judged.
fn document<'a>(bucket: &'a Bucket, none: Verdict) -> Result<Document<'a>, Verdict> {
    let Some(text) = &bucket.policy else { return Err(none) };
    let unknown = |why| Verdict::unknown(format!("the policy {why}"));
    Document::parse(&bucket.name, text).map_err(unknown)
}

/// Names of statements: their Sids, or their places.
fn names(policy: &Document<'_>, which: impl Fn(&Value) -> bool) -> Vec<String> {
    let all = policy.statements().into_iter().enumerate();
    let found = all.filter(|(_, it)| which(it));
    found.map(|(at, it)| it["Sid"].as_str().map_or(format!("#{}", at + 1), str::to_owned)).collect()
}

fn public(bucket: &Bucket, _: &Scene) -> Verdict {
    let policy = match document(bucket, Verdict::pass("there is no policy")) {
        Ok(policy) => policy,
        Err(verdict) => return verdict,
    };
    if bucket.policy_is_public != Some(true) {
        return Verdict::pass("S3 calls the policy not public");
    }
    let named = names(&policy, document::is_public).join(", ");
    let mend = put_policy(&bucket.name, policy.without(document::is_public));
    Verdict::fail(format!("S3 calls the policy public; statements: {named}"), mend)
}

/// Nothing without TLS.
pub(super) const TLS: Check = Check {
    id: "s3-tls-only",
    title: "The bucket's policy denies requests without TLS",
    severity: Severity::Medium,
    calls: &[Call::BucketPolicy],
    consequence: "Requests by plain HTTP are answered, so objects and session tokens can be read on the way.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit",
    judge: Judge::Bucket(tls),
};

fn tls(bucket: &Bucket, scene: &Scene) -> Verdict {
    let text = bucket.policy.as_deref();
    let mend =
        put_policy(&bucket.name, Some(document::with(text, document::tls_only(&bucket.name))));
    let none = Verdict::fail("there is no policy", mend.clone());
    let policy = match document(bucket, none) {
        Ok(policy) => policy,
        Err(verdict) => return verdict,
    };
    match policy.open_without_tls(&scene.account).as_slice() {
        [] => Verdict::pass("a request with aws:SecureTransport=false is denied, whoever makes it"),
        open => {
            Verdict::fail(format!("not denied to everybody without TLS: {}", open.join(", ")), mend)
        }
    }
}

/// Other accounts.
pub(super) const CROSS_ACCOUNT: Check = Check {
    id: "s3-policy-cross-account",
    title: "The bucket's policy names no other account",
    severity: Severity::Medium,
    calls: &[Call::BucketPolicy],
    consequence: "Whoever controls that account decides who reads or writes here.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html",
    judge: Judge::Bucket(cross_account),
};

fn cross_account(bucket: &Bucket, scene: &Scene) -> Verdict {
    let policy = match document(bucket, Verdict::pass("there is no policy")) {
        Ok(policy) => policy,
        Err(verdict) => return verdict,
    };
    let strangers = |it: &Value| document::strangers(it, &scene.account);
    let all: BTreeSet<String> = policy.statements().into_iter().flat_map(strangers).collect();
    if all.is_empty() {
        return Verdict::pass("every account that it names is its own");
    }
    let accounts = all.into_iter().collect::<Vec<_>>().join(", ");
    let mend = put_policy(&bucket.name, policy.without(|it| !strangers(it).is_empty()));
    Verdict::fail(format!("accounts that are let in: {accounts}"), mend)
}

/// `s3:*`.
pub(super) const EVERYTHING: Check = Check {
    id: "s3-policy-wildcard",
    title: "The bucket's policy allows only what is needed",
    severity: Severity::Medium,
    calls: &[Call::BucketPolicy],
    consequence: "Whoever needs one operation may delete the bucket, its versions and this policy.",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    judge: Judge::Bucket(everything),
};

fn everything(bucket: &Bucket, _: &Scene) -> Verdict {
    let policy = match document(bucket, Verdict::pass("there is no policy")) {
        Ok(policy) => policy,
        Err(verdict) => return verdict,
    };
    let wide = names(&policy, document::allows_everything);
    if wide.is_empty() {
        return Verdict::pass("no statement allows all actions");
    }
    let narrow = |it: &Value| {
        let mut it = it.clone();
        if document::allows_everything(&it) {
            if let Some(members) = it.as_object_mut() {
                members.remove("NotAction");
            }
            // ListBucket is of the bucket, the others are of its objects.
            it["Action"] = json!(["s3:GetObject", "s3:PutObject", "s3:ListBucket"]);
            let bucket = format!("arn:aws:s3:::{}", bucket.name);
            it["Resource"] = json!([bucket, format!("{bucket}/*")]);
        }
        it
    };
    let mend = put_policy(&bucket.name, Some(policy.changed(narrow)));
    Verdict::fail(format!("statements that allow everything: {}", wide.join(", ")), mend)
}
