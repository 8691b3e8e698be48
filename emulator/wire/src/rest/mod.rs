//! HTTP bindings: what of a structure goes into path, query, headers, status and body.

mod body;
mod headers;

pub(crate) use body::{Reading, read_body, write_body};
pub(crate) use headers::{read_headers, write_headers};

use crate::malformed::Malformed;
use crate::route::{Query, hoisted, labels};
use crate::table::{
    Location, Member, Model, Operation, Segment, Shape, ShapeKind, TimestampFormat,
};
use crate::{Value, json, scalar, uri};
use headers::read_header;
use http::HeaderMap;

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
            match uri::decode(text, model.plus_is_blank())
                .and_then(|text| label(model, &members[at], &text))
            {
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
    if let ShapeKind::List(list) = &shape.kind {
        let entry =
            text_of(model.shape(list.target), member, TimestampFormat::DateTime, name, text)?;
        match value {
            Value::List(entries) => entries.push(entry),
            other => *other = Value::List(vec![entry]),
        }
    } else if text.is_empty()
        && !member.required
        && matches!(shape.kind, ShapeKind::Integer | ShapeKind::Long)
    {
        // S3-4.8: an empty number is none.
    } else if value.is_null() {
        *value = text_of(shape, member, TimestampFormat::DateTime, name, text)?;
    }
    Ok(())
}

/// Writes path and query of a request.
pub(crate) fn write_uri(
    model: &'static Model,
    operation: &'static Operation,
    members: &'static [Member],
    values: &[Value],
) -> String {
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
    if let ShapeKind::List(list) = &shape.kind {
        shape = model.shape(list.target);
    }
    let format = scalar::format_of(Some(member), shape, TimestampFormat::DateTime);
    let mut text = String::new();
    scalar::write(&mut text, shape, format, false, value);
    (!value.is_null()).then_some(text)
}
