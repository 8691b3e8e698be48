//! S3-7: configurations that are stored and read back.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;

#[test]
fn s3_7_2_policy() {
    let mut cloud = Cloud::with_bucket();
    let get = || GetBucketPolicyInput { bucket: BUCKET.into(), ..Default::default() };
    let none = error(cloud.call::<GetBucketPolicy>(get()));
    assert_eq!((none.status(), none.code()), (404, "NoSuchBucketPolicy"));
    assert_eq!(none.field("BucketName"), Some(BUCKET));
    cloud
        .policy(r#"{"Statement": {"Resource":"arn:aws:s3:::photos","Action":"s3:ListBucket","Principal":{"AWS":"444455556666"},"Effect":"Allow"}}"#)
        .unwrap();
    assert_eq!(
        cloud.call::<GetBucketPolicy>(get()).unwrap().policy.unwrap(),
        r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:ListBucket","Resource":"arn:aws:s3:::photos"}}"#
    );
    let wrong = error(cloud.policy("{}"));
    assert_eq!(
        (wrong.status(), wrong.code(), wrong.message()),
        (400, "MalformedPolicy", "Missing required field Statement")
    );
    let nobody = error(cloud.policy(r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"x"},"Action":"s3:*","Resource":"arn:aws:s3:::photos"}}"#));
    assert_eq!(nobody.field("Detail"), Some(r#""AWS" : "x""#), "S3-7.2(c)");
    for _ in 0..2 {
        let delete = DeleteBucketPolicyInput { bucket: BUCKET.into(), ..Default::default() };
        cloud.call::<DeleteBucketPolicy>(delete).unwrap();
    }
    is(cloud.call::<GetBucketPolicy>(get()), 404, "NoSuchBucketPolicy");
}

#[test]
fn s3_7_5_public_access_block() {
    let mut cloud = Cloud::with_bucket();
    let get = || GetPublicAccessBlockInput { bucket: BUCKET.into(), ..Default::default() };
    let all = cloud.call::<GetPublicAccessBlock>(get()).unwrap().public_access_block_configuration;
    assert_eq!(all.unwrap().restrict_public_buckets, Some(true));
    cloud.block(true, false);
    let some = cloud
        .call::<GetPublicAccessBlock>(get())
        .unwrap()
        .public_access_block_configuration
        .unwrap();
    assert_eq!((some.block_public_policy, some.block_public_acls), (Some(true), Some(false)));
    let delete = DeletePublicAccessBlockInput { bucket: BUCKET.into(), ..Default::default() };
    cloud.call::<DeletePublicAccessBlock>(delete).unwrap();
    is(cloud.call::<GetPublicAccessBlock>(get()), 404, "NoSuchPublicAccessBlockConfiguration");
}

#[test]
fn s3_7_8_cors() {
    let mut cloud = Cloud::with_bucket();
    let get = || GetBucketCorsInput { bucket: BUCKET.into(), ..Default::default() };
    is(cloud.call::<GetBucketCors>(get()), 404, "NoSuchCORSConfiguration");
    let rule = CORSRule {
        allowed_origins: vec!["https://*.example".into()],
        allowed_methods: vec!["GET".into()],
        ..Default::default()
    };
    cloud.cors(vec![rule.clone()]).unwrap();
    assert_eq!(cloud.call::<GetBucketCors>(get()).unwrap().cors_rules, Some(vec![rule.clone()]));
    let with = |f: fn(&mut CORSRule)| {
        let mut rule = rule.clone();
        f(&mut rule);
        vec![rule]
    };
    is(cloud.cors(vec![]), 400, "MalformedXML");
    is(cloud.cors(vec![rule.clone(); 101]), 400, "InvalidRequest");
    is(cloud.cors(with(|r| r.allowed_origins.clear())), 400, "MalformedXML");
    let method = error(cloud.cors(with(|r| r.allowed_methods = vec!["PATCH".into()])));
    assert_eq!(
        method.message(),
        "Found unsupported HTTP method in CORS config. Unsupported method is PATCH"
    );
    is(cloud.cors(with(|r| r.allowed_origins = vec!["*a*".into()])), 400, "InvalidRequest");
    is(cloud.cors(with(|r| r.allowed_headers = Some(vec!["**".into()]))), 400, "InvalidRequest");
    is(cloud.cors(with(|r| r.expose_headers = Some(vec!["*".into()]))), 400, "InvalidRequest");
    let delete = DeleteBucketCorsInput { bucket: BUCKET.into(), ..Default::default() };
    cloud.call::<DeleteBucketCors>(delete).unwrap();
    is(cloud.call::<GetBucketCors>(get()), 404, "NoSuchCORSConfiguration");
}

fn encryption(rules: Vec<ServerSideEncryptionRule>) -> PutBucketEncryptionInput {
    PutBucketEncryptionInput {
        bucket: BUCKET.into(),
        server_side_encryption_configuration: ServerSideEncryptionConfiguration { rules },
        ..Default::default()
    }
}

fn by_default(algorithm: &str, key: Option<&str>) -> ServerSideEncryptionRule {
    ServerSideEncryptionRule {
        apply_server_side_encryption_by_default: Some(ServerSideEncryptionByDefault {
            sse_algorithm: algorithm.into(),
            kms_master_key_id: key.map(Into::into),
        }),
        bucket_key_enabled: Some(true),
        blocked_encryption_types: None,
    }
}

#[test]
fn s3_7_11_bucket_encryption() {
    let mut cloud = Cloud::with_bucket();
    is(cloud.call::<PutBucketEncryption>(encryption(vec![])), 400, "MalformedXML");
    let two = vec![by_default("AES256", None), by_default("AES256", None)];
    is(cloud.call::<PutBucketEncryption>(encryption(two)), 400, "MalformedXML");
    let keyed = encryption(vec![by_default("AES256", Some("k"))]);
    is(cloud.call::<PutBucketEncryption>(keyed), 400, "InvalidArgument");
    cloud
        .call::<PutBucketEncryption>(encryption(vec![by_default("aws:kms", Some("1234"))]))
        .unwrap();
    // Whether there is such a key is asked when something is written (S3-7.11).
    is(cloud.put("k", "x"), 400, "KMS.NotFoundException");
    cloud.make_key("1234");
    let put = cloud.put("k", "x").unwrap();
    assert_eq!(put.server_side_encryption.as_deref(), Some("aws:kms"), "S3-7.10(c)");
    assert_eq!(put.sse_kms_key_id.as_deref(), Some("arn:aws:kms:us-east-1:123456789012:key/1234"));
    assert_eq!(put.bucket_key_enabled, Some(true));
    let explicit = PutObjectInput {
        server_side_encryption: Some("AES256".into()),
        ..crate::support::put("k", "x")
    };
    assert_eq!(cloud.call::<PutObject>(explicit).unwrap().sse_kms_key_id, None);
    let delete = DeleteBucketEncryptionInput { bucket: BUCKET.into(), ..Default::default() };
    cloud.call::<DeleteBucketEncryption>(delete).unwrap();
    assert_eq!(cloud.put("k", "x").unwrap().server_side_encryption.as_deref(), Some("AES256"));
}

#[test]
fn s3_7_7_ownership() {
    let mut cloud = Cloud::with_bucket();
    let get = || GetBucketOwnershipControlsInput { bucket: BUCKET.into(), ..Default::default() };
    let of = |cloud: &mut Cloud| {
        let controls = cloud.call::<GetBucketOwnershipControls>(get()).unwrap().ownership_controls;
        controls.unwrap().rules[0].object_ownership.clone()
    };
    assert_eq!(of(&mut cloud), "BucketOwnerEnforced");
    let put = |rules: &[&str]| PutBucketOwnershipControlsInput {
        bucket: BUCKET.into(),
        ownership_controls: OwnershipControls {
            rules: rules
                .iter()
                .map(|rule| OwnershipControlsRule { object_ownership: (*rule).into() })
                .collect(),
        },
        ..Default::default()
    };
    cloud.call::<PutBucketOwnershipControls>(put(&["BucketOwnerPreferred"])).unwrap();
    assert_eq!(of(&mut cloud), "BucketOwnerPreferred");
    is(cloud.call::<PutBucketOwnershipControls>(put(&[])), 400, "MalformedXML");
    is(cloud.call::<PutBucketOwnershipControls>(put(&["Mine"])), 400, "MalformedXML");
    let delete = DeleteBucketOwnershipControlsInput { bucket: BUCKET.into(), ..Default::default() };
    cloud.call::<DeleteBucketOwnershipControls>(delete).unwrap();
    is(cloud.call::<GetBucketOwnershipControls>(get()), 404, "OwnershipControlsNotFoundError");
}

#[test]
fn s3_3_18_k_bucket_tags() {
    let mut cloud = Cloud::with_bucket();
    let get = || GetBucketTaggingInput { bucket: BUCKET.into(), ..Default::default() };
    is(cloud.call::<GetBucketTagging>(get()), 404, "NoSuchTagSet");
    let tag = Tag { key: "a".into(), value: "1".into() };
    let put = PutBucketTaggingInput {
        bucket: BUCKET.into(),
        tagging: Tagging { tag_set: vec![tag.clone()] },
        ..Default::default()
    };
    cloud.call::<PutBucketTagging>(put).unwrap();
    assert_eq!(cloud.call::<GetBucketTagging>(get()).unwrap().tag_set, [tag]);
    let delete = DeleteBucketTaggingInput { bucket: BUCKET.into(), ..Default::default() };
    cloud.call::<DeleteBucketTagging>(delete).unwrap();
    is(cloud.call::<GetBucketTagging>(get()), 404, "NoSuchTagSet");
}

/// S3-1.10: nothing survives the bucket.
#[test]
fn configuration_goes_with_the_bucket() {
    let mut cloud = Cloud::with_bucket();
    cloud.block(false, false);
    cloud
        .call::<DeleteBucket>(DeleteBucketInput { bucket: BUCKET.into(), ..Default::default() })
        .unwrap();
    cloud.create(BUCKET).unwrap();
    let get = GetPublicAccessBlockInput { bucket: BUCKET.into(), ..Default::default() };
    let flags = cloud.call::<GetPublicAccessBlock>(get).unwrap().public_access_block_configuration;
    assert_eq!(flags.unwrap().block_public_policy, Some(true));
}
