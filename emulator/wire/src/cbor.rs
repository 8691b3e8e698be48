//! Smithy's rpc-v2-cbor: bodies as CBOR maps (CW-B1.1).
//!
//! Reads any number width, half floats, definite and indefinite lengths; writes definite lengths
//! and timestamps as tag 1 with a float64, as AWS does.

use crate::json::{find, kind_name};
use crate::malformed::Malformed;
use crate::scalar;
use crate::table::{Member, Model, Shape, ShapeKind};
use crate::{Timestamp, Value};
use minicbor::data::{Tag, Type};
use minicbor::{Decoder, Encoder};

/// How deep maps and arrays may be nested.
const DEPTH: u32 = 100;

/// Reads a body. No bytes at all read as a map without members.
///
/// # Errors
/// The body is no CBOR, has bytes behind its value, or has no values of the shape.
pub fn read(model: &'static Model, shape: &'static Shape, body: &[u8]) -> Result<Value, Malformed> {
    if body.is_empty() {
        return Ok(Value::Struct(Value::nulls(shape.members().len())));
    }
    crate::heavy::check(body.len() as u64);
    let mut reader = Reader { model, cbor: Decoder::new(body), depth: 0 };
    let value = reader.value(shape)?;
    if reader.cbor.position() != body.len() {
        return Err(Malformed::body("Unexpected bytes after the body's value"));
    }
    match value {
        Value::Null => Err(Malformed::body("Unexpected null at the top of the body")),
        value => Ok(value),
    }
}

impl From<minicbor::decode::Error> for Malformed {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::Body(error.to_string())
    }
}

struct Reader<'a> {
    model: &'static Model,
    cbor: Decoder<'a>,
    depth: u32,
}

impl Reader<'_> {
    fn value(&mut self, shape: &'static Shape) -> Result<Value, Malformed> {
        let found = self.cbor.datatype()?;
        if matches!(found, Type::Null | Type::Undefined) {
            self.cbor.skip()?;
            return Ok(Value::Null);
        }
        match &shape.kind {
            ShapeKind::Boolean if found == Type::Bool => Ok(Value::Bool(self.cbor.bool()?)),
            ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long => {
                let number = self.whole(found).ok_or_else(|| mismatch(&shape.kind, found))?;
                scalar::integer(&shape.kind, number).ok_or_else(|| mismatch(&shape.kind, found))
            }
            ShapeKind::Float | ShapeKind::Double => {
                self.number(found).map(Value::Float).ok_or_else(|| mismatch(&shape.kind, found))
            }
            ShapeKind::String | ShapeKind::Enum(_) => Ok(Value::Text(self.text()?)),
            ShapeKind::Blob | ShapeKind::StreamingBlob => Ok(Value::Blob(self.bytes()?.into())),
            ShapeKind::Timestamp(_) => self.time(shape, found),
            ShapeKind::List(_)
            | ShapeKind::Map(_)
            | ShapeKind::Structure(_)
            | ShapeKind::Union(_) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(Malformed::body("The body is nested too deeply"));
                }
                let value = self.aggregate(shape, found);
                self.depth -= 1;
                value
            }
            ShapeKind::Boolean | ShapeKind::EventStream(_) => Err(mismatch(&shape.kind, found)),
        }
    }

    fn aggregate(&mut self, shape: &'static Shape, found: Type) -> Result<Value, Malformed> {
        match (&shape.kind, found) {
            (ShapeKind::List(list), Type::Array | Type::ArrayIndef) => {
                let entry = self.model.shape(list.target);
                let length = self.cbor.array()?;
                let mut values = Vec::with_capacity(self.capacity(length));
                while self.more(length, values.len())? {
                    values.push(self.value(entry)?);
                }
                Ok(Value::List(values))
            }
            (ShapeKind::Map(map), Type::Map | Type::MapIndef) => {
                let entry = self.model.shape(map.value);
                let length = self.cbor.map()?;
                let mut entries = Vec::with_capacity(self.capacity(length));
                while self.more(length, entries.len())? {
                    let key = self.text()?;
                    entries.push((key, self.value(entry)?));
                }
                Ok(Value::Map(entries))
            }
            (ShapeKind::Structure(structure), Type::Map | Type::MapIndef) => {
                self.members(structure.members).map(Value::Struct)
            }
            (ShapeKind::Union(members), Type::Map | Type::MapIndef) => {
                let values = self.members(members)?;
                let mut set = values.into_iter().enumerate().filter(|(_, value)| !value.is_null());
                match (set.next(), set.next()) {
                    (Some((at, value)), None) => Ok(Value::Union(at, Box::new(value))),
                    _ => Err(Malformed::body("Expected a union with exactly one member")),
                }
            }
            (kind, found) => Err(mismatch(kind, found)),
        }
    }

    fn members(&mut self, members: &'static [Member]) -> Result<Vec<Value>, Malformed> {
        let mut values = Value::nulls(members.len());
        let length = self.cbor.map()?;
        let (mut hint, mut seen) = (0, 0);
        while self.more(length, seen)? {
            seen += 1;
            let at = if self.cbor.datatype()? == Type::String {
                let name = self.cbor.str()?;
                find(members, hint, |member| member.name == name)
            } else {
                let name = self.text()?;
                find(members, hint, |member| member.name == name)
            };
            match at {
                Some(at) => {
                    hint = at + 1;
                    values[at] = self.value(self.model.shape(members[at].target))?;
                }
                None => self.cbor.skip()?,
            }
        }
        Ok(values)
    }

    /// Whether an aggregate has another entry; takes the break of an indefinite one.
    fn more(&mut self, length: Option<u64>, seen: usize) -> Result<bool, Malformed> {
        match length {
            Some(length) => Ok((seen as u64) < length),
            None if self.cbor.datatype()? == Type::Break => {
                self.cbor.set_position(self.cbor.position() + 1);
                Ok(false)
            }
            None => Ok(true),
        }
    }

    /// What to reserve for a claimed length: no more than the bytes left could hold.
    fn capacity(&self, length: Option<u64>) -> usize {
        let left = self.cbor.input().len() - self.cbor.position();
        usize::try_from(length.unwrap_or(0)).unwrap_or(usize::MAX).min(left).min(4096)
    }

    fn text(&mut self) -> Result<String, Malformed> {
        if self.cbor.datatype()? == Type::String {
            return Ok(self.cbor.str()?.to_owned());
        }
        let mut text = String::new();
        for piece in self.cbor.str_iter()? {
            text.push_str(piece?);
        }
        Ok(text)
    }

    fn bytes(&mut self) -> Result<Vec<u8>, Malformed> {
        if self.cbor.datatype()? == Type::Bytes {
            return Ok(self.cbor.bytes()?.to_vec());
        }
        let mut bytes = Vec::new();
        for piece in self.cbor.bytes_iter()? {
            bytes.extend_from_slice(piece?);
        }
        Ok(bytes)
    }

    /// Tag 1 with epoch seconds, to the millisecond.
    fn time(&mut self, shape: &'static Shape, found: Type) -> Result<Value, Malformed> {
        if found != Type::Tag || self.cbor.tag()? != Tag::new(1) {
            return Err(mismatch(&shape.kind, found));
        }
        let found = self.cbor.datatype()?;
        let time = match self.integer(found) {
            Some(secs) => secs.checked_mul(1000).map(Timestamp),
            None => self.number(found).and_then(Timestamp::from_epoch_seconds),
        };
        time.map(Value::Time).ok_or_else(|| mismatch(&shape.kind, found))
    }

    fn integer(&mut self, found: Type) -> Option<i64> {
        match found {
            Type::U8 | Type::U16 | Type::U32 | Type::U64 => self.cbor.i64().ok(),
            Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::Int => self.cbor.i64().ok(),
            _ => None,
        }
    }

    fn whole(&mut self, found: Type) -> Option<i64> {
        match found {
            Type::F16 | Type::F32 | Type::F64 => {
                let number = self.number(found)?;
                (number.fract() == 0.0 && number.abs() < 9.0e15).then_some(number as i64)
            }
            _ => self.integer(found),
        }
    }

    fn number(&mut self, found: Type) -> Option<f64> {
        match found {
            Type::F64 => self.cbor.f64().ok(),
            Type::F32 => self.cbor.f32().ok().map(f64::from),
            Type::F16 => {
                let at = self.cbor.position();
                let bytes = *self.cbor.input().get(at + 1..)?.first_chunk()?;
                self.cbor.set_position(at + 3);
                Some(half(u16::from_be_bytes(bytes)))
            }
            _ => self.integer(found).map(|number| number as f64),
        }
    }
}

/// IEEE 754 binary16.
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f64::from(bits & 0x3ff) / 1024.0;
    match (exponent, bits & 0x3ff) {
        (0, _) => sign * fraction * 2f64.powi(-14),
        (31, 0) => sign * f64::INFINITY,
        (31, _) => f64::NAN,
        _ => sign * (1.0 + fraction) * 2f64.powi(exponent - 15),
    }
}

fn mismatch(kind: &ShapeKind, found: Type) -> Malformed {
    Malformed::Body(format!("Expected {}, found {found}", kind_name(kind)))
}

/// Writes a value as the shape says.
pub fn write(model: &'static Model, shape: &'static Shape, value: &Value) -> Vec<u8> {
    let mut cbor = Encoder::new(Vec::with_capacity(256));
    // Writing to a vector cannot fail.
    let _ = element(&mut cbor, model, shape, value);
    let out = cbor.into_writer();
    crate::heavy::check(out.len() as u64);
    out
}

type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

fn element(
    cbor: &mut Encoder<Vec<u8>>,
    model: &'static Model,
    shape: &'static Shape,
    value: &Value,
) -> Written {
    match (&shape.kind, value) {
        (ShapeKind::Structure(structure), Value::Struct(values)) => {
            let set = values.iter().filter(|value| !value.is_null()).count();
            cbor.map(set as u64)?;
            for (member, value) in structure.members.iter().zip(values) {
                if !value.is_null() {
                    cbor.str(member.name)?;
                    element(cbor, model, model.shape(member.target), value)?;
                }
            }
            Ok(())
        }
        (ShapeKind::Union(members), Value::Union(at, value)) => {
            let Some(member) = members.get(*at) else { return cbor.null()?.ok() };
            cbor.map(1)?.str(member.name)?;
            element(cbor, model, model.shape(member.target), value)
        }
        (ShapeKind::List(list), Value::List(values)) => {
            cbor.array(values.len() as u64)?;
            let entry = model.shape(list.target);
            values.iter().try_for_each(|value| element(cbor, model, entry, value))
        }
        (ShapeKind::Map(map), Value::Map(entries)) => {
            cbor.map(entries.len() as u64)?;
            let entry = model.shape(map.value);
            entries.iter().try_for_each(|(key, value)| {
                cbor.str(key)?;
                element(cbor, model, entry, value)
            })
        }
        (ShapeKind::Float, Value::Float(number)) => cbor.f32(*number as f32)?.ok(),
        (_, Value::Float(number)) => cbor.f64(*number)?.ok(),
        (_, Value::Bool(truth)) => cbor.bool(*truth)?.ok(),
        (_, Value::Int(number)) => cbor.i64(*number)?.ok(),
        (_, Value::Text(text)) => cbor.str(text)?.ok(),
        (_, Value::Blob(bytes)) => cbor.bytes(bytes)?.ok(),
        (_, Value::Time(time)) => cbor.tag(Tag::new(1))?.f64(time.millis() as f64 / 1000.0)?.ok(),
        _ => cbor.null()?.ok(),
    }
}
