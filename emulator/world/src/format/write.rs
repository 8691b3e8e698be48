//! Writing values.

use super::shapes::push_name;
use super::{
    BYTES, FALSE, FLOAT, FormatError, MAP, NEGATIVE, NONE, NUMBER, PARTIAL, Result, SEQUENCE,
    SHORT_TEXT, SHORT_TEXT_MAX, SKIPPED, SOME, STRUCT, TEXT, TRUE, UNIT, VARIANT, VARIANT_OF,
};
use crate::rows::shape_number;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};
use serde::{Serialize, Serializer};

/// What stands in a row for a value. Shapes that are new are written beside it.
pub(crate) fn write<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    let mut writer = Writer { to: Vec::with_capacity(256), names: String::new() };
    value.serialize(&mut writer)?;
    Ok(writer.to)
}

struct Writer {
    to: Vec<u8>,
    /// Of the fields of all structs around what is written.
    names: String,
}

impl Writer {
    fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.to.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.to.push(number as u8);
    }

    fn begin_shape(&mut self, tag: u8) -> usize {
        self.to.extend_from_slice(&[tag, 0, 0]);
        self.to.len() - 2
    }

    fn variant(&mut self, tag: u8, name: &str) -> Result<()> {
        let at = self.begin_shape(tag);
        let number = shape_number(name).ok_or_else(too_many)?;
        self.patch(at, number.to_le_bytes());
        Ok(())
    }

    fn patch<const N: usize>(&mut self, at: usize, bytes: [u8; N]) {
        if let Some(place) = self.to.get_mut(at..at + N) {
            place.copy_from_slice(&bytes);
        }
    }

    fn counted(&mut self, tag: u8) -> Counted<'_> {
        self.to.push(tag);
        let at = self.to.len();
        self.to.extend_from_slice(&[0; 4]);
        Counted { writer: self, at, count: 0 }
    }

    fn fields(&mut self) -> Fields<'_> {
        let at = self.begin_shape(STRUCT);
        let names = self.names.len();
        Fields { writer: self, at, names }
    }
}

fn too_many() -> FormatError {
    FormatError::new("there are too many kinds of structs")
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = FormatError;
    type SerializeSeq = Counted<'a>;
    type SerializeTuple = Counted<'a>;
    type SerializeTupleStruct = Counted<'a>;
    type SerializeTupleVariant = Counted<'a>;
    type SerializeMap = Counted<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Fields<'a>;

    fn is_human_readable(&self) -> bool {
        false
    }
    fn serialize_bool(self, value: bool) -> Result<()> {
        self.to.push(if value { TRUE } else { FALSE });
        Ok(())
    }
    fn serialize_i8(self, value: i8) -> Result<()> {
        self.serialize_i64(value.into())
    }
    fn serialize_i16(self, value: i16) -> Result<()> {
        self.serialize_i64(value.into())
    }
    fn serialize_i32(self, value: i32) -> Result<()> {
        self.serialize_i64(value.into())
    }
    fn serialize_i64(self, value: i64) -> Result<()> {
        if value >= 0 {
            return self.serialize_u64(value.cast_unsigned());
        }
        self.to.push(NEGATIVE);
        self.number((!value).cast_unsigned());
        Ok(())
    }
    fn serialize_u8(self, value: u8) -> Result<()> {
        self.serialize_u64(value.into())
    }
    fn serialize_u16(self, value: u16) -> Result<()> {
        self.serialize_u64(value.into())
    }
    fn serialize_u32(self, value: u32) -> Result<()> {
        self.serialize_u64(value.into())
    }
    fn serialize_u64(self, value: u64) -> Result<()> {
        if value >= u64::from(SHORT_TEXT) {
            self.to.push(NUMBER);
        }
        self.number(value);
        Ok(())
    }
    fn serialize_f32(self, value: f32) -> Result<()> {
        self.serialize_f64(value.into())
    }
    fn serialize_f64(self, value: f64) -> Result<()> {
        self.to.push(FLOAT);
        self.to.extend_from_slice(&value.to_le_bytes());
        Ok(())
    }
    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, value: &str) -> Result<()> {
        if value.len() <= SHORT_TEXT_MAX {
            self.to.push(SHORT_TEXT + value.len() as u8);
        } else {
            self.to.push(TEXT);
            self.number(value.len() as u64);
        }
        self.to.extend_from_slice(value.as_bytes());
        Ok(())
    }
    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        self.to.push(BYTES);
        self.number(value.len() as u64);
        self.to.extend_from_slice(value);
        Ok(())
    }
    fn serialize_none(self) -> Result<()> {
        self.to.push(NONE);
        Ok(())
    }
    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<()> {
        self.to.push(SOME);
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<()> {
        self.to.push(UNIT);
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<()> {
        self.variant(VARIANT, name)
    }
    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<()> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.variant(VARIANT_OF, name)?;
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Counted<'a>> {
        Ok(self.counted(SEQUENCE))
    }
    fn serialize_tuple(self, _: usize) -> Result<Counted<'a>> {
        Ok(self.counted(SEQUENCE))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Counted<'a>> {
        Ok(self.counted(SEQUENCE))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Counted<'a>> {
        self.variant(VARIANT_OF, name)?;
        Ok(self.counted(SEQUENCE))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Counted<'a>> {
        Ok(self.counted(MAP))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>> {
        Ok(self.fields())
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Fields<'a>> {
        self.variant(VARIANT_OF, name)?;
        Ok(self.fields())
    }
}

/// Values whose count is known at their end.
struct Counted<'a> {
    writer: &'a mut Writer,
    at: usize,
    count: u32,
}

impl Counted<'_> {
    fn push<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.count = self.count.checked_add(1).ok_or_else(|| FormatError::new("it is too long"))?;
        value.serialize(&mut *self.writer)
    }

    fn finish(self) -> Result<()> {
        self.writer.patch(self.at, self.count.to_le_bytes());
        Ok(())
    }
}

impl SerializeSeq for Counted<'_> {
    type Ok = ();
    type Error = FormatError;
    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }
    fn end(self) -> Result<()> {
        self.finish()
    }
}

impl SerializeTuple for Counted<'_> {
    type Ok = ();
    type Error = FormatError;
    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }
    fn end(self) -> Result<()> {
        self.finish()
    }
}

impl SerializeTupleStruct for Counted<'_> {
    type Ok = ();
    type Error = FormatError;
    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }
    fn end(self) -> Result<()> {
        self.finish()
    }
}

impl SerializeTupleVariant for Counted<'_> {
    type Ok = ();
    type Error = FormatError;
    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }
    fn end(self) -> Result<()> {
        self.finish()
    }
}

impl SerializeMap for Counted<'_> {
    type Ok = ();
    type Error = FormatError;
    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<()> {
        self.push(key)
    }
    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut *self.writer)
    }
    fn end(self) -> Result<()> {
        self.finish()
    }
}

/// Values whose shape is known at their end.
struct Fields<'a> {
    writer: &'a mut Writer,
    at: usize,
    /// Where their names begin.
    names: usize,
}

impl Fields<'_> {
    fn name(&mut self, name: &str) {
        push_name(&mut self.writer.names, self.names, name);
    }

    fn push<T: ?Sized + Serialize>(&mut self, name: &str, value: &T) -> Result<()> {
        self.name(name);
        value.serialize(&mut *self.writer)
    }

    fn skip(&mut self, name: &str) {
        self.name(name);
        self.writer.to.push(SKIPPED);
        if let Some(tag) = self.writer.to.get_mut(self.at - 1) {
            *tag = PARTIAL;
        }
    }

    fn finish(self) -> Result<()> {
        let names = self.writer.names.get(self.names..).unwrap_or_default();
        let number = shape_number(names).ok_or_else(too_many)?;
        self.writer.names.truncate(self.names);
        self.writer.patch(self.at, number.to_le_bytes());
        Ok(())
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = FormatError;
    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.push(name, value)
    }
    fn skip_field(&mut self, name: &'static str) -> Result<()> {
        self.skip(name);
        Ok(())
    }
    fn end(self) -> Result<()> {
        self.finish()
    }
}

impl SerializeStructVariant for Fields<'_> {
    type Ok = ();
    type Error = FormatError;
    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.push(name, value)
    }
    fn skip_field(&mut self, name: &'static str) -> Result<()> {
        self.skip(name);
        Ok(())
    }
    fn end(self) -> Result<()> {
        self.finish()
    }
}
