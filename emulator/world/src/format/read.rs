//! Reading values, from rows and from saved worlds.

use super::input::Input;
use super::shapes::{Shape, Shapes};
use super::token::{Token, other_kind};
use super::{FormatError, NONE, Result, SKIPPED, SOME, message_pack, row};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::{Deserializer, forward_to_deserialize_any};

/// How deep values may stand in each other.
const DEPTH_MAX: u8 = 128;

/// How values are written.
#[derive(Clone, Copy)]
pub(crate) enum Form<'s> {
    /// As in rows that name these shapes.
    Row(&'s Shapes),
    /// As in saved worlds.
    MessagePack,
}

/// The value that was written as these bytes, all of them.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8], form: Form) -> Result<T> {
    let mut reader = Reader { input: Input::new(bytes), form, depth: DEPTH_MAX };
    let value = T::deserialize(&mut reader)?;
    match reader.input.is_empty() {
        true => Ok(value),
        false => Err(FormatError::new("there is more of it")),
    }
}

struct Reader<'de, 's> {
    input: Input<'de>,
    form: Form<'s>,
    /// How many values may still stand in each other.
    depth: u8,
}

impl<'de, 's> Reader<'de, 's> {
    /// Into a value that holds others; whoever comes out of it well adds one to `depth`.
    fn enter(&mut self) -> Result<()> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| FormatError::new("it is too deep"))?;
        Ok(())
    }

    fn token(&mut self) -> Result<Token<'de, 's>> {
        let tag = self.input.byte()?;
        match self.form {
            Form::Row(shapes) => row::token(&mut self.input, shapes, tag),
            Form::MessagePack => message_pack::token(&mut self.input, tag),
        }
    }

    /// An option stands here as such. What was none once is one that is there.
    fn is_option(&self) -> bool {
        match self.form {
            Form::Row(_) => matches!(self.input.first(), None | Some(NONE | SOME)),
            Form::MessagePack => matches!(self.input.first(), None | Some(message_pack::NIL)),
        }
    }

    /// The name of the variant that comes, and whether it holds something.
    fn variant<'n>(&mut self) -> Result<(&'n str, bool)>
    where
        'de: 'n,
        's: 'n,
    {
        match (self.token()?, self.form) {
            (Token::Variant(name), _) => Ok((name, false)),
            (Token::VariantOf(shape), _) => Ok((row::name(shape)?, true)),
            (Token::Text(name), Form::MessagePack) => Ok((name, false)),
            (Token::Map(1), Form::MessagePack) => match self.token()? {
                Token::Text(name) => Ok((name, true)),
                _ => Err(FormatError::new("a variant has no name")),
            },
            _ => Err(FormatError::new("a variant is none")),
        }
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

    /// Keys with values, or names.
    fn entries<V: Visitor<'de>>(&mut self, token: Token<'_, 's>, visitor: V) -> Result<V::Value> {
        match token {
            Token::Map(count) => self.map(count, visitor),
            // Whoever does not ask for a variant finds its name, and what it holds below that.
            Token::Named(shape) | Token::VariantOf(shape) => self.named(shape, visitor),
            _ => Err(other_kind()),
        }
    }

    /// What may be there.
    fn option<V: Visitor<'de>>(&mut self, token: Token<'_, 's>, visitor: V) -> Result<V::Value> {
        match token {
            Token::Some => {
                self.enter()?;
                let value = visitor.visit_some(&mut *self)?;
                self.depth += 1;
                Ok(value)
            }
            Token::None | Token::Unit => visitor.visit_none(),
            _ => Err(other_kind()),
        }
    }
}

/// Values that are asked for as such hold no others.
macro_rules! scalars {
    ($($asked:ident: $kind:ident)*) => {
        $(fn $asked<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.token()?.$kind(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de, '_> {
    type Error = FormatError;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.token()? {
            Token::Sequence(count) => self.sequence(count, visitor),
            token @ (Token::Map(_) | Token::Named(_) | Token::VariantOf(_)) => {
                self.entries(token, visitor)
            }
            token @ (Token::Some | Token::None) => self.option(token, visitor),
            token => token.alone(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.is_option() {
            true => {
                let token = self.token()?;
                self.option(token, visitor)
            }
            false => visitor.visit_some(self),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        match self.token()? {
            Token::Sequence(0) | Token::Unit => visitor.visit_unit(),
            _ => Err(other_kind()),
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
        let whole = self.input.first() == Some(super::STRUCT);
        match self.token()? {
            Token::Named(shape) if whole && shape.is(fields) => {
                self.sequence(fields.len(), visitor)
            }
            Token::Sequence(count) => self.sequence(count, visitor),
            token => self.entries(token, visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.variant()? {
            (name, false) => visitor.visit_enum(StrDeserializer::new(name)),
            (name, true) => {
                self.enter()?;
                let value = visitor.visit_enum(Chosen { reader: &mut *self, name })?;
                self.depth += 1;
                Ok(value)
            }
        }
    }

    scalars! {
        deserialize_bool: alone
        deserialize_i8: number deserialize_i16: number deserialize_i32: number deserialize_i64: number
        deserialize_u8: number deserialize_u16: number deserialize_u32: number deserialize_u64: number
        deserialize_f32: number deserialize_f64: number
        deserialize_char: text deserialize_str: text deserialize_string: text deserialize_identifier: text
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.token()? {
            Token::Sequence(count) => self.sequence(count, visitor),
            _ => Err(other_kind()),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let token = self.token()?;
        self.entries(token, visitor)
    }

    forward_to_deserialize_any! { bytes byte_buf unit ignored_any }
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

impl<'s> Named<'_, '_, 's> {
    /// The name of the next that is there.
    fn next(&mut self) -> Result<Option<&'s str>> {
        while let Some((name, left)) = self.names.split_first() {
            self.names = left;
            if self.reader.input.first() != Some(SKIPPED) {
                return Ok(Some(name));
            }
            self.reader.input.byte()?;
        }
        Ok(None)
    }
}

impl<'de> MapAccess<'de> for Named<'_, 'de, '_> {
    type Error = FormatError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        match self.next()? {
            Some(name) => seed.deserialize(StrDeserializer::new(name)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant that holds something.
struct Chosen<'a, 'de, 's> {
    reader: &'a mut Reader<'de, 's>,
    name: &'a str,
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
        self.reader.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.reader.deserialize_struct("", fields, visitor)
    }
}
