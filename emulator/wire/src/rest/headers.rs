//! Members bound to headers.

use super::text_of;
use crate::malformed::Malformed;
use crate::table::{Location, Member, Model, ShapeKind, TimestampFormat};
use crate::{Value, scalar};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::borrow::Cow;

/// Reads headers into the members bound to them.
pub(crate) fn read_headers(
    model: &'static Model,
    members: &'static [Member],
    headers: &HeaderMap,
    values: &mut [Value],
) -> Result<(), Malformed> {
    for (name, text) in headers {
        read_header(model, members, name.as_str(), &latin(text.as_bytes()), values)?;
    }
    Ok(())
}

/// One header, its name in lower case. Repeated ones are joined by commas (S3-3.10(a)).
pub(super) fn read_header(
    model: &'static Model,
    members: &'static [Member],
    name: &str,
    text: &str,
    values: &mut [Value],
) -> Result<(), Malformed> {
    for (member, value) in members.iter().zip(values) {
        match member.location {
            Location::Header(bound) if bound.eq_ignore_ascii_case(name) => {
                return read_bound(model, member, name, text.trim(), value);
            }
            Location::PrefixHeaders(prefix) => {
                let Some((start, key)) = name.split_at_checked(prefix.len()) else { continue };
                if start.eq_ignore_ascii_case(prefix) {
                    prefixed(value, key, text.trim());
                    return Ok(());
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn prefixed(value: &mut Value, key: &str, text: &str) {
    if !matches!(value, Value::Map(_)) {
        *value = Value::Map(Vec::new());
    }
    let Value::Map(entries) = value else { return };
    match entries.iter_mut().find(|(held, _)| held == key) {
        Some((_, Value::Text(held))) => {
            held.push(',');
            held.push_str(text);
        }
        _ => entries.push((key.to_owned(), Value::Text(text.to_owned()))),
    }
}

fn read_bound(
    model: &'static Model,
    member: &'static Member,
    name: &str,
    text: &str,
    value: &mut Value,
) -> Result<(), Malformed> {
    let shape = model.shape(member.target);
    match (&shape.kind, &mut *value) {
        (ShapeKind::List(list), _) => {
            let entry = model.shape(list.target);
            let mut entries = match std::mem::take(value) {
                Value::List(entries) => entries,
                _ => Vec::new(),
            };
            for text in split(text) {
                entries.push(text_of(entry, member, TimestampFormat::HttpDate, name, &text)?);
            }
            *value = Value::List(entries);
        }
        (_, Value::Text(held)) => {
            held.push(',');
            held.push_str(text);
        }
        // A date that is none counts as absent (RFC 9110, 13.1.3).
        (ShapeKind::Timestamp(_), _)
            if scalar::format_of(Some(member), shape, TimestampFormat::HttpDate)
                == TimestampFormat::HttpDate =>
        {
            *value = scalar::read(shape, TimestampFormat::HttpDate, text).unwrap_or_default();
        }
        _ => *value = text_of(shape, member, TimestampFormat::HttpDate, name, text)?,
    }
    Ok(())
}

/// The entries of a comma-separated header; they may be quoted.
fn split(text: &str) -> Vec<Cow<'_, str>> {
    let mut entries = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut entry = String::new();
            let mut characters = quoted.chars();
            while let Some(character) = characters.next() {
                match character {
                    '"' => break,
                    '\\' => entry.extend(characters.next()),
                    other => entry.push(other),
                }
            }
            entries.push(Cow::Owned(entry));
            rest = characters.as_str();
            rest = rest.split_once(',').map_or("", |(_, after)| after);
        } else {
            let (entry, after) = rest.split_once(',').unwrap_or((rest, ""));
            entries.push(Cow::Borrowed(entry.trim_end()));
            rest = after;
        }
        rest = rest.trim_start();
    }
    entries
}

/// Header bytes as text: ISO-8859-1, so that eight-bit bytes survive as AWS shows them
/// (S3-3.10(e)).
fn latin(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if bytes.is_ascii() => Cow::Borrowed(text),
        _ => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}

/// Text as header bytes: the reverse where it can be, else UTF-8.
fn header_value(text: &str) -> Option<HeaderValue> {
    if text.is_ascii() {
        return HeaderValue::from_str(text).ok();
    }
    let narrow: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    HeaderValue::from_bytes(narrow.as_deref().unwrap_or(text.as_bytes())).ok()
}

/// Appends the headers of the members bound to them. What no header can carry is left out.
pub(crate) fn write_headers(
    model: &'static Model,
    members: &'static [Member],
    values: &[Value],
    headers: &mut HeaderMap,
) {
    for (member, value) in members.iter().zip(values) {
        match (member.location, value) {
            (_, Value::Null) => {}
            (Location::Header(name), value) => {
                let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else { continue };
                if let Some(text) = bound_text(model, member, value) {
                    headers.append(name, text);
                }
            }
            (Location::PrefixHeaders(prefix), Value::Map(entries)) => {
                for (key, value) in entries {
                    let name = format!("{prefix}{key}");
                    if let (Ok(name), Value::Text(text)) =
                        (HeaderName::from_bytes(name.as_bytes()), value)
                        && let Some(text) = header_value(text)
                    {
                        headers.append(name, text);
                    }
                }
            }
            _ => {}
        }
    }
}

fn bound_text(
    model: &'static Model,
    member: &'static Member,
    value: &Value,
) -> Option<HeaderValue> {
    let shape = model.shape(member.target);
    match (&shape.kind, value) {
        (_, Value::Text(text)) => header_value(text),
        (_, Value::Int(number)) => Some(HeaderValue::from(*number)),
        (ShapeKind::List(list), Value::List(values)) => {
            let entry = model.shape(list.target);
            let mut text = String::new();
            for (at, value) in values.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                match value {
                    Value::Text(entry) if entry.is_empty() || entry.contains([',', '"']) => {
                        text.push('"');
                        text.push_str(&entry.replace('\\', "\\\\").replace('"', "\\\""));
                        text.push('"');
                    }
                    value => {
                        let format =
                            scalar::format_of(Some(member), entry, TimestampFormat::HttpDate);
                        scalar::write(&mut text, entry, format, false, value);
                    }
                }
            }
            header_value(&text)
        }
        _ => {
            let format = scalar::format_of(Some(member), shape, TimestampFormat::HttpDate);
            let mut text = String::with_capacity(32);
            scalar::write(&mut text, shape, format, false, value);
            header_value(&text)
        }
    }
}
