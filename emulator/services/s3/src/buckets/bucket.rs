//! A bucket: its configuration and its keys.

use crate::access::acl::Acl;
use crate::access::bucket_policy::BucketPolicy;
use crate::access::ownership::Ownership;
use crate::access::public_access_block::PublicAccessBlock;
use crate::configuration::late::Late;
use crate::configuration::settings::Settings;
use crate::encryption::bucket_encryption::BucketEncryption;
use crate::lifecycle::rules;
use crate::lifecycle::rules::Lifecycle;
use crate::lock::object_lock::ObjectLock;
use crate::model::CORSRule;
use crate::tags::tag_set::Tags;
use crate::uploads::upload::{Upload, Uploads, no_such_upload};
use crate::versions::version::{Content, Version, VersionId, Versioning, Versions};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Account;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A general-purpose bucket. Cloning is cheap: everything big in it is shared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Bucket {
    pub name: Arc<str>,
    pub owner: Account,
    pub region: Arc<str>,
    /// As it was asked for: `EU` is read back as `EU` (S3-1.8m).
    pub location: Option<Arc<str>>,
    pub created: Timestamp,
    /// In byte order of the key.
    pub keys: Table<Arc<str>, Versions>,
    pub versioning: Late<Versioning>,
    /// Deleting versions needs a second factor (S3-6.4).
    pub mfa_delete: bool,
    /// Multipart uploads that are open.
    pub uploads: Uploads,
    /// How many times a key was written or deleted.
    pub writes: u64,
    /// `None`: no Object Lock (S3-6.5).
    pub object_lock: Option<ObjectLock>,
    /// `None`: private.
    pub acl: Late<Option<Arc<Acl>>>,
    pub lifecycle: Late<Option<Arc<Lifecycle>>>,
    /// A lifecycle run is scheduled or under way.
    pub lifecycle_awake: bool,
    pub settings: Settings,
    pub policy: Late<Option<Arc<BucketPolicy>>>,
    /// `None`: deleted, nothing is blocked.
    pub public_access: Late<Option<PublicAccessBlock>>,
    pub cors: Late<Option<Arc<[CORSRule]>>>,
    pub encryption: Late<BucketEncryption>,
    /// `None`: deleted, objects belong to their writers.
    pub ownership: Late<Option<Ownership>>,
    pub tags: Late<Option<Arc<Tags>>>,
}

equal_by_identity!(Bucket);

/// What a delete did (S3-3.20).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Deletion {
    /// A delete marker was made or removed.
    pub marker: bool,
    /// Its id, or that of the version that was removed; `None` in unversioned buckets.
    pub version: Option<Arc<str>>,
}

impl Bucket {
    /// Defaults of S3-1.9.
    pub(crate) fn new(name: &str, owner: Account, region: Arc<str>, created: Timestamp) -> Self {
        Self {
            name: name.into(),
            owner,
            region,
            location: None,
            created,
            keys: Table::new(),
            versioning: Late::default(),
            mfa_delete: false,
            uploads: Uploads::default(),
            writes: 0,
            object_lock: None,
            acl: Late::default(),
            lifecycle: Late::default(),
            lifecycle_awake: false,
            settings: Settings::default(),
            policy: Late::default(),
            public_access: Late::new(Some(PublicAccessBlock::ALL)),
            cors: Late::default(),
            encryption: Late::default(),
            ownership: Late::new(Some(Ownership::BucketOwnerEnforced)),
            tags: Late::default(),
        }
    }

    pub(crate) fn versioning(&self, now: Timestamp) -> Versioning {
        *self.versioning.at(now)
    }

    /// ACLs are disabled (S3-7.7).
    pub(crate) fn is_enforced(&self, now: Timestamp) -> bool {
        *self.ownership.at(now) == Some(Ownership::BucketOwnerEnforced)
    }

    /// The id of a version as answers show it: none before versioning was ever enabled (S3-3.2).
    pub(crate) fn shown_id(&self, now: Timestamp, version: &Version) -> Option<String> {
        self.versioning(now).was_ever_on().then(|| version.shown_id().to_owned())
    }

    /// `x-amz-expiration` of a current version (S3-6.14).
    pub(crate) fn expiration(
        &self,
        now: Timestamp,
        key: &str,
        version: &Version,
    ) -> Option<String> {
        let lifecycle = self.lifecycle.at(now).as_ref()?;
        let object = version.object()?;
        let (tags, size) = (&object.properties.tags, object.size());
        lifecycle.expiration(key, tags, size, version.modified).map(rules::header)
    }

    pub(crate) fn arn(&self) -> String {
        format!("arn:aws:s3:::{}", self.name)
    }

    /// S3-4.2(f)
    pub(crate) fn upload(&self, key: &str, id: &str) -> Result<&Arc<Upload>> {
        self.uploads.find(key, id).ok_or_else(|| no_such_upload(id))
    }

    /// The current version of a key; none where the newest is a delete marker.
    pub(crate) fn current(&self, key: &str) -> Option<&Arc<Version>> {
        self.keys.get(key)?.current()
    }

    /// Adds a version: in place of the last one, unless versioning keeps that (S3-6.1).
    pub(crate) fn put(&mut self, key: &str, id: VersionId, modified: Timestamp, content: Content) {
        let version = self.written(id, modified, content);
        match self.keys.get_mut(key) {
            Some(held) => held.push(version),
            None => {
                self.keys.insert(key.into(), Versions::new(version));
            }
        }
    }

    /// As [`Bucket::put`], at the place that its time gives it (S3-4.6).
    pub(crate) fn put_behind(
        &mut self,
        key: &str,
        id: VersionId,
        modified: Timestamp,
        content: Content,
    ) {
        let version = self.written(id, modified, content);
        match self.keys.get_mut(key) {
            Some(held) => held.push_behind(version, modified),
            None => {
                self.keys.insert(key.into(), Versions::new(version));
            }
        }
    }

    fn written(&mut self, id: VersionId, modified: Timestamp, content: Content) -> Version {
        self.writes += 1;
        Version { id, modified, written: self.writes, content }
    }

    /// Deletes a key as a request without version id does (S3-3.20a–c). `id` is the marker's, used
    /// only where versioning is enabled.
    pub(crate) fn delete(&mut self, key: &str, now: Timestamp, id: Option<Arc<str>>) -> Deletion {
        let versioning = self.versioning(now);
        if versioning == Versioning::Never {
            self.writes += 1;
            self.keys.remove(key);
            return Deletion::default();
        }
        let id = id.filter(|_| versioning == Versioning::Enabled);
        let shown = id.clone().unwrap_or_else(|| "null".into());
        let modified = Timestamp::from_secs(now.secs());
        self.put(key, id, modified, Content::DeleteMarker);
        Deletion { marker: true, version: Some(shown) }
    }

    /// Removes one version for good (S3-3.20d, e).
    pub(crate) fn delete_version(&mut self, key: &str, id: &str) -> Deletion {
        let found = self.keys.get(key).and_then(|held| Some((held, held.find(id)?.clone())));
        let marker = match found {
            None => false,
            Some((held, version)) => {
                match held.without(id) {
                    Some(rest) => self.keys.insert(key.into(), rest),
                    None => self.keys.remove(key),
                };
                version.object().is_none()
            }
        };
        Deletion { marker, version: Some(id.into()) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn bucket(versioning: Versioning) -> Bucket {
        let new = Bucket::new("photos", "123456789012".into(), "us-east-1".into(), Timestamp(0));
        Bucket { versioning: Late::new(versioning), ..new }
    }

    fn put(bucket: &mut Bucket, id: Option<&str>) {
        // What a version holds does not matter here.
        bucket.put("k", id.map(Into::into), Timestamp(0), Content::DeleteMarker);
    }

    /// Newest first.
    fn ids(bucket: &Bucket) -> Vec<&str> {
        let versions = bucket.keys.get("k").into_iter().flat_map(Versions::iter);
        versions.map(|version| version.id.as_deref().unwrap_or("null")).collect()
    }

    #[test]
    fn s3_6_1_never_versioned_buckets_keep_one() {
        let mut bucket = bucket(Versioning::Never);
        put(&mut bucket, None);
        put(&mut bucket, None);
        assert_eq!(ids(&bucket), ["null"]);
        assert_eq!(bucket.delete("k", Timestamp(0), None), Deletion::default());
        assert!(bucket.keys.is_empty());
    }

    #[test]
    fn s3_6_1_t17_null_versions_replace_null_versions_only() {
        let mut bucket = bucket(Versioning::Never);
        put(&mut bucket, None);
        bucket.versioning = Late::new(Versioning::Enabled);
        put(&mut bucket, Some("a"));
        put(&mut bucket, Some("b"));
        assert_eq!(ids(&bucket), ["b", "a", "null"]);
        bucket.versioning = Late::new(Versioning::Suspended);
        put(&mut bucket, None);
        assert_eq!(ids(&bucket), ["null", "b", "a"]);
    }

    #[test]
    fn s3_3_20_b_c_d_markers_and_versions() {
        let mut bucket = bucket(Versioning::Enabled);
        let marked = bucket.delete("k", Timestamp(0), Some("m".into()));
        assert_eq!(marked, Deletion { marker: true, version: Some("m".into()) }, "T15");
        put(&mut bucket, Some("a"));
        assert_eq!(bucket.delete_version("k", "a").version.as_deref(), Some("a"));
        assert_eq!(ids(&bucket), ["m"]);
        bucket.versioning = Late::new(Versioning::Suspended);
        assert_eq!(bucket.delete("k", Timestamp(0), None).version.as_deref(), Some("null"));
        assert_eq!(ids(&bucket), ["null", "m"]);
        assert!(bucket.delete_version("k", "null").marker);
        assert!(bucket.delete_version("k", "m").marker);
        assert!(bucket.keys.is_empty());
        assert!(!bucket.delete_version("k", "never was").marker, "S3-3.20(e)");
    }
}
