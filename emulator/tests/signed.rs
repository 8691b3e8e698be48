//! Requests that somebody signed, at the front door: for calls by others than root.

use parhelion::Cloud;
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::wire::{Body, Model};

/// Sends an operation's body as `credentials`: its status, and the answer's text.
#[track_caller]
pub(crate) fn send(
    cloud: &Cloud,
    model: &Model,
    credentials: &Credentials,
    action: &str,
    parameters: &str,
) -> (u16, String) {
    send_in_doubt(cloud, model, credentials, action, parameters).expect("an answer")
}

/// As [`send`], where the connection may close instead.
pub(crate) fn send_in_doubt(
    cloud: &Cloud,
    model: &Model,
    credentials: &Credentials,
    action: &str,
    parameters: &str,
) -> Option<(u16, String)> {
    let version = model.api_version;
    let form = format!("Action={action}&Version={version}{parameters}");
    send_form(cloud, model, credentials, form)
}

/// As [`send_in_doubt`], of a form as it is.
pub(crate) fn send_form(
    cloud: &Cloud,
    model: &Model,
    credentials: &Credentials,
    form: String,
) -> Option<(u16, String)> {
    let (service, body) = (model.signing_name, Body::from(form));
    let mut request = http::Request::post("/")
        .header("host", format!("{}.us-east-1.amazonaws.com", model.endpoint_prefix))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
        .unwrap();
    let (region, flavour) = ("us-east-1", Flavour::WrappedXml);
    let signer = Signer { credentials, region, service, flavour, now: cloud.now() };
    let payload = Payload::hash(request.body()).unwrap();
    signer.sign(&mut request, &payload).unwrap();
    let response = cloud.handle(request)?;
    let text = String::from_utf8(response.body().to_bytes().to_vec()).unwrap();
    Some((response.status().as_u16(), text))
}

/// The content of the first element of a name.
#[track_caller]
pub(crate) fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("{name}: {xml}"));
    rest.split_once(&format!("</{name}>")).unwrap().0
}
