//! S3-1: buckets.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;

fn create(name: &str, constraint: Option<&str>) -> CreateBucketInput {
    CreateBucketInput {
        bucket: name.into(),
        create_bucket_configuration: constraint.map(|constraint| CreateBucketConfiguration {
            location_constraint: Some(constraint.into()),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn delete(cloud: &mut Cloud, name: &str) -> parhelion_wire::error::Result<()> {
    cloud.call::<DeleteBucket>(DeleteBucketInput { bucket: name.into(), ..Default::default() })
}

fn head(name: &str) -> HeadBucketInput {
    HeadBucketInput { bucket: name.into(), ..Default::default() }
}

#[test]
fn s3_1_8_where_buckets_go() {
    for (endpoint, constraint, expected) in [
        ("us-east-1", None, Ok(("us-east-1", "/one"))),
        ("us-east-1", Some("eu-central-1"), Ok(("eu-central-1", "http://one.s3.amazonaws.com/"))),
        ("us-east-1", Some("EU"), Ok(("eu-west-1", "http://one.s3.amazonaws.com/"))),
        ("us-east-1", Some("us-east-1"), Err("InvalidLocationConstraint")),
        ("us-east-1", Some("atlantis"), Err("InvalidLocationConstraint")),
        ("eu-west-1", Some("eu-west-1"), Ok(("eu-west-1", "http://one.s3.amazonaws.com/"))),
        ("eu-west-1", None, Err("IllegalLocationConstraintException")),
        ("eu-west-1", Some("us-east-2"), Err("IllegalLocationConstraintException")),
        ("us-west-2", Some("EU"), Err("IllegalLocationConstraintException")),
    ] {
        let mut cloud = Cloud { region: endpoint, ..Cloud::new() };
        let found = cloud.call::<CreateBucket>(create("one", constraint));
        match expected {
            Err(code) => is(found, 400, code),
            Ok((region, location)) => {
                assert_eq!(found.unwrap().location.as_deref(), Some(location));
                let list = ListBucketsInput { max_buckets: Some(1), ..Default::default() };
                let listed = cloud.call::<ListBuckets>(list).unwrap();
                let bucket = listed.buckets.unwrap().remove(0);
                assert_eq!(bucket.bucket_region.as_deref(), Some(region));
            }
        }
    }
    let unspecified = error(Cloud { region: "eu-west-1", ..Cloud::new() }.create("one"));
    assert_eq!(
        unspecified.message(),
        "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."
    );
}

#[test]
fn s3_1_8_g_to_j_names_that_are_taken() {
    let mut cloud = Cloud::new();
    cloud.create("bucket").unwrap();
    cloud.create("bucket").unwrap();
    let tagged = CreateBucketInput {
        create_bucket_configuration: Some(CreateBucketConfiguration {
            tags: Some(vec![Tag { key: "a".into(), value: "b".into() }]),
            ..Default::default()
        }),
        ..create("bucket", None)
    };
    is(cloud.call::<CreateBucket>(tagged), 409, "BucketAlreadyOwnedByYou");
    cloud.region = "eu-west-1";
    is(
        cloud.call::<CreateBucket>(create("bucket", Some("eu-west-1"))),
        409,
        "BucketAlreadyOwnedByYou",
    );
    cloud.region = "us-east-1";
    is(cloud.by(root(OTHER)).create("bucket"), 409, "BucketAlreadyExists");
}

#[test]
fn s3_1_8_what_new_buckets_may_ask() {
    let mut cloud = Cloud::new();
    let with = |f: fn(&mut CreateBucketInput)| {
        let mut input = create("bucket", None);
        f(&mut input);
        input
    };
    let mut ask = |f| fault(cloud.call::<CreateBucket>(with(f)));
    assert_eq!(ask(|i| i.bucket = "Bad_Name".into()), (400, "InvalidBucketName".into()));
    assert_eq!(ask(|i| i.object_ownership = Some("Mine".into())), (400, "InvalidArgument".into()));
    assert_eq!(
        ask(|i| i.acl = Some("public-read".into())),
        (400, "InvalidBucketAclWithObjectOwnership".into())
    );
    is(cloud.by(parhelion_world::Caller::Anonymous).create("bucket"), 403, "AccessDenied");
}

#[test]
fn s3_1_9_defaults() {
    let mut cloud = Cloud::new();
    cloud.create("bucket").unwrap();
    let get = GetPublicAccessBlockInput { bucket: "bucket".into(), ..Default::default() };
    let block = cloud.call::<GetPublicAccessBlock>(get).unwrap();
    assert_eq!(
        block.public_access_block_configuration,
        Some(PublicAccessBlockConfiguration {
            block_public_acls: Some(true),
            ignore_public_acls: Some(true),
            block_public_policy: Some(true),
            restrict_public_buckets: Some(true),
        })
    );
    let get = GetBucketOwnershipControlsInput { bucket: "bucket".into(), ..Default::default() };
    let controls = cloud.call::<GetBucketOwnershipControls>(get).unwrap();
    let rules = controls.ownership_controls.unwrap().rules;
    assert_eq!(rules, [OwnershipControlsRule { object_ownership: "BucketOwnerEnforced".into() }]);
    let get = GetBucketPolicyInput { bucket: "bucket".into(), ..Default::default() };
    is(cloud.call::<GetBucketPolicy>(get), 404, "NoSuchBucketPolicy");
    let get = GetBucketCorsInput { bucket: "bucket".into(), ..Default::default() };
    is(cloud.call::<GetBucketCors>(get), 404, "NoSuchCORSConfiguration");
    let get = GetBucketEncryptionInput { bucket: "bucket".into(), ..Default::default() };
    let encryption = cloud.call::<GetBucketEncryption>(get).unwrap();
    let rule = &encryption.server_side_encryption_configuration.unwrap().rules[0];
    let default = rule.apply_server_side_encryption_by_default.as_ref().unwrap();
    assert_eq!(default.sse_algorithm, "AES256");
    let blocked = rule.blocked_encryption_types.as_ref().unwrap().encryption_type.as_ref().unwrap();
    assert_eq!(blocked, &["SSE-C"]);
}

#[test]
fn s3_1_10_delete() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "v").unwrap();
    let full = error(delete(&mut cloud, BUCKET));
    assert_eq!((full.status(), full.code()), (409, "BucketNotEmpty"));
    assert_eq!(full.message(), "The bucket you tried to delete is not empty");
    cloud.delete("k").unwrap();
    delete(&mut cloud, BUCKET).unwrap();
    is(cloud.get("k"), 404, "NoSuchBucket");
    is(delete(&mut cloud, BUCKET), 404, "NoSuchBucket");
}

#[test]
fn s3_1_11_location() {
    let mut cloud = Cloud::new();
    for (name, constraint) in
        [("plain", None), ("europe", Some("EU")), ("frankfurt", Some("eu-central-1"))]
    {
        cloud.call::<CreateBucket>(create(name, constraint)).unwrap();
        let input = GetBucketLocationInput { bucket: name.into(), ..Default::default() };
        let location = cloud.call::<GetBucketLocation>(input).unwrap();
        assert_eq!(location.location_constraint.as_deref(), constraint, "{name}");
    }
}

#[test]
fn s3_1_12_head_and_1_4_regions() {
    let mut cloud = Cloud::new();
    cloud.call::<CreateBucket>(create("far", Some("eu-west-1"))).unwrap();
    let redirect = error(cloud.call::<HeadBucket>(head("far")));
    assert_eq!((redirect.status(), redirect.code()), (301, "PermanentRedirect"));
    assert_eq!(redirect.headers(), [("x-amz-bucket-region", "eu-west-1".to_owned())]);
    assert_eq!(redirect.field("Endpoint"), Some("far.s3.eu-west-1.amazonaws.com"));
    is(cloud.call::<HeadBucket>(head("nowhere")), 404, "NoSuchBucket");
    cloud.region = "eu-west-1";
    let found = cloud.call::<HeadBucket>(head("far")).unwrap();
    assert_eq!(found.bucket_region.as_deref(), Some("eu-west-1"));
    assert_eq!(found.access_point_alias, Some(false));
    assert_eq!(found.bucket_arn.as_deref(), Some("arn:aws:s3:::far"));
    let denied = error(cloud.by(root(OTHER)).call::<HeadBucket>(head("far")));
    assert_eq!(denied.status(), 403);
    assert_eq!(denied.headers(), [("x-amz-bucket-region", "eu-west-1".to_owned())]);
}

#[test]
fn s3_1_13_expected_owner() {
    let mut cloud = Cloud::new();
    cloud.create("bucket").unwrap();
    let mut ask = |owner: &str| {
        let input = HeadBucketInput { expected_bucket_owner: Some(owner.into()), ..head("bucket") };
        cloud.call::<HeadBucket>(input)
    };
    ask(OWNER).unwrap();
    is(ask(OTHER), 403, "AccessDenied");
    is(ask("me"), 400, "InvalidBucketOwnerAWSAccountID");
}

#[test]
fn s3_5_5_list_buckets() {
    let mut cloud = Cloud::new();
    for name in ["zebra", "apple", "mango", "apricot"] {
        cloud.create(name).unwrap();
    }
    cloud.by(root(OTHER)).create("theirs").unwrap();
    cloud.caller = root(OWNER);
    let names = |output: &ListBucketsOutput| -> Vec<String> {
        output.buckets.iter().flatten().map(|bucket| bucket.name.clone().unwrap()).collect()
    };
    let all = cloud.call::<ListBuckets>(ListBucketsInput::default()).unwrap();
    assert_eq!(names(&all), ["apple", "apricot", "mango", "zebra"]);
    assert!(all.buckets.unwrap()[0].bucket_region.is_none());
    let mut input =
        ListBucketsInput { max_buckets: Some(1), prefix: Some("ap".into()), ..Default::default() };
    let first = cloud.call::<ListBuckets>(input.clone()).unwrap();
    assert_eq!((names(&first), first.prefix.as_deref()), (vec!["apple".to_owned()], Some("ap")));
    input.continuation_token = first.continuation_token;
    let second = cloud.call::<ListBuckets>(input).unwrap();
    assert_eq!(
        (names(&second), second.continuation_token.clone()),
        (vec!["apricot".to_owned()], None)
    );
    assert_eq!(second.buckets.unwrap()[0].bucket_region.as_deref(), Some("us-east-1"));
    let nowhere =
        ListBucketsInput { bucket_region: Some("eu-east-1".into()), ..Default::default() };
    is(cloud.call::<ListBuckets>(nowhere), 400, "InvalidArgument");
}
