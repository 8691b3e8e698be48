//! How values begin in rows: the table in the [module](super).

use super::input::{Input, short};
use super::shapes::{Shape, Shapes};
use super::token::Token;
use super::{
    BYTES, FALSE, FLOAT, FormatError, MAP, NEGATIVE, NONE, NUMBER, PARTIAL, Result, SEQUENCE,
    SHORT_TEXT, SOME, STRUCT, TEXT, TRUE, UNIT, VARIANT, VARIANT_OF,
};

/// What stands behind a tag.
pub(super) fn token<'de, 's>(
    input: &mut Input<'de>,
    shapes: &'s Shapes,
    tag: u8,
) -> Result<Token<'de, 's>> {
    Ok(match tag {
        ..SHORT_TEXT => Token::Number(tag.into()),
        SHORT_TEXT..NONE => Token::Text(input.text((tag - SHORT_TEXT).into())?),
        NONE => Token::None,
        SOME => Token::Some,
        UNIT => Token::Unit,
        FALSE => Token::Bool(false),
        TRUE => Token::Bool(true),
        NUMBER => Token::Number(number(input)?),
        NEGATIVE => Token::Negative(!number(input)?.cast_signed()),
        FLOAT => Token::Float(f64::from_le_bytes(input.take()?)),
        TEXT => {
            let length = length(input)?;
            Token::Text(input.text(length)?)
        }
        BYTES => {
            let length = length(input)?;
            Token::Bytes(input.bytes(length)?)
        }
        SEQUENCE => Token::Sequence(count(input)?),
        MAP => Token::Map(count(input)?),
        STRUCT | PARTIAL => Token::Named(shape(input, shapes)?),
        VARIANT => Token::Variant(name(shape(input, shapes)?)?),
        VARIANT_OF => Token::VariantOf(shape(input, shapes)?),
        _ => return Err(FormatError::new("it begins as nothing does")),
    })
}

fn number(input: &mut Input) -> Result<u64> {
    let (mut number, mut shift) = (0_u64, 0);
    loop {
        let byte = input.byte()?;
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

fn length(input: &mut Input) -> Result<usize> {
    usize::try_from(number(input)?).map_err(|_| short())
}

fn count(input: &mut Input) -> Result<usize> {
    let count = u32::from_le_bytes(input.take()?);
    input.count(count)
}

pub(super) fn shape<'s>(input: &mut Input, shapes: &'s Shapes) -> Result<&'s Shape> {
    let number = u16::from_le_bytes(input.take()?);
    shapes.get(number).ok_or_else(|| FormatError::new("it has a kind that is not known"))
}

/// A variant's.
pub(super) fn name(shape: &Shape) -> Result<&str> {
    let name = shape.names().first();
    name.map(|name| &**name).ok_or_else(|| FormatError::new("a variant has no name"))
}
