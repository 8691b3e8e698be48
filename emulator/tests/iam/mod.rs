//! IAM by its API reference: <https://docs.aws.amazon.com/IAM/latest/APIReference/>.

mod access_keys;
mod accounts;
mod attached_policies;
mod boundaries;
mod certificates;
mod granting;
mod groups;
mod inline_policies;
mod instance_profiles;
mod linked_roles;
mod logins;
mod managed_policies;
mod mfa;
mod open_id;
mod permissions;
mod reports;
mod roles;
mod saml;
mod service_credentials;
mod simulated;
mod simulator;
mod ssh_keys;
mod tags;
mod trust;
mod users;
mod versions;
mod wording;

use crate::signed::{element, send};
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

    /// Sends a call of root's that works; the answer as it stands on the wire.
    #[track_caller]
    pub(crate) fn send(&self, action: &str, parameters: &[(&str, &str)]) -> String {
        let (status, text) = self.send_as(&root(), action, parameters);
        assert_eq!(status, 200, "{action}: {text}");
        text
    }

    /// A call of root's that does not work, and in which words.
    #[track_caller]
    pub(crate) fn refuses(
        &self,
        action: &str,
        parameters: &[(&str, &str)],
        (status, code, message): (u16, &str, &str),
    ) {
        let (was, text) = self.send_as(&root(), action, parameters);
        assert_eq!(was, status, "{text}");
        assert_eq!((element(&text, "Code"), element(&text, "Message")), (code, message));
    }

    /// Sends somebody's call.
    pub(crate) fn send_as(
        &self,
        by: &Credentials,
        action: &str,
        parameters: &[(&str, &str)],
    ) -> (u16, String) {
        let encoded = |text: &str| {
            let all = percent_encoding::NON_ALPHANUMERIC;
            percent_encoding::utf8_percent_encode(text, all).to_string()
        };
        let pair = |(name, value): &(&str, &str)| format!("&{}={}", encoded(name), encoded(value));
        let parameters: String = parameters.iter().map(pair).collect();
        send(&self.cloud, &parhelion::iam::model::MODEL, by, action, &parameters)
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

/// Who calls where nobody else is said.
pub(crate) fn root() -> Credentials {
    let (access_key, secret) = (parhelion::identity::ACCESS_KEY, parhelion::identity::SECRET_KEY);
    Credentials { access_key: access_key.into(), secret: secret.into(), token: None }
}

/// The contents of all elements of a name, in order.
pub(crate) fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(&open).skip(1).filter_map(|rest| Some(rest.split_once(&close)?.0)).collect()
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
