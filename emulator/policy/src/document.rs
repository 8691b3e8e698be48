//! JSON as policies need it: members in order, duplicates refused (S3-7.2).

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Why a document is no policy: the words of AWS's `MalformedPolicy`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedPolicy {
    /// AWS's sentence: `Invalid policy syntax.`, `Missing required field Action`, …
    pub message: String,
    /// `<Detail>`, where AWS names the culprit.
    pub detail: Option<String>,
}

impl MalformedPolicy {
    /// Without a culprit.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), detail: None }
    }

    /// Names the culprit.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// What AWS says of everything that it does not explain.
    pub fn syntax() -> Self {
        Self::new("Invalid policy syntax.")
    }
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// As text, so that account ids and dates written as numbers keep their digits.
    Number(String),
    /// A string, its escapes undone.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// Members in the document's order; no name is there twice.
    Object(Vec<(String, Json)>),
}

const DUPLICATE: &str = "duplicate member";

impl Json {
    /// Reads a policy's text.
    ///
    /// # Errors
    /// The text is not JSON, or no object, which has a message of its own (S3-7.2(h)); or a member is
    /// there twice.
    pub fn parse(text: &str) -> Result<Self, MalformedPolicy> {
        let no_json =
            || MalformedPolicy::new("Policies must be valid JSON and the first byte must be '{'");
        if !text.starts_with('{') {
            return Err(no_json());
        }
        serde_json::from_str(text).map_err(|error: serde_json::Error| {
            if error.to_string().starts_with(DUPLICATE) {
                MalformedPolicy::syntax()
            } else {
                no_json()
            }
        })
    }

    /// One value or a list of values, as policies may write either.
    pub fn one_or_many(&self) -> &[Json] {
        match self {
            Json::List(values) => values,
            one => std::slice::from_ref(one),
        }
    }

    /// The text of a string; `None` for anything else.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Appends the shortest JSON text.
    pub fn write(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Number(digits) => out.push_str(digits),
            Json::Text(text) => write_text(text, out),
            Json::List(values) => {
                out.push('[');
                for (i, value) in values.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    value.write(out);
                }
                out.push(']');
            }
            Json::Object(members) => {
                write_members(members.iter().map(|(k, v)| (k.as_str(), v)), out)
            }
        }
    }
}

pub(crate) fn write_members<'a>(
    members: impl Iterator<Item = (&'a str, &'a Json)>,
    out: &mut String,
) {
    out.push('{');
    for (i, (name, value)) in members.enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
        value.write(out);
    }
    out.push('}');
}

fn write_text(text: &str, out: &mut String) {
    // A text always serialises.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Json>()? {
            if members.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(DUPLICATE));
            }
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn s3_7_2_h_only_json_objects() {
        for text in ["", "x", " {}", "[]", "{", "{\"a\":}", "{\"a\":1} x"] {
            let message = Json::parse(text).unwrap_err().message;
            assert_eq!(
                message, "Policies must be valid JSON and the first byte must be '{'",
                "{text}"
            );
        }
    }

    #[test]
    fn s3_7_2_duplicates_are_invalid() {
        assert_eq!(Json::parse(r#"{"a":1,"a":2}"#), Err(MalformedPolicy::syntax()));
        assert_eq!(Json::parse(r#"{"b":{"a":1,"a":2}}"#), Err(MalformedPolicy::syntax()));
    }

    #[test]
    fn writes_what_it_read() {
        let text = r#"{"a":[1,"x\"y",true,null,{"b":1.5}]}"#;
        let mut out = String::new();
        Json::parse(text).unwrap().write(&mut out);
        assert_eq!(out, text);
    }
}
