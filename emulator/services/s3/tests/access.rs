//! S3-2.9, S3-7.2 to S3-7.5: who may do what.

use crate::support::*;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_world::Caller;

const READ_ALL: &str = r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}"#;

fn filled() -> Cloud {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    cloud
}

#[test]
fn s3_2_10_anonymous_and_strangers_get_nothing() {
    for caller in [Caller::Anonymous, root(OTHER), edge("E1")] {
        let mut cloud = filled();
        cloud.by(caller.clone());
        for found in [
            fault(cloud.get("k")),
            fault(cloud.head("k")),
            fault(cloud.put("k", "y")),
            fault(cloud.delete("k")),
            fault(cloud.call::<ListObjectsV2>(list())),
        ] {
            assert_eq!(found, (403, "AccessDenied".to_owned()), "{caller:?}");
        }
        assert_eq!(error(cloud.get("k")).message(), "Access Denied", "S3-2.9");
    }
}

#[test]
fn s3_7_4_a_public_policy_lets_everybody_read_and_nothing_else() {
    let mut cloud = filled();
    cloud.statements(READ_ALL);
    for caller in [Caller::Anonymous, root(OTHER), edge("E1")] {
        cloud.by(caller);
        assert_eq!(cloud.read("k").unwrap(), "x");
        is(cloud.put("k", "y"), 403, "AccessDenied");
    }
}

#[test]
fn t34_missing_keys_show_only_to_who_may_list() {
    let mut cloud = filled();
    cloud.statements(READ_ALL);
    is(cloud.get("nothing"), 404, "NoSuchKey");
    cloud.by(Caller::Anonymous);
    is(cloud.get("nothing"), 403, "AccessDenied");
    is(cloud.head("nothing"), 403, "AccessDenied");
    cloud.by(root(OWNER));
    let listing = r#"{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::photos"}"#;
    cloud.statements(&format!("{READ_ALL},{listing}"));
    cloud.by(Caller::Anonymous);
    is(cloud.get("nothing"), 404, "NoSuchKey");
    is(cloud.head("nothing"), 404, "NoSuchKey");
}

#[test]
fn s3_2_9_b_an_explicit_deny_reaches_the_owner() {
    let mut cloud = filled();
    cloud.statements(
        r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*"]}"#,
    );
    assert_eq!(
        error(cloud.get("k")).message(),
        "User: arn:aws:iam::123456789012:root is not authorized to perform: s3:GetObject on resource: \
         \"arn:aws:s3:::photos/k\" with an explicit deny in a resource-based policy"
    );
    cloud.by(user(OWNER, "ann"));
    is(
        cloud.call::<DeleteBucketPolicy>(DeleteBucketPolicyInput {
            bucket: BUCKET.into(),
            ..Default::default()
        }),
        403,
        "AccessDenied",
    );
    // S3-7.2(k): but never from repairing it.
    cloud.by(root(OWNER));
    let delete = DeleteBucketPolicyInput { bucket: BUCKET.into(), ..Default::default() };
    cloud.call::<DeleteBucketPolicy>(delete).unwrap();
    cloud.get("k").unwrap();
}

#[test]
fn s3_7_2_k_other_accounts_never_touch_the_policy() {
    let mut cloud = filled();
    cloud.statements(
        r#"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*"]}"#,
    );
    cloud.by(root(OTHER));
    cloud.get("k").unwrap();
    is(cloud.policy("{}"), 405, "MethodNotAllowed");
}

#[test]
fn tls_only() {
    let mut cloud = filled();
    cloud.statements(
        r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*"],
        "Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
    );
    cloud.get("k").unwrap();
    cloud.request.secure = false;
    is(cloud.get("k"), 403, "AccessDenied");
    is(cloud.call::<ListObjectsV2>(list()), 403, "AccessDenied");
}

#[test]
fn origin_access_control_is_for_one_distribution() {
    let mut cloud = filled();
    cloud.call::<PutBucketPolicy>(PutBucketPolicyInput {
        bucket: BUCKET.into(),
        policy: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*","Condition":{"StringEquals":
            {"AWS:SourceArn":"arn:aws:cloudfront::123456789012:distribution/E1"}}}]}"#
            .into(),
        ..Default::default()
    })
    .expect("not public: all four blocks are on");
    cloud.by(edge("E1")).get("k").unwrap();
    is(cloud.by(edge("E2")).get("k"), 403, "AccessDenied");
    is(cloud.by(edge("E1")).get("nothing"), 403, "AccessDenied"); // T34: no ListBucket
    is(cloud.by(Caller::Anonymous).get("k"), 403, "AccessDenied");
}

#[test]
fn s3_7_5_block_public_policy() {
    let mut cloud = filled();
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{READ_ALL}]}}"#);
    let refused = error(cloud.policy(&text));
    assert_eq!((refused.status(), refused.code()), (403, "AccessDenied"));
    assert_eq!(
        refused.message(),
        "User: arn:aws:iam::123456789012:root is not authorized to perform: s3:PutBucketPolicy on resource: \
         \"arn:aws:s3:::photos\" because public policies are prevented by the BlockPublicPolicy setting in \
         S3 Block Public Access."
    );
    cloud.block(false, false);
    cloud.policy(&text).unwrap();
    let status = |cloud: &mut Cloud| {
        let input = GetBucketPolicyStatusInput { bucket: BUCKET.into(), ..Default::default() };
        cloud.call::<GetBucketPolicyStatus>(input).unwrap().policy_status.unwrap().is_public
    };
    assert_eq!(status(&mut cloud), Some(true));
    cloud.block(true, false);
    cloud.by(Caller::Anonymous).get("k").unwrap(); // an existing policy is untouched
}

#[test]
fn s3_7_5_restrict_public_buckets_t35() {
    let mut cloud = filled();
    let account = r#"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}"#;
    let service =
        account.replace(r#"{"AWS":"444455556666"}"#, r#"{"Service":"cloudfront.amazonaws.com"}"#);
    cloud.statements(&format!("{account},{service}"));
    cloud.block(false, true);
    cloud.by(root(OTHER)).get("k").unwrap();
    cloud.by(root(OWNER)).statements(&format!("{account},{service},{READ_ALL}"));
    cloud.block(false, true);
    is(cloud.by(root(OTHER)).get("k"), 403, "AccessDenied");
    is(cloud.by(Caller::Anonymous).get("k"), 403, "AccessDenied");
    cloud.by(edge("E1")).get("k").unwrap();
    cloud.by(root(OWNER)).get("k").unwrap();
}

#[test]
fn s3_7_3_keys_of_s3() {
    let only = |actions: &str, condition: &str| {
        let mut cloud = filled();
        cloud.statements(&format!(
            r#"{{"Effect":"Deny","Principal":"*","Action":{actions},
            "Resource":["arn:aws:s3:::photos","arn:aws:s3:::photos/*"],"Condition":{condition}}}"#
        ));
        cloud
    };
    let (put_object, list_bucket, get_object) =
        (r#""s3:PutObject""#, r#""s3:ListBucket""#, r#""s3:GetObject""#);
    let all = r#"["s3:PutObject","s3:ListBucket","s3:GetObject"]"#;
    // Uploads must be conditional.
    let mut cloud = only(
        put_object,
        r#"{"Null":{"s3:if-none-match":"true"},"Bool":{"s3:ObjectCreationOperation":"true"}}"#,
    );
    is(cloud.put("new", "x"), 403, "AccessDenied");
    let conditional = PutObjectInput { if_none_match: Some("*".into()), ..put("new", "x") };
    cloud.call::<PutObject>(conditional).unwrap();
    // Uploads must name an encryption; the bucket's default does not count.
    let mut cloud =
        only(put_object, r#"{"StringNotEquals":{"s3:x-amz-server-side-encryption":"AES256"}}"#);
    is(cloud.put("new", "x"), 403, "AccessDenied");
    let named = PutObjectInput { server_side_encryption: Some("AES256".into()), ..put("new", "x") };
    cloud.call::<PutObject>(named).unwrap();
    // Listings only below a prefix; an absent key fails a negated test's opposite.
    let mut cloud = only(list_bucket, r#"{"StringNotLike":{"s3:prefix":"home/*"}}"#);
    is(cloud.call::<ListObjectsV2>(list()), 403, "AccessDenied");
    let home = ListObjectsV2Input { prefix: Some("home/ann".into()), ..list() };
    cloud.call::<ListObjectsV2>(home).unwrap();
    // Reads by the object's tags.
    let mut cloud = only(get_object, r#"{"StringEquals":{"s3:ExistingObjectTag/secret":"yes"}}"#);
    cloud
        .call::<PutObject>(PutObjectInput { tagging: Some("secret=yes".into()), ..put("s", "x") })
        .unwrap();
    is(cloud.get("s"), 403, "AccessDenied");
    cloud.get("k").unwrap();
    // By who asks, and from where.
    let mut cloud = only(all, r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#);
    cloud.request.source_ip = "203.0.113.9".into();
    cloud.get("k").unwrap();
    cloud.request.source_ip = "198.51.100.1".into();
    is(cloud.get("k"), 403, "AccessDenied");
    let mut cloud = only(all, r#"{"StringEquals":{"aws:username":"ann"}}"#);
    // Nobody here has given either of them anything; the statement is about one.
    let mut refusal = |name| error(cloud.by(user(OWNER, name)).get("k")).message().to_owned();
    assert!(refusal("ann").contains("with an explicit deny in a resource-based policy"));
    assert!(refusal("bob").contains("because no identity-based policy allows"));
    let mut cloud = only(all, r#"{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:01:00Z"}}"#);
    cloud.get("k").unwrap();
    cloud.advance(61);
    is(cloud.get("k"), 403, "AccessDenied");
}

#[test]
fn s3_7_6_public_acls_where_acls_are_enabled() {
    let mut cloud = filled();
    cloud
        .call::<PutBucketOwnershipControls>(PutBucketOwnershipControlsInput {
            bucket: BUCKET.into(),
            ownership_controls: OwnershipControls {
                rules: vec![OwnershipControlsRule { object_ownership: "ObjectWriter".into() }],
            },
            ..Default::default()
        })
        .unwrap();
    let public = PutObjectInput { acl: Some("public-read".into()), ..put("k", "x") };
    let blocked = error(cloud.call::<PutObject>(public.clone()));
    assert!(blocked.message().ends_with("because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access."));
    cloud.block(false, false);
    cloud.call::<PutObject>(public).unwrap();
    assert!(cloud.by(Caller::Anonymous).get("k").is_ok(), "S3-7.4, rule 7");
    cloud.by(root(OWNER));
    cloud
        .call::<PutObject>(PutObjectInput { acl: Some("private".into()), ..put("k", "x") })
        .unwrap();
    is(
        cloud.call::<PutObject>(PutObjectInput { acl: Some("mine".into()), ..put("k", "x") }),
        400,
        "InvalidArgument",
    );
}
