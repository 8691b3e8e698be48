//! What CopyObject and UploadPartCopy read: `x-amz-copy-source` and its conditions (S3-3.6, S3-3.19).

use crate::buckets::bucket::Bucket;
use crate::encryption::customer_key::CustomerKey;
use crate::errors;
use crate::objects::conditions::{Current, Outcome, ReadConditions};
use crate::objects::object::Object;
use crate::state::S3;
use crate::versions::named_version::{ConditionKeys, NamedVersion};
use crate::versions::version::Version;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// A version that is copied from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source {
    pub bucket: String,
    pub key: String,
    pub version_id: Option<String>,
}

/// `x-amz-copy-source-if-*`
#[derive(Clone, Debug, Default)]
pub(crate) struct CopyConditions {
    pub if_match: Option<String>,
    pub if_none_match: Option<String>,
    pub if_modified_since: Option<Timestamp>,
    pub if_unmodified_since: Option<Timestamp>,
}

/// The members that both copying inputs have.
macro_rules! copy_conditions {
    ($input:expr) => {
        $crate::objects::source::CopyConditions {
            if_match: $input.copy_source_if_match.take(),
            if_none_match: $input.copy_source_if_none_match.take(),
            if_modified_since: $input.copy_source_if_modified_since,
            if_unmodified_since: $input.copy_source_if_unmodified_since,
        }
    };
}
pub(crate) use copy_conditions;

/// The customer's key of the source.
macro_rules! source_key {
    ($input:expr) => {
        $crate::encryption::customer_key::CustomerKey {
            algorithm: $input.copy_source_sse_customer_algorithm.take(),
            key: $input.copy_source_sse_customer_key.take(),
            key_md5: $input.copy_source_sse_customer_key_md5.take(),
        }
    };
}
pub(crate) use source_key;

impl Source {
    /// `[/]bucket/key[?versionId=v]`, encoded once as in a query, so that a plus is a space; or the
    /// object's URL (S3-3.19a).
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let invalid = || {
            let message = "Invalid copy source object key";
            errors::invalid_argument(message, "x-amz-copy-source", text)
        };
        let (path, query) = match text.split_once("?versionId=") {
            Some((path, id)) => (path, Some(id)),
            None => (text, None),
        };
        let path = path_of_url(path);
        let spaced = path.replace('+', " ");
        let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| invalid())?;
        let plain = decoded.strip_prefix('/').unwrap_or(&decoded);
        let (bucket, key) = plain.split_once('/').ok_or_else(invalid)?;
        if bucket.is_empty() || key.is_empty() {
            return Err(invalid());
        }
        let version_id = query.map(|id| percent_decode_str(id).decode_utf8_lossy().into_owned());
        Ok(Self { bucket: bucket.to_owned(), key: key.to_owned(), version_id })
    }

    /// As policies see it: `bucket/key`.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.bucket, self.key)
    }

    /// The version, once the caller may read it (S3-3.19b, m).
    pub(crate) fn find<'a>(
        &self,
        cx: &Context,
        s3: &'a S3,
        expected_owner: Option<&str>,
    ) -> Result<(&'a Bucket, &'a Version, &'a Object)> {
        let bucket = s3.find_bucket_in_any_region(&self.bucket, expected_owner)?;
        let named = NamedVersion::new(&self.key, self.version_id.as_deref());
        let action = named.action(["s3:GetObject", "s3:GetObjectVersion"]);
        let found = named.authorized(cx, bucket, action, ConditionKeys::default())?;
        named.check_id()?;
        match (found, found.and_then(Version::object)) {
            (Some(version), Some(object)) => Ok((bucket, version, object)),
            (Some(_), None) if named.id.is_some() => Err(errors::invalid_request(
                "The source of a copy request may not specifically refer to a delete marker by \
                 version id.",
            )),
            _ => Err(named.missing(cx, bucket)),
        }
    }
}

/// What a URL of an object says of it: the bucket may stand in its host.
fn path_of_url(text: &str) -> Cow<'_, str> {
    let url = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some((host, path)) = url.and_then(|url| url.split_once('/')) else {
        return Cow::Borrowed(text);
    };
    match crate::declaration::bucket_of(host) {
        Some(bucket) => Cow::Owned(format!("{bucket}/{path}")),
        None => Cow::Borrowed(path),
    }
}

impl CopyConditions {
    /// S3-3.6: as of reads, but never 304.
    pub(crate) fn check(&self, cx: &Context, version: &Version, object: &Object) -> Result<()> {
        let current = Current { e_tag: &object.e_tag, modified: version.modified };
        let conditions = ReadConditions {
            if_match: self.if_match.as_deref(),
            if_none_match: self.if_none_match.as_deref(),
            if_modified_since: self.if_modified_since,
            if_unmodified_since: self.if_unmodified_since,
        };
        let failed = match conditions.outcome(current, cx.now) {
            Outcome::Proceed => return Ok(()),
            Outcome::Failed("If-Match") => "x-amz-copy-source-If-Match",
            Outcome::Failed(_) => "x-amz-copy-source-If-Unmodified-Since",
            Outcome::NotModified if self.if_none_match.is_some() => {
                "x-amz-copy-source-If-None-Match"
            }
            Outcome::NotModified => "x-amz-copy-source-If-Modified-Since",
        };
        Err(errors::precondition_failed(failed))
    }
}

/// What a copy cannot read: archives without a copy, and what the wrong key opens.
pub(crate) fn check_readable(cx: &Context, object: &Object, key: &CustomerKey) -> Result<()> {
    object.properties.encryption.check_reader(key)?;
    object.properties.encryption.check_decryption(cx)?;
    if object.is_out_of_reach() {
        // https://github.com/s3tools/s3cmd/pull/193
        let message = "Operation is not valid for the source object's storage class";
        return Err(Error::new(403, "InvalidObjectState", message)
            .with("StorageClass", object.properties.storage_class.name()));
    }
    Ok(())
}

/// S3-3.19(b)
pub(crate) fn too_large(most: u64) -> Error {
    errors::invalid_request(format!(
        "The specified copy source is larger than the maximum allowable size for a copy source: \
         {most}"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_a_source_or_none(text in "(https?://)?[a-z./%?é日😀+-]{0,24}", any in ".*") {
            let _ = (Source::parse(&text), Source::parse(&any));
        }
    }

    #[test]
    fn s3_3_19_a_sources() {
        for (text, bucket, key, version) in [
            ("b/k", "b", "k", None),
            ("/b/k/l", "b", "k/l", None),
            ("b/a%20b%2Bc+d", "b", "a b+c d", None),
            ("https://b.s3.amazonaws.com/k/l", "b", "k/l", None),
            ("http://b.s3.localhost:4566/k?versionId=x", "b", "k", Some("x")),
            ("https://s3.eu-west-1.amazonaws.com/b/k", "b", "k", None),
            ("http://127.0.0.1:4566/b/k", "b", "k", None),
            ("b%2Fk", "b", "k", None),
            ("b//k", "b", "/k", None),
            ("b/k?versionId=null", "b", "k", Some("null")),
            ("b/k%3FversionId=x", "b", "k?versionId=x", None),
        ] {
            let source = Source::parse(text).unwrap();
            assert_eq!((&*source.bucket, &*source.key), (bucket, key), "{text}");
            assert_eq!(source.version_id.as_deref(), version, "{text}");
        }
        for text in ["", "b", "/b", "b/", "b/%ff"] {
            assert_eq!(Source::parse(text).unwrap_err().code(), "InvalidArgument", "{text}");
        }
    }
}
