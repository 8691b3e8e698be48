//! Headers as Lambda@Edge has them: `{"name":[{"key":"Name","value":"…"}]}`.

use super::super::functions::header_rules;
use super::{Event, Failure, invalid};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
struct Line {
    key: Option<String>,
    value: String,
}

pub(super) type Returned = BTreeMap<String, Value>;

fn text(value: &HeaderValue) -> String {
    match str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().map(|byte| char::from(*byte)).collect(),
    }
}

pub(super) fn shown(headers: &HeaderMap) -> Value {
    let mut all = serde_json::Map::new();
    for name in headers.keys() {
        let lines = headers.get_all(name).iter();
        let lines: Vec<Value> = lines
            .map(|value| json!({ "key": cased(name.as_str()), "value": text(value) }))
            .collect();
        all.insert(name.to_string(), lines.into());
    }
    all.into()
}

/// `x-a-b` → `X-A-B`
fn cased(name: &str) -> String {
    let mut upper = true;
    name.chars()
        .map(|c| {
            let shown = if upper { c.to_ascii_uppercase() } else { c };
            upper = c == '-';
            shown
        })
        .collect()
}

fn is_read_only(event: Event, name: &str) -> bool {
    match event {
        Event::ViewerRequest => header_rules::is_read_only_in_requests(name),
        Event::OriginRequest => matches!(
            name,
            "accept-encoding"
                | "cdn-loop"
                | "content-length"
                | "if-modified-since"
                | "if-none-match"
                | "if-range"
                | "if-unmodified-since"
                | "transfer-encoding"
                | "via"
        ),
        Event::OriginResponse => matches!(name, "transfer-encoding" | "via"),
        Event::ViewerResponse => matches!(
            name,
            "content-encoding" | "content-length" | "transfer-encoding" | "warning" | "via"
        ),
    }
}

fn lines(name: &str, given: &Value) -> Result<Vec<Line>, Failure> {
    let Ok(lines) = serde_json::from_value::<Vec<Line>>(given.clone()) else {
        return invalid(format!("The header {name} is no list of keys and values."));
    };
    let other = |line: &Line| line.key.as_ref().is_some_and(|key| !key.eq_ignore_ascii_case(name));
    match lines.iter().any(other) {
        true => invalid(format!("A key of the header {name} is another name.")),
        false => Ok(lines),
    }
}

/// Makes of headers what a function returned. Those that it was not shown (`hidden`) are left alone.
pub(super) fn apply(
    event: Event,
    returned: &Returned,
    headers: &mut HeaderMap,
    hidden: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    let names: Vec<HeaderName> = headers.keys().cloned().collect();
    for name in names {
        if returned.contains_key(name.as_str()) || hidden(name.as_str()) {
            continue;
        }
        if is_read_only(event, name.as_str()) {
            return invalid(format!("The header {name} is read-only."));
        }
        headers.remove(&name);
    }
    for (name, given) in returned {
        let lines = lines(name, given)?;
        let before: Vec<String> = headers.get_all(name.as_str()).iter().map(text).collect();
        if before.iter().eq(lines.iter().map(|line| &line.value)) {
            continue;
        }
        let upper = name.bytes().any(|byte| byte.is_ascii_uppercase());
        let Some(valid) = HeaderName::from_bytes(name.as_bytes()).ok().filter(|_| !upper) else {
            return invalid(format!("The header name {name:?} is invalid."));
        };
        if header_rules::is_disallowed(name) || is_read_only(event, name) {
            return invalid(format!("The header {name} cannot be changed."));
        }
        headers.remove(&valid);
        for line in lines {
            let Ok(value) = HeaderValue::from_bytes(line.value.as_bytes()) else {
                return invalid(format!("A value of the header {name} is invalid."));
            };
            headers.append(&valid, value);
        }
    }
    Ok(())
}
