//! Access control lists.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, s3api, s3api_text};
use crate::scene::{Bucket, Scene};
use crate::verdict::Verdict;
use aws_sdk_s3::types::Grant;

/// Granted to groups of everybody.
pub(super) const PUBLIC: Check = Check {
    id: "s3-acl-public",
    title: "The bucket's ACL grants nothing to everybody",
    severity: Severity::High,
    calls: &[Call::BucketAcl],
    consequence: "Anybody, or anybody with an AWS account, can list or write the bucket.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups",
    judge: Judge::Bucket(public),
};

/// `AllUsers READ`, if it is granted to everybody.
fn to_everybody(grant: &Grant) -> Option<String> {
    let uri = grant.grantee.as_ref()?.uri.as_deref()?;
    let group =
        uri.rsplit('/').next().filter(|it| matches!(*it, "AllUsers" | "AuthenticatedUsers"))?;
    Some(format!("{group} {}", grant.permission.as_ref().map_or("", |it| it.as_str())))
}

fn public(bucket: &Bucket, _: &Scene) -> Verdict {
    let open: Vec<String> = bucket.grants.iter().filter_map(to_everybody).collect();
    if open.is_empty() {
        return Verdict::pass(format!(
            "{} grants, none to a group of everybody",
            bucket.grants.len()
        ));
    }
    Verdict::fail(open.join(", "), s3api("put-bucket-acl", &bucket.name, "--acl private"))
}

/// Granted to other accounts.
pub(super) const STRANGERS: Check = Check {
    id: "s3-acl-cross-account",
    title: "The bucket's ACL grants nothing to other accounts",
    severity: Severity::Medium,
    calls: &[Call::BucketAcl],
    consequence: "Another account can read or write, and no policy shows it.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    judge: Judge::Bucket(strangers),
};

fn strangers(bucket: &Bucket, _: &Scene) -> Verdict {
    let ids = bucket.grants.iter().filter_map(|grant| grant.grantee.as_ref()?.id.as_deref());
    let others: Vec<&str> = ids.filter(|id| Some(*id) != bucket.owner.as_deref()).collect();
    if others.is_empty() {
        return Verdict::pass("only the owner is named");
    }
    let mend = s3api("put-bucket-acl", &bucket.name, "--acl private");
    Verdict::fail(format!("granted to {}", others.join(", ")), mend)
}

/// ACLs are off.
pub(super) const DISABLED: Check = Check {
    id: "s3-acl-disabled",
    title: "ACLs are off: the bucket's owner owns every object",
    severity: Severity::Low,
    calls: &[Call::BucketOwnership],
    consequence: "Whoever uploads may own the object, and open it by an ACL that no policy shows.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    judge: Judge::Bucket(disabled),
};

fn disabled(bucket: &Bucket, _: &Scene) -> Verdict {
    match bucket.ownership.as_deref() {
        Some("BucketOwnerEnforced") => Verdict::pass("BucketOwnerEnforced"),
        other => {
            let rest = "--ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'";
            // S3 refuses it while the ACL grants anything to others.
            let private = s3api_text("put-bucket-acl", &bucket.name, "--acl private");
            let enforced = s3api_text("put-bucket-ownership-controls", &bucket.name, rest);
            let mend = Mend::run(format!("{private} && {enforced}"));
            Verdict::fail(other.unwrap_or("no ownership controls"), mend)
        }
    }
}
