//! IAM by its API reference: <https://docs.aws.amazon.com/IAM/latest/APIReference/>.

mod access_keys;
mod attached_policies;
mod boundaries;
mod inline_policies;
mod managed_policies;
mod roles;
mod tags;
mod users;

use parhelion::Cloud;
use parhelion::iam::Iam;
use parhelion::iam::model::operations::*;
use parhelion::iam::model::*;
use parhelion::s3::{S3, model as s3, model::operations as s3_operations};
use parhelion::wire::error::Result;
use parhelion::wire::shell::TypedOperation;
use parhelion::wire::signature::Credentials;
use parhelion_world::service::Handles;

pub(crate) const ACCOUNT: &str = parhelion::identity::ACCOUNT;
pub(crate) const S3_FULL: &str = "arn:aws:iam::aws:policy/AmazonS3FullAccess";

/// An account, used by its root where nobody else is said.
pub(crate) struct Account {
    pub cloud: Cloud,
}

impl Account {
    pub(crate) fn new() -> Self {
        Self { cloud: Cloud::new() }
    }

    pub(crate) fn call<O: TypedOperation>(&self, input: O::Input) -> Result<O::Output>
    where
        Iam: Handles<O>,
    {
        self.cloud.call::<Iam, O>(input)
    }

    pub(crate) fn user(&self, name: &str) -> User {
        let input = CreateUserInput { user_name: name.into(), ..Default::default() };
        self.call::<CreateUser>(input).unwrap().user.unwrap()
    }

    pub(crate) fn role(&self, name: &str) -> Role {
        let input = CreateRoleInput {
            role_name: name.into(),
            assume_role_policy_document: trust(&format!("arn:aws:iam::{ACCOUNT}:root")),
            ..Default::default()
        };
        self.call::<CreateRole>(input).unwrap().role
    }

    pub(crate) fn policy(&self, name: &str, document: &str) -> Policy {
        let input = CreatePolicyInput {
            policy_name: name.into(),
            policy_document: document.into(),
            ..Default::default()
        };
        self.call::<CreatePolicy>(input).unwrap().policy.unwrap()
    }

    pub(crate) fn key(&self, user: &str) -> Credentials {
        let input = CreateAccessKeyInput { user_name: Some(user.into()) };
        let key = self.call::<CreateAccessKey>(input).unwrap().access_key;
        Credentials { access_key: key.access_key_id, secret: key.secret_access_key, token: None }
    }

    /// Makes the bucket `photos` with the object `cat`.
    pub(crate) fn with_object(self) -> Self {
        let bucket = s3::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
        self.cloud.call::<S3, s3_operations::CreateBucket>(bucket).unwrap();
        let (bucket, key) = ("photos".into(), "cat".into());
        let object = s3::PutObjectInput { bucket, key, ..Default::default() };
        self.cloud.call::<S3, s3_operations::PutObject>(object).unwrap();
        self
    }

    /// Whether these credentials may read the object.
    pub(crate) async fn reads(&self, by: &Credentials) -> bool {
        self.get(by).send().await.is_ok()
    }

    /// Whether they may delete it (which needs no permission to read).
    pub(crate) async fn deletes(&self, by: &Credentials) -> bool {
        self.s3(by).delete_object().bucket("photos").key("cat").send().await.is_ok()
    }

    fn get(
        &self,
        by: &Credentials,
    ) -> aws_sdk_s3::operation::get_object::builders::GetObjectFluentBuilder {
        self.s3(by).get_object().bucket("photos").key("cat")
    }

    fn s3(&self, by: &Credentials) -> aws_sdk_s3::Client {
        let (key, secret) = (by.access_key.clone(), by.secret.clone());
        let held = aws_credential_types::Credentials::new(key, secret, by.token.clone(), None, "");
        let provider = aws_credential_types::provider::SharedCredentialsProvider::new(held);
        let config = self.cloud.sdk_config().into_builder().credentials_provider(provider);
        aws_sdk_s3::Client::new(&config.build())
    }
}

pub(crate) fn trust(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":"sts:AssumeRole"}}]}}"#
    )
}

pub(crate) fn allow(action: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"*"}}]}}"#
    )
}

/// Policies come back URL-encoded by RFC 3986.
pub(crate) fn decoded(text: &str) -> String {
    assert!(text.starts_with("%7B"), "encoded: {text}");
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T>, status: u16, code: &str) {
    let error = result.expect_err("a refusal");
    assert_eq!((error.status(), error.code()), (status, code), "{}", error.message());
}

#[track_caller]
pub(crate) fn missing<T: std::fmt::Debug>(result: Result<T>) {
    refused(result, 404, "NoSuchEntity");
}
