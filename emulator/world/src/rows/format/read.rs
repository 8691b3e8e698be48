//! Reading values.

use super::shapes::{Shape, Shapes};
use super::{
    BYTES, FALSE, FLOAT, FormatError, MAP, NEGATIVE, NONE, NUMBER, PARTIAL, SEQUENCE, SHORT_TEXT,
    SKIPPED, SOME, STRUCT, TEXT, TRUE, UNIT, VARIANT, VARIANT_OF,
};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::{Deserializer, forward_to_deserialize_any};

type Result<T> = std::result::Result<T, FormatError>;

/// How deep values may stand in each other.
const DEPTH_MAX: u8 = 128;

/// The value that was written as these bytes, all of them.
pub(in crate::rows) fn read<T: DeserializeOwned>(bytes: &[u8], shapes: &Shapes) -> Result<T> {
    let mut reader = Reader { left: bytes, shapes, depth: DEPTH_MAX };
    let value = T::deserialize(&mut reader)?;
    match reader.left {
        [] => Ok(value),
        _ => Err(FormatError::new("there is more of it")),
    }
}

struct Reader<'de, 's> {
    left: &'de [u8],
    shapes: &'s Shapes,
    /// How many values may still stand in each other.
    depth: u8,
}

fn short() -> FormatError {
    FormatError::new("it ends too soon")
}

impl<'de, 's> Reader<'de, 's> {
    fn byte(&mut self) -> Result<u8> {
        let (byte, left) = self.left.split_first().ok_or_else(short)?;
        self.left = left;
        Ok(*byte)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (bytes, left) = self.left.split_first_chunk().ok_or_else(short)?;
        self.left = left;
        Ok(*bytes)
    }

    fn bytes(&mut self, count: usize) -> Result<&'de [u8]> {
        let (bytes, left) = self.left.split_at_checked(count).ok_or_else(short)?;
        self.left = left;
        Ok(bytes)
    }

    fn text(&mut self, count: usize) -> Result<&'de str> {
        let bytes = self.bytes(count)?;
        std::str::from_utf8(bytes).map_err(|_| FormatError::new("a text is none"))
    }

    fn number(&mut self) -> Result<u64> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
            shift += 7;
            if shift > 63 {
                return Err(FormatError::new("a number is too long"));
            }
        }
    }

    fn length(&mut self) -> Result<usize> {
        usize::try_from(self.number()?).map_err(|_| short())
    }

    fn count(&mut self) -> Result<usize> {
        let count = u32::from_le_bytes(self.take()?) as usize;
        // Each has a byte at the least.
        if count > self.left.len() { Err(short()) } else { Ok(count) }
    }

    fn shape(&mut self) -> Result<&'s Shape> {
        let number = u16::from_le_bytes(self.take()?);
        self.shapes.get(number).ok_or_else(|| FormatError::new("it has a kind that is not known"))
    }

    fn name(&mut self) -> Result<&'s str> {
        let name = self.shape()?.names().first();
        name.map(|name| &**name).ok_or_else(|| FormatError::new("a variant has no name"))
    }

    fn deeper<R>(&mut self, read: impl FnOnce(&mut Self) -> Result<R>) -> Result<R> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| FormatError::new("it is too deep"))?;
        let value = read(self)?;
        self.depth += 1;
        Ok(value)
    }

    fn sequence<V: Visitor<'de>>(&mut self, left: usize, visitor: V) -> Result<V::Value> {
        self.deeper(|reader| {
            let mut items = Items { reader, left };
            let value = visitor.visit_seq(&mut items)?;
            match items.left {
                0 => Ok(value),
                _ => Err(FormatError::new("there are too many values")),
            }
        })
    }

    fn named<V: Visitor<'de>>(&mut self, shape: &'s Shape, visitor: V) -> Result<V::Value> {
        self.deeper(|reader| visitor.visit_map(Named { reader, names: shape.names() }))
    }

    /// A value that begins with this tag.
    fn value<V: Visitor<'de>>(&mut self, tag: u8, visitor: V) -> Result<V::Value> {
        match tag {
            ..SHORT_TEXT => visitor.visit_u64(tag.into()),
            SHORT_TEXT..NONE => visitor.visit_borrowed_str(self.text((tag - SHORT_TEXT).into())?),
            NONE => visitor.visit_none(),
            SOME => self.deeper(|reader| visitor.visit_some(reader)),
            UNIT => visitor.visit_unit(),
            FALSE => visitor.visit_bool(false),
            TRUE => visitor.visit_bool(true),
            NUMBER => visitor.visit_u64(self.number()?),
            NEGATIVE => visitor.visit_i64(!self.number()?.cast_signed()),
            FLOAT => visitor.visit_f64(f64::from_le_bytes(self.take()?)),
            TEXT => {
                let length = self.length()?;
                visitor.visit_borrowed_str(self.text(length)?)
            }
            BYTES => {
                let length = self.length()?;
                visitor.visit_borrowed_bytes(self.bytes(length)?)
            }
            SEQUENCE => {
                let count = self.count()?;
                self.sequence(count, visitor)
            }
            MAP => {
                let left = self.count()?;
                self.deeper(|reader| {
                    let mut entries = Items { reader, left };
                    let value = visitor.visit_map(&mut entries)?;
                    match entries.left {
                        0 => Ok(value),
                        _ => Err(FormatError::new("there are too many entries")),
                    }
                })
            }
            STRUCT | PARTIAL => {
                let shape = self.shape()?;
                self.named(shape, visitor)
            }
            // Whoever does not ask for a variant finds its name, and what it holds below that.
            VARIANT => visitor.visit_str(self.name()?),
            VARIANT_OF => {
                let shape = self.shape()?;
                self.named(shape, visitor)
            }
            _ => Err(FormatError::new("it begins as nothing does")),
        }
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de, '_> {
    type Error = FormatError;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let tag = self.byte()?;
        self.value(tag, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.left.first() {
            // What was no option once is one that is there.
            Some(tag) if !matches!(*tag, NONE | SOME) => visitor.visit_some(self),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.byte()? {
            STRUCT => {
                let shape = self.shape()?;
                match shape.is(fields) {
                    true => self.sequence(fields.len(), visitor),
                    false => self.named(shape, visitor),
                }
            }
            tag => self.value(tag, visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.byte()? {
            VARIANT => visitor.visit_enum(StrDeserializer::new(self.name()?)),
            VARIANT_OF => {
                let name = self.name()?;
                self.deeper(|reader| visitor.visit_enum(Chosen { reader, name }))
            }
            _ => Err(FormatError::new("a variant is none")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}

/// Values, or keys and values, of which so many are left.
struct Items<'a, 'de, 's> {
    reader: &'a mut Reader<'de, 's>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de, '_> {
    type Error = FormatError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de, '_> {
    type Error = FormatError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        seed.deserialize(&mut *self.reader)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// A struct's fields by their names; or a variant by its one.
struct Named<'a, 'de, 's> {
    reader: &'a mut Reader<'de, 's>,
    /// Of those that are left.
    names: &'s [Box<str>],
}

impl<'de> MapAccess<'de> for Named<'_, 'de, '_> {
    type Error = FormatError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        while let Some((name, left)) = self.names.split_first() {
            self.names = left;
            if self.reader.left.first() == Some(&SKIPPED) {
                self.reader.byte()?;
                continue;
            }
            return seed.deserialize(StrDeserializer::new(name)).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant that holds something.
struct Chosen<'a, 'de, 's> {
    reader: &'a mut Reader<'de, 's>,
    name: &'s str,
}

impl<'de> EnumAccess<'de> for Chosen<'_, 'de, '_> {
    type Error = FormatError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        Ok((seed.deserialize(StrDeserializer::<FormatError>::new(self.name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Chosen<'_, 'de, '_> {
    type Error = FormatError;

    fn unit_variant(self) -> Result<()> {
        Err(FormatError::new("a variant holds something"))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.reader.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.reader.deserialize_struct("", fields, visitor)
    }
}
