//! The version that a request names: the newest of its key, or the one with an id. Every operation
//! looks it up in the same way, lets the same callers know of it, and has the same errors where it is
//! missing.

use crate::access::authorization::{Access, authorize, missing};
use crate::buckets::bucket::Bucket;
use crate::errors;
use crate::tags::tag_set::Tags;
use crate::versions::version::Version;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

#[derive(Clone, Copy, Debug)]
pub(crate) struct NamedVersion<'a> {
    pub key: &'a str,
    pub id: Option<&'a str>,
}

impl<'a> NamedVersion<'a> {
    pub(crate) fn new(key: &'a str, id: Option<&'a str>) -> Self {
        Self { key, id }
    }

    /// It, if it is there.
    pub(crate) fn find<'b>(&self, bucket: &'b Bucket) -> Option<&'b Version> {
        let versions = bucket.keys.get(self.key)?;
        match self.id {
            None => Some(versions.newest()),
            Some(id) => versions.find(id).map(|version| &**version),
        }
    }

    /// The action of the two that the request is: without and with an id (S3-7.1).
    pub(crate) fn action(&self, [without, with]: [&'static str; 2]) -> &'static str {
        if self.id.is_some() { with } else { without }
    }

    /// The version, if it is there and the caller may do this to it.
    pub(crate) fn authorized<'b>(
        &self,
        cx: &Context,
        bucket: &'b Bucket,
        action: &'static str,
        asked: ConditionKeys<'_>,
    ) -> Result<Option<&'b Version>> {
        let found = self.find(bucket);
        let mut keys = vec![("versionid", self.id)];
        keys.extend_from_slice(asked.keys);
        let access = Access::to_key(action, self.key).with(&keys).on(found);
        authorize(cx, bucket, &Access { request_tags: asked.tags, ..access })?;
        Ok(found)
    }

    /// S3-3.2(b)
    pub(crate) fn check_id(&self) -> Result<()> {
        match self.id.filter(|id| !is_version_id(id)) {
            None => Ok(()),
            Some("") => {
                let message = "Version id cannot be the empty string";
                Err(errors::invalid_argument(message, "versionId", ""))
            }
            Some(id) => Err(invalid_version_id(id)),
        }
    }

    /// What its absence is called, for who may know of it (T34).
    pub(crate) fn missing(&self, cx: &Context, bucket: &Bucket) -> Error {
        let error = match self.id {
            None => errors::no_such_key(self.key),
            Some(id) => errors::no_such_version(self.key, id),
        };
        missing(cx, bucket, self.key, error)
    }

    /// That only a delete marker is there, which the method cannot be used on (S3-6.3b, d).
    pub(crate) fn is_marker(&self, method: &'static str) -> Error {
        errors::method_not_allowed(method, "DeleteMarker").header("x-amz-delete-marker", "true")
    }
}

/// Condition keys of a request besides the version that it names.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ConditionKeys<'a> {
    pub keys: &'a [(&'static str, Option<&'a str>)],
    pub tags: Option<&'a Tags>,
}

/// How long version ids are.
pub(crate) const VERSION_ID: usize = 32;

/// A version id that S3 could have made, or `null` (S3-3.2b).
pub(crate) fn is_version_id(text: &str) -> bool {
    let made = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'_' || b == b'-';
    text == "null" || (text.len() == VERSION_ID && text.bytes().all(made))
}

fn invalid_version_id(text: &str) -> Error {
    errors::invalid_argument("Invalid version id specified", "versionId", text)
}
