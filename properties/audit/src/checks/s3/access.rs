//! Doors that stand open by a setting.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::s3api;
use crate::scene::{Bucket, Scene};
use crate::verdict::Verdict;

/// Block Public Access.
pub(super) const BLOCK: Check = Check {
    id: "s3-public-access-block",
    title: "Public access is blocked, whatever policies and ACLs say",
    severity: Severity::High,
    calls: &[Call::PublicAccessBlock],
    consequence: "One wrong policy or ACL is enough to show every object to everybody.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    judge: Judge::Bucket(block),
};

fn block(bucket: &Bucket, _: &Scene) -> Verdict {
    let flags = bucket.block.as_ref().map_or([("no configuration", false); 4], |it| {
        [
            ("BlockPublicAcls", it.block_public_acls.unwrap_or_default()),
            ("IgnorePublicAcls", it.ignore_public_acls.unwrap_or_default()),
            ("BlockPublicPolicy", it.block_public_policy.unwrap_or_default()),
            ("RestrictPublicBuckets", it.restrict_public_buckets.unwrap_or_default()),
        ]
    });
    let mut off: Vec<_> = flags.iter().filter(|(_, on)| !on).map(|(name, _)| *name).collect();
    off.dedup();
    if off.is_empty() {
        return Verdict::pass("all four settings are on");
    }
    let all = "--public-access-block-configuration \
        BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true";
    Verdict::fail(
        format!("off: {}", off.join(", ")),
        s3api("put-public-access-block", &bucket.name, all),
    )
}

/// Websites are served without TLS, and around CloudFront.
pub(super) const WEBSITE: Check = Check {
    id: "s3-website",
    title: "The bucket is no website of its own",
    severity: Severity::Medium,
    calls: &[Call::BucketWebsite],
    consequence: "Its website endpoint speaks HTTP without TLS and leads around CloudFront, its headers and its logs.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html",
    judge: Judge::Bucket(website),
};

fn website(bucket: &Bucket, _: &Scene) -> Verdict {
    if !bucket.website {
        return Verdict::pass("website hosting is off");
    }
    Verdict::fail("website hosting is on", s3api("delete-bucket-website", &bucket.name, ""))
}
