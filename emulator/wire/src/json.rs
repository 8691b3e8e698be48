//! awsJson 1.0 and 1.1: bodies as JSON objects (CW-A1.1).
//!
//! Unknown members are ignored, `null` is absence, timestamps are epoch seconds with a fraction,
//! blobs are base64. serde_json bounds the depth.

use crate::malformed::Malformed;
use crate::scalar::{self, BASE64};
use crate::table::{Member, Model, Shape, ShapeKind, TimestampFormat};
use crate::{Timestamp, Value};
use base64::Engine;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt::{self, Write};

/// Reads a body. No bytes at all read as an object without members.
///
/// # Errors
/// The body is no JSON, has bytes behind its value, or has no values of the shape.
pub fn read(model: &'static Model, shape: &'static Shape, body: &[u8]) -> Result<Value, Malformed> {
    if body.is_empty() {
        return Ok(Value::Struct(Value::nulls(shape.members().len())));
    }
    crate::heavy::check(body.len() as u64);
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = Seed { model, shape, member: None }
        .deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value))
        .map_err(|error| Malformed::Body(why(&error)))?;
    match value {
        Value::Null => Err(Malformed::body("Unexpected null at the top of the body")),
        value => Ok(value),
    }
}

/// serde_json's message without its position.
fn why(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((why, _)) => why.to_owned(),
        None => text,
    }
}

/// What the next JSON value is to become.
#[derive(Clone, Copy)]
struct Seed {
    model: &'static Model,
    shape: &'static Shape,
    member: Option<&'static Member>,
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl Seed {
    fn target(self, shape: crate::table::ShapeId, member: Option<&'static Member>) -> Self {
        Self { shape: self.model.shape(shape), member, ..self }
    }

    fn mismatch<E: Error>(self, token: &str) -> E {
        match self.shape.kind {
            ShapeKind::List(_)
            | ShapeKind::Map(_)
            | ShapeKind::Structure(_)
            | ShapeKind::Union(_) => {
                E::custom(format_args!("Expected {}, found {token}", kind_name(&self.shape.kind)))
            }
            _ => E::custom(format_args!(
                "{token} can not be converted to {} {}",
                if matches!(self.shape.kind, ShapeKind::Integer) { "an" } else { "a" },
                kind_name(&self.shape.kind)
            )),
        }
    }

    fn integer<E: Error>(self, number: i64) -> Result<Value, E> {
        match &self.shape.kind {
            kind @ (ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long) => {
                scalar::integer(kind, number).ok_or_else(|| self.mismatch("NUMBER_VALUE"))
            }
            ShapeKind::Float | ShapeKind::Double => Ok(Value::Float(number as f64)),
            ShapeKind::Timestamp(_) => number
                .checked_mul(1000)
                .map(|millis| Value::Time(Timestamp(millis)))
                .ok_or_else(|| self.mismatch("NUMBER_VALUE")),
            _ => Err(self.mismatch("NUMBER_VALUE")),
        }
    }

    fn object<'de, A: MapAccess<'de>>(
        self,
        members: &'static [Member],
        mut object: A,
    ) -> Result<Value, A::Error> {
        let mut values = Value::nulls(members.len());
        let mut hint = 0;
        while let Some(key) = object.next_key_seed(Key { members, hint })? {
            match key {
                Some(at) => {
                    hint = at + 1;
                    let member = &members[at];
                    values[at] =
                        object.next_value_seed(self.target(member.target, Some(member)))?;
                }
                None => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Value::Struct(values))
    }

    /// An object with exactly one member that is not null.
    fn union<'de, A: MapAccess<'de>>(
        self,
        members: &'static [Member],
        object: A,
    ) -> Result<Value, A::Error> {
        let Value::Struct(values) = self.object(members, object)? else { return Ok(Value::Null) };
        let mut set = values.into_iter().enumerate().filter(|(_, value)| !value.is_null());
        match (set.next(), set.next()) {
            (Some((at, value)), None) => Ok(Value::Union(at, Box::new(value))),
            _ => Err(A::Error::custom("Expected a union with exactly one member")),
        }
    }
}

impl<'de> Visitor<'de> for Seed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(kind_name(&self.shape.kind))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        match self.shape.kind {
            ShapeKind::Boolean => Ok(Value::Bool(value)),
            _ => Err(self.mismatch(if value { "TRUE_VALUE" } else { "FALSE_VALUE" })),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        self.integer(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        match (i64::try_from(number), &self.shape.kind) {
            (Ok(number), _) => self.integer(number),
            (Err(_), ShapeKind::Float | ShapeKind::Double) => Ok(Value::Float(number as f64)),
            (Err(_), _) => Err(self.mismatch("NUMBER_VALUE")),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        match self.shape.kind {
            ShapeKind::Float => Ok(Value::Float((number as f32).into())),
            ShapeKind::Double => Ok(Value::Float(number)),
            ShapeKind::Timestamp(_) => Timestamp::from_epoch_seconds(number)
                .map(Value::Time)
                .ok_or_else(|| self.mismatch("NUMBER_VALUE")),
            // Any whole number, however it is spelt.
            _ if number.fract() == 0.0 && number.abs() < 9.0e15 => self.integer(number as i64),
            _ => Err(self.mismatch("NUMBER_VALUE")),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        let mismatch = || self.mismatch("STRING_VALUE");
        match self.shape.kind {
            ShapeKind::String | ShapeKind::Enum(_) => Ok(Value::Text(text)),
            ShapeKind::StreamingBlob => {
                BASE64.decode(&text).map(|bytes| Value::Body(bytes.into())).map_err(|_| mismatch())
            }
            ShapeKind::Blob => {
                BASE64.decode(&text).map(|bytes| Value::Blob(bytes.into())).map_err(|_| mismatch())
            }
            ShapeKind::Float | ShapeKind::Double => match text.as_str() {
                "NaN" => Ok(Value::Float(f64::NAN)),
                "Infinity" => Ok(Value::Float(f64::INFINITY)),
                "-Infinity" => Ok(Value::Float(f64::NEG_INFINITY)),
                _ => Err(mismatch()),
            },
            ShapeKind::Timestamp(_) => {
                let format = scalar::format_of(self.member, self.shape, TimestampFormat::DateTime);
                Timestamp::parse(&text, format).map(Value::Time).ok_or_else(mismatch)
            }
            _ => Err(mismatch()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Value, A::Error> {
        let ShapeKind::List(list) = &self.shape.kind else {
            return Err(self.mismatch("START_ARRAY"));
        };
        let entry = self.target(list.target, None);
        let mut values = Vec::new();
        while let Some(value) = array.next_element_seed(entry)? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        match &self.shape.kind {
            ShapeKind::Structure(structure) => self.object(structure.members, object),
            ShapeKind::Union(members) => self.union(members, object),
            ShapeKind::Map(map) => {
                let entry = self.target(map.value, None);
                let mut entries = Vec::new();
                while let Some(key) = object.next_key::<String>()? {
                    entries.push((key, object.next_value_seed(entry)?));
                }
                Ok(Value::Map(entries))
            }
            _ => Err(self.mismatch("START_OBJECT")),
        }
    }
}

/// A member's name, looked for first where the last one ended.
struct Key {
    members: &'static [Member],
    hint: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Option<usize>, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(find(self.members, self.hint, |member| member.name == name))
    }
}

/// Where a member is, looked for from `hint` on and around.
pub(crate) fn find(
    members: &[Member],
    hint: usize,
    wanted: impl Fn(&Member) -> bool,
) -> Option<usize> {
    let (before, after) = members.split_at(hint.min(members.len()));
    match after.iter().position(&wanted) {
        Some(at) => Some(before.len() + at),
        None => before.iter().position(&wanted),
    }
}

pub(crate) fn kind_name(kind: &ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Boolean => "Boolean",
        ShapeKind::Byte => "Byte",
        ShapeKind::Short => "Short",
        ShapeKind::Integer => "Integer",
        ShapeKind::Long => "Long",
        ShapeKind::Float => "Float",
        ShapeKind::Double => "Double",
        ShapeKind::String | ShapeKind::Enum(_) => "String",
        ShapeKind::Blob | ShapeKind::StreamingBlob => "Blob",
        ShapeKind::Timestamp(_) => "Timestamp",
        ShapeKind::List(_) => "list",
        ShapeKind::Map(_) => "map",
        ShapeKind::Structure(_) => "structure",
        ShapeKind::Union(_) => "union",
        ShapeKind::EventStream(_) => "event stream",
    }
}

/// Writes a value as the shape says.
pub fn write(model: &'static Model, shape: &'static Shape, value: &Value) -> String {
    let mut out = String::with_capacity(256);
    element(&mut out, model, shape, None, value);
    crate::heavy::check(out.len() as u64);
    out
}

fn element(
    out: &mut String,
    model: &'static Model,
    shape: &'static Shape,
    member: Option<&'static Member>,
    value: &Value,
) {
    match (&shape.kind, value) {
        (ShapeKind::Structure(structure), Value::Struct(values)) => {
            object(out, model, structure.members.iter().zip(values));
        }
        (ShapeKind::Union(members), Value::Union(at, value)) => {
            object(out, model, members.get(*at).map(|member| (member, &**value)).into_iter());
        }
        (ShapeKind::List(list), Value::List(values)) => {
            let entry = model.shape(list.target);
            out.push('[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                element(out, model, entry, None, value);
            }
            out.push(']');
        }
        (ShapeKind::Map(map), Value::Map(entries)) => {
            let entry = model.shape(map.value);
            out.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                string(out, key);
                out.push(':');
                element(out, model, entry, None, value);
            }
            out.push('}');
        }
        (_, Value::Text(text)) => string(out, text),
        (kind, Value::Float(number)) if number.is_finite() => scalar::float(out, kind, *number),
        (_, Value::Bool(_) | Value::Int(_)) => {
            scalar::write(out, shape, TimestampFormat::EpochSeconds, false, value);
        }
        (_, Value::Time(time)) => {
            match scalar::format_of(member, shape, TimestampFormat::EpochSeconds) {
                TimestampFormat::EpochSeconds => {
                    time.write(out, TimestampFormat::EpochSeconds, false);
                }
                format => {
                    out.push('"');
                    time.write(out, format, false);
                    out.push('"');
                }
            }
        }
        (_, Value::Blob(_) | Value::Float(_)) => {
            out.push('"');
            scalar::write(out, shape, TimestampFormat::EpochSeconds, false, value);
            out.push('"');
        }
        _ => out.push_str("null"),
    }
}

fn object<'a>(
    out: &mut String,
    model: &'static Model,
    members: impl Iterator<Item = (&'static Member, &'a Value)>,
) {
    out.push('{');
    let mut first = true;
    for (member, value) in members {
        if value.is_null() {
            continue;
        }
        if !first {
            out.push(',');
        }
        first = false;
        out.push('"');
        out.push_str(member.name);
        out.push_str("\":");
        element(out, model, model.shape(member.target), Some(member), value);
    }
    out.push('}');
}

/// Appends a JSON string.
pub(crate) fn string(out: &mut String, text: &str) {
    out.push('"');
    let is_special = |c: char| c < ' ' || matches!(c, '"' | '\\');
    let mut rest = text;
    while let Some((plain, special)) =
        rest.find(is_special).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(other) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", other as u32);
            }
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}
