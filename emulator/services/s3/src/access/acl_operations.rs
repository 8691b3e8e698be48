//! Get and put the ACLs of buckets and objects (S3-7.6).

use crate::access::acl::{Acl, AclHeaders, AclResource, malformed};
use crate::access::authorization::{Access, authorize, missing};
use crate::access::owner;
use crate::access::public_access;
use crate::buckets::bucket::Bucket;
use crate::errors;
use crate::model::*;
use crate::objects::object::{Object as Stored, Properties};
use crate::objects::write_request::{check_public, is_owners_only, not_supported};
use crate::state::S3;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use crate::versions::version::{Content, Version};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// The ACL headers of an input, `x-amz-grant-write` too.
macro_rules! acl_headers {
    ($input:expr) => {
        AclHeaders {
            canned: $input.acl.take(),
            full_control: $input.grant_full_control.take(),
            read: $input.grant_read.take(),
            read_acp: $input.grant_read_acp.take(),
            write: $input.grant_write.take(),
            write_acp: $input.grant_write_acp.take(),
        }
    };
}

impl S3 {
    pub(crate) fn get_bucket_acl(
        &mut self,
        cx: &mut Context,
        input: GetBucketAclInput,
    ) -> Result<GetBucketAclOutput> {
        let GetBucketAclInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketAcl");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let acl = held.acl.at(cx.now).as_deref();
        Ok(GetBucketAclOutput {
            owner: Some(owner::of(&held.owner)),
            grants: Some(effective(cx, held, acl, &held.owner)),
        })
    }

    pub(crate) fn put_bucket_acl(
        &mut self,
        cx: &mut Context,
        mut input: PutBucketAclInput,
    ) -> Result<()> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let headers = acl_headers!(input);
        let access = Access { keys: &headers.keys(), ..Access::to("s3:PutBucketAcl") };
        authorize(cx, bucket, &access)?;
        let owner = bucket.owner.clone();
        let acl = requested_acl(
            AclResource::Bucket,
            &headers,
            input.access_control_policy,
            &owner,
            bucket,
        )?;
        if bucket.is_enforced(cx.now) {
            return enforced(&headers, acl.as_ref(), &owner);
        }
        check_public(cx, bucket, acl.as_ref(), &access)?;
        self.change(&input.bucket)?.acl.set(cx, acl.map(Arc::new));
        Ok(())
    }

    pub(crate) fn get_object_acl(
        &mut self,
        cx: &mut Context,
        input: GetObjectAclInput,
    ) -> Result<GetObjectAclOutput> {
        let GetObjectAclInput { bucket, key, version_id, request_payer: _, expected_bucket_owner } =
            input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let target = Target { key: &key, version_id: version_id.as_deref(), method: "GET" };
        let (_, object) = target.find(cx, held, &[])?;
        let Properties { owner, acl, .. } = &object.properties;
        let owner = if held.is_enforced(cx.now) { &held.owner } else { owner };
        Ok(GetObjectAclOutput {
            owner: Some(owner::of(owner)),
            grants: Some(effective(cx, held, acl.as_deref(), owner)),
            ..GetObjectAclOutput::default()
        })
    }

    pub(crate) fn put_object_acl(
        &mut self,
        cx: &mut Context,
        mut input: PutObjectAclInput,
    ) -> Result<PutObjectAclOutput> {
        let bucket = self.find_bucket(cx, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let headers = acl_headers!(input);
        let keys = headers.keys();
        let target =
            Target { key: &input.key, version_id: input.version_id.as_deref(), method: "PUT" };
        let (version, object) = target.find(cx, bucket, &keys)?;
        let owner = object.properties.owner.clone();
        let acl = requested_acl(
            AclResource::Object,
            &headers,
            input.access_control_policy,
            &owner,
            bucket,
        )?;
        if bucket.is_enforced(cx.now) {
            return enforced(&headers, acl.as_ref(), &bucket.owner)
                .map(|()| PutObjectAclOutput::default());
        }
        let access = Access::to_key("s3:PutObjectAcl", &input.key);
        check_public(cx, bucket, acl.as_ref(), &access)?;
        let properties = Properties { acl: acl.map(Arc::new), ..object.properties.clone() };
        // S3-7.15(h): an ACL that stays as it is, is no event.
        let changed = properties.acl != object.properties.acl;
        let id = bucket.shown_id(cx.now, version);
        let content = Content::Object(Stored { properties, ..object.clone() });
        let next = Version { content, ..version.clone() };
        self.replace(&input.bucket, &input.key, next)?;
        if changed {
            self.notify(cx, &input.bucket, "ObjectAcl:Put", &input.key, id.as_deref());
        }
        Ok(PutObjectAclOutput::default())
    }
}

/// S3-7.6(h), S3-7.5: what is in force, not what is stored.
fn effective(cx: &Context, bucket: &Bucket, acl: Option<&Acl>, owner: &str) -> Vec<Grant> {
    let acl = acl.filter(|_| !bucket.is_enforced(cx.now));
    let public = acl.is_some_and(Acl::is_public);
    let ignore = public && public_access::in_force(cx, bucket).ignore_public_acls;
    Acl::shown(acl, owner, ignore)
}

/// The ACL that a request wants: by headers or by its body, not both (S3-7.6c, d).
fn requested_acl(
    of: AclResource,
    headers: &AclHeaders,
    body: Option<AccessControlPolicy>,
    owner: &str,
    bucket: &Bucket,
) -> Result<Option<Acl>> {
    // An empty body reads as an empty document.
    let body =
        body.filter(|body| headers.is_empty() || body.grants.is_some() || body.owner.is_some());
    match (headers.is_empty(), body) {
        (false, Some(_)) => {
            let message = "This request does not support content";
            Err(Error::new(400, "UnexpectedContent", message))
        }
        (false, None) => headers.acl(of, owner, &bucket.owner),
        (true, Some(body)) if body.grants.is_none() && body.owner.is_none() => Err(malformed()),
        (true, Some(body)) => Acl::from_body(body, owner).map(Some),
        (true, None) => {
            let message = "Your request was missing a required header";
            Err(Error::new(400, "MissingSecurityHeader", message)
                .with("MissingHeaderName", "x-amz-acl"))
        }
    }
}

/// S3-7.6(g): `private` is no full-control form here.
fn enforced(headers: &AclHeaders, acl: Option<&Acl>, owner: &str) -> Result<()> {
    let full = match headers.canned.as_deref() {
        Some(name) => name == "bucket-owner-full-control",
        None => is_owners_only(acl, owner),
    };
    if full { Ok(()) } else { Err(not_supported()) }
}

/// The object whose ACL is meant.
struct Target<'a> {
    key: &'a str,
    version_id: Option<&'a str>,
    method: &'static str,
}

impl Target<'_> {
    fn find<'a>(
        &self,
        cx: &Context,
        bucket: &'a Bucket,
        keys: &[(&'static str, Option<&str>)],
    ) -> Result<(&'a Version, &'a Stored)> {
        let named = NamedVersion::new(self.key, self.version_id);
        let action = named.action(match self.method {
            "GET" => ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"],
            _ => ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
        });
        let found = named.authorized(cx, bucket, action, ConditionKeys { keys, tags: None })?;
        named.check_id()?;
        match (found, found.and_then(Version::object)) {
            (Some(version), Some(object)) => Ok((version, object)),
            // S3-6.3(c, d)
            (Some(_), None) if self.method == "GET" && named.id.is_none() => {
                let error = errors::no_such_key(self.key).header("x-amz-delete-marker", "true");
                Err(missing(cx, bucket, self.key, error))
            }
            (Some(_), None) => Err(named.is_marker(self.method)),
            (None, _) => Err(named.missing(cx, bucket)),
        }
    }
}
