//! How values begin in saved worlds: [MessagePack](https://github.com/msgpack/msgpack/blob/master/spec.md)
//! as `rmp-serde` writes it with names. A struct is a map, and so is a variant that holds something.

use super::input::{Input, short};
use super::token::Token;
use super::{FormatError, Result};

/// None of an option, and a unit.
pub(super) const NIL: u8 = 0xc0;

/// What stands behind a tag.
pub(super) fn token<'de>(input: &mut Input<'de>, tag: u8) -> Result<Token<'de, 'static>> {
    Ok(match tag {
        ..0x80 => Token::Number(tag.into()),
        0x80..0x90 => Token::Map(input.count((tag & 0x0f).into())?),
        0x90..0xa0 => Token::Sequence(input.count((tag & 0x0f).into())?),
        0xa0..0xc0 => Token::Text(input.text((tag & 0x1f).into())?),
        NIL => Token::Unit,
        0xc2 => Token::Bool(false),
        0xc3 => Token::Bool(true),
        0xc4..=0xc6 => {
            let length = length(input, tag - 0xc4)?;
            Token::Bytes(input.bytes(length as usize)?)
        }
        0xca => Token::Float(f32::from_be_bytes(input.take()?).into()),
        0xcb => Token::Float(f64::from_be_bytes(input.take()?)),
        0xcc..=0xce => Token::Number(length(input, tag - 0xcc)?.into()),
        0xcf => Token::Number(u64::from_be_bytes(input.take()?)),
        0xd0 => signed(i8::from_be_bytes(input.take()?).into()),
        0xd1 => signed(i16::from_be_bytes(input.take()?).into()),
        0xd2 => signed(i32::from_be_bytes(input.take()?).into()),
        0xd3 => signed(i64::from_be_bytes(input.take()?)),
        0xd9..=0xdb => {
            let length = length(input, tag - 0xd9)?;
            Token::Text(input.text(length as usize)?)
        }
        0xdc..=0xdd => {
            let count = length(input, tag - 0xdb)?;
            Token::Sequence(input.count(count)?)
        }
        0xde..=0xdf => {
            let count = length(input, tag - 0xdd)?;
            Token::Map(input.count(count)?)
        }
        0xe0.. => Token::Negative(tag.cast_signed().into()),
        _ => return Err(FormatError::new("it begins as nothing does")),
    })
}

/// A number of one, two or four bytes.
fn length(input: &mut Input, size: u8) -> Result<u32> {
    Ok(match size {
        0 => u8::from_be_bytes(input.take()?).into(),
        1 => u16::from_be_bytes(input.take()?).into(),
        2 => u32::from_be_bytes(input.take()?),
        _ => return Err(short()),
    })
}

fn signed(number: i64) -> Token<'static, 'static> {
    u64::try_from(number).map_or(Token::Negative(number), Token::Number)
}
