//! A request as a function sees it, and what a function made of it (CF-11.3).

use super::super::distribution::Behavior;
use super::super::viewer::Viewer;
use super::entries::{Entries, Single};
use super::failure::{Failure, invalid};
use super::header_rules::{is_disallowed, is_read_only_in_requests};
use http::header::{COOKIE, HOST};
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};

/// CF-11.3: URI and query together.
const TARGET_BYTES_MAX: usize = 8_192;

/// What a function is shown of a request.
#[derive(Debug, Serialize)]
pub(crate) struct Seen {
    method: String,
    uri: String,
    querystring: Entries,
    headers: Entries,
    cookies: Entries,
}

/// What it returned. What it left out is as it was, but for headers, which it took away.
#[derive(Debug, Deserialize)]
struct Returned {
    method: Option<String>,
    uri: Option<String>,
    querystring: Option<Query>,
    headers: Option<Entries>,
    cookies: Option<Entries>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Query {
    Text(String),
    Entries(Entries),
}

fn single(value: impl Into<String>) -> Single {
    Single { value: value.into(), attributes: None }
}

/// Bytes that are no UTF-8 are shown as ISO 8859-1 (CF-1.10).
fn shown(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

impl Seen {
    pub(crate) fn of(viewer: &Viewer, behavior: &Behavior) -> Self {
        let parameters =
            viewer.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let parameters = parameters.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), single(value))
        });
        let sent = viewer.headers.iter().filter(|(name, _)| **name != COOKIE && **name != HOST);
        let sent = sent.filter(|(name, _)| !name.as_str().starts_with("cloudfront-"));
        let sent = sent.map(|(name, value)| (name.to_string(), single(shown(value.as_bytes()))));
        // The edge's own headers about the viewer, where a policy has it make them (CF-4.4).
        let made =
            behavior.forward.named.iter().filter(|name| name.as_str().starts_with("cloudfront-"));
        let made =
            made.filter_map(|name| Some((name.to_string(), single(shown(&viewer.value(name)?)))));
        let host = ("host".to_owned(), single(viewer.host()));
        Self {
            method: viewer.method.to_string(),
            uri: viewer.path().to_owned(),
            querystring: Entries::of(parameters),
            headers: Entries::of([host].into_iter().chain(sent).chain(made)),
            cookies: Entries::of(cookies(viewer)),
        }
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Makes of the request what a function returned.
    pub(crate) fn apply(&self, returned: &str, viewer: &mut Viewer) -> Result<(), Failure> {
        let returned: Returned = match serde_json::from_str(returned) {
            Ok(returned) => returned,
            Err(why) => return invalid(format!("The function returned no request: {why}")),
        };
        if returned.method.is_some_and(|method| method != self.method) {
            return invalid("The method cannot be changed.");
        }
        self.apply_headers(returned.headers.as_ref().unwrap_or(&Entries::default()), viewer)?;
        if let Some(cookies) = returned.cookies.as_ref().filter(|cookies| **cookies != self.cookies)
        {
            self.apply_cookies(cookies, viewer)?;
        }
        self.apply_target(returned.uri.as_deref(), returned.querystring.as_ref(), viewer)
    }

    fn apply_headers(&self, returned: &Entries, viewer: &mut Viewer) -> Result<(), Failure> {
        for (name, _) in &self.headers.0 {
            if returned.get(name).is_none() {
                if is_read_only_in_requests(name) {
                    return invalid(format!("The header {name} is read-only."));
                }
                viewer.headers.remove(name.as_str());
            }
        }
        for (name, entry) in &returned.0 {
            let before = self.headers.get(name);
            if before == Some(entry) {
                continue;
            }
            let name = header_name(name)?;
            if is_read_only_in_requests(name.as_str())
                || is_disallowed(name.as_str())
                || name == COOKIE
            {
                return invalid(format!("The header {name} cannot be changed."));
            }
            viewer.headers.remove(&name);
            for Single { value, .. } in entry.values(before) {
                viewer.headers.append(&name, header_value(&value)?);
            }
        }
        Ok(())
    }

    fn apply_cookies(&self, returned: &Entries, viewer: &mut Viewer) -> Result<(), Failure> {
        let all = returned.0.iter().flat_map(|(name, entry)| {
            let values = entry.values(self.cookies.get(name)).into_iter();
            values.map(move |Single { value, .. }| format!("{name}={value}"))
        });
        let line = all.collect::<Vec<_>>().join("; ");
        viewer.headers.remove(COOKIE);
        if !line.is_empty() {
            viewer.headers.insert(COOKIE, header_value(&line)?);
        }
        Ok(())
    }

    /// What was not changed stays as it was sent, to the byte (CF-1.10).
    fn apply_target(
        &self,
        uri: Option<&str>,
        query: Option<&Query>,
        viewer: &mut Viewer,
    ) -> Result<(), Failure> {
        let path = match uri.filter(|uri| *uri != self.uri) {
            None => viewer.path().to_owned(),
            Some(uri) if uri.starts_with('/') => encoded(uri, b"?"),
            Some(_) => return invalid("The URI must begin with a slash."),
        };
        let query = match query {
            None => viewer.query().map(str::to_owned),
            Some(Query::Entries(same)) if *same == self.querystring => {
                viewer.query().map(str::to_owned)
            }
            Some(Query::Entries(changed)) => {
                Some(self.query(changed)).filter(|text| !text.is_empty())
            }
            Some(Query::Text(text)) => Some(encoded(text, b"")).filter(|text| !text.is_empty()),
        };
        let target = match query {
            Some(query) => format!("{path}?{query}"),
            None => path,
        };
        if target.len() >= TARGET_BYTES_MAX {
            return invalid("The URI is too long.");
        }
        let Ok(target) = PathAndQuery::try_from(target) else {
            return invalid("The URI is invalid.");
        };
        let host = HeaderValue::from_str(viewer.host());
        if let (false, Ok(host)) = (viewer.headers.contains_key(HOST), host) {
            viewer.headers.insert(HOST, host); // it stood in the absolute form
        }
        viewer.uri = target.into();
        viewer.instead = None;
        Ok(())
    }

    fn query(&self, changed: &Entries) -> String {
        let pairs = changed.0.iter().flat_map(|(name, entry)| {
            let values = entry.values(self.querystring.get(name)).into_iter();
            values.map(move |Single { value, .. }| {
                format!("{}={}", encoded(name, b"&="), encoded(&value, b"&"))
            })
        });
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// The cookies of all lines, by name.
fn cookies(viewer: &Viewer) -> Vec<(String, Single)> {
    let all = viewer.cookie_lines().flat_map(|line| line.split(';')).map(str::trim);
    let all = all.filter(|cookie| !cookie.is_empty());
    let pairs = all.map(|cookie| {
        let (name, value) = cookie.split_once('=').unwrap_or((cookie, ""));
        (name.to_owned(), single(value))
    });
    pairs.collect()
}

/// What cannot stand in a URL is percent-encoded; what is encoded already stays.
fn encoded(text: &str, also: &[u8]) -> String {
    let mut all = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !b"\"#<>\\^`{|}".contains(&byte) && !also.contains(&byte) {
            all.push(char::from(byte));
        } else {
            all.push_str(&format!("%{byte:02X}"));
        }
    }
    all
}

/// Names are lower-case in what functions return.
pub(super) fn header_name(name: &str) -> Result<HeaderName, Failure> {
    let upper = name.bytes().any(|byte| byte.is_ascii_uppercase());
    match HeaderName::from_bytes(name.as_bytes()) {
        Ok(valid) if !upper => Ok(valid),
        _ => invalid(format!("The header name {name:?} is invalid: names are in lower case.")),
    }
}

pub(super) fn header_value(value: &str) -> Result<HeaderValue, Failure> {
    match HeaderValue::from_bytes(value.as_bytes()) {
        Ok(valid) => Ok(valid),
        Err(_) => invalid("A header's value is invalid."),
    }
}
