//! Requests in events.

use super::associations::Lambda;
use super::headers::{self, Returned};
use super::{Event, Failure, invalid};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::uri::PathAndQuery;
use http::{HeaderMap, Method};
use parhelion_wire::Body;
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::IpAddr;

/// CF-11.3 has the same limit.
const TARGET_BYTES_MAX: usize = 8_192;

/// What an event tells of a request, and what a function may change of it.
pub(super) struct Request<'a> {
    pub(super) ip: IpAddr,
    pub(super) method: &'a Method,
    /// Without the origin's own path.
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) headers: HeaderMap,
    pub(super) body: &'a Body,
}

#[derive(Deserialize)]
struct ReturnedRequest {
    uri: Option<String>,
    querystring: Option<String>,
    method: Option<String>,
    #[serde(default)]
    headers: Returned,
    body: Option<ReturnedBody>,
}

#[derive(Deserialize)]
struct ReturnedBody {
    action: Option<String>,
    encoding: Option<String>,
    data: Option<String>,
}

/// What a function made of a request.
pub(super) struct Changed {
    pub(super) target: PathAndQuery,
    pub(super) headers: HeaderMap,
    /// Set where the body was replaced.
    pub(super) body: Option<Body>,
}

impl Request<'_> {
    pub(super) fn shown(&self, event: Event, lambda: &Lambda) -> Value {
        let mut request = json!({
            "clientIp": self.ip.to_string(),
            "headers": headers::shown(&self.headers),
            "method": self.method.as_str(),
            "querystring": self.query,
            "uri": self.path,
        });
        if lambda.include_body {
            let most = event.body_bytes_max();
            let bytes = self.body.to_bytes();
            let shown = bytes.get(..most).unwrap_or(&bytes);
            request["body"] = json!({
                "action": "read-only",
                "data": STANDARD.encode(shown),
                "encoding": "base64",
                "inputTruncated": bytes.len() > most,
            });
        }
        request
    }

    pub(super) fn changed(self, event: Event, returned: Value) -> Result<Changed, Failure> {
        let returned: ReturnedRequest = match serde_json::from_value(returned) {
            Ok(returned) => returned,
            Err(why) => return invalid(format!("The function returned no request: {why}")),
        };
        if returned.method.is_some_and(|method| method != self.method.as_str()) {
            return invalid("The method cannot be changed.");
        }
        let mut all = self.headers;
        headers::apply(event, &returned.headers, &mut all, |_| false)?;
        let path = returned.uri.unwrap_or_else(|| self.path.to_owned());
        let query = returned.querystring.unwrap_or_else(|| self.query.to_owned());
        if !path.starts_with('/') {
            return invalid("The URI must begin with a slash.");
        }
        let target = if query.is_empty() { path } else { format!("{path}?{query}") };
        let target = Some(target).filter(|target| target.len() < TARGET_BYTES_MAX);
        let Some(target) = target.and_then(|target| PathAndQuery::try_from(target).ok()) else {
            return invalid("The URI is invalid.");
        };
        let body = match returned.body {
            Some(body) if body.action.as_deref() == Some("replace") => {
                Some(replaced(event, body.encoding.as_deref(), body.data)?)
            }
            _ => None,
        };
        Ok(Changed { target, headers: all, body })
    }
}

/// A body in the encoding that is named.
pub(super) fn replaced(
    event: Event,
    encoding: Option<&str>,
    data: Option<String>,
) -> Result<Body, Failure> {
    let data = data.unwrap_or_default();
    let bytes = match encoding {
        None | Some("text") => data.into_bytes(),
        Some("base64") => match STANDARD.decode(&data) {
            Ok(bytes) => bytes,
            Err(_) => return invalid("The body is no base64."),
        },
        Some(_) => return invalid("The encoding of a body is text or base64."),
    };
    match bytes.len() > event.body_bytes_max() {
        true => invalid("The body is too large."),
        false => Ok(bytes::Bytes::from(bytes).into()),
    }
}
