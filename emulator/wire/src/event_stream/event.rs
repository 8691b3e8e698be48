//! Events of a modelled stream, as messages.

use super::Message;
use super::message::HeaderValue;
use crate::http::content_type;
use crate::malformed::Malformed;
use crate::table::{Location, Member, Model, Protocol, Shape, ShapeKind};
use crate::{Error, Value, cbor, json, xml};
use bytes::Bytes;

/// The event `at` of a stream's union. A member that is an error ends the stream.
///
/// # Errors
/// The value is none of the union's, or too long for a message.
pub fn event(
    model: &'static Model,
    protocol: Protocol,
    union: &'static [Member],
    (at, value): (usize, Value),
) -> Result<Message, Malformed> {
    let none = || Malformed::body("No event of this stream");
    let member = union.get(at).ok_or_else(none)?;
    let shape = model.shape(member.target);
    let ShapeKind::Structure(structure) = &shape.kind else { return Err(none()) };
    let Value::Struct(mut values) = value else { return Err(none()) };
    let message = match structure.error {
        Some(_) => Message::default()
            .with(":message-type", "exception")
            .with(":exception-type", member.name),
        None => Message::default().with(":message-type", "event").with(":event-type", member.name),
    };
    let mut headers = Vec::new();
    let mut payload = None;
    for (member, value) in structure.members.iter().zip(&mut values) {
        match member.location {
            Location::EventHeader => {
                let kind = &model.shape(member.target).kind;
                if let Some(value) = header(kind, std::mem::take(value))? {
                    headers.push((member.name.to_owned(), value));
                }
            }
            Location::EventPayload => payload = Some((member, std::mem::take(value))),
            _ => {}
        }
    }
    let (kind, bytes) = match payload {
        Some((member, value)) => of_payload(model, protocol, member, value),
        None => of_members(model, protocol, shape, values),
    };
    let mut message = if kind.is_empty() { message } else { message.with(":content-type", kind) };
    message.headers.extend(headers);
    message.payload = bytes;
    Ok(message)
}

/// What an operation of an RPC protocol answers beside its events: the first message.
pub fn initial_response(
    model: &'static Model,
    protocol: Protocol,
    output: &'static Shape,
    mut value: Value,
) -> Message {
    if let Value::Struct(values) = &mut value {
        for (member, value) in output.members().iter().zip(values) {
            if matches!(model.shape(member.target).kind, ShapeKind::EventStream(_)) {
                *value = Value::Null;
            }
        }
    }
    let mut message = Message::default()
        .with(":message-type", "event")
        .with(":event-type", "initial-response")
        .with(":content-type", content_type(protocol));
    message.payload = match protocol {
        Protocol::RpcV2Cbor => cbor::write(model, output, &value).into(),
        _ => json::write(model, output, &value).into(),
    };
    message
}

/// A stream that ends with an error: the union's exception of that name, or one that the model
/// does not know.
///
/// # Errors
/// The error is too long for a message.
pub fn failure(
    model: &'static Model,
    protocol: Protocol,
    union: &'static [Member],
    error: &Error,
) -> Result<Message, Malformed> {
    let named = |member: &Member| {
        let shape = model.shape(member.target);
        let is_error = matches!(&shape.kind, ShapeKind::Structure(one) if one.error.is_some());
        is_error && [member.name, shape.name].contains(&error.code())
    };
    let Some((at, member)) = union.iter().enumerate().find(|(_, member)| named(member)) else {
        return Ok(Message::default()
            .with(":message-type", "error")
            .with(":error-code", error.code())
            .with(":error-message", error.message()));
    };
    let members = model.shape(member.target).members();
    let text = |member: &Member| {
        let text = match member.name {
            "message" | "Message" => Some(error.message()),
            name => error.field(name),
        };
        let is_text =
            matches!(model.shape(member.target).kind, ShapeKind::String | ShapeKind::Enum(_));
        text.filter(|_| is_text).map_or(Value::Null, |text| Value::Text(text.to_owned()))
    };
    event(model, protocol, union, (at, Value::Struct(members.iter().map(text).collect())))
}

/// A header has the type of its member; clients insist on it.
fn header(kind: &ShapeKind, value: Value) -> Result<Option<HeaderValue>, Malformed> {
    let none = || Malformed::body("No value of an event's header");
    let number = |value: i64| {
        Some(match kind {
            ShapeKind::Byte => HeaderValue::Byte(value.try_into().ok()?),
            ShapeKind::Short => HeaderValue::Short(value.try_into().ok()?),
            ShapeKind::Integer => HeaderValue::Int(value.try_into().ok()?),
            ShapeKind::Long => HeaderValue::Long(value),
            _ => return None,
        })
    };
    Ok(Some(match value {
        Value::Null => return Ok(None),
        Value::Bool(value) => HeaderValue::Bool(value),
        Value::Int(value) => number(value).ok_or_else(none)?,
        Value::Blob(bytes) => HeaderValue::Bytes(bytes),
        Value::Text(text) => HeaderValue::Text(text),
        Value::Time(time) => HeaderValue::Time(time),
        _ => return Err(none()),
    }))
}

/// Of structures; S3 says `text/xml`
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html>).
fn structured(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => "text/xml",
        Protocol::RestJson | Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => "application/json",
        Protocol::RpcV2Cbor => "application/cbor",
    }
}

fn of_payload(
    model: &'static Model,
    protocol: Protocol,
    member: &'static Member,
    value: Value,
) -> (&'static str, Bytes) {
    let target = model.shape(member.target);
    match value {
        Value::Null => ("", Bytes::new()),
        Value::Blob(bytes) => ("application/octet-stream", bytes),
        Value::Text(text) => ("text/plain", text.into()),
        value => (structured(protocol), document(model, protocol, target, &value)),
    }
}

fn of_members(
    model: &'static Model,
    protocol: Protocol,
    shape: &'static Shape,
    values: Vec<Value>,
) -> (&'static str, Bytes) {
    let kind = structured(protocol);
    // S3's `Cont` and `End` are nothing at all.
    if kind == "text/xml" && shape.members().is_empty() {
        return ("", Bytes::new());
    }
    (kind, document(model, protocol, shape, &Value::Struct(values)))
}

fn document(
    model: &'static Model,
    protocol: Protocol,
    shape: &'static Shape,
    value: &Value,
) -> Bytes {
    match protocol {
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => {
            let root = match &shape.kind {
                ShapeKind::Structure(structure) if !structure.xml_name.is_empty() => {
                    structure.xml_name
                }
                _ => shape.name,
            };
            let mut xml = xml::Writer::new(model, xml::DECLARATION, true);
            xml.element(root, ("", ""), shape, None, value);
            xml.finish().into()
        }
        Protocol::RestJson | Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
            json::write(model, shape, value).into()
        }
        Protocol::RpcV2Cbor => cbor::write(model, shape, value).into(),
    }
}

#[cfg(test)]
mod tests;
