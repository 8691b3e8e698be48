//! DeleteObject and DeleteObjects (S3-3.5, S3-3.20).

use crate::access::authorization::{Access, authorize};
use crate::buckets::bucket::{Bucket, Deletion};
use crate::buckets::names;
use crate::choices::DELETE_FAILS;
use crate::errors;
use crate::lock::object_lock;
use crate::model::*;
use crate::objects::conditions::{Refusal, WriteCondition};
use crate::objects::new_version::{new_version_id, refused};
use crate::objects::object::Object;
use crate::objects::write_request::only_directory;
use crate::requests::header_errors::no_lock_to_bypass;
use crate::state::S3;
use crate::versions::named_version::NamedVersion;
use crate::versions::operations::check_mfa;
use crate::versions::version::Versioning;
use parhelion_wire::Error as Fault;
use parhelion_wire::error::Result;
use parhelion_world::Context;

/// What is to be deleted, and on which condition.
#[derive(Clone, Copy)]
struct Target<'a> {
    key: &'a str,
    version_id: Option<&'a str>,
    if_match: Option<&'a str>,
    bypass: Option<bool>,
    mfa: Option<&'a str>,
}

/// S3-3.20(h)
const KEYS_MAX: usize = 1000;

impl S3 {
    pub(crate) fn delete_object(
        &mut self,
        cx: &mut Context,
        input: DeleteObjectInput,
    ) -> Result<DeleteObjectOutput> {
        let DeleteObjectInput {
            bucket,
            key,
            mfa,
            version_id,
            request_payer: _,
            bypass_governance_retention,
            expected_bucket_owner,
            if_match,
            if_match_last_modified_time,
            if_match_size,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let (version_id, if_match) = (version_id.as_deref(), if_match.as_deref());
        let bypass = bypass_governance_retention;
        let target = Target { key: &key, version_id, if_match, bypass, mfa: mfa.as_deref() };
        target.authorize(cx, held)?;
        check_bypass(held, bypass)?;
        // S3-3.5: for directory buckets only.
        only_directory("x-amz-if-match-last-modified-time", if_match_last_modified_time.is_some())?;
        only_directory("x-amz-if-match-size", if_match_size.is_some())?;
        target.check(cx, held)?;
        let Deletion { marker, version } = self.delete(cx, &bucket, target)?;
        Ok(DeleteObjectOutput {
            delete_marker: marker.then_some(true),
            version_id: version.map(|id| id.to_string()),
            ..DeleteObjectOutput::default()
        })
    }

    pub(crate) fn delete_objects(
        &mut self,
        cx: &mut Context,
        input: DeleteObjectsInput,
    ) -> Result<DeleteObjectsOutput> {
        let DeleteObjectsInput {
            bucket,
            delete: Delete { objects, quiet },
            mfa,
            request_payer: _,
            bypass_governance_retention: bypass,
            expected_bucket_owner,
            checksum_algorithm: _,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        check_bypass(held, bypass)?;
        if !(1..=KEYS_MAX).contains(&objects.len()) {
            return Err(errors::malformed_xml());
        }
        let (mut deleted, mut failed) = (Vec::new(), Vec::new());
        for object in objects {
            let size = self.logged_size(cx, &bucket, &object);
            let outcome = self.delete_one(cx, &bucket, &object, bypass, mfa.as_deref());
            self.log_deletion(cx, &bucket, &object, size, outcome.as_ref().err());
            match outcome {
                Ok(deletion) => deleted.push(shown(object, deletion)),
                Err(fault) => failed.push(Error {
                    key: Some(object.key),
                    version_id: object.version_id,
                    code: Some(fault.code().to_owned()),
                    message: Some(fault.message().to_owned()),
                }),
            }
        }
        Ok(DeleteObjectsOutput {
            deleted: (quiet != Some(true) && !deleted.is_empty()).then_some(deleted),
            errors: (!failed.is_empty()).then_some(failed),
            ..DeleteObjectsOutput::default()
        })
    }

    /// How much one key of a batch takes away, if the bucket logs that.
    fn logged_size(&self, cx: &Context, bucket: &str, object: &ObjectIdentifier) -> Option<u64> {
        let held = self.logging(bucket, cx.now)?.keys.get(&*object.key)?;
        let version = match &object.version_id {
            None => held.current()?,
            Some(id) => held.find(id)?,
        };
        version.object().map(Object::size)
    }

    /// One key of a batch: what goes wrong with it leaves the others alone (S3-3.20j).
    fn delete_one(
        &mut self,
        cx: &mut Context,
        bucket: &str,
        object: &ObjectIdentifier,
        bypass: Option<bool>,
        mfa: Option<&str>,
    ) -> Result<Deletion> {
        let ObjectIdentifier { key, version_id, e_tag, last_modified_time, size } = object;
        let held = self.bucket(bucket).ok_or_else(|| errors::no_such_bucket(bucket))?;
        let (version_id, if_match) = (version_id.as_deref(), e_tag.as_deref());
        let target = Target { key, version_id, if_match, bypass, mfa };
        target.authorize(cx, held)?;
        if last_modified_time.is_some() || size.is_some() {
            return Err(errors::header_not_implemented("x-amz-if-match-size", ""));
        }
        // S3-3.20(i): in a batch an ill-formed id is one that does not exist.
        target.check(cx, held).map_err(|fault| match (fault.code(), version_id) {
            ("InvalidArgument", Some(id)) => errors::no_such_version(key, id),
            _ => fault,
        })?;
        if cx.choose(&DELETE_FAILS) != 0 {
            return Err(Fault::new(500, "InternalError", errors::INTERNAL_ERROR));
        }
        self.delete(cx, bucket, target)
    }

    fn delete(&mut self, cx: &mut Context, bucket: &str, target: Target) -> Result<Deletion> {
        let held = self.change(bucket)?;
        let key = target.key;
        let existed = held.keys.contains_key(key);
        if let Some(id) = target.version_id {
            let deletion = held.delete_version(key, id);
            if existed {
                self.notify(cx, bucket, "ObjectRemoved:Delete", key, Some(id));
            }
            return Ok(deletion);
        }
        let enabled = held.versioning(cx.now) == Versioning::Enabled;
        let id = enabled.then(|| new_version_id(cx, held));
        let deletion = held.delete(key, cx.now, id);
        self.wake_lifecycle(cx, bucket)?;
        if deletion.marker {
            self.replicate_later(cx, bucket, key)?;
            let id = deletion.version.as_deref();
            self.notify(cx, bucket, "ObjectRemoved:DeleteMarkerCreated", key, id);
        } else if existed {
            self.notify(cx, bucket, "ObjectRemoved:Delete", key, None);
        }
        Ok(deletion)
    }
}

impl Target<'_> {
    /// S3-3.5: the ETag form reads the object.
    fn authorize(&self, cx: &Context, bucket: &Bucket) -> Result<()> {
        let keys = [("versionid", self.version_id), ("if-match", self.if_match)];
        let action = match self.version_id {
            None => "s3:DeleteObject",
            Some(_) => "s3:DeleteObjectVersion",
        };
        authorize(cx, bucket, &Access::to_key(action, self.key).with(&keys))?;
        if self.bypass == Some(true) && bucket.object_lock.is_some() {
            // S3-6.6(g, h)
            let action = "s3:BypassGovernanceRetention";
            authorize(cx, bucket, &Access::to_key(action, self.key).with(&keys))?;
        }
        if self.if_match.is_some_and(|tag| tag.trim() != "*") {
            authorize(cx, bucket, &Access::to_key("s3:GetObject", self.key).with(&keys))?;
        }
        Ok(())
    }

    fn check(&self, cx: &mut Context, bucket: &Bucket) -> Result<()> {
        names::check_key(self.key)?;
        NamedVersion::new(self.key, self.version_id).check_id()?;
        let held = bucket.keys.get(self.key);
        if let Some(id) = self.version_id {
            check_mfa(cx, bucket, self.mfa)?;
            let version = held.and_then(|held| held.find(id)).and_then(|found| found.object());
            let lock = version.map(|object| object.properties.lock).unwrap_or_default();
            if lock.protects(cx.now, self.bypass == Some(true)) {
                return Err(object_lock::protected());
            }
        }
        let current = held.and_then(|held| held.current()).and_then(|version| version.object());
        match WriteCondition::of_delete(self.if_match).check(current.map(|object| &*object.e_tag)) {
            Ok(()) => Ok(()),
            // Only a delete marker is there.
            Err(Refusal::Missing) if held.is_some() => {
                Err(refused(cx, self.key, Refusal::Failed("If-Match")))
            }
            Err(refusal) => Err(refused(cx, self.key, refusal)),
        }
    }
}

/// S3-3.20(f)
fn check_bypass(bucket: &Bucket, bypass: Option<bool>) -> Result<()> {
    match bypass {
        Some(value) if bucket.object_lock.is_none() => {
            Err(no_lock_to_bypass(if value { "true" } else { "false" }))
        }
        _ => Ok(()),
    }
}

/// S3-3.20(i)
fn shown(object: ObjectIdentifier, deletion: Deletion) -> DeletedObject {
    let Deletion { marker, version } = deletion;
    DeletedObject {
        key: Some(object.key),
        version_id: object.version_id,
        delete_marker: marker.then_some(true),
        delete_marker_version_id: version.filter(|_| marker).map(|id| id.to_string()),
    }
}
