//! awsQuery: requests as forms, answers as XML (CW-B1.1).

mod form;
pub(crate) mod versions;

use crate::malformed::Malformed;
use crate::scalar;
use crate::table::{Member, Model, Operation, Shape, ShapeId, ShapeKind, TimestampFormat};
use crate::{Value, uri, xml};
use form::{Form, Node};
use std::fmt::Write;

/// The operation that a form names.
pub fn action(form: &[u8]) -> Option<&str> {
    let pair = form.split(|&byte| byte == b'&').find_map(|pair| pair.strip_prefix(b"Action="))?;
    std::str::from_utf8(pair).ok()
}

/// Reads the members of an input from a form's pairs. Parameters that the model does not know are
/// ignored.
///
/// # Errors
/// A text is no value of its member's kind, or a list's parameters have no numbers.
pub fn read(
    model: &'static Model,
    shape: &'static Shape,
    pairs: &uri::Pairs<'_>,
) -> Result<Value, Malformed> {
    let form = Form::of(pairs);
    Reader { model, form: &form }.value(shape, None, form.root())
}

struct Reader<'a> {
    model: &'static Model,
    form: &'a Form<'a>,
}

impl<'a> Reader<'a> {
    fn value(
        &self,
        shape: &'static Shape,
        member: Option<&'static Member>,
        node: &'a Node<'a>,
    ) -> Result<Value, Malformed> {
        let flattened = member.is_some_and(|member| member.flattened);
        match &shape.kind {
            ShapeKind::Structure(structure) => {
                self.members(structure.members, node).map(Value::Struct)
            }
            ShapeKind::Union(members) => {
                let values = self.members(members, node)?;
                let mut set = values.into_iter().enumerate().filter(|(_, value)| !value.is_null());
                match (set.next(), set.next()) {
                    (Some((at, value)), None) => Ok(Value::Union(at, Box::new(value))),
                    _ => Err(Malformed::body("Expected a union with exactly one member")),
                }
            }
            ShapeKind::List(list) => {
                let entry = self.model.shape(list.target);
                let entries =
                    self.entries(node, if flattened { None } else { Some(list.entry_name) })?;
                let values = entries.into_iter().map(|node| self.value(entry, None, node));
                values.collect::<Result<_, _>>().map(Value::List)
            }
            ShapeKind::Map(map) => {
                let entry = self.model.shape(map.value);
                let entries = self.entries(node, if flattened { None } else { Some("entry") })?;
                let pair = |node: &'a Node<'a>| {
                    let child = |name| self.form.children(node).find(|child| child.name == name);
                    let key = child(map.key_name).and_then(|key| key.value).unwrap_or_default();
                    let value = match child(map.value_name) {
                        Some(value) => self.value(entry, None, value)?,
                        None => Value::Null,
                    };
                    Ok((key.to_owned(), value))
                };
                entries.into_iter().map(pair).collect::<Result<_, _>>().map(Value::Map)
            }
            kind => {
                let Some(text) = node.value else { return Ok(Value::Null) };
                let format = scalar::format_of(member, shape, TimestampFormat::DateTime);
                scalar::read(shape, format, text).ok_or_else(|| Malformed::Text {
                    name: node.name.to_owned(),
                    value: text.to_owned(),
                    kind: crate::json::kind_name(kind),
                })
            }
        }
    }

    fn members(
        &self,
        members: &'static [Member],
        node: &'a Node<'a>,
    ) -> Result<Vec<Value>, Malformed> {
        let mut values = Value::nulls(members.len());
        for child in self.form.children(node) {
            if let Some(at) = members.iter().position(|member| member.wire_name == child.name) {
                let member = &members[at];
                values[at] = self.value(self.model.shape(member.target), Some(member), child)?;
            }
        }
        Ok(values)
    }

    /// The numbered nodes under a list or map (`X.member.N`, flattened `X.N`), in numeric order;
    /// gaps close up. `X=` is the empty list.
    fn entries(
        &self,
        node: &'a Node<'a>,
        wrapper: Option<&str>,
    ) -> Result<Vec<&'a Node<'a>>, Malformed> {
        let node = match wrapper {
            None => node,
            Some(name) => match self.form.children(node).find(|child| child.name == name) {
                Some(node) => node,
                None => return Ok(Vec::new()),
            },
        };
        let mut entries = Vec::new();
        for child in self.form.children(node) {
            let number: u32 = child.name.parse().map_err(|_| {
                Malformed::Body(format!("Start of list found where not expected: {}", child.name))
            })?;
            entries.push((number, child));
        }
        entries.sort_by_key(|(number, _)| *number);
        Ok(entries.into_iter().map(|(_, node)| node).collect())
    }
}

/// Writes an input as a form.
pub fn write(model: &'static Model, operation: &'static Operation, input: &Value) -> String {
    let mut out = String::from("Action=");
    uri::encode(&mut out, operation.name, false);
    out.push_str("&Version=");
    uri::encode(&mut out, model.api_version, false);
    if let (Some(shape), Value::Struct(values)) = (operation.input, input) {
        let mut path = String::new();
        let mut writer = Writer { model, out, path: &mut path };
        writer.members(model.shape(shape).members(), values);
        out = writer.out;
    }
    out
}

struct Writer<'a> {
    model: &'static Model,
    out: String,
    /// The prefix of the parameter's name.
    path: &'a mut String,
}

impl Writer<'_> {
    /// Runs `inner` with a longer prefix.
    fn under(&mut self, name: std::fmt::Arguments<'_>, inner: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        // Writing to a string cannot fail.
        let _ = self.path.write_fmt(name);
        inner(self);
        self.path.truncate(length);
    }

    fn members(&mut self, members: &'static [Member], values: &[Value]) {
        for (member, value) in members.iter().zip(values) {
            self.member(member, value);
        }
    }

    fn member(&mut self, member: &'static Member, value: &Value) {
        let shape = self.model.shape(member.target);
        self.under(format_args!("{}", member.wire_name), |this| {
            this.value(shape, Some(member), value);
        });
    }

    fn value(&mut self, shape: &'static Shape, member: Option<&'static Member>, value: &Value) {
        let flattened = member.is_some_and(|member| member.flattened);
        match (&shape.kind, value) {
            (_, Value::Null) => {}
            (ShapeKind::Structure(structure), Value::Struct(values)) => {
                self.members(structure.members, values);
            }
            (ShapeKind::Union(members), Value::Union(at, value)) => {
                if let Some(member) = members.get(*at) {
                    self.member(member, value);
                }
            }
            (ShapeKind::List(_), Value::List(values)) if values.is_empty() => self.parameter(""),
            (ShapeKind::Map(_), Value::Map(entries)) if entries.is_empty() => self.parameter(""),
            (ShapeKind::List(list), Value::List(values)) => {
                let entry = self.model.shape(list.target);
                let dot = if flattened { "" } else { "." };
                let name = if flattened { "" } else { list.entry_name };
                for (at, value) in values.iter().enumerate() {
                    self.under(format_args!("{name}{dot}{}", at + 1), |this| {
                        this.value(entry, None, value);
                    });
                }
            }
            (ShapeKind::Map(map), Value::Map(entries)) => {
                let name = if flattened { "" } else { "entry." };
                for (at, (key, value)) in entries.iter().enumerate() {
                    self.under(format_args!("{name}{}", at + 1), |this| {
                        this.under(format_args!("{}", map.key_name), |this| this.parameter(key));
                        this.under(format_args!("{}", map.value_name), |this| {
                            this.value(this.model.shape(map.value), None, value);
                        });
                    });
                }
            }
            _ => {
                let format = scalar::format_of(member, shape, TimestampFormat::DateTime);
                let mut text = String::new();
                scalar::write(&mut text, shape, format, false, value);
                self.parameter(&text);
            }
        }
    }

    fn parameter(&mut self, text: &str) {
        self.out.push('&');
        uri::encode(&mut self.out, self.path, false);
        self.out.push('=');
        uri::encode(&mut self.out, text, false);
    }
}

/// Writes an answer: `<XResponse><XResult>…</XResult><ResponseMetadata>…`.
pub fn write_answer(
    model: &'static Model,
    operation: &'static Operation,
    output: &Value,
    request_id: &str,
) -> String {
    let mut xml = xml::Writer::new(model, "", false);
    let root = format!("{}Response", operation.name);
    xml.open(&root, model.xml_namespace);
    match (operation.output, output) {
        (Some(shape), Value::Struct(values)) if operation.result_wrapper.is_empty() => {
            xml.members(model.shape(shape).members(), values);
        }
        (Some(shape), Value::Struct(values)) => {
            let members = model.shape(shape).members();
            xml.structure(operation.result_wrapper, ("", ""), members, values);
        }
        _ => {}
    }
    xml.open("ResponseMetadata", "");
    xml.text("RequestId", request_id);
    xml.close("ResponseMetadata");
    xml.close(&root);
    xml.finish()
}

/// Reads what [`write_answer`] writes, and what AWS does.
///
/// # Errors
/// The body is not well-formed XML, or has no values of the output's shape.
pub fn read_answer(
    model: &'static Model,
    operation: &'static Operation,
    body: &[u8],
) -> Result<Value, Malformed> {
    let Some(shape) = operation.output.map(|shape: ShapeId| model.shape(shape)) else {
        return Ok(Value::Null);
    };
    let (mut reader, root) = xml::Reader::open(model, body, xml::Demands::Tags)?;
    if operation.result_wrapper.is_empty() {
        return reader.value(shape, None, &root);
    }
    let mut output = Value::Struct(Value::nulls(shape.members().len()));
    while let Some(child) = reader.child()? {
        if child.local_name().into_inner() == operation.result_wrapper {
            output = reader.value(shape, None, &child)?;
        } else {
            reader.skip(&child)?;
        }
    }
    Ok(output)
}
