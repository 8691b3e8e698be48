//! The payload member, or the members that live in the body.

use crate::malformed::Malformed;
use crate::table::{Location, Member, Model, Protocol, Shape, ShapeKind};
use crate::{Body, Value, json, xml};

/// A message's body and how it is to be understood.
pub(crate) struct Payload {
    /// Where the payload member is, if the structure has one.
    at: Option<usize>,
    /// Whether any member lives in the body.
    members: bool,
}

impl Payload {
    pub(crate) fn of(members: &[Member]) -> Self {
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
    /// It is a request: the root's name must fit, and S3 refuses elements that it does not know
    /// (S3-0.5(d), S3-6.8(a)).
    pub request: bool,
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
    let Reading { roots, request, bare } = how;
    let demands = match (request, model.wraps_errors) {
        (false, _) => xml::Demands::Tags,
        (true, true) => xml::Demands::WellFormed,
        (true, false) => xml::Demands::Schema,
    };
    let members = shape.members();
    let payload = Payload::of(members);
    let Some(at) = payload.at else {
        if body.is_empty() || !payload.members {
            return Ok(());
        }
        let bytes = body.read()?;
        if protocol == Protocol::RestJson {
            return merge(members, json::read(model, shape, &bytes)?, values);
        }
        let (mut reader, root) = xml::Reader::open(model, &bytes, demands)?;
        if request && !roots.contains(&root.local_name().into_inner()) {
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
        ShapeKind::StreamingBlob => Value::Body(body.clone()),
        _ if body.is_empty() => Value::Null,
        ShapeKind::Blob => Value::Blob(body.read()?),
        ShapeKind::String | ShapeKind::Enum(_) => String::from_utf8(body.read()?.into())
            .map(Value::Text)
            .map_err(|_| Malformed::body("No UTF-8"))?,
        ShapeKind::EventStream(_) => Value::Null,
        _ if protocol == Protocol::RestJson => json::read(model, target, &body.read()?)?,
        kind => {
            let bytes = body.read()?;
            let (mut reader, root) = xml::Reader::open(model, &bytes, demands)?;
            let own = match kind {
                ShapeKind::Structure(structure) => structure.xml_name,
                _ => "",
            };
            let name = root.local_name().into_inner();
            if request && ![member.wire_name, member.name, target.name, own].contains(&name) {
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
