//! HTTP bindings: what of a structure goes into path, query, headers, status and body.

use crate::malformed::Malformed;
use crate::route::{Query, hoisted, labels};
use crate::table::{Kind, Location, Member, Model, Operation, Protocol, Shape, TimestampFormat};
use crate::{Body, Value, json, scalar, uri, xml};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::borrow::Cow;

/// Reads a request's path, query and headers into the members bound to them.
pub(crate) fn read_request(
    model: &'static Model,
    operation: &'static Operation,
    members: &'static [Member],
    (path, query, headers): (&str, &Query<'_>, &HeaderMap),
    values: &mut [Value],
) -> Result<(), Malformed> {
    let mut bad = None;
    labels(operation.path, path, |name, text| {
        let at = members
            .iter()
            .position(|member| matches!(member.location, Location::Label) && member.name == name);
        if let Some(at) = at {
            match uri::decode(text, false).and_then(|text| label(model, &members[at], &text)) {
                Ok(value) => values[at] = value,
                Err(error) => bad = Some(error),
            }
        }
    });
    if let Some(error) = bad {
        return Err(error);
    }
    read_headers(model, members, headers, values)?;
    for (name, text) in query {
        let text = text.as_deref().unwrap_or_default();
        let bound = members
            .iter()
            .position(|member| matches!(member.location, Location::Query(bound) if bound == name));
        match bound {
            Some(at) => read_parameter(model, &members[at], text, &mut values[at])?,
            None if hoisted(query, name).is_some() && !headers.contains_key(&**name) => {
                read_header(model, members, &name.to_ascii_lowercase(), text, values)?;
            }
            None => {}
        }
    }
    Ok(())
}

fn label(model: &'static Model, member: &'static Member, text: &str) -> Result<Value, Malformed> {
    text_of(model.shape(member.target), member, TimestampFormat::DateTime, member.name, text)
}

fn text_of(
    shape: &'static Shape,
    member: &'static Member,
    format: TimestampFormat,
    name: &str,
    text: &str,
) -> Result<Value, Malformed> {
    let format = scalar::format_of(Some(member), shape, format);
    scalar::read(shape, format, text).ok_or_else(|| Malformed::Text {
        name: name.to_owned(),
        value: text.to_owned(),
        kind: json::kind_name(&shape.kind),
    })
}

fn read_parameter(
    model: &'static Model,
    member: &'static Member,
    text: &str,
    value: &mut Value,
) -> Result<(), Malformed> {
    let shape = model.shape(member.target);
    let name = match member.location {
        Location::Query(name) => name,
        _ => member.name,
    };
    if let Kind::List(list) = &shape.kind {
        let entry =
            text_of(model.shape(list.target), member, TimestampFormat::DateTime, name, text)?;
        match value {
            Value::List(entries) => entries.push(entry),
            other => *other = Value::List(vec![entry]),
        }
    } else if value.is_null() {
        *value = text_of(shape, member, TimestampFormat::DateTime, name, text)?;
    }
    Ok(())
}

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
fn read_header(
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
        (Kind::List(list), _) => {
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
        (Kind::Timestamp(_), _)
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
        (Kind::List(list), Value::List(values)) => {
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

/// Writes path and query of a request.
pub(crate) fn write_uri(
    model: &'static Model,
    operation: &'static Operation,
    members: &'static [Member],
    values: &[Value],
) -> String {
    use crate::table::Segment;
    let label = |name: &str| {
        let at = members
            .iter()
            .position(|member| member.name == name && matches!(member.location, Location::Label))?;
        parameter(model, &members[at], values.get(at)?)
    };
    let mut out = String::new();
    for segment in operation.path {
        out.push('/');
        match segment {
            Segment::Literal(literal) => out.push_str(literal),
            Segment::Label(name) => uri::encode(&mut out, &label(name).unwrap_or_default(), false),
            Segment::Greedy(name) => uri::encode(&mut out, &label(name).unwrap_or_default(), true),
        }
    }
    if out.is_empty() {
        out.push('/');
    }
    let mut separator = '?';
    let mut pair = |name: &str, value: Option<&str>| {
        out.push(std::mem::replace(&mut separator, '&'));
        uri::encode(&mut out, name, false);
        if let Some(value) = value {
            out.push('=');
            uri::encode(&mut out, value, false);
        }
    };
    for (name, value) in operation.query {
        pair(name, *value);
    }
    for (member, value) in members.iter().zip(values) {
        let Location::Query(name) = member.location else { continue };
        match value {
            Value::List(entries) => {
                for entry in entries {
                    pair(name, parameter(model, member, entry).as_deref());
                }
            }
            value => {
                if let Some(text) = parameter(model, member, value) {
                    pair(name, Some(&text));
                }
            }
        }
    }
    out
}

fn parameter(model: &'static Model, member: &'static Member, value: &Value) -> Option<String> {
    let mut shape = model.shape(member.target);
    if let Kind::List(list) = &shape.kind {
        shape = model.shape(list.target);
    }
    let format = scalar::format_of(Some(member), shape, TimestampFormat::DateTime);
    let mut text = String::new();
    scalar::write(&mut text, shape, format, false, value);
    (!value.is_null()).then_some(text)
}

/// A message's body and how it is to be understood.
pub(crate) struct Payload {
    /// Where the payload member is, if the structure has one.
    at: Option<usize>,
    /// Whether any member lives in the body.
    members: bool,
}

impl Payload {
    pub fn of(members: &[Member]) -> Self {
        Self {
            at: members.iter().position(|member| matches!(member.location, Location::Payload)),
            members: members.iter().any(|member| matches!(member.location, Location::Body)),
        }
    }

    /// The first member that lives in the body.
    fn only(&self, members: &[Member]) -> Option<usize> {
        members.iter().position(|member| matches!(member.location, Location::Body))
    }
}

/// How a body is to be read.
pub(crate) struct Reading<'a> {
    /// Names that the root element of a structure without payload member may have.
    pub roots: &'a [&'a str],
    /// As in [`xml::Reader`]; the root's name must fit too (S3-0.5(d)).
    pub strict: bool,
    /// The only member is the root element itself (S3-1.11).
    pub bare: bool,
}

/// Reads a body into the payload member, or into all members that live in the body.
pub(crate) fn read_body(
    model: &'static Model,
    protocol: Protocol,
    shape: &'static Shape,
    body: &Body,
    how: Reading<'_>,
    values: &mut [Value],
) -> Result<(), Malformed> {
    let Reading { roots, strict, bare } = how;
    let members = shape.members();
    let payload = Payload::of(members);
    let Some(at) = payload.at else {
        if body.is_empty() || !payload.members {
            return Ok(());
        }
        let bytes = body.to_bytes();
        if protocol == Protocol::RestJson {
            return merge(members, json::read(model, shape, &bytes)?, values);
        }
        let (mut reader, root) = xml::Reader::open(model, &bytes, strict)?;
        if strict && !roots.contains(&root.local_name().into_inner()) {
            return Err(Malformed::body("The root element has another name"));
        }
        match payload.only(members).filter(|_| bare) {
            Some(at) => {
                values[at] = reader.value(model.shape(members[at].target), None, &root)?;
            }
            None => reader.members(members, &root, values)?,
        }
        return reader.close();
    };
    let member = &members[at];
    let target = model.shape(member.target);
    values[at] = match &target.kind {
        Kind::StreamingBlob => Value::Body(body.clone()),
        _ if body.is_empty() => Value::Null,
        Kind::Blob => Value::Blob(body.to_bytes()),
        Kind::String | Kind::Enum(_) => String::from_utf8(body.to_bytes().into())
            .map(Value::Text)
            .map_err(|_| Malformed::body("No UTF-8"))?,
        Kind::EventStream(_) => Value::Null,
        _ if protocol == Protocol::RestJson => json::read(model, target, &body.to_bytes())?,
        kind => {
            let bytes = body.to_bytes();
            let (mut reader, root) = xml::Reader::open(model, &bytes, strict)?;
            let own = match kind {
                Kind::Structure(structure) => structure.xml_name,
                _ => "",
            };
            let name = root.local_name().into_inner();
            if strict && ![member.wire_name, member.name, target.name, own].contains(&name) {
                return Err(Malformed::body("The root element has another name"));
            }
            let value = reader.value(target, Some(member), &root)?;
            reader.close()?;
            value
        }
    };
    Ok(())
}

/// Takes over what lives in the body.
fn merge(members: &[Member], read: Value, values: &mut [Value]) -> Result<(), Malformed> {
    if let Value::Struct(read) = read {
        for ((member, read), value) in members.iter().zip(read).zip(values) {
            if matches!(member.location, Location::Body) {
                *value = read;
            }
        }
    }
    Ok(())
}

/// Writes the body and its content type. Root and namespace are those of a structure without
/// payload member; `bare` as in [`Reading`].
pub(crate) fn write_body(
    model: &'static Model,
    protocol: Protocol,
    (shape, root, namespace, bare): (&'static Shape, &str, &str, bool),
    values: &mut [Value],
) -> (Body, Option<&'static str>) {
    let members = shape.members();
    let payload = Payload::of(members);
    let structured =
        if protocol == Protocol::RestJson { "application/json" } else { "application/xml" };
    let Some(at) = payload.at else {
        if !payload.members {
            return (Body::empty(), None);
        }
        if protocol == Protocol::RestJson {
            let mut in_body = values.to_vec();
            for (member, value) in members.iter().zip(&mut in_body) {
                if !matches!(member.location, Location::Body) {
                    *value = Value::Null;
                }
            }
            return (json::write(model, shape, &Value::Struct(in_body)).into(), Some(structured));
        }
        let mut xml = xml::Writer::new(model, xml::DECLARATION, true);
        match payload.only(members).filter(|_| bare) {
            Some(at) if values[at].is_null() => xml.structure(root, ("", namespace), &[], &[]),
            Some(at) => {
                let target = model.shape(members[at].target);
                xml.element(root, ("", namespace), target, None, &values[at]);
            }
            None => xml.structure(root, ("", namespace), members, values),
        }
        return (xml.finish().into(), Some(structured));
    };
    let member = &members[at];
    let target = model.shape(member.target);
    match std::mem::take(&mut values[at]) {
        Value::Null => (Body::empty(), None),
        Value::Body(body) => (body, None),
        Value::Blob(bytes) => (bytes.into(), Some("application/octet-stream")),
        // Bucket policies.
        Value::Text(text) if text.starts_with('{') => (text.into(), Some("application/json")),
        Value::Text(text) => (text.into(), Some("text/plain")),
        value if protocol == Protocol::RestJson => {
            (json::write(model, target, &value).into(), Some(structured))
        }
        value => {
            let namespace = match member.xml_namespace {
                (_, "") => ("", model.xml_namespace),
                declared => declared,
            };
            let mut xml = xml::Writer::new(model, xml::DECLARATION, true);
            xml.element(member.wire_name, namespace, target, Some(member), &value);
            (xml.finish().into(), Some(structured))
        }
    }
}
