//! Writing: straight into a string.

use crate::Value;
use crate::scalar;
use crate::table::{Location, Member, Model, Shape, ShapeKind, TimestampFormat};
use std::fmt::Write;

/// The namespace of `xsi:type`, declared where a model forgets to.
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A document that grows.
pub struct Writer {
    model: &'static Model,
    out: String,
    /// Date-times always have milliseconds (S3-0.5(b)).
    millis: bool,
}

impl Writer {
    /// Begins with an XML declaration, or with nothing.
    pub fn new(model: &'static Model, declaration: &str, millis: bool) -> Self {
        let mut out = String::with_capacity(1024);
        out.push_str(declaration);
        Self { model, out, millis }
    }

    /// The document; every element that was opened must be closed.
    pub fn finish(self) -> String {
        crate::heavy::check(self.out.len() as u64);
        self.out
    }

    /// `<name>` with a default namespace, if that is not empty.
    pub fn open(&mut self, name: &str, namespace: &str) {
        self.start(name, ("", namespace), &[], &[]);
        self.out.push('>');
    }

    /// `</name>`
    pub fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// `<name>text</name>`
    pub fn text(&mut self, name: &str, text: &str) {
        self.open(name, "");
        escape(&mut self.out, text);
        self.close(name);
    }

    /// A whole element. Null writes nothing.
    pub fn element(
        &mut self,
        name: &str,
        namespace: (&str, &str),
        shape: &'static Shape,
        member: Option<&'static Member>,
        value: &Value,
    ) {
        match (&shape.kind, value) {
            (_, Value::Null) => {}
            (ShapeKind::Structure(structure), Value::Struct(values)) => {
                self.structure(name, namespace, structure.members, values);
            }
            (ShapeKind::Union(members), Value::Union(at, value)) => {
                self.start(name, namespace, &[], &[]);
                self.out.push('>');
                if let Some(member) = members.get(*at) {
                    self.member(member, value);
                }
                self.close(name);
            }
            (ShapeKind::List(list), Value::List(values)) => {
                let entry = self.model.shape(list.target);
                self.start(name, namespace, &[], &[]);
                let end = self.content();
                for value in values {
                    self.element(list.entry_name, ("", ""), entry, None, value);
                }
                self.end(name, end);
            }
            (ShapeKind::Map(map), Value::Map(entries)) => {
                self.start(name, namespace, &[], &[]);
                let end = self.content();
                for (key, value) in entries {
                    self.entry("entry", map, key, value);
                }
                self.end(name, end);
            }
            (_, Value::Text(text)) => {
                self.start(name, namespace, &[], &[]);
                self.out.push('>');
                escape(&mut self.out, text);
                self.close(name);
            }
            _ => {
                self.start(name, namespace, &[], &[]);
                self.out.push('>');
                let format = scalar::format_of(member, shape, TimestampFormat::DateTime);
                scalar::write(&mut self.out, shape, format, self.millis, value);
                self.close(name);
            }
        }
    }

    /// A structure's element: its attributes, and the members that live in the body.
    pub fn structure(
        &mut self,
        name: &str,
        namespace: (&str, &str),
        members: &'static [Member],
        values: &[Value],
    ) {
        self.start(name, namespace, members, values);
        let end = self.content();
        self.members(members, values);
        self.end(name, end);
    }

    /// The members that live in the body, without an element around them.
    pub fn members(&mut self, members: &'static [Member], values: &[Value]) {
        let mut rest = members.iter().zip(values);
        while let Some((member, value)) = rest.next() {
            match (member.location, value) {
                (Location::ElementOrder, Value::List(order)) => {
                    let lists: Vec<_> = rest.by_ref().take(2).collect();
                    self.interleaved(order, &lists);
                }
                (Location::Body, value) if !value.is_null() && !member.xml_attribute => {
                    self.member(member, value);
                }
                _ => {}
            }
        }
    }

    /// The elements of flattened lists in an order of their own ([`Location::ElementOrder`]).
    fn interleaved<'v>(&mut self, order: &[Value], lists: &[(&'static Member, &'v Value)]) {
        let elements = |(member, value): &(&'static Member, &'v Value)| match value {
            Value::List(values) => (*member, values.iter()),
            _ => (*member, [].iter()),
        };
        let mut lists: Vec<_> = lists.iter().map(elements).collect();
        for at in order {
            let Value::Int(at) = at else { continue };
            let list = usize::try_from(*at).ok().and_then(|at| lists.get_mut(at));
            if let Some((member, values)) = list {
                self.flattened(member, values.as_slice().get(..1).unwrap_or_default());
                values.next();
            }
        }
        for (member, values) in lists {
            self.flattened(member, values.as_slice());
        }
    }

    fn member(&mut self, member: &'static Member, value: &Value) {
        let shape = self.model.shape(member.target);
        match (&shape.kind, value) {
            (ShapeKind::List(_), Value::List(values)) if member.flattened => {
                self.flattened(member, values);
            }
            (ShapeKind::Map(map), Value::Map(entries)) if member.flattened => {
                for (key, value) in entries {
                    self.entry(member.wire_name, map, key, value);
                }
            }
            _ => self.element(member.wire_name, member.xml_namespace, shape, Some(member), value),
        }
    }

    /// The elements of a list that stand without an element around them.
    fn flattened(&mut self, member: &'static Member, values: &[Value]) {
        let ShapeKind::List(list) = &self.model.shape(member.target).kind else { return };
        let entry = self.model.shape(list.target);
        for value in values {
            self.element(member.wire_name, member.xml_namespace, entry, None, value);
        }
    }

    fn entry(&mut self, name: &str, map: &'static crate::table::Map, key: &str, value: &Value) {
        self.open(name, "");
        self.text(map.key_name, key);
        self.element(map.value_name, ("", ""), self.model.shape(map.value), None, value);
        self.close(name);
    }

    /// `<name xmlns… attributes`, still open.
    fn start(
        &mut self,
        name: &str,
        (prefix, namespace): (&str, &str),
        members: &'static [Member],
        values: &[Value],
    ) {
        self.out.push('<');
        self.out.push_str(name);
        if !namespace.is_empty() {
            self.declare(prefix, namespace);
        }
        for (member, value) in members.iter().zip(values) {
            if !member.xml_attribute || value.is_null() {
                continue;
            }
            if member.wire_name.starts_with("xsi:") && prefix != "xsi" {
                self.declare("xsi", SCHEMA_INSTANCE);
            }
            let shape = self.model.shape(member.target);
            let format = scalar::format_of(Some(member), shape, TimestampFormat::DateTime);
            let mut text = String::new();
            scalar::write(&mut text, shape, format, self.millis, value);
            self.attribute(member.wire_name, &text);
        }
    }

    fn declare(&mut self, prefix: &str, namespace: &str) {
        if prefix.is_empty() {
            self.attribute("xmlns", namespace);
        } else {
            self.attribute(&format!("xmlns:{prefix}"), namespace);
        }
    }

    fn attribute(&mut self, name: &str, text: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escaped(&mut self.out, text, true);
        self.out.push('"');
    }

    /// Ends the start tag; gives what [`end`](Self::end) needs to know.
    fn content(&mut self) -> usize {
        self.out.push('>');
        self.out.len()
    }

    /// Ends an element; one without content becomes `<name/>`.
    fn end(&mut self, name: &str, content: usize) {
        if self.out.len() == content {
            self.out.pop();
            self.out.push_str("/>");
        } else {
            self.close(name);
        }
    }
}

/// Appends text. A carriage return, and the characters that XML 1.0 has no room for, become
/// references (S3-1.7(f), (g)); quotes become `&quot;` (S3-0.5(c)).
pub fn escape(out: &mut String, text: &str) {
    escaped(out, text, false);
}

/// In attributes, white space needs references too, or it would read as a blank.
fn escaped(out: &mut String, text: &str, attribute: bool) {
    let is_special = |c: char| match c {
        '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}' => true,
        '\t' | '\n' => attribute,
        c => c < ' ',
    };
    let mut rest = text;
    while let Some((plain, special)) =
        rest.find(is_special).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some(other) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "&#x{:x};", other as u32);
            }
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}
