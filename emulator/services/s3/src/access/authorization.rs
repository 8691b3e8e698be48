//! Who may do what: the one place where every handler asks (S3-7.4, S3-2.9).

use crate::access::acl::{Acl, AclResource, Grants, Permission};
use crate::access::owner;
use crate::access::public_access;
use crate::access::request_keys::{PassingKeys, RequestKeys};
use crate::buckets::bucket::Bucket;
use crate::errors;
use crate::objects::object::Properties;
use crate::tags::tag_set::Tags;
use crate::versions::version::Version;
use parhelion_policy::{Decision, Keys, Request};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::authorize::{grant_of, lets_service};
use parhelion_world::conditions::GlobalKeys;
use parhelion_world::identity::{Grant, Verdict};
use parhelion_world::{Caller, Context};

/// One action that a request needs, and what conditions may ask about it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Access<'a> {
    pub action: &'static str,
    /// `None`: about the bucket itself.
    pub key: Option<&'a str>,
    /// The action's own condition keys (`s3:prefix`), lower-case; absent ones are `None`.
    pub keys: &'a [(&'static str, Option<&'a str>)],
    /// The object that is there: its tags (`s3:ExistingObjectTag/…`), its owner, its ACL.
    pub object: Option<&'a Properties>,
    /// Of an object `s3:RequestObjectTag/…`, `s3:RequestObjectTagKeys`; of a bucket
    /// `aws:RequestTag/…`, `aws:TagKeys`.
    pub request_tags: Option<&'a Tags>,
}

impl<'a> Access<'a> {
    pub(crate) fn to(action: &'static str) -> Self {
        Self { action, ..Self::default() }
    }

    pub(crate) fn to_key(action: &'static str, key: &'a str) -> Self {
        Self { action, key: Some(key), ..Self::default() }
    }

    pub(crate) fn on(mut self, version: Option<&'a Version>) -> Self {
        self.object = version.and_then(Version::object).map(|object| &object.properties);
        self
    }

    pub(crate) fn with(mut self, keys: &'a [(&'static str, Option<&'a str>)]) -> Self {
        self.keys = keys;
        self
    }

    /// The ARN of what it is about.
    pub(crate) fn resource(&self, bucket: &Bucket) -> String {
        match self.key {
            None => format!("arn:aws:s3:::{}", bucket.name),
            Some(key) => format!("arn:aws:s3:::{}/{key}", bucket.name),
        }
    }
}

/// Actions that the owner's root keeps, whatever the policy says (S3-7.2k).
const KEPT_BY_ROOT: [&str; 3] =
    ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

/// Decides one action on a bucket or on a key in it (S3-7.4): what the bucket's policy, the caller's
/// own policies and the ACLs say together.
pub(crate) fn authorize(cx: &Context, bucket: &Bucket, access: &Access) -> Result<()> {
    if let Caller::Service { principal, .. } = &cx.caller
        && lets_service(cx, principal, access.action)
    {
        return Ok(());
    }
    let own = cx.caller.account().filter(|_| matches!(cx.caller, Caller::Principal { .. }));
    let own = own.is_some_and(|account| *account == bucket.owner);
    let policy = bucket.policy.at(cx.now);
    let root = own && cx.caller.arn().ends_with(":root");
    if root && policy.is_some() && KEPT_BY_ROOT.contains(&access.action) {
        return Ok(());
    }
    let resource = access.resource(bucket);
    let request = Request {
        principal: cx.caller.principal(),
        action: access.action,
        resource: &resource,
        keys: &RequestKeys { cx, bucket: Some(bucket), access },
    };
    let decision = policy.as_ref().map_or(Decision::Silent, |held| held.policy.decide(&request));
    if decision == Decision::Deny {
        return Err(denied(cx, bucket, access, decision));
    }
    let verdict = cx.decide(&request);
    if let Verdict::Explicit(cause) = verdict {
        return Err(denied_because(cx, bucket, access, cause.explicit()));
    }
    if !own && *bucket.settings.requester_pays.at(cx.now) && !offers_to_pay(cx) {
        // S3-7.18(a), S3-2.9(h)
        return Err(errors::access_denied("Access Denied"));
    }
    // S3-7.4, rule 9: a policy allows what is done to the bucket owner's own objects only.
    let foreign = is_foreign(cx, bucket, access);
    let public = policy.as_ref().is_some_and(|held| held.public);
    let allowed = decision == Decision::Allow && !(public && !own && is_restricted(cx, bucket));
    let enough = match verdict {
        Verdict::Allow => own || allowed,
        // Rule 3: in the bucket's own account its policy is enough, but for a role's limits; what it
        // gives the account as a whole is the account's to hand on.
        Verdict::Implicit(_) if own && allowed => {
            let grant = policy.as_ref().map(|held| grant_of(&held.policy, &request));
            cx.decide_granted(&request, grant.unwrap_or(Grant::Nothing)) == Verdict::Allow
        }
        Verdict::Implicit(_) | Verdict::Explicit(_) => false,
    };
    if enough && !foreign {
        return Ok(());
    }
    // Rule 5: what an ACL gives an account its principals have by that account's leave. At home what
    // it gives everybody is enough.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html
    let leave = match verdict {
        Verdict::Allow => Leave::Given,
        _ if enough => Leave::Given,
        _ if own => Leave::Lacking,
        _ => return Err(denied(cx, bucket, access, decision)),
    };
    if granted(cx, bucket, access, leave) {
        return Ok(());
    }
    match verdict {
        Verdict::Implicit(cause) if own && !foreign => {
            Err(denied_because(cx, bucket, access, &cause.implicit(access.action)))
        }
        // S3-2.9(e): what RestrictPublicBuckets takes away reads as an explicit deny.
        _ => Err(denied(cx, bucket, access, decision)),
    }
}

/// Whether something denies an action, whatever allows it.
pub(crate) fn is_denied(cx: &Context, bucket: &Bucket, access: &Access) -> bool {
    let resource = access.resource(bucket);
    let request = Request {
        principal: cx.caller.principal(),
        action: access.action,
        resource: &resource,
        keys: &RequestKeys { cx, bucket: Some(bucket), access },
    };
    let policy = bucket.policy.at(cx.now).as_ref();
    policy.is_some_and(|held| held.policy.decide(&request) == Decision::Deny)
        || matches!(cx.decide(&request), Verdict::Explicit(_))
}

/// Decides an action that is about no bucket that is there: ListBuckets, CreateBucket.
pub(crate) fn authorize_account(cx: &Context, access: &Access, resource: &str) -> Result<()> {
    let keys = RequestKeys { cx, bucket: None, access };
    let about = format!(" on resource: \"{resource}\"");
    match access.action {
        // Its refusals name no resource.
        "s3:ListAllMyBuckets" => by_identity(cx, access.action, resource, &keys, ""),
        action => by_identity(cx, action, resource, &keys, &about),
    }
}

/// Whether the caller may hand a role to S3.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html>
pub(crate) fn authorize_passing(cx: &Context, role: &str) -> Result<()> {
    let keys = PassingKeys(GlobalKeys(cx));
    by_identity(cx, "iam:PassRole", role, &keys, &format!(" on resource: {role}"))
}

/// What the caller's own policies say alone.
fn by_identity(
    cx: &Context,
    action: &'static str,
    resource: &str,
    keys: &dyn Keys,
    about: &str,
) -> Result<()> {
    if !matches!(cx.caller, Caller::Principal { .. }) {
        // Nobody's policies speak for them.
        return Err(errors::access_denied("Access Denied"));
    }
    let principal = cx.caller.principal();
    let reason = match cx.decide(&Request { principal, action, resource, keys }) {
        Verdict::Allow => return Ok(()),
        Verdict::Explicit(cause) => cause.explicit().to_owned(),
        Verdict::Implicit(cause) => cause.implicit(action),
    };
    let arn = cx.caller.arn();
    Err(errors::access_denied(format!(
        "User: {arn} is not authorized to perform: {action}{about} {reason}"
    )))
}

/// `x-amz-request-payer: requester`, as a header or in the query; nobody else can be charged.
fn offers_to_pay(cx: &Context) -> bool {
    let header = cx.request.headers.get("x-amz-request-payer");
    let in_header = header.is_some_and(|value| value.as_bytes() == b"requester");
    let query = cx.request.uri.query().unwrap_or_default();
    let in_query = query.split('&').any(|pair| pair == "x-amz-request-payer=requester");
    !matches!(cx.caller, Caller::Anonymous) && (in_header || in_query)
}

/// The object belongs to another account, and the action is one that its owner decides (S3-7.7).
fn is_foreign(cx: &Context, bucket: &Bucket, access: &Access) -> bool {
    let Some(object) = access.object else { return false };
    let about_object = Permission::of_action(access.action)
        .is_some_and(|(of, _)| of == AclResource::Object)
        || access.action.contains("Tagging")
        || access.action.contains("Attributes");
    about_object && object.owner != bucket.owner && !bucket.is_enforced(cx.now)
}

/// Whether the caller's own account lets it do what is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leave {
    Given,
    Lacking,
}

/// ACLs only ever grant (S3-7.4, rule 7).
fn granted(cx: &Context, bucket: &Bucket, access: &Access, leave: Leave) -> bool {
    if bucket.is_enforced(cx.now) {
        return false;
    }
    let Some((of, permission)) = Permission::of_action(access.action) else { return false };
    match (of, access.object) {
        (AclResource::Bucket, _) => {
            let acl = bucket.acl.at(cx.now);
            acl.as_ref().is_some_and(|acl| grants(cx, bucket, acl, permission, leave))
        }
        (AclResource::Object, None) => {
            let on_bucket = match permission {
                // Whoever may list the bucket may learn that nothing is there.
                Permission::Read => Permission::Read,
                // Whoever may write an object owns it, and gives it an ACL as it is made.
                Permission::WriteAcp => Permission::Write,
                _ => return false,
            };
            let acl = bucket.acl.at(cx.now);
            acl.as_ref().is_some_and(|acl| grants(cx, bucket, acl, on_bucket, leave))
        }
        (AclResource::Object, Some(object)) => match &object.acl {
            Some(acl) => grants(cx, bucket, acl, permission, leave),
            None => leave == Leave::Given && owner::party(&cx.caller) == Some(&object.owner),
        },
    }
}

/// What an ACL grants: to those whom it names by their account's leave, to everybody unless public
/// grants are ignored.
fn grants(cx: &Context, bucket: &Bucket, acl: &Acl, permission: Permission, leave: Leave) -> bool {
    let named = leave == Leave::Given && acl.allows(&cx.caller, permission, Grants::Named);
    named
        || (acl.allows(&cx.caller, permission, Grants::Public)
            && !public_access::in_force(cx, bucket).ignore_public_acls)
}

/// While the policy is public, RestrictPublicBuckets leaves others only services.
fn is_restricted(cx: &Context, bucket: &Bucket) -> bool {
    !matches!(cx.caller, Caller::Service { .. })
        && public_access::in_force(cx, bucket).restrict_public_buckets
}

fn denied(cx: &Context, bucket: &Bucket, access: &Access, decision: Decision) -> Error {
    let reason = match decision {
        Decision::Deny => "with an explicit deny in a resource-based policy".to_owned(),
        _ => format!("because no resource-based policy allows the {} action", access.action),
    };
    denied_because(cx, bucket, access, &reason)
}

/// The long form for callers of the bucket owner's account, the short one for everybody else.
pub(crate) fn denied_because(
    cx: &Context,
    bucket: &Bucket,
    access: &Access,
    reason: &str,
) -> Error {
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

/// The answer for a key that is not there: only who may list the bucket learns that (T34), as if by a
/// listing of that key.
pub(crate) fn missing(cx: &Context, bucket: &Bucket, key: &str, found_out: Error) -> Error {
    let keys = [("prefix", Some(key))];
    match authorize(cx, bucket, &Access::to("s3:ListBucket").with(&keys)) {
        Ok(()) => found_out,
        Err(denied) => denied,
    }
}
