//! A response as a function sees it and changes it, and one that it makes itself (CF-11.3).

use super::super::answer::{Answer, Source};
use super::entries::{Entries, Single};
use super::failure::{Failure, invalid};
use super::header_rules::{is_disallowed, is_read_only_in_responses};
use super::request::{header_name, header_value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_LENGTH, SET_COOKIE, TRANSFER_ENCODING};
use http::{HeaderMap, StatusCode};
use parhelion_wire::Body;
use serde::{Deserialize, Serialize};

/// What a function is shown of a response: never its body.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Seen {
    status_code: u16,
    status_description: String,
    headers: Entries,
    cookies: Entries,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Returned {
    status_code: f64,
    headers: Option<Entries>,
    cookies: Option<Entries>,
    body: Option<ReturnedBody>,
}

#[derive(Debug, Deserialize)]
struct ReturnedBody {
    encoding: Option<String>,
    data: Option<String>,
}

/// Whether what a function returned is a response: it has a status.
pub(crate) fn is_response(returned: &str) -> bool {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Status {
        status_code: Option<serde::de::IgnoredAny>,
    }
    serde_json::from_str::<Status>(returned).is_ok_and(|it| it.status_code.is_some())
}

fn read(returned: &str) -> Result<(StatusCode, Returned), Failure> {
    let returned: Returned = match serde_json::from_str(returned) {
        Ok(returned) => returned,
        Err(why) => return invalid(format!("The function returned no response: {why}")),
    };
    let whole =
        returned.status_code.fract() == 0.0 && (200.0..600.0).contains(&returned.status_code);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "200 to 599")]
    let status = StatusCode::from_u16(if whole { returned.status_code as u16 } else { 0 });
    match status {
        Ok(status) => Ok((status, returned)),
        Err(_) => invalid("The status code is invalid."),
    }
}

impl ReturnedBody {
    fn bytes(self) -> Result<Body, Failure> {
        let data = self.data.unwrap_or_default();
        match self.encoding.as_deref() {
            None | Some("text") => Ok(data.into()),
            Some("base64") => match STANDARD.decode(&data) {
                Ok(bytes) => Ok(bytes::Bytes::from(bytes).into()),
                Err(_) => invalid("The body is no base64."),
            },
            Some(_) => invalid("The encoding of a body is text or base64."),
        }
    }
}

/// `Set-Cookie` lines.
fn cookie_lines(
    cookies: &Entries,
    before: Option<&Entries>,
    headers: &mut HeaderMap,
) -> Result<(), Failure> {
    for (name, entry) in &cookies.0 {
        for Single { value, attributes } in entry.values(before.and_then(|all| all.get(name))) {
            let line = match attributes.filter(|text| !text.is_empty()) {
                Some(attributes) => format!("{name}={value}; {attributes}"),
                None => format!("{name}={value}"),
            };
            headers.append(SET_COOKIE, header_value(&line)?);
        }
    }
    Ok(())
}

/// The answer that a function makes at `viewer-request`: sent, and never cached.
pub(crate) fn generated(returned: &str) -> Result<Answer, Failure> {
    let (status, returned) = read(returned)?;
    let mut headers = HeaderMap::new();
    for (name, entry) in &returned.headers.unwrap_or_default().0 {
        let name = header_name(name)?;
        let read_only = matches!(name.as_str(), "via" | "transfer-encoding" | "content-length");
        if is_disallowed(name.as_str()) || read_only || name == SET_COOKIE {
            return invalid(format!("The header {name} cannot be set."));
        }
        for Single { value, .. } in entry.values(None) {
            headers.append(&name, header_value(&value)?);
        }
    }
    cookie_lines(&returned.cookies.unwrap_or_default(), None, &mut headers)?;
    let body = returned.body.map_or(Ok(Body::empty()), ReturnedBody::bytes)?;
    headers.insert(CONTENT_LENGTH, body.len().into());
    Ok(Answer { status, headers, body, source: Source::FunctionGeneratedResponse, age: None })
}

impl Seen {
    pub(crate) fn of(answer: &Answer) -> Self {
        let lines = answer.headers.iter().filter(|(name, _)| **name != SET_COOKIE);
        let text =
            |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let lines = lines.map(|(name, value)| {
            (name.to_string(), Single { value: text(value), attributes: None })
        });
        let cookies = answer.headers.get_all(SET_COOKIE).iter().map(|line| {
            let line = text(line);
            let (pair, attributes) = match line.split_once(';') {
                Some((pair, rest)) => (pair, Some(rest.trim().to_owned())),
                None => (line.as_str(), None),
            };
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.trim().to_owned(), Single { value: value.trim().to_owned(), attributes })
        });
        Self {
            status_code: answer.status.as_u16(),
            status_description: answer.status.canonical_reason().unwrap_or_default().to_owned(),
            headers: Entries::of(lines),
            cookies: Entries::of(cookies.collect::<Vec<_>>()),
        }
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Makes of an answer what a function returned at `viewer-response`.
    pub(crate) fn apply(&self, returned: &str, mut answer: Answer) -> Result<Answer, Failure> {
        let (status, returned) = read(returned)?;
        let headers = returned.headers.unwrap_or_default();
        for (name, _) in &self.headers.0 {
            if headers.get(name).is_none() {
                if is_read_only_in_responses(name) {
                    return invalid(format!("The header {name} is read-only."));
                }
                answer.headers.remove(name.as_str());
            }
        }
        for (name, entry) in &headers.0 {
            let before = self.headers.get(name);
            if before == Some(entry) {
                continue;
            }
            let name = header_name(name)?;
            let forbidden =
                is_read_only_in_responses(name.as_str()) || is_disallowed(name.as_str());
            if forbidden || name == SET_COOKIE {
                return invalid(format!("The header {name} cannot be changed."));
            }
            answer.headers.remove(&name);
            for Single { value, .. } in entry.values(before) {
                answer.headers.append(&name, header_value(&value)?);
            }
        }
        let cookies = returned.cookies.unwrap_or_default();
        if cookies != self.cookies {
            answer.headers.remove(SET_COOKIE);
            cookie_lines(&cookies, Some(&self.cookies), &mut answer.headers)?;
        }
        if let Some(body) = returned.body {
            answer.body = body.bytes()?;
        }
        answer.headers.remove(TRANSFER_ENCODING);
        if status != StatusCode::NOT_MODIFIED && status != StatusCode::NO_CONTENT {
            answer.headers.insert(CONTENT_LENGTH, answer.body.len().into());
        }
        answer.status = status;
        Ok(answer)
    }
}
