//! What values begin with. Not generic: what is so is compiled for each of a thousand types.

use super::shapes::Shape;
use super::{FormatError, Result};
use serde::de::Visitor;

/// What a tag begins, up to where other values stand in it.
pub(super) enum Token<'de, 's> {
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
    /// … those of these names …
    Named(&'s Shape),
    /// … or what a variant holds.
    VariantOf(&'s Shape),
}

/// Each that is asked for makes only what its visitors take: a visitor is a type of its own for each that
/// is read, and what it is given is compiled for it.
impl<'de> Token<'de, '_> {
    /// A number.
    pub(super) fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Number(number) => visitor.visit_u64(number),
            Self::Negative(number) => visitor.visit_i64(number),
            Self::Float(number) => visitor.visit_f64(number),
            _ => Err(other_kind()),
        }
    }

    /// A text, a name or a sign.
    pub(super) fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Text(text) => visitor.visit_borrowed_str(text),
            Self::Variant(name) => visitor.visit_str(name),
            _ => Err(other_kind()),
        }
    }

    /// A value in which no other stands.
    pub(super) fn alone<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Number(_) | Self::Negative(_) | Self::Float(_) => self.number(visitor),
            Self::Text(_) | Self::Variant(_) => self.text(visitor),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Bytes(bytes) => visitor.visit_borrowed_bytes(bytes),
            Self::Unit => visitor.visit_unit(),
            Self::None => visitor.visit_none(),
            _ => Err(other_kind()),
        }
    }
}

pub(super) fn other_kind() -> FormatError {
    FormatError::new("a value is of another kind")
}
