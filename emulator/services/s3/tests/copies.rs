//! S3-3.19, S3-3.6: copies.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::Timestamp;
use parhelion_world::service::Handles;
use parhelion_world::{Outcome, Pause};

fn rich() -> PutObjectInput {
    PutObjectInput {
        content_type: Some("text/plain".into()),
        metadata: Some([("a".to_owned(), "1".to_owned())].into()),
        storage_class: Some("STANDARD_IA".into()),
        tagging: Some("t=1".into()),
        website_redirect_location: Some("/other".into()),
        ..put("from", "test")
    }
}

#[test]
fn t19_what_copies_keep() {
    let mut cloud = Cloud::with_bucket();
    cloud.call::<PutObject>(rich()).unwrap();
    let done = cloud.copy("from", "to").unwrap();
    let result = done.copy_object_result.unwrap();
    assert_eq!(result.e_tag.as_deref(), Some("\"098f6bcd4621d373cade4e832627b4f6\""));
    assert!(result.checksum_crc64nvme.is_some(), "S3-3.19(f)");
    assert_eq!((done.copy_source_version_id, done.version_id), (None, None));
    let got = cloud.get("to").unwrap();
    assert_eq!(got.content_type.as_deref(), Some("text/plain"));
    assert_eq!(got.metadata, Some([("a".to_owned(), "1".to_owned())].into()));
    assert_eq!(got.tag_count, Some(1));
    assert_eq!((got.storage_class, got.website_redirect_location), (None, None), "S3-3.19(e)");
    let replaced = CopyObjectInput {
        metadata_directive: Some("REPLACE".into()),
        tagging_directive: Some("REPLACE".into()),
        metadata: Some([("b".to_owned(), "2".to_owned())].into()),
        checksum_algorithm: Some("SHA256".into()),
        ..copy("from", "to")
    };
    let done = cloud.call::<CopyObject>(replaced).unwrap();
    assert!(done.copy_object_result.unwrap().checksum_sha256.is_some());
    let got = cloud.get("to").unwrap();
    assert_eq!(got.content_type.as_deref(), Some("binary/octet-stream"), "S3-3.19(c)");
    assert_eq!(got.metadata, Some([("b".to_owned(), "2".to_owned())].into()));
    assert_eq!(got.tag_count, None, "S3-3.19(d)");
    assert_eq!(cloud.read("to").unwrap(), "test");
}

#[test]
fn s3_3_19_g_onto_itself() {
    let mut cloud = Cloud::with_bucket();
    cloud.call::<PutObject>(rich()).unwrap();
    is(cloud.copy("from", "from"), 400, "InvalidRequest");
    let try_with = |cloud: &mut Cloud, f: fn(&mut CopyObjectInput)| {
        let mut input = copy("from", "from");
        f(&mut input);
        cloud.call::<CopyObject>(input).is_ok()
    };
    assert!(!try_with(&mut cloud.clone(), |i| i.tagging_directive = Some("REPLACE".into())));
    assert!(try_with(&mut cloud.clone(), |i| i.metadata_directive = Some("REPLACE".into())));
    assert!(try_with(&mut cloud.clone(), |i| i.storage_class = Some("STANDARD".into())));
    assert!(try_with(&mut cloud.clone(), |i| i.server_side_encryption = Some("AES256".into())));
    assert!(try_with(&mut cloud.clone(), |i| i.website_redirect_location = Some("/x".into())));
}

#[test]
fn s3_3_19_a_b_sources() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("a b+c", "test").unwrap();
    cloud.copy("a%20b%2Bc", "to").unwrap();
    is(cloud.copy("none", "to"), 404, "NoSuchKey");
    let from = |source: &str| CopyObjectInput { copy_source: source.into(), ..copy("x", "to") };
    is(cloud.call::<CopyObject>(from("nobody-has-it/k")), 404, "NoSuchBucket");
    is(cloud.call::<CopyObject>(from("k")), 400, "InvalidArgument");
    cloud.versioning("Enabled");
    let first = cloud.put("k", "one").unwrap().version_id.unwrap();
    cloud.put("k", "two").unwrap();
    let restored = cloud.copy(&format!("k?versionId={first}"), "k").unwrap();
    assert_eq!(restored.copy_source_version_id.as_deref(), Some(first.as_str()), "S3-3.19(h)");
    assert!(restored.version_id.is_some());
    assert_eq!(cloud.read("k").unwrap(), "one", "S3-6.2");
    let marker = cloud.delete("k").unwrap().version_id.unwrap();
    is(cloud.copy("k", "to"), 404, "NoSuchKey");
    is(cloud.copy(&format!("k?versionId={marker}"), "to"), 400, "InvalidRequest");
}

#[test]
fn s3_3_6_conditions() {
    let mut cloud = Cloud::with_bucket();
    cloud.advance(1000);
    let tag = cloud.put("from", "test").unwrap().e_tag.unwrap();
    let now = cloud.world.now().secs();
    cloud.advance(1000);
    let mut code = |f: &dyn Fn(&mut CopyObjectInput)| {
        let mut input = copy("from", "to");
        f(&mut input);
        let failed = cloud.call::<CopyObject>(input).err();
        failed.map(|error| error.field("Condition").unwrap().to_owned())
    };
    let at = |secs: i64| Some(Timestamp::from_secs(secs));
    assert_eq!(code(&|i| i.copy_source_if_match = Some(tag.clone())), None);
    assert_eq!(
        code(&|i| i.copy_source_if_match = Some("x".into())).as_deref(),
        Some("x-amz-copy-source-If-Match")
    );
    assert_eq!(
        code(&|i| i.copy_source_if_none_match = Some(tag.clone())).as_deref(),
        Some("x-amz-copy-source-If-None-Match")
    );
    assert_eq!(
        code(&|i| i.copy_source_if_unmodified_since = at(now - 1)).as_deref(),
        Some("x-amz-copy-source-If-Unmodified-Since")
    );
    assert_eq!(
        code(&|i| i.copy_source_if_modified_since = at(now)).as_deref(),
        Some("x-amz-copy-source-If-Modified-Since")
    );
    assert_eq!(code(&|i| i.copy_source_if_modified_since = at(now + 9999)), None, "(h)");
    assert_eq!(
        code(&|i| {
            i.copy_source_if_match = Some(tag.clone());
            i.copy_source_if_unmodified_since = at(now - 1);
        }),
        None,
        "(e)"
    );
}

/// No lock is held while a big body is digested: the handler asks for it, and is run again.
#[test]
fn s3_3_19_f_digests_of_big_bodies_are_asked_for_first() {
    let mut cloud = Cloud::with_bucket();
    let input = PutObjectInput { body: Some(vec![7; 200_000].into()), ..put("from", "") };
    cloud.call::<PutObject>(input).unwrap();
    let again = CopyObjectInput { checksum_algorithm: Some("SHA256".into()), ..copy("from", "to") };
    let id = cloud.upload("k");
    let part = UploadPartCopyInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: id,
        part_number: 1,
        copy_source: format!("{BUCKET}/from"),
        copy_source_range: Some("bytes=1-150000".into()),
        ..Default::default()
    };
    let paused =
        cloud.run("CopyObject", |s3, cx| Handles::<CopyObject>::handle(s3, cx, again.clone()));
    assert!(matches!(paused, Outcome::Again { pause: Pause::Digest(..), .. }), "{paused:?}");
    is(cloud.get("to"), 404, "NoSuchKey");
    let paused = cloud
        .run("UploadPartCopy", |s3, cx| Handles::<UploadPartCopy>::handle(s3, cx, part.clone()));
    assert!(matches!(paused, Outcome::Again { pause: Pause::Digest(..), .. }), "{paused:?}");
    // Whoever runs them to their end computes in between.
    let copied = cloud.call::<CopyObject>(again).unwrap().copy_object_result.unwrap();
    assert!(copied.checksum_sha256.is_some());
    let copied = cloud.call::<UploadPartCopy>(part).unwrap().copy_part_result.unwrap();
    assert!(copied.e_tag.is_some());
}
