//! Tagging of buckets and of objects (S3-3.18).

use crate::access::authorization::{Access, missing};
use crate::buckets::bucket::Bucket;
use crate::errors;
use crate::model::*;
use crate::objects::object::{Object, Properties};
use crate::state::S3;
use crate::tags::tag_set;
use crate::tags::tag_set::Tags;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use crate::versions::version::{Content, Version};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl S3 {
    pub(crate) fn put_bucket_tagging(
        &mut self,
        cx: &mut Context,
        input: PutBucketTaggingInput,
    ) -> Result<()> {
        let PutBucketTaggingInput {
            bucket,
            content_md5: _,
            checksum_algorithm: _,
            tagging: Tagging { tag_set },
            expected_bucket_owner,
        } = input;
        let access = Access::to(cx.action_or("s3:PutBucketTagging"));
        let owner = expected_bucket_owner.as_deref();
        let held = self.authorize_bucket(cx, &bucket, owner, &access)?;
        check_abac(held, access.action, "PUT")?;
        let tags = tag_set::from_body(tag_set::TagResource::Bucket, tag_set)?;
        let tags = (!tags.is_empty()).then(|| Arc::new(tags));
        self.change(&bucket)?.tags.set(cx, tags);
        Ok(())
    }

    pub(crate) fn get_bucket_tagging(
        &mut self,
        cx: &mut Context,
        input: GetBucketTaggingInput,
    ) -> Result<GetBucketTaggingOutput> {
        let GetBucketTaggingInput { bucket, expected_bucket_owner } = input;
        let access = Access::to(cx.action_or("s3:GetBucketTagging"));
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(tags) = held.tags.at(cx.now) else {
            let message = "The TagSet does not exist";
            return Err(errors::no_such_configuration("NoSuchTagSet", message, &bucket));
        };
        Ok(GetBucketTaggingOutput { tag_set: tag_set::to_body(tags) })
    }

    pub(crate) fn delete_bucket_tagging(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketTaggingInput,
    ) -> Result<()> {
        let DeleteBucketTaggingInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:PutBucketTagging");
        let owner = expected_bucket_owner.as_deref();
        let held = self.authorize_bucket(cx, &bucket, owner, &access)?;
        check_abac(held, access.action, "DELETE")?;
        self.change(&bucket)?.tags.set(cx, None);
        Ok(())
    }

    pub(crate) fn put_object_tagging(
        &mut self,
        cx: &mut Context,
        input: PutObjectTaggingInput,
    ) -> Result<PutObjectTaggingOutput> {
        let PutObjectTaggingInput {
            bucket,
            key,
            version_id,
            content_md5: _,
            checksum_algorithm: _,
            tagging: Tagging { tag_set },
            expected_bucket_owner,
            request_payer: _,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let tags = tag_set::from_body(tag_set::TagResource::Object, tag_set);
        let target = Target { key: &key, version_id: version_id.as_deref(), method: "PUT" };
        let actions = ["s3:PutObjectTagging", "s3:PutObjectVersionTagging"];
        let (version, object) = target.find(cx, held, actions, tags.as_ref().ok())?;
        let id = held.shown_id(cx.now, version);
        let next = retagged(version, object, tags?);
        self.replace(&bucket, &key, next)?;
        self.notify(cx, &bucket, "ObjectTagging:Put", &key, id.as_deref());
        Ok(PutObjectTaggingOutput { version_id: id })
    }

    pub(crate) fn get_object_tagging(
        &mut self,
        cx: &mut Context,
        input: GetObjectTaggingInput,
    ) -> Result<GetObjectTaggingOutput> {
        let GetObjectTaggingInput {
            bucket,
            key,
            version_id,
            expected_bucket_owner,
            request_payer: _,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let target = Target { key: &key, version_id: version_id.as_deref(), method: "GET" };
        let actions = ["s3:GetObjectTagging", "s3:GetObjectVersionTagging"];
        let (version, object) = target.find(cx, held, actions, None)?;
        let version_id = held.shown_id(cx.now, version);
        Ok(GetObjectTaggingOutput {
            version_id,
            tag_set: tag_set::to_body(&object.properties.tags),
        })
    }

    pub(crate) fn delete_object_tagging(
        &mut self,
        cx: &mut Context,
        input: DeleteObjectTaggingInput,
    ) -> Result<DeleteObjectTaggingOutput> {
        let DeleteObjectTaggingInput { bucket, key, version_id, expected_bucket_owner } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let target = Target { key: &key, version_id: version_id.as_deref(), method: "DELETE" };
        let actions = ["s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"];
        let (version, object) = target.find(cx, held, actions, None)?;
        let id = held.shown_id(cx.now, version);
        let next = retagged(version, object, Tags::new());
        self.replace(&bucket, &key, next)?;
        self.notify(cx, &bucket, "ObjectTagging:Delete", &key, id.as_deref());
        Ok(DeleteObjectTaggingOutput { version_id: id })
    }

    pub(crate) fn replace(&mut self, bucket: &str, key: &str, version: Version) -> Result<()> {
        if let Some(versions) = self.change(bucket)?.keys.get_mut(key) {
            versions.replace(version);
        }
        Ok(())
    }
}

/// S3-3.18(m): where tags decide who may do what, only S3 Control's operations change them.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAbac.html>
fn check_abac(bucket: &Bucket, action: &str, method: &str) -> Result<()> {
    match bucket.settings.abac && action == "s3:PutBucketTagging" {
        true => Err(errors::method_not_allowed(method, "TAGGING")),
        false => Ok(()),
    }
}

/// The object whose tags are meant.
struct Target<'a> {
    key: &'a str,
    version_id: Option<&'a str>,
    method: &'static str,
}

impl Target<'_> {
    /// `actions`: without and with a version id.
    fn find<'a>(
        &self,
        cx: &Context,
        bucket: &'a Bucket,
        actions: [&'static str; 2],
        request_tags: Option<&Tags>,
    ) -> Result<(&'a Version, &'a Object)> {
        let named = NamedVersion::new(self.key, self.version_id);
        let asked = ConditionKeys { keys: &[], tags: request_tags };
        let found = named.authorized(cx, bucket, named.action(actions), asked)?;
        named.check_id()?;
        match (found, found.and_then(Version::object)) {
            (Some(version), Some(object)) => Ok((version, object)),
            // S3-3.18(j), S3-6.3(d): a marker has no tags, even as the newest.
            (Some(_), None) => Err(named.is_marker(self.method)),
            (None, _) if named.id.is_none() => {
                Err(missing(cx, bucket, self.key, self.no_such_key(bucket)))
            }
            (None, _) => Err(named.missing(cx, bucket)),
        }
    }

    /// S3-3.18(j): the key is named in two ways.
    fn no_such_key(&self, bucket: &Bucket) -> Error {
        match self.method {
            "GET" => errors::no_such_key(&format!("{}/{}", bucket.name, self.key)),
            _ => errors::no_such_key(self.key),
        }
    }
}

/// S3-3.12(e): ETag and Last-Modified stay.
fn retagged(version: &Version, object: &Object, tags: Tags) -> Version {
    let properties = Properties { tags, ..object.properties.clone() };
    let content = Content::Object(Object { properties, ..object.clone() });
    Version { content, ..version.clone() }
}
