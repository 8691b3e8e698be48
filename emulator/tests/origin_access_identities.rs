//! CF-6.6 end to end: a private bucket that lets in an origin access identity, and nobody else.

use crate::edge::create;
use parhelion::cloudfront::model as cf;
use parhelion::{Body, Cloud, cloudfront, s3};
use s3::model::{CreateBucketInput, PutBucketPolicyInput, PutObjectInput, operations as op};
use std::time::Duration;

type CreateIdentity = cf::operations::CreateCloudFrontOriginAccessIdentity;
type DeleteIdentity = cf::operations::DeleteCloudFrontOriginAccessIdentity;
type Call<T> = Result<T, parhelion::Error>;

fn identity(cloud: &Cloud, reference: &str) -> (cf::CloudFrontOriginAccessIdentity, String) {
    let config = cf::CloudFrontOriginAccessIdentityConfig {
        caller_reference: reference.into(),
        comment: String::new(),
    };
    let input = cf::CreateCloudFrontOriginAccessIdentityInput {
        cloud_front_origin_access_identity_config: config,
    };
    let output = cloud.call::<cloudfront::CloudFront, CreateIdentity>(input).unwrap();
    (output.cloud_front_origin_access_identity.unwrap(), output.e_tag.unwrap())
}

fn origin(id: &str) -> cf::Origin {
    let s3 = cf::S3OriginConfig {
        origin_access_identity: format!("origin-access-identity/cloudfront/{id}"),
        ..Default::default()
    };
    cf::Origin {
        id: "bucket".into(),
        domain_name: "site.s3.us-east-1.amazonaws.com".into(),
        s3_origin_config: Some(s3),
        ..Default::default()
    }
}

fn put(cloud: &Cloud, key: &str, encryption: Option<&str>) {
    let input = PutObjectInput {
        bucket: "site".into(),
        key: key.into(),
        body: Some(Body::from("hello".to_owned())),
        server_side_encryption: encryption.map(Into::into),
        ..Default::default()
    };
    cloud.call::<s3::S3, op::PutObject>(input).unwrap();
}

async fn let_in(cloud: &Cloud, principal: &str) -> Call<()> {
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},
        "Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"}}]}}"#
    );
    let input = PutBucketPolicyInput { bucket: "site".into(), policy, ..Default::default() };
    cloud.call::<s3::S3, op::PutBucketPolicy>(input)?;
    // The policy has come everywhere, and no edge keeps an error any longer.
    cloud.advance(Duration::from_secs(20)).await;
    Ok(())
}

fn arn(id: &str) -> String {
    format!(r#"{{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity {id}"}}"#)
}

#[tokio::test(start_paused = true)]
async fn a_private_bucket_behind_an_origin_access_identity() {
    let cloud = Cloud::new();
    let bucket = CreateBucketInput { bucket: "site".into(), ..Default::default() };
    cloud.call::<s3::S3, op::CreateBucket>(bucket).unwrap();
    ["a.txt", "b.txt", "c.txt"].iter().for_each(|key| put(&cloud, key, None));
    put(&cloud, "secret.txt", Some("aws:kms"));
    let ((made, _), (other, _)) = (identity(&cloud, "1"), identity(&cloud, "2"));
    let unknown = create(&cloud, origin("E00000000000AA")).unwrap_err();
    assert_eq!(unknown.code(), "InvalidOriginAccessIdentity");
    let distribution = create(&cloud, origin(&made.id)).unwrap();
    cloud.advance(Duration::from_secs(1800)).await;
    let get = async |key: &str| {
        let url = format!("https://{}/{key}", distribution.domain_name);
        let response = cloud.viewer().get(&url).await;
        (response.status().as_u16(), response.body().to_bytes())
    };
    assert_eq!(get("a.txt").await.0, 403, "no policy");
    let_in(&cloud, &arn(&other.id)).await.unwrap();
    assert_eq!(get("a.txt").await.0, 403, "another identity's");
    let_in(&cloud, &arn(&made.id)).await.unwrap();
    assert_eq!(get("a.txt").await, (200, "hello".into()));
    assert_eq!(get("secret.txt").await.0, 403, "no SSE-KMS");
    assert_eq!(get("absent.txt").await.0, 403, "T34: it may not list");
    let canonical = format!(r#"{{"CanonicalUser":"{}"}}"#, made.s3_canonical_user_id);
    let_in(&cloud, &canonical).await.unwrap();
    assert_eq!(get("b.txt").await, (200, "hello".into()));

    let direct = http::Request::get("/b.txt")
        .header("host", "site.s3.us-east-1.amazonaws.com")
        .body(Body::empty())
        .unwrap();
    assert_eq!(cloud.handle(direct).unwrap().status(), 403);

    // Another copy of the world knows it too.
    let fork = cloud.fork();
    let url = format!("https://{}/c.txt", distribution.domain_name);
    assert_eq!(fork.viewer().get(&url).await.status(), 200);
}

#[tokio::test(start_paused = true)]
async fn identities_that_are_gone_are_nobody() {
    let cloud = Cloud::new();
    let bucket = CreateBucketInput { bucket: "site".into(), ..Default::default() };
    cloud.call::<s3::S3, op::CreateBucket>(bucket).unwrap();
    let refused = let_in(&cloud, &arn("E00000000000AA")).await.unwrap_err();
    assert_eq!((refused.status(), refused.code()), (400, "MalformedPolicy"));
    assert_eq!(refused.message(), "Invalid principal in policy");
    let (made, tag) = identity(&cloud, "1");
    let_in(&cloud, &arn(&made.id)).await.unwrap();
    let input =
        cf::DeleteCloudFrontOriginAccessIdentityInput { id: made.id.clone(), if_match: Some(tag) };
    cloud.call::<cloudfront::CloudFront, DeleteIdentity>(input).unwrap();
    let refused = let_in(&cloud, &arn(&made.id)).await.unwrap_err();
    assert_eq!(refused.code(), "MalformedPolicy");
}
