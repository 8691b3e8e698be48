//! How values are written in the rows of a durable store, and how they are read from there and from saved
//! worlds.
//!
//! A store has millions of rows and reads them all when it opens, so that names of fields and variants
//! stand in none: they are written once for the store, as a [`Shape`](shapes::Shape), and rows have its
//! number. A struct that still has the fields that it had is read by their order, without a look
//! at a name; one that has others, by names, as in any format that has them.
//!
//! | tag | what follows |
//! | --- | --- |
//! | `00`–`7f` | a number, which is the tag |
//! | `80`–`bf` | a text of so many bytes |
//! | [`NONE`], [`UNIT`], [`FALSE`], [`TRUE`], [`SKIPPED`] | nothing |
//! | [`SOME`] | a value |
//! | [`NUMBER`], [`NEGATIVE`] | a number, seven bits a byte; below zero, what `!` makes of it |
//! | [`FLOAT`] | eight bytes |
//! | [`TEXT`], [`BYTES`] | a length as a number's, so many bytes |
//! | [`SEQUENCE`], [`MAP`] | a count of four bytes; values, or keys and values |
//! | [`STRUCT`], [`PARTIAL`] | a shape's number; a value for each name, in the partial one some skipped |
//! | [`VARIANT`], [`VARIANT_OF`] | the number of a shape with one name; for the second a value |

mod input;
mod message_pack;
mod read;
mod row;
mod shapes;
#[cfg(test)]
mod tests;
mod token;
mod write;

pub(crate) use read::{Form, read};
pub(crate) use shapes::Shapes;
pub(crate) use write::write;

use std::fmt;

/// The number of this format. Rows of format 1 are in that of saved worlds and say nothing of it.
pub(crate) const FORMAT: u8 = 2;

const SHORT_TEXT: u8 = 0x80;
const SHORT_TEXT_MAX: usize = 0x3f;
const NONE: u8 = 0xc0;
const SOME: u8 = 0xc1;
const UNIT: u8 = 0xc2;
const FALSE: u8 = 0xc3;
const TRUE: u8 = 0xc4;
const NUMBER: u8 = 0xc5;
const NEGATIVE: u8 = 0xc6;
const FLOAT: u8 = 0xc7;
const TEXT: u8 = 0xc8;
const BYTES: u8 = 0xc9;
const SEQUENCE: u8 = 0xca;
const MAP: u8 = 0xcb;
const STRUCT: u8 = 0xcc;
const PARTIAL: u8 = 0xcd;
const VARIANT: u8 = 0xce;
const VARIANT_OF: u8 = 0xcf;
const SKIPPED: u8 = 0xd0;

/// Why a value has no form, or bytes are none's.
#[derive(Debug)]
pub(crate) struct FormatError(String);

type Result<T> = std::result::Result<T, FormatError>;

impl FormatError {
    fn new(why: &str) -> Self {
        Self(why.to_owned())
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FormatError {}

impl serde::ser::Error for FormatError {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self(why.to_string())
    }
}

impl serde::de::Error for FormatError {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self(why.to_string())
    }
}
