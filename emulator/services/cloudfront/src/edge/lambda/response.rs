//! Responses in events, and those that functions make.

use super::headers::{self, Returned};
use super::request::replaced;
use super::{Event, Failure, invalid};
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, StatusCode};
use parhelion_wire::Body;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReturnedResponse {
    /// Text or a number.
    status: Value,
    #[serde(default)]
    headers: Returned,
    body: Option<String>,
    body_encoding: Option<String>,
}

pub(super) fn shown(status: StatusCode, all: &HeaderMap) -> Value {
    json!({
        "status": status.as_str(),
        "statusDescription": status.canonical_reason().unwrap_or_default(),
        "headers": headers::shown(all),
    })
}

/// Whether what a function returned is a response and no request.
pub(super) fn is_response(returned: &Value) -> bool {
    returned.get("status").is_some()
}

fn read(returned: Value) -> Result<(StatusCode, ReturnedResponse), Failure> {
    let returned: ReturnedResponse = match serde_json::from_value(returned) {
        Ok(returned) => returned,
        Err(why) => return invalid(format!("The function returned no response: {why}")),
    };
    let number = match &returned.status {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64().and_then(|number| u16::try_from(number).ok()),
        _ => None,
    };
    let status = number.filter(|status| (200..600).contains(status));
    match status.and_then(|status| StatusCode::from_u16(status).ok()) {
        Some(status) => Ok((status, returned)),
        None => invalid("The status is invalid."),
    }
}

/// A response that a function makes at a request.
pub(super) fn made(event: Event, returned: Value) -> Result<http::Response<Body>, Failure> {
    let (status, returned) = read(returned)?;
    let mut all = HeaderMap::new();
    headers::apply(event, &returned.headers, &mut all, |_| false)?;
    let body = replaced(event, returned.body_encoding.as_deref(), returned.body)?;
    all.insert(CONTENT_LENGTH, body.len().into());
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = all;
    Ok(response)
}

/// Makes of a response what a function returned. At viewers the status stays (CF-11.6).
pub(super) fn change(
    event: Event,
    returned: Value,
    response: &mut http::Response<Body>,
) -> Result<(), Failure> {
    let (status, returned) = read(returned)?;
    if event == Event::ViewerResponse && status != response.status() {
        return invalid("The status cannot be changed at viewer-response.");
    }
    headers::apply(event, &returned.headers, response.headers_mut(), |_| false)?;
    if event == Event::OriginResponse {
        *response.status_mut() = status;
        if let Some(body) = returned.body {
            let body = replaced(event, returned.body_encoding.as_deref(), Some(body))?;
            response.headers_mut().insert(CONTENT_LENGTH, body.len().into());
            response.headers_mut().remove(TRANSFER_ENCODING);
            *response.body_mut() = body;
        }
    }
    Ok(())
}
