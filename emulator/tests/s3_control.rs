//! S3 Control beside S3: what an account forbids all its buckets, and buckets' tags by ARN.

use parhelion::s3::{S3, model as s3, model::operations as s3_operations};
use parhelion::s3control::{S3Control, model as control, model::operations as control_operations};
use parhelion::{Cloud, identity};

const ARN: &str = "arn:aws:s3:::photos";

fn cloud() -> Cloud {
    let cloud = Cloud::new();
    let bucket = s3::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    cloud.call::<S3, s3_operations::CreateBucket>(bucket).unwrap();
    let unblock =
        s3::DeletePublicAccessBlockInput { bucket: "photos".into(), ..Default::default() };
    cloud.call::<S3, s3_operations::DeletePublicAccessBlock>(unblock).unwrap();
    cloud
}

fn publish(cloud: &Cloud) -> Result<(), parhelion::Error> {
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}]}"#;
    let input = s3::PutBucketPolicyInput {
        bucket: "photos".into(),
        policy: policy.into(),
        ..Default::default()
    };
    cloud.call::<S3, s3_operations::PutBucketPolicy>(input)
}

#[tokio::test(start_paused = true)]
async fn s3_7_5_an_account_forbids_all_its_buckets() {
    let cloud = cloud();
    publish(&cloud).unwrap();
    let input = control::PutPublicAccessBlockInput {
        account_id: identity::ACCOUNT.into(),
        public_access_block_configuration: control::PublicAccessBlockConfiguration {
            block_public_policy: Some(true),
            ..Default::default()
        },
    };
    cloud.call::<S3Control, control_operations::PutPublicAccessBlock>(input).unwrap();
    assert_eq!(publish(&cloud).unwrap_err().code(), "AccessDenied");
    let delete = control::DeletePublicAccessBlockInput { account_id: identity::ACCOUNT.into() };
    cloud.call::<S3Control, control_operations::DeletePublicAccessBlock>(delete).unwrap();
    publish(&cloud).unwrap();
    let other = control::DeletePublicAccessBlockInput { account_id: "111122223333".into() };
    let refused = cloud.call::<S3Control, control_operations::DeletePublicAccessBlock>(other);
    assert_eq!(refused.unwrap_err().status(), 403, "not the caller's account");
}

fn tag(
    cloud: &Cloud,
    arn: &str,
    key: &str,
) -> Result<control::TagResourceOutput, parhelion::Error> {
    cloud.call::<S3Control, control_operations::TagResource>(control::TagResourceInput {
        account_id: identity::ACCOUNT.into(),
        resource_arn: arn.into(),
        tags: vec![control::Tag { key: key.into(), value: "v".into() }],
    })
}

#[tokio::test(start_paused = true)]
async fn buckets_are_tagged_by_their_arns() {
    let cloud = cloud();
    tag(&cloud, ARN, "b").unwrap();
    tag(&cloud, ARN, "a").unwrap();
    let get = s3::GetBucketTaggingInput { bucket: "photos".into(), ..Default::default() };
    let tags = cloud.call::<S3, s3_operations::GetBucketTagging>(get).unwrap().tag_set;
    assert_eq!(tags.iter().map(|tag| &*tag.key).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(tag(&cloud, "arn:aws:s3:::absent", "a").unwrap_err().code(), "NoSuchBucket");
    assert_eq!(tag(&cloud, ARN, "aws:x").unwrap_err().code(), "InvalidTag");
    assert_eq!(tag(&cloud, "arn:aws:sqs:::queue", "a").unwrap_err().code(), "InvalidRequest");
}
