//! The IAM user that an application signs as. Its key is the same everywhere, so that a process of its own can have
//! it before there is anything that it may do.

use http::{Method, Request};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::{Body, Cloud, identity};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

/// The user, and the policy that is attached to it.
const NAME: &str = "application";

/// It may do everything.
pub const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// The user's key.
pub fn key() -> Credentials {
    Credentials {
        access_key: "AKIAPARHELIONAPPLICA".to_owned(),
        secret: "parhelion/key/of/an/application/under/test".to_owned(),
        token: None,
    }
}

/// Makes the user on a cloud on a calm day, if it is not there, and gives it this policy and no other; none: it may do
/// nothing.
///
/// # Errors
/// IAM's, in words: a policy may not be longer than 6,144 characters.
pub fn grant(cloud: &Cloud, policy: Option<&str>) -> Result<(), String> {
    let Credentials { access_key, secret, .. } = key();
    let account = identity::ACCOUNT;
    let arn = format!("arn:aws:iam::{account}:policy/{NAME}");
    let user = [("UserName", NAME)];
    if call(cloud, "GetUser", &user).is_ok() {
        // The one of before, if it had one.
        let _ = call(cloud, "DetachUserPolicy", &[user[0], ("PolicyArn", &arn)]);
        let _ = call(cloud, "DeletePolicy", &[("PolicyArn", &arn)]);
    } else {
        let made = json!({
            "account": account, "user": NAME, "access_key": access_key, "secret_key": secret,
        });
        let made = cloud.control("credentials", made.to_string().as_bytes());
        made.ok_or("there is no IAM here")??;
    }
    let Some(policy) = policy else { return Ok(()) };
    call(cloud, "CreatePolicy", &[("PolicyName", NAME), ("PolicyDocument", policy)])?;
    call(cloud, "AttachUserPolicy", &[user[0], ("PolicyArn", &arn)])
}

/// Asks IAM as the account's root.
fn call(cloud: &Cloud, action: &str, parameters: &[(&str, &str)]) -> Result<(), String> {
    let mut body = format!("Action={action}&Version=2010-05-08");
    for (name, value) in parameters {
        body += &format!("&{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
    }
    let root = Credentials {
        access_key: identity::ACCESS_KEY.to_owned(),
        secret: identity::SECRET_KEY.to_owned(),
        token: None,
    };
    let signer = Signer {
        credentials: &root,
        region: "us-east-1",
        service: "iam",
        flavour: Flavour::WrappedXml,
        now: cloud.now(),
    };
    let request = Request::builder()
        .method(Method::POST)
        .uri("https://iam.amazonaws.com/")
        .header("content-type", "application/x-www-form-urlencoded");
    let wrong = |error: &dyn std::fmt::Display| format!("IAM {action}: {error}");
    let body = Body::from(body);
    let payload = Payload::hash(&body).map_err(|error| wrong(&error))?;
    let mut request = request.body(body).map_err(|error| wrong(&error))?;
    signer.sign(&mut request, &payload).map_err(|error| wrong(&error))?;
    let answer = cloud.handle(request).ok_or_else(|| wrong(&"no answer"))?;
    let status = answer.status();
    let text = String::from_utf8_lossy(&answer.into_body().to_bytes()).into_owned();
    if status.is_success() { Ok(()) } else { Err(wrong(&text)) }
}
