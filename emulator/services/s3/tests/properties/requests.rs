//! Requests of any kind, sensible or not, and their sending: what random histories consist of.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::{Body, Error, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub(crate) enum AnyRequest {
    Object(ObjectRequest),
    Upload(UploadRequest),
    Bucket(BucketRequest),
}

/// About one object.
#[derive(Clone, Debug)]
pub(crate) enum ObjectRequest {
    Put {
        key: String,
        body: String,
        if_match: Option<String>,
        absent: bool,
        acl: Option<String>,
        class: Option<String>,
        tagging: Option<String>,
        lock: bool,
    },
    Delete {
        key: String,
        version: Option<String>,
        bypass: bool,
    },
    Copy {
        from: String,
        to: String,
        replace: bool,
        class: bool,
        if_match: Option<String>,
    },
    Tag {
        key: String,
        tags: Vec<(String, String)>,
    },
    Acl {
        key: String,
        canned: String,
    },
    Retain {
        key: String,
        secs: i64,
        mode: String,
    },
}

/// About a multipart upload, by its place in [`Uploads`].
#[derive(Clone, Debug)]
pub(crate) enum UploadRequest {
    Create { key: String, algorithm: Option<String>, kind: Option<String> },
    Part { upload: usize, number: i32, body: String },
    Complete { upload: usize, parts: Vec<(i32, bool)>, absent: bool },
    Abort { upload: usize },
}

/// About the bucket's configuration.
#[derive(Clone, Debug)]
pub(crate) enum BucketRequest {
    Versioning(String),
    Lifecycle { days: i32, prefix: Option<String> },
    Lock { days: i32 },
}

/// What uploads the history has: key, id, and the ETags of their parts.
pub(crate) type Uploads = Vec<(String, String, BTreeMap<i32, String>)>;

fn key() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[ab/]{1,2}", 1 => Just("../x".to_owned()), 1 => Just("k".repeat(1025))]
}

fn pick<const N: usize>(texts: [&'static str; N]) -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.3, prop::sample::select(texts.to_vec()).prop_map(str::to_owned))
}

fn e_tag() -> impl Strategy<Value = Option<String>> {
    pick(["x", "*", "098f6bcd4621d373cade4e832627b4f6"])
}

pub(crate) fn any_request() -> impl Strategy<Value = AnyRequest> {
    prop_oneof![
        11 => object_request().prop_map(AnyRequest::Object),
        8 => upload_request().prop_map(AnyRequest::Upload),
        3 => bucket_request().prop_map(AnyRequest::Bucket),
    ]
}

fn object_request() -> impl Strategy<Value = ObjectRequest> {
    let version = pick(["null", "bad", "00000000000000000000000000000000"]);
    prop_oneof![
        4 => (
            key(),
            "[a-z]{0,3}",
            e_tag(),
            prop::bool::weighted(0.2),
            pick(["private", "public-read", "bucket-owner-full-control", "none"]),
            pick(["STANDARD_IA", "GLACIER", "COLD"]),
            pick(["a=1", "a=1&a=2", "a=<"]),
            prop::bool::weighted(0.1),
        )
            .prop_map(|(key, body, if_match, absent, acl, class, tagging, lock)| ObjectRequest::Put {
                key, body, if_match, absent, acl, class, tagging, lock
            }),
        2 => (key(), version, prop::bool::weighted(0.1))
            .prop_map(|(key, version, bypass)| ObjectRequest::Delete { key, version, bypass }),
        2 => (key(), key(), any::<bool>(), any::<bool>(), e_tag())
            .prop_map(|(from, to, replace, class, if_match)| ObjectRequest::Copy {
                from, to, replace, class, if_match
            }),
        1 => (key(), prop::collection::vec(("[a!]{0,2}", "[a-z<]{0,2}"), 0..3))
            .prop_map(|(key, tags)| ObjectRequest::Tag { key, tags }),
        1 => (key(), prop::sample::select(vec!["private", "public-read", "x"]))
            .prop_map(|(key, canned)| ObjectRequest::Acl { key, canned: canned.to_owned() }),
        1 => (key(), -10..1000i64, prop::sample::select(vec!["GOVERNANCE", "COMPLIANCE", "X"]))
            .prop_map(|(key, secs, mode)| ObjectRequest::Retain { key, secs, mode: mode.to_owned() }),
    ]
}

fn upload_request() -> impl Strategy<Value = UploadRequest> {
    prop_oneof![
        2 => (key(), pick(["CRC32", "SHA256", "X"]), pick(["COMPOSITE", "FULL_OBJECT"]))
            .prop_map(|(key, algorithm, kind)| UploadRequest::Create { key, algorithm, kind }),
        3 => (0..3usize, 0..4i32, "[a-z]{0,3}")
            .prop_map(|(upload, number, body)| UploadRequest::Part { upload, number, body }),
        2 => (0..3usize, prop::collection::vec((0..4i32, prop::bool::weighted(0.8)), 0..3), prop::bool::weighted(0.2))
            .prop_map(|(upload, parts, absent)| UploadRequest::Complete { upload, parts, absent }),
        1 => (0..3usize).prop_map(|upload| UploadRequest::Abort { upload }),
    ]
}

fn bucket_request() -> impl Strategy<Value = BucketRequest> {
    prop_oneof![
        1 => prop::sample::select(vec!["Enabled", "Suspended", "enabled", ""])
            .prop_map(|status| BucketRequest::Versioning(status.to_owned())),
        1 => (-1..3i32, prop::option::of("[ab]"))
            .prop_map(|(days, prefix)| BucketRequest::Lifecycle { days, prefix }),
        1 => (-1..2i32).prop_map(|days| BucketRequest::Lock { days }),
    ]
}

pub(crate) fn send(
    cloud: &mut Cloud,
    uploads: &mut Uploads,
    request: &AnyRequest,
) -> Result<(), Error> {
    match request.clone() {
        AnyRequest::Object(request) => send_to_object(cloud, request),
        AnyRequest::Upload(request) => send_to_upload(cloud, uploads, request),
        AnyRequest::Bucket(request) => configure(cloud, request),
    }
}

fn send_to_object(cloud: &mut Cloud, request: ObjectRequest) -> Result<(), Error> {
    let bucket = BUCKET.to_owned();
    match request {
        ObjectRequest::Put { key, body, if_match, absent, acl, class, tagging, lock } => {
            let input = PutObjectInput {
                if_match,
                if_none_match: absent.then(|| "*".into()),
                acl,
                storage_class: class,
                tagging,
                object_lock_legal_hold_status: lock.then(|| "ON".into()),
                ..put(&key, &body)
            };
            cloud.call::<PutObject>(input).map(drop)
        }
        ObjectRequest::Delete { key, version, bypass } => {
            let input = DeleteObjectInput {
                bucket,
                key,
                version_id: version,
                bypass_governance_retention: bypass.then_some(true),
                ..Default::default()
            };
            cloud.call::<DeleteObject>(input).map(drop)
        }
        ObjectRequest::Copy { from, to, replace, class, if_match } => {
            let input = CopyObjectInput {
                metadata_directive: replace.then(|| "REPLACE".into()),
                storage_class: class.then(|| "STANDARD_IA".into()),
                copy_source_if_match: if_match,
                ..copy(&from, &to)
            };
            cloud.call::<CopyObject>(input).map(drop)
        }
        ObjectRequest::Tag { key, tags } => {
            let tag_set = tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
            let input = PutObjectTaggingInput {
                bucket,
                key,
                tagging: Tagging { tag_set },
                ..Default::default()
            };
            cloud.call::<PutObjectTagging>(input).map(drop)
        }
        ObjectRequest::Acl { key, canned } => {
            let input = PutObjectAclInput { bucket, key, acl: Some(canned), ..Default::default() };
            cloud.call::<PutObjectAcl>(input).map(drop)
        }
        ObjectRequest::Retain { key, secs, mode } => {
            let until = Timestamp::from_secs(cloud.world.now().secs() + secs);
            let retention =
                ObjectLockRetention { mode: Some(mode), retain_until_date: Some(until) };
            let input = PutObjectRetentionInput {
                bucket,
                key,
                retention: Some(retention),
                ..Default::default()
            };
            cloud.call::<PutObjectRetention>(input).map(drop)
        }
    }
}

fn send_to_upload(
    cloud: &mut Cloud,
    uploads: &mut Uploads,
    request: UploadRequest,
) -> Result<(), Error> {
    let bucket = BUCKET.to_owned();
    match request {
        UploadRequest::Create { key, algorithm, kind } => {
            let input = CreateMultipartUploadInput {
                bucket,
                key: key.clone(),
                checksum_algorithm: algorithm,
                checksum_type: kind,
                ..Default::default()
            };
            let made = cloud.call::<CreateMultipartUpload>(input)?;
            uploads.push((key, made.upload_id.unwrap(), BTreeMap::new()));
            Ok(())
        }
        UploadRequest::Part { upload, number, body } => {
            let Some((key, id, parts)) = uploads.get_mut(upload) else { return Ok(()) };
            let tag = cloud.part(key, id, number, Body::from(body))?;
            parts.insert(number, tag);
            Ok(())
        }
        UploadRequest::Complete { upload, parts, absent } => {
            let Some((key, id, known)) = uploads.get(upload) else { return Ok(()) };
            let tag = |number: i32, right: bool| match known.get(&number).filter(|_| right) {
                Some(tag) => tag.clone(),
                None => "\"x\"".to_owned(),
            };
            let listed: Vec<(i32, String)> =
                parts.iter().map(|(number, right)| (*number, tag(*number, *right))).collect();
            let listed: Vec<(i32, &str)> =
                listed.iter().map(|(n, tag)| (*n, tag.as_str())).collect();
            let input = CompleteMultipartUploadInput {
                if_none_match: absent.then(|| "*".into()),
                ..completion(key, id, &listed)
            };
            cloud.call::<CompleteMultipartUpload>(input).map(drop)
        }
        UploadRequest::Abort { upload } => {
            let Some((key, id, _)) = uploads.get(upload) else { return Ok(()) };
            let input = AbortMultipartUploadInput {
                bucket,
                key: key.clone(),
                upload_id: id.clone(),
                ..Default::default()
            };
            cloud.call::<AbortMultipartUpload>(input).map(drop)
        }
    }
}

fn configure(cloud: &mut Cloud, request: BucketRequest) -> Result<(), Error> {
    let bucket = BUCKET.to_owned();
    match request {
        BucketRequest::Versioning(status) => {
            let configuration =
                VersioningConfiguration { status: Some(status), ..Default::default() };
            let input = PutBucketVersioningInput {
                bucket,
                versioning_configuration: configuration,
                ..Default::default()
            };
            cloud.call::<PutBucketVersioning>(input)
        }
        BucketRequest::Lifecycle { days, prefix } => {
            let rule = LifecycleRule {
                status: "Enabled".into(),
                filter: prefix
                    .map(|p| LifecycleRuleFilter { prefix: Some(p), ..Default::default() }),
                expiration: Some(LifecycleExpiration { days: Some(days), ..Default::default() }),
                ..Default::default()
            };
            let input = PutBucketLifecycleConfigurationInput {
                bucket,
                lifecycle_configuration: Some(BucketLifecycleConfiguration { rules: vec![rule] }),
                ..Default::default()
            };
            cloud.call::<PutBucketLifecycleConfiguration>(input).map(drop)
        }
        BucketRequest::Lock { days } => {
            let default =
                DefaultRetention { mode: Some("GOVERNANCE".into()), days: Some(days), years: None };
            let input = PutObjectLockConfigurationInput {
                bucket,
                object_lock_configuration: Some(ObjectLockConfiguration {
                    object_lock_enabled: Some("Enabled".into()),
                    rule: Some(ObjectLockRule { default_retention: Some(default) }),
                }),
                ..Default::default()
            };
            cloud.call::<PutObjectLockConfiguration>(input).map(drop)
        }
    }
}
