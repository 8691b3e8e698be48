//! An IAM user with one policy: what an application signs as.

use http::{Method, Request};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::{Body, Cloud, identity};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The user, and the policy that is attached to it.
const NAME: &str = "application";

/// Makes the user on a cloud on a calm day; without a policy it may do nothing.
///
/// # Errors
/// IAM's, in words: a policy may not be longer than 6,144 characters.
pub(crate) fn create(cloud: &Cloud, policy: Option<&str>) -> Result<Credentials, String> {
    call(cloud, "CreateUser", &[("UserName", NAME)])?;
    if let Some(policy) = policy {
        let parameters = [("PolicyName", NAME), ("PolicyDocument", policy)];
        let made = call(cloud, "CreatePolicy", &parameters)?;
        let arn = element(&made, "Arn")?;
        call(cloud, "AttachUserPolicy", &[("UserName", NAME), ("PolicyArn", arn)])?;
    }
    let made = call(cloud, "CreateAccessKey", &[("UserName", NAME)])?;
    Ok(Credentials {
        access_key: element(&made, "AccessKeyId")?.to_owned(),
        secret: element(&made, "SecretAccessKey")?.to_owned(),
        token: None,
    })
}

/// Asks IAM as the account's root; the answer's XML.
fn call(cloud: &Cloud, action: &str, parameters: &[(&str, &str)]) -> Result<String, String> {
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let mut body = format!("Action={action}&Version=2010-05-08");
    for (name, value) in parameters {
        body += &format!("&{name}={}", encoded(value));
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
    if status.is_success() { Ok(text) } else { Err(wrong(&text)) }
}

/// The text of an element that needs no escapes: identifiers, keys, ARNs.
fn element<'a>(xml: &'a str, name: &str) -> Result<&'a str, String> {
    let inner = xml.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split_once("</"));
    inner.map(|(text, _)| text).ok_or_else(|| format!("IAM has answered without {name}"))
}
