//! CF-6.6 as S3 sees it: CloudFront's origin access identities among the principals of bucket policies
//! and the grantees of ACLs.

use crate::support::*;
use parhelion_cloudfront::CloudFront;
use parhelion_cloudfront::model as cf;
use parhelion_s3::S3;
use parhelion_s3::model::operations::*;
use parhelion_s3::model::*;
use parhelion_world::world::entry;
use parhelion_world::{Caller, OnBehalf, World};

/// An identity, as others know it.
#[derive(Clone)]
struct Identity {
    id: String,
    tag: String,
    canonical: String,
}

impl Identity {
    fn make(cloud: &mut Cloud, reference: &str) -> Self {
        let config = cf::CloudFrontOriginAccessIdentityConfig {
            caller_reference: reference.into(),
            comment: String::new(),
        };
        let input = cf::CreateCloudFrontOriginAccessIdentityInput {
            cloud_front_origin_access_identity_config: config,
        };
        let who = OnBehalf::of(root(OWNER), OWNER, "us-east-1".into(), &cloud.request);
        type Create = cf::operations::CreateCloudFrontOriginAccessIdentity;
        let output = cloud.world.handle::<CloudFront, Create>(&who, input).unwrap();
        let made = output.cloud_front_origin_access_identity.unwrap();
        let canonical = made.s3_canonical_user_id;
        Self { id: made.id, tag: output.e_tag.unwrap(), canonical }
    }

    fn delete(&self, cloud: &mut Cloud) {
        let input = cf::DeleteCloudFrontOriginAccessIdentityInput {
            id: self.id.clone(),
            if_match: Some(self.tag.clone()),
        };
        let who = OnBehalf::of(root(OWNER), OWNER, "us-east-1".into(), &cloud.request);
        type Delete = cf::operations::DeleteCloudFrontOriginAccessIdentity;
        cloud.world.handle::<CloudFront, Delete>(&who, input).unwrap();
    }

    fn arn(&self) -> String {
        arn(&self.id)
    }

    fn caller(&self) -> Caller {
        Caller::ServiceUser {
            account: OWNER.into(),
            arn: self.arn().into(),
            canonical_user: self.canonical.as_str().into(),
        }
    }

    /// Both ways of naming it.
    fn principals(&self) -> [String; 2] {
        [
            format!(r#"{{"AWS":"{}"}}"#, self.arn()),
            format!(r#"{{"CanonicalUser":"{}"}}"#, self.canonical),
        ]
    }
}

fn arn(id: &str) -> String {
    format!("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity {id}")
}

fn reads(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},
        "Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}}]}}"#
    )
}

/// With CloudFront besides, and something in the bucket.
fn cloud() -> Cloud {
    let entries = vec![
        entry::<S3>(),
        entry::<parhelion_iam::Iam>(),
        entry::<parhelion_kms::Kms>(),
        entry::<CloudFront>(),
    ];
    let mut cloud = Cloud { world: World::new(7, entries), ..Cloud::new() };
    cloud.create(BUCKET).unwrap();
    cloud.put("k", "x").unwrap();
    cloud
}

#[test]
fn s3_7_2_a_policies_name_an_identity_in_two_ways() {
    let mut cloud = cloud();
    let (identity, other) = (Identity::make(&mut cloud, "1"), Identity::make(&mut cloud, "2"));
    is(cloud.by(identity.caller()).get("k"), 403, "AccessDenied");
    for principal in identity.principals() {
        cloud.by(root(OWNER)).policy(&reads(&principal)).expect("not public: all blocks are on");
        let input = GetBucketPolicyInput { bucket: BUCKET.into(), ..Default::default() };
        let kept = cloud.call::<GetBucketPolicy>(input).unwrap().policy.unwrap();
        assert!(kept.contains(&identity.principals()[0]), "by its ARN: {kept}");
        cloud.advance(20);
        assert_eq!(cloud.by(identity.caller()).read("k").unwrap(), "x", "{principal}");
        is(cloud.put("k", "y"), 403, "AccessDenied");
        is(cloud.get("nothing"), 403, "AccessDenied"); // T34: no ListBucket
        is(cloud.by(other.caller()).get("k"), 403, "AccessDenied");
        is(cloud.by(Caller::Anonymous).get("k"), 403, "AccessDenied");
        is(cloud.by(edge("E1")).get("k"), 403, "AccessDenied");
    }
}

#[test]
fn s3_7_2_c_only_identities_that_are_there() {
    let mut cloud = cloud();
    let identity = Identity::make(&mut cloud, "1");
    let nobody = [
        format!(r#"{{"AWS":"{}"}}"#, arn("E00000000000AA")),
        format!(r#"{{"CanonicalUser":"{}"}}"#, "a".repeat(96)),
        r#"{"AWS":"arn:aws:iam::cloudfront:user/somebody"}"#.to_owned(),
    ];
    for principal in &nobody {
        let refused = error(cloud.policy(&reads(principal)));
        assert_eq!((refused.status(), refused.code()), (400, "MalformedPolicy"), "{principal}");
        assert_eq!(refused.message(), "Invalid principal in policy");
        let detail = principal.trim_matches(['{', '}']).replace("\":\"", "\" : \"");
        assert_eq!(refused.field("Detail"), Some(&*detail));
    }
    for principal in identity.principals() {
        cloud.policy(&reads(&principal)).unwrap();
    }
    identity.delete(&mut cloud);
    for principal in identity.principals() {
        is(cloud.policy(&reads(&principal)), 400, "MalformedPolicy");
    }
    // Where S3 stands alone nobody knows who is there.
    let mut alone = Cloud::without_others();
    for principal in identity.principals() {
        alone.policy(&reads(&principal)).unwrap();
    }
}

#[test]
fn s3_7_4_an_explicit_deny_and_who_is_exempt() {
    let mut cloud = cloud();
    let (identity, other) = (Identity::make(&mut cloud, "1"), Identity::make(&mut cloud, "2"));
    let allow = |one: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{one},"Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}}"#
        )
    };
    for (named, theirs) in identity.principals().into_iter().zip(other.principals()) {
        let both = format!("{},{}", allow(&named), allow(&theirs));
        let deny = allow(&named).replace("Allow", "Deny");
        cloud.by(root(OWNER)).statements(&format!("{both},{deny}"));
        is(cloud.by(identity.caller()).get("k"), 403, "AccessDenied");
        cloud.by(other.caller()).get("k").unwrap();
        let others = deny.replace(r#""Principal""#, r#""NotPrincipal""#);
        cloud.by(root(OWNER)).statements(&format!("{both},{others}"));
        cloud.by(identity.caller()).get("k").unwrap();
        is(cloud.by(other.caller()).get("k"), 403, "AccessDenied");
    }
}

#[test]
fn s3_7_5_a_public_policy_is_not_for_identities_where_those_are_restricted() {
    let mut cloud = cloud();
    let identity = Identity::make(&mut cloud, "1");
    cloud.block(false, false);
    cloud.policy(&reads(r#""*""#)).unwrap();
    cloud.by(identity.caller()).get("k").unwrap();
    cloud.by(root(OWNER)).block(false, true);
    is(cloud.by(identity.caller()).get("k"), 403, "AccessDenied");
}

#[test]
fn s3_7_6_acls_grant_to_an_identity_by_its_canonical_id() {
    let mut cloud = Cloud { world: cloud().world, ..Cloud::with_acls() };
    let ownership = PutBucketOwnershipControlsInput {
        bucket: BUCKET.into(),
        ownership_controls: OwnershipControls {
            rules: vec![OwnershipControlsRule { object_ownership: "ObjectWriter".into() }],
        },
        ..Default::default()
    };
    cloud.call::<PutBucketOwnershipControls>(ownership).unwrap();
    cloud.advance(60);
    let (identity, other) = (Identity::make(&mut cloud, "1"), Identity::make(&mut cloud, "2"));
    let grant = format!("id=\"{}\"", identity.canonical);
    let written = PutObjectInput { grant_read: Some(grant.clone()), ..put("granted", "x") };
    cloud.call::<PutObject>(written).unwrap();
    assert_eq!(cloud.by(identity.caller()).read("granted").unwrap(), "x");
    is(cloud.get("k"), 403, "AccessDenied");
    is(cloud.by(other.caller()).get("granted"), 403, "AccessDenied");

    // S3-7.7: what an identity writes is its own, and not the bucket owner's to read.
    let input =
        PutBucketAclInput { bucket: BUCKET.into(), grant_write: Some(grant), ..Default::default() };
    cloud.by(root(OWNER)).call::<PutBucketAcl>(input).unwrap();
    cloud.advance(60);
    cloud.by(identity.caller()).put("own", "y").unwrap();
    assert_eq!(cloud.read("own").unwrap(), "y");
    let acl = GetObjectAclInput { bucket: BUCKET.into(), key: "own".into(), ..Default::default() };
    let acl = cloud.call::<GetObjectAcl>(acl).unwrap();
    assert_eq!(acl.owner.unwrap().id.unwrap(), identity.canonical);
    is(cloud.by(root(OWNER)).get("own"), 403, "AccessDenied");
}

#[test]
fn kms_lets_no_identity_in() {
    let mut cloud = cloud();
    let identity = Identity::make(&mut cloud, "1");
    let kms = Some("aws:kms".to_owned());
    let written = PutObjectInput { server_side_encryption: kms.clone(), ..put("secret", "x") };
    cloud.call::<PutObject>(written.clone()).unwrap();
    let policy = reads(&identity.principals()[0]).replace("s3:GetObject", "s3:*Object");
    cloud.policy(&policy).unwrap();
    cloud.advance(20);
    cloud.by(identity.caller()).get("k").unwrap();
    let refused = error(cloud.get("secret"));
    assert_eq!((refused.status(), refused.code()), (403, "AccessDenied"));
    assert!(refused.message().contains("kms:Decrypt"), "{}", refused.message());
    is(cloud.call::<PutObject>(written), 403, "AccessDenied");
    cloud.put("plain", "x").unwrap();
}
