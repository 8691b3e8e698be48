//! Who may do what: the one place where every handler asks (S3-7.4, S3-2.9).

use crate::bucket::Bucket;
use crate::errors;
use crate::public_access::PublicAccessBlock;
use crate::request_keys::RequestKeys;
use crate::tags::Tags;
use parhelion_policy::{Decision, Request, Who};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Caller, Context};

/// One action that a request needs, and what conditions may ask about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Access<'a> {
    pub action: &'static str,
    /// `None`: about the bucket itself.
    pub key: Option<&'a str>,
    /// The action's own condition keys (`s3:prefix`), lower-case; absent ones are `None`.
    pub keys: &'a [(&'static str, Option<&'a str>)],
    /// `s3:ExistingObjectTag/…`
    pub existing_tags: Option<&'a Tags>,
    /// `s3:RequestObjectTag/…`, `s3:RequestObjectTagKeys`
    pub request_tags: Option<&'a Tags>,
}

impl<'a> Access<'a> {
    pub fn to(action: &'static str) -> Self {
        Self { action, ..Self::default() }
    }

    pub fn to_key(action: &'static str, key: &'a str) -> Self {
        Self { action, key: Some(key), ..Self::default() }
    }

    pub fn with(mut self, keys: &'a [(&'static str, Option<&'a str>)]) -> Self {
        self.keys = keys;
        self
    }

    fn resource(&self, bucket: &Bucket) -> String {
        match self.key {
            None => format!("arn:aws:s3:::{}", bucket.name),
            Some(key) => format!("arn:aws:s3:::{}/{key}", bucket.name),
        }
    }
}

/// Actions that the owner's root keeps, whatever the policy says (S3-7.2k).
const KEPT_BY_ROOT: [&str; 3] =
    ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

/// Decides one action on a bucket or on a key in it.
///
/// Principals of the owner's account pass unless the bucket policy denies: there is no IAM here yet
/// that could give them less. Everybody else needs an allow in the bucket policy.
pub fn authorize(cx: &Context, bucket: &Bucket, access: &Access) -> Result<()> {
    let own = cx.caller.account().filter(|_| matches!(cx.caller, Caller::Principal { .. }));
    let own = own.is_some_and(|account| *account == bucket.owner);
    let Some(held) = bucket.policy.at(cx.now) else {
        return if own { Ok(()) } else { Err(denied(cx, bucket, access, Decision::Silent)) };
    };
    let root = own && cx.caller.arn().ends_with(":root");
    if root && KEPT_BY_ROOT.contains(&access.action) {
        return Ok(());
    }
    let resource = access.resource(bucket);
    let decision = held.policy.decide(&Request {
        who: who(&cx.caller),
        action: access.action,
        resource: &resource,
        keys: &RequestKeys { cx, bucket, access },
    });
    match decision {
        Decision::Deny => Err(denied(cx, bucket, access, decision)),
        _ if own => Ok(()),
        Decision::Allow if !(held.public && is_restricted(cx, bucket)) => Ok(()),
        // S3-2.9(e): what RestrictPublicBuckets takes away reads as an explicit deny.
        Decision::Allow | Decision::Silent => Err(denied(cx, bucket, access, decision)),
    }
}

/// While the policy is public, RestrictPublicBuckets leaves only services and the owner's account.
fn is_restricted(cx: &Context, bucket: &Bucket) -> bool {
    !matches!(cx.caller, Caller::Service { .. })
        && PublicAccessBlock::of(cx, bucket).restrict_public_buckets
}

fn who(caller: &Caller) -> Who<'_> {
    match caller {
        Caller::Anonymous => Who::Anonymous,
        Caller::Principal { account, arn, .. } => Who::Aws { account, arn },
        Caller::Service { principal, .. } => Who::Service(principal),
    }
}

fn denied(cx: &Context, bucket: &Bucket, access: &Access, decision: Decision) -> Error {
    let reason = match decision {
        Decision::Deny => "with an explicit deny in a resource-based policy".to_owned(),
        _ => format!("because no resource-based policy allows the {} action", access.action),
    };
    denied_because(cx, bucket, access, &reason)
}

/// The long form for callers of the bucket owner's account, the short one for everybody else.
pub fn denied_because(cx: &Context, bucket: &Bucket, access: &Access, reason: &str) -> Error {
    match &cx.caller {
        Caller::Principal { account, arn, .. } if *account == bucket.owner => {
            errors::access_denied(format!(
                "User: {arn} is not authorized to perform: {} on resource: \"{}\" {reason}",
                access.action,
                access.resource(bucket)
            ))
        }
        _ => errors::access_denied("Access Denied"),
    }
}

/// The answer for a key that is not there: only who may list the bucket learns that (T34).
pub fn missing(cx: &Context, bucket: &Bucket, found_out: Error) -> Error {
    match authorize(cx, bucket, &Access::to("s3:ListBucket")) {
        Ok(()) => found_out,
        Err(denied) => denied,
    }
}
