//! Users, roles and sessions: made through IAM and STS, limited in every service (S3-7.4).

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use parhelion::iam::{Iam, model as iam, model::operations as iam_operations};
use parhelion::s3::{S3, model as s3, model::operations as s3_operations};
use parhelion::sts::model as sts;
use parhelion::{Cloud, Error};

fn s3_as(cloud: &Cloud, key: &str, secret: &str, token: Option<&str>) -> aws_sdk_s3::Client {
    let credentials = Credentials::new(key, secret, token.map(str::to_owned), None, "test");
    let config = cloud.sdk_config().into_builder();
    let provider = SharedCredentialsProvider::new(credentials);
    aws_sdk_s3::Client::new(&config.credentials_provider(provider).build())
}

/// A user with a key, and a bucket of root's with one object.
fn cloud_with_ann() -> (Cloud, iam::AccessKey) {
    let cloud = Cloud::new();
    let user = iam::CreateUserInput { user_name: "ann".into(), ..Default::default() };
    cloud.call::<Iam, iam_operations::CreateUser>(user).unwrap();
    let key = iam::CreateAccessKeyInput { user_name: Some("ann".into()) };
    let key = cloud.call::<Iam, iam_operations::CreateAccessKey>(key).unwrap().access_key;
    let bucket = s3::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    cloud.call::<S3, s3_operations::CreateBucket>(bucket).unwrap();
    let object =
        s3::PutObjectInput { bucket: "photos".into(), key: "cat".into(), ..Default::default() };
    cloud.call::<S3, s3_operations::PutObject>(object).unwrap();
    (cloud, key)
}

fn policy(effect: &str, action: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","Action":"{action}","Resource":"*"}}]}}"#
    )
}

fn give(cloud: &Cloud, name: &str, document: String) {
    let input = iam::PutUserPolicyInput {
        user_name: "ann".into(),
        policy_name: name.into(),
        policy_document: document,
    };
    cloud.call::<Iam, iam_operations::PutUserPolicy>(input).unwrap();
}

async fn get(client: &aws_sdk_s3::Client) -> Result<(), String> {
    let got = client.get_object().bucket("photos").key("cat").send().await;
    got.map(drop).map_err(|error| {
        let error = error.into_service_error();
        error.meta().message().unwrap_or_default().to_owned()
    })
}

/// S3-2.9(a), (b), S3-7.4, rules 1 and 4.
#[tokio::test(start_paused = true)]
async fn a_user_has_what_policies_give() {
    let (cloud, key) = cloud_with_ann();
    let ann = s3_as(&cloud, &key.access_key_id, &key.secret_access_key, None);
    let refused = get(&ann).await.unwrap_err();
    assert_eq!(
        refused,
        "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: s3:GetObject on \
         resource: \"arn:aws:s3:::photos/cat\" because no identity-based policy allows the \
         s3:GetObject action"
    );
    give(&cloud, "read", policy("Allow", "s3:Get*"));
    assert_eq!(get(&ann).await, Ok(()));
    give(&cloud, "not", policy("Deny", "s3:GetObject"));
    let refused = get(&ann).await.unwrap_err();
    assert!(refused.ends_with("with an explicit deny in an identity-based policy"), "{refused}");
}

/// S3-7.4, rule 3: in the bucket's own account its policy is enough.
#[tokio::test(start_paused = true)]
async fn a_bucket_policy_is_enough_at_home() {
    let (cloud, key) = cloud_with_ann();
    let ann = s3_as(&cloud, &key.access_key_id, &key.secret_access_key, None);
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Principal":{"AWS":"arn:aws:iam::123456789012:user/ann"},
        "Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}]}"#;
    let input = s3::PutBucketPolicyInput {
        bucket: "photos".into(),
        policy: document.into(),
        ..Default::default()
    };
    cloud.call::<S3, s3_operations::PutBucketPolicy>(input).unwrap();
    assert_eq!(get(&ann).await, Ok(()));
}

/// S3-7.4, rule 5: a user of another account needs both sides' leave.
#[tokio::test(start_paused = true)]
async fn another_account_s_user_needs_both_sides() {
    let (cloud, _) = cloud_with_ann();
    cloud.with::<Iam, _>(|iam, _| {
        iam.directory_mut().insert_user("210987654321", "bob", "BOB", "b")
    });
    cloud.with::<Iam, _>(|iam, _| iam.directory_mut().insert_root("210987654321", "ROOT2", "r"));
    let (bob, root) = (s3_as(&cloud, "BOB", "b", None), s3_as(&cloud, "ROOT2", "r", None));
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Principal":{"AWS":"210987654321"},
        "Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}]}"#;
    let input = s3::PutBucketPolicyInput {
        bucket: "photos".into(),
        policy: document.into(),
        ..Default::default()
    };
    cloud.call::<S3, s3_operations::PutBucketPolicy>(input).unwrap();
    assert_eq!(get(&root).await, Ok(()));
    assert_eq!(get(&bob).await, Err("Access Denied".into()));
}

fn assume(cloud: &Cloud, policy: Option<String>) -> Result<sts::Credentials, Error> {
    let input = sts::AssumeRoleInput {
        role_arn: "arn:aws:iam::123456789012:role/app".into(),
        role_session_name: "web-1".into(),
        policy,
        duration_seconds: Some(900),
        ..Default::default()
    };
    let output = crate::sts::assume_as_operator(cloud, input)?;
    Ok(output.credentials.unwrap())
}

/// Roles trust or do not; sessions are limited, and end on the virtual clock (S3-2.1f).
#[tokio::test(start_paused = true)]
async fn a_session_is_limited_and_ends() {
    let (cloud, _) = cloud_with_ann();
    assert_eq!(assume(&cloud, None).unwrap_err().code(), "AccessDenied");
    let role = iam::CreateRoleInput {
        role_name: "app".into(),
        assume_role_policy_document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
            "Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}"#
            .into(),
        ..Default::default()
    };
    cloud.call::<Iam, iam_operations::CreateRole>(role).unwrap();
    let attach = iam::AttachRolePolicyInput {
        role_name: "app".into(),
        policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess".into(),
    };
    cloud.call::<Iam, iam_operations::AttachRolePolicy>(attach).unwrap();
    let client = |held: &sts::Credentials, token| {
        s3_as(&cloud, &held.access_key_id, &held.secret_access_key, token)
    };
    let held = assume(&cloud, None).unwrap();
    let session = client(&held, Some(held.session_token.as_str()));
    assert_eq!(get(&session).await, Ok(()));
    assert!(get(&client(&held, None)).await.unwrap_err().contains("token"), "no token");
    let limited = assume(&cloud, Some(policy("Allow", "s3:List*"))).unwrap();
    let limited = client(&limited, Some(limited.session_token.as_str()));
    let refused = get(&limited).await.unwrap_err();
    assert!(refused.ends_with("no session policy allows the s3:GetObject action"), "{refused}");
    cloud.advance(std::time::Duration::from_secs(901)).await;
    assert_eq!(get(&session).await, Err("The provided token has expired.".into()));
}

/// Other services ask the same policies, in their own spelling of the refusal.
#[tokio::test(start_paused = true)]
async fn other_services_ask_too() {
    let (cloud, key) = cloud_with_ann();
    let config = cloud.sdk_config_for(&key.access_key_id, &key.secret_access_key, "us-east-1");
    let logs = aws_sdk_cloudwatchlogs::Client::new(&config);
    let make = |name: &'static str| logs.create_log_group().log_group_name(name).send();
    let refused = make("app").await.unwrap_err().into_service_error();
    assert_eq!(refused.meta().code(), Some("AccessDeniedException"));
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Action":"logs:*","Resource":"arn:aws:logs:*:*:log-group:app*"}]}"#;
    give(&cloud, "logs", document.into());
    make("app").await.unwrap();
    assert!(make("other").await.is_err());
}

/// What is still in use cannot be deleted, and a key that was switched off is no key.
#[tokio::test(start_paused = true)]
async fn keys_can_be_switched_off() {
    let (cloud, key) = cloud_with_ann();
    let user = || iam::DeleteUserInput { user_name: "ann".into() };
    let kept = cloud.call::<Iam, iam_operations::DeleteUser>(user()).unwrap_err();
    assert_eq!(kept.code(), "DeleteConflict");
    give(&cloud, "all", policy("Allow", "*"));
    let ann = s3_as(&cloud, &key.access_key_id, &key.secret_access_key, None);
    assert_eq!(get(&ann).await, Ok(()));
    let off = iam::UpdateAccessKeyInput {
        user_name: Some("ann".into()),
        access_key_id: key.access_key_id.clone(),
        status: "Inactive".into(),
    };
    cloud.call::<Iam, iam_operations::UpdateAccessKey>(off).unwrap();
    assert!(get(&ann).await.unwrap_err().contains("does not exist in our records"));
}
