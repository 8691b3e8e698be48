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

    /// Into a value that holds others; whoever comes out of it well adds one to `depth`.
    fn enter(&mut self) -> Result<()> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| FormatError::new("it is too deep"))?;
        Ok(())
    }

    /// What a tag begins, up to where others stand in it. Not generic: what is so is compiled for each of a
    /// thousand types, so it is kept small.
    fn token(&mut self, tag: u8) -> Result<Token<'de, 's>> {
        Ok(match tag {
            ..SHORT_TEXT => Token::Number(tag.into()),
            SHORT_TEXT..NONE => Token::Text(self.text((tag - SHORT_TEXT).into())?),
            NONE => Token::None,
            SOME => Token::Some,
            UNIT => Token::Unit,
            FALSE => Token::Bool(false),
            TRUE => Token::Bool(true),
            NUMBER => Token::Number(self.number()?),
            NEGATIVE => Token::Negative(!self.number()?.cast_signed()),
            FLOAT => Token::Float(f64::from_le_bytes(self.take()?)),
            TEXT => {
                let length = self.length()?;
                Token::Text(self.text(length)?)
            }
            BYTES => {
                let length = self.length()?;
                Token::Bytes(self.bytes(length)?)
            }
            SEQUENCE => Token::Sequence(self.count()?),
            MAP => Token::Map(self.count()?),
            STRUCT | PARTIAL | VARIANT_OF => Token::Named(self.shape()?),
            // Whoever does not ask for a variant finds its name, and what it holds below that.
            VARIANT => Token::Variant(self.name()?),
            _ => return Err(FormatError::new("it begins as nothing does")),
        })
    }

    fn sequence<V: Visitor<'de>>(&mut self, left: usize, visitor: V) -> Result<V::Value> {
        self.enter()?;
        let mut items = Items { reader: self, left };
        let value = visitor.visit_seq(&mut items)?;
        items.end("there are too many values")?;
        self.depth += 1;
        Ok(value)
    }

    fn map<V: Visitor<'de>>(&mut self, left: usize, visitor: V) -> Result<V::Value> {
        self.enter()?;
        let mut entries = Items { reader: self, left };
        let value = visitor.visit_map(&mut entries)?;
        entries.end("there are too many entries")?;
        self.depth += 1;
        Ok(value)
    }

    fn named<V: Visitor<'de>>(&mut self, shape: &'s Shape, visitor: V) -> Result<V::Value> {
        self.enter()?;
        let value = visitor.visit_map(Named { reader: self, names: shape.names() })?;
        self.depth += 1;
        Ok(value)
    }

    /// A value that begins with this tag.
    fn value<V: Visitor<'de>>(&mut self, tag: u8, visitor: V) -> Result<V::Value> {
        match self.token(tag)? {
            Token::Some => {
                self.enter()?;
                let value = visitor.visit_some(&mut *self)?;
                self.depth += 1;
                Ok(value)
            }
            Token::Sequence(count) => self.sequence(count, visitor),
            Token::Map(count) => self.map(count, visitor),
            Token::Named(shape) => self.named(shape, visitor),
            other => other.alone(visitor),
        }
    }

    /// A value in which no other stands.
    fn alone<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let tag = self.byte()?;
        self.token(tag)?.alone(visitor)
    }

    /// Values in a row.
    fn row<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let tag = self.byte()?;
        match self.token(tag)? {
            Token::Sequence(count) => self.sequence(count, visitor),
            other => other.alone(visitor),
        }
    }

    /// Keys with values, or names.
    fn entries<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let tag = self.byte()?;
        match self.token(tag)? {
            Token::Map(count) => self.map(count, visitor),
            Token::Named(shape) => self.named(shape, visitor),
            other => other.alone(visitor),
        }
    }
}

/// What a tag begins.
enum Token<'de, 's> {
    Number(u64),
    Negative(i64),
    Float(f64),
    Bool(bool),
    Text(&'de str),
    Bytes(&'de [u8]),
    Unit,
    None,
    /// A variant that holds nothing.
    Variant(&'s str),
    /// A value follows …
    Some,
    /// … so many do …
    Sequence(usize),
    /// … each with its key …
    Map(usize),
    /// … or those of these names.
    Named(&'s Shape),
}

impl<'de> Token<'de, '_> {
    fn alone<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Number(number) => visitor.visit_u64(number),
            Self::Negative(number) => visitor.visit_i64(number),
            Self::Float(number) => visitor.visit_f64(number),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Text(text) => visitor.visit_borrowed_str(text),
            Self::Bytes(bytes) => visitor.visit_borrowed_bytes(bytes),
            Self::Unit => visitor.visit_unit(),
            Self::None => visitor.visit_none(),
            Self::Variant(name) => visitor.visit_str(name),
            Self::Some | Self::Sequence(_) | Self::Map(_) | Self::Named(_) => {
                Err(FormatError::new("a value is of another kind"))
            }
        }
    }
}

/// Values that are asked for as such hold no others.
macro_rules! scalars {
    ($($asked:ident)*) => {
        $(fn $asked<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.alone(visitor)
        })*
    };
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
                self.enter()?;
                let value = visitor.visit_enum(Chosen { reader: &mut *self, name })?;
                self.depth += 1;
                Ok(value)
            }
            _ => Err(FormatError::new("a variant is none")),
        }
    }

    scalars! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_identifier
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.row(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.row(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.entries(visitor)
    }

    forward_to_deserialize_any! { bytes byte_buf unit unit_struct tuple_struct ignored_any }
}

/// Values, or keys and values, of which so many are left.
struct Items<'a, 'de, 's> {
    reader: &'a mut Reader<'de, 's>,
    left: usize,
}

impl Items<'_, '_, '_> {
    fn end(&self, wrong: &'static str) -> Result<()> {
        if self.left == 0 { Ok(()) } else { Err(FormatError::new(wrong)) }
    }
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
