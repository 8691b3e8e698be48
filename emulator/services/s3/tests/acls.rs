//! S3-7.6, S3-7.7: ACLs and who owns objects.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_world::Caller;

fn bucket_acl(canned: Option<&str>) -> PutBucketAclInput {
    PutBucketAclInput { bucket: BUCKET.into(), acl: canned.map(Into::into), ..Default::default() }
}

fn object_acl(key: &str, canned: &str) -> PutObjectAclInput {
    PutObjectAclInput {
        bucket: BUCKET.into(),
        key: key.into(),
        acl: Some(canned.into()),
        ..Default::default()
    }
}

fn grants(cloud: &mut Cloud, key: &str) -> Vec<String> {
    let input = GetObjectAclInput { bucket: BUCKET.into(), key: key.into(), ..Default::default() };
    let acl = cloud.call::<GetObjectAcl>(input).unwrap();
    acl.grants.unwrap().into_iter().map(|grant| grant.permission.unwrap()).collect()
}

#[test]
fn s3_7_6_g_h_t31_where_acls_are_disabled() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    is(
        cloud.call::<PutBucketAcl>(bucket_acl(Some("public-read"))),
        400,
        "AccessControlListNotSupported",
    );
    is(
        cloud.call::<PutObjectAcl>(object_acl("k", "public-read")),
        400,
        "AccessControlListNotSupported",
    );
    cloud.call::<PutObjectAcl>(object_acl("k", "bucket-owner-full-control")).unwrap();
    assert_eq!(grants(&mut cloud, "k"), ["FULL_CONTROL"]);
    let acl = GetBucketAclInput { bucket: BUCKET.into(), ..Default::default() };
    let acl = cloud.call::<GetBucketAcl>(acl).unwrap();
    let listed = cloud.call::<ListBuckets>(ListBucketsInput::default()).unwrap();
    assert_eq!(acl.owner.unwrap().id, listed.owner.unwrap().id, "the account's canonical id");
    assert_eq!(acl.grants.unwrap().len(), 1);
}

#[test]
fn s3_7_6_what_acls_give() {
    let mut cloud = Cloud::with_acls();
    cloud.put("k", "x").unwrap();
    is(cloud.by(Caller::Anonymous).get("k"), 403, "AccessDenied");
    cloud.by(root(OWNER)).call::<PutObjectAcl>(object_acl("k", "public-read")).unwrap();
    assert_eq!(grants(&mut cloud, "k"), ["FULL_CONTROL", "READ"]);
    assert!(cloud.by(Caller::Anonymous).get("k").is_ok());
    is(cloud.delete("k"), 403, "AccessDenied");
    is(cloud.call::<ListObjectsV2>(list()), 403, "AccessDenied");
    cloud.by(root(OWNER)).call::<PutBucketAcl>(bucket_acl(Some("public-read-write"))).unwrap();
    cloud.by(Caller::Anonymous);
    assert!(cloud.call::<ListObjectsV2>(list()).is_ok());
    assert!(cloud.put("theirs", "y").is_ok());
    // S3-7.7: nobody's object, in ObjectWriter mode; the owner of the bucket can only delete it.
    is(cloud.by(root(OWNER)).get("theirs"), 403, "AccessDenied");
    cloud.delete("theirs").unwrap();
    // T18
    cloud.put("k", "again").unwrap();
    is(cloud.by(Caller::Anonymous).get("k"), 403, "AccessDenied");
}

/// S3-7.4, rule 7: what an ACL gives the account its principals have by that account's leave.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html>
#[test]
fn s3_7_6_an_accounts_grant_is_the_accounts_to_hand_on() {
    let mut cloud = Cloud::with_acls();
    cloud.put("k", "x").unwrap();
    cloud
        .call::<PutObject>(PutObjectInput { acl: Some("public-read".into()), ..put("all", "x") })
        .unwrap();
    cloud
        .call::<PutObject>(PutObjectInput {
            acl: Some("bucket-owner-read".into()),
            ..put("own", "x")
        })
        .unwrap();
    for key in ["k", "own"] {
        is(cloud.by(user(OWNER, "ann")).get(key), 403, "AccessDenied");
        cloud.by(root(OWNER)).get(key).unwrap();
    }
    cloud.by(user(OWNER, "ann")).get("all").unwrap();
    is(cloud.call::<ListObjectsV2>(list()), 403, "AccessDenied");
    is(cloud.put("mine", "x"), 403, "AccessDenied");
    is(cloud.call::<PutObjectAcl>(object_acl("all", "private")), 403, "AccessDenied");
    // By the account's own bucket's policy, too.
    cloud.by(root(OWNER)).statements(&format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{OWNER}:user/ann"}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}}"#
    ));
    cloud.by(user(OWNER, "ann")).get("k").unwrap();
}

#[test]
fn s3_7_5_public_acls_are_ignored_or_refused() {
    let mut cloud = Cloud::with_acls();
    cloud
        .call::<PutObject>(PutObjectInput { acl: Some("public-read".into()), ..put("k", "x") })
        .unwrap();
    let flags = |block, ignore| PutPublicAccessBlockInput {
        bucket: BUCKET.into(),
        public_access_block_configuration: PublicAccessBlockConfiguration {
            block_public_acls: Some(block),
            ignore_public_acls: Some(ignore),
            ..Default::default()
        },
        ..Default::default()
    };
    cloud.call::<PutPublicAccessBlock>(flags(false, true)).unwrap();
    assert_eq!(grants(&mut cloud, "k"), ["FULL_CONTROL"], "the effective ACL");
    is(cloud.clone().by(Caller::Anonymous).get("k"), 403, "AccessDenied");
    cloud.call::<PutPublicAccessBlock>(flags(true, false)).unwrap();
    assert!(cloud.clone().by(Caller::Anonymous).get("k").is_ok());
    is(cloud.call::<PutObjectAcl>(object_acl("k", "authenticated-read")), 403, "AccessDenied");
}

#[test]
fn s3_7_6_c_d_f_bodies() {
    let mut cloud = Cloud::with_acls();
    is(cloud.call::<PutBucketAcl>(bucket_acl(None)), 400, "MissingSecurityHeader");
    let grantee =
        |uri: &str| Grantee { type_: "Group".into(), uri: Some(uri.into()), ..Default::default() };
    let owner = cloud.call::<ListBuckets>(ListBucketsInput::default()).unwrap().owner;
    let body = |uri: &str| AccessControlPolicy {
        owner: owner.clone(),
        grants: Some(vec![Grant { grantee: Some(grantee(uri)), permission: Some("READ".into()) }]),
    };
    let users = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    let with = |body, canned: Option<&str>| PutBucketAclInput {
        access_control_policy: Some(body),
        ..bucket_acl(canned)
    };
    is(cloud.call::<PutBucketAcl>(with(body(users), Some("private"))), 400, "UnexpectedContent");
    let bad = error(cloud.call::<PutBucketAcl>(with(body("http://x"), None)));
    assert_eq!(
        (bad.message(), bad.field("ArgumentName")),
        ("Invalid group uri", Some("Group/URI"))
    );
    is(
        cloud.call::<PutBucketAcl>(with(AccessControlPolicy::default(), None)),
        400,
        "MalformedACLError",
    );
    cloud.call::<PutBucketAcl>(with(body(users), None)).unwrap();
    assert!(cloud.by(root(OTHER)).call::<ListObjectsV2>(list()).is_ok());
    is(cloud.by(Caller::Anonymous).call::<ListObjectsV2>(list()), 403, "AccessDenied");
}

#[test]
fn s3_7_7_back_to_enforced() {
    let mut cloud = Cloud::with_acls();
    cloud.call::<PutBucketAcl>(bucket_acl(Some("public-read"))).unwrap();
    let rule = OwnershipControlsRule { object_ownership: "BucketOwnerEnforced".into() };
    let input = PutBucketOwnershipControlsInput {
        bucket: BUCKET.into(),
        ownership_controls: OwnershipControls { rules: vec![rule] },
        ..Default::default()
    };
    is(
        cloud.call::<PutBucketOwnershipControls>(input.clone()),
        400,
        "InvalidBucketAclWithObjectOwnership",
    );
    cloud.call::<PutBucketAcl>(bucket_acl(Some("private"))).unwrap();
    cloud.call::<PutBucketOwnershipControls>(input).unwrap();
}

#[test]
fn s3_7_6_whoever_may_list_learns_that_a_key_is_missing() {
    let mut cloud = Cloud::with_acls();
    cloud.put("k", "x").unwrap();
    is(cloud.by(Caller::Anonymous).get("none"), 403, "AccessDenied");
    cloud.by(root(OWNER)).call::<PutBucketAcl>(bucket_acl(Some("public-read"))).unwrap();
    is(cloud.by(Caller::Anonymous).get("none"), 404, "NoSuchKey");
    is(cloud.get("k"), 403, "AccessDenied");
}

#[test]
fn s3_7_6_log_delivery_is_a_canned_acl_of_buckets() {
    let mut cloud = Cloud::with_acls();
    cloud.call::<PutBucketAcl>(bucket_acl(Some("log-delivery-write"))).unwrap();
    let acl = GetBucketAclInput { bucket: BUCKET.into(), ..Default::default() };
    let grants = cloud.call::<GetBucketAcl>(acl).unwrap().grants.unwrap();
    let permissions: Vec<_> = grants.iter().filter_map(|g| g.permission.as_deref()).collect();
    assert_eq!(permissions, ["FULL_CONTROL", "WRITE", "READ_ACP"]);
}

#[test]
fn s3_7_6_who_may_write_an_object_may_give_it_an_acl() {
    let mut cloud = Cloud::with_acls();
    cloud.put("k", "x").unwrap();
    let public = PutObjectInput { acl: Some("public-read".into()), ..put("new", "x") };
    is(cloud.by(Caller::Anonymous).call::<PutObject>(public.clone()), 403, "AccessDenied");
    cloud.by(root(OWNER)).call::<PutBucketAcl>(bucket_acl(Some("public-read-write"))).unwrap();
    cloud.by(Caller::Anonymous).call::<PutObject>(public).unwrap();
    cloud.get("new").unwrap();
    let others = object_acl("k", "public-read");
    is(cloud.call::<PutObjectAcl>(others), 403, "AccessDenied");
}
