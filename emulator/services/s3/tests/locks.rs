//! S3-6.5, S3-6.6: Object Lock.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_wire::Timestamp;

/// Of `x`.
const MD5: Option<&str> = Some("ndTkYSaMgDT1yFZOFVxnpg==");

fn locked() -> Cloud {
    let mut cloud = Cloud::new();
    cloud
        .call::<CreateBucket>(CreateBucketInput {
            bucket: BUCKET.into(),
            object_lock_enabled_for_bucket: Some(true),
            ..Default::default()
        })
        .unwrap();
    cloud
}

fn retain(id: &str, mode: Option<&str>, until: Option<Timestamp>) -> PutObjectRetentionInput {
    PutObjectRetentionInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        version_id: Some(id.into()),
        retention: Some(ObjectLockRetention {
            mode: mode.map(Into::into),
            retain_until_date: until,
        }),
        ..Default::default()
    }
}

fn delete(id: &str, bypass: Option<bool>) -> DeleteObjectInput {
    DeleteObjectInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        version_id: Some(id.into()),
        bypass_governance_retention: bypass,
        ..Default::default()
    }
}

fn configure(mode: &str, days: Option<i32>, years: Option<i32>) -> PutObjectLockConfigurationInput {
    let default = DefaultRetention { mode: Some(mode.into()), days, years };
    PutObjectLockConfigurationInput {
        bucket: BUCKET.into(),
        object_lock_configuration: Some(ObjectLockConfiguration {
            object_lock_enabled: Some("Enabled".into()),
            rule: Some(ObjectLockRule { default_retention: Some(default) }),
        }),
        ..Default::default()
    }
}

#[test]
fn t42_locked_versions_stay() {
    let mut cloud = locked();
    let id = cloud.put("k", "x").unwrap().version_id.unwrap();
    let later =
        |cloud: &Cloud, secs: i64| Some(Timestamp::from_secs(cloud.world.now().secs() + secs));
    let until = later(&cloud, 1000);
    cloud.call::<PutObjectRetention>(retain(&id, Some("GOVERNANCE"), until)).unwrap();
    cloud.delete("k").unwrap(); // S3-6.5(d): a marker is allowed
    let refused = error(cloud.call::<DeleteObject>(delete(&id, None)));
    assert_eq!(refused.message(), "Access Denied because object protected by object lock.");
    let sooner = later(&cloud, 500);
    is(
        cloud.call::<PutObjectRetention>(retain(&id, Some("GOVERNANCE"), sooner)),
        403,
        "AccessDenied",
    );
    is(cloud.call::<PutObjectRetention>(retain(&id, None, None)), 403, "AccessDenied");
    is(
        cloud.call::<PutObjectRetention>(retain(&id, Some("GOVERNANCE"), None)),
        400,
        "MalformedXML",
    );
    let past = later(&cloud, -1);
    is(
        cloud.call::<PutObjectRetention>(retain(&id, Some("GOVERNANCE"), past)),
        400,
        "InvalidArgument",
    );
    cloud.clone().call::<DeleteObject>(delete(&id, Some(true))).unwrap();
    let hold = |status: &str| PutObjectLegalHoldInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        version_id: Some(id.clone()),
        legal_hold: Some(ObjectLockLegalHold { status: Some(status.into()) }),
        ..Default::default()
    };
    let held = || GetObjectLegalHoldInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        version_id: Some(id.clone()),
        ..Default::default()
    };
    is(cloud.call::<GetObjectLegalHold>(held()), 404, "NoSuchObjectLockConfiguration"); // (e)
    cloud.call::<PutObjectLegalHold>(hold("ON")).unwrap();
    let shown = cloud.call::<GetObjectLegalHold>(held()).unwrap().legal_hold.unwrap();
    assert_eq!(shown.status.as_deref(), Some("ON"));
    is(cloud.call::<DeleteObject>(delete(&id, Some(true))), 403, "AccessDenied");
    cloud.call::<PutObjectLegalHold>(hold("OFF")).unwrap();
    let shown = cloud.call::<GetObjectLegalHold>(held()).unwrap().legal_hold.unwrap();
    assert_eq!(shown.status.as_deref(), Some("OFF"));
    let unlocked = GetObjectLegalHoldInput { bucket: "plain".into(), ..held() };
    cloud.create("plain").unwrap();
    is(cloud.call::<GetObjectLegalHold>(unlocked), 400, "InvalidRequest");
    let got = cloud.call::<GetObject>(version("k", &id)).unwrap();
    assert_eq!(got.object_lock_legal_hold_status.as_deref(), Some("OFF"), "S3-6.6(j)");
    assert_eq!(got.object_lock_mode.as_deref(), Some("GOVERNANCE"));
    cloud.advance(1001);
    cloud.call::<DeleteObject>(delete(&id, None)).unwrap(); // S3-6.6(i)
}

#[test]
fn s3_6_5_configuration() {
    let mut cloud = Cloud::with_bucket();
    let get = GetObjectLockConfigurationInput { bucket: BUCKET.into(), ..Default::default() };
    is(
        cloud.call::<GetObjectLockConfiguration>(get.clone()),
        404,
        "ObjectLockConfigurationNotFoundError",
    );
    let days = configure("COMPLIANCE", Some(2), None);
    is(cloud.call::<PutObjectLockConfiguration>(days.clone()), 409, "InvalidBucketState");
    cloud.versioning("Enabled");
    for (days, years) in [(None, None), (Some(1), Some(1))] {
        let input = configure("COMPLIANCE", days, years);
        is(cloud.call::<PutObjectLockConfiguration>(input), 400, "MalformedXML");
    }
    for (days, years) in [(Some(0), None), (None, Some(-1)), (Some(40_000), None)] {
        let input = configure("COMPLIANCE", days, years);
        is(cloud.call::<PutObjectLockConfiguration>(input), 400, "InvalidArgument");
    }
    cloud.call::<PutObjectLockConfiguration>(days).unwrap();
    let rule = cloud.call::<GetObjectLockConfiguration>(get).unwrap();
    let rule = rule.object_lock_configuration.unwrap().rule.unwrap().default_retention.unwrap();
    assert_eq!((rule.days, rule.years), (Some(2), None));
    cloud
        .call::<PutObject>(PutObjectInput { content_md5: MD5.map(Into::into), ..put("k", "x") })
        .unwrap();
    let head = cloud.head("k").unwrap();
    assert_eq!(head.object_lock_mode.as_deref(), Some("COMPLIANCE"), "S3-6.5(c)");
    let until = cloud.world.now().secs() + 2 * 86_400;
    assert_eq!(head.object_lock_retain_until_date.unwrap().secs(), until);
    cloud.copy("k", "c").unwrap();
    assert!(cloud.head("c").unwrap().object_lock_mode.is_some(), "S3-6.6(m)");
    let suspend = PutBucketVersioningInput {
        bucket: BUCKET.into(),
        versioning_configuration: VersioningConfiguration {
            status: Some("Suspended".into()),
            ..Default::default()
        },
        ..Default::default()
    };
    is(cloud.call::<PutBucketVersioning>(suspend), 409, "InvalidBucketState"); // S3-6.1(f)
}

#[test]
fn s3_6_6_a_to_e_headers() {
    let mut cloud = locked();
    let at = Some(Timestamp::from_secs(cloud.world.now().secs() + 1000));
    let with = |mode: Option<&str>, until| PutObjectInput {
        object_lock_mode: mode.map(Into::into),
        object_lock_retain_until_date: until,
        content_md5: MD5.map(Into::into),
        ..put("k", "x")
    };
    let mut code = |input| fault(cloud.call::<PutObject>(input)).1;
    assert_eq!(code(with(Some("GOVERNANCE"), None)), "InvalidArgument", "(a)");
    assert_eq!(code(with(None, at)), "InvalidArgument", "(a)");
    assert_eq!(code(with(Some("SOFT"), at)), "InvalidArgument", "(b)");
    let past = Some(Timestamp::from_secs(0));
    assert_eq!(code(with(Some("GOVERNANCE"), past)), "InvalidArgument", "(c)");
    let unproven = PutObjectInput { content_md5: None, ..with(Some("GOVERNANCE"), at) };
    assert_eq!(code(unproven), "InvalidRequest");
    cloud.put("k", "x").unwrap();
    let get =
        GetObjectRetentionInput { bucket: BUCKET.into(), key: "k".into(), ..Default::default() };
    is(cloud.call::<GetObjectRetention>(get.clone()), 404, "NoSuchObjectLockConfiguration"); // (e)
    let mut plain = Cloud::with_bucket();
    plain.put("k", "x").unwrap();
    is(plain.call::<GetObjectRetention>(get), 400, "InvalidRequest"); // (d)
    is(plain.call::<DeleteObject>(delete("null", Some(true))), 400, "InvalidArgument"); // T43
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>: "any request to upload an
/// object with a retention period", whether the request or the bucket says it.
#[test]
fn s3_6_6_what_is_to_be_protected_says_what_it_is() {
    let mut cloud = locked();
    let begin = |cloud: &mut Cloud, hold: Option<&str>| {
        let create = CreateMultipartUploadInput {
            bucket: BUCKET.into(),
            key: "k".into(),
            object_lock_legal_hold_status: hold.map(Into::into),
            ..Default::default()
        };
        cloud.call::<CreateMultipartUpload>(create).unwrap().upload_id.unwrap()
    };
    let part = |id: &str, content_md5: Option<&str>| UploadPartInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: id.into(),
        part_number: 1,
        body: Some("x".into()),
        content_md5: content_md5.map(Into::into),
        ..Default::default()
    };
    let text = |what: &str| {
        format!(
            "Content-MD5 OR x-amz-checksum- HTTP header is required for {what} requests with \
             Object Lock parameters"
        )
    };
    let free = begin(&mut cloud, None);
    let held = begin(&mut cloud, Some("ON"));
    cloud.put("k", "x").unwrap();
    cloud.call::<PutObjectLockConfiguration>(configure("GOVERNANCE", Some(1), None)).unwrap();
    let retained = begin(&mut cloud, None);
    let refused = error(cloud.put("k", "x"));
    assert_eq!((refused.status(), refused.code()), (400, "InvalidRequest"));
    assert_eq!(refused.message(), text("Put Object"));
    let crc32 = Some("jNwWgw==".to_owned());
    for vouched in [
        PutObjectInput { content_md5: MD5.map(Into::into), ..put("k", "x") },
        PutObjectInput { checksum_crc32: crc32.clone(), ..put("k", "x") },
        PutObjectInput { checksum_algorithm: Some("CRC32".into()), ..put("k", "x") },
    ] {
        cloud.call::<PutObject>(vouched).unwrap();
    }
    for id in [&held, &retained] {
        let refused = error(cloud.call::<UploadPart>(part(id, None)));
        assert_eq!((refused.status(), refused.code()), (400, "InvalidRequest"));
        assert_eq!(refused.message(), text("Put Part"));
        cloud.call::<UploadPart>(part(id, MD5)).unwrap();
        let checksum = UploadPartInput { checksum_crc32: crc32.clone(), ..part(id, None) };
        cloud.call::<UploadPart>(checksum).unwrap();
    }
    // Create fixed what the object will have (S3-4.1).
    cloud.call::<UploadPart>(part(&free, None)).unwrap();
}
