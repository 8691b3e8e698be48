//! The bytes of a value, from the first to the last.

use super::{FormatError, Result};

/// What is left of them.
#[derive(Clone, Copy)]
pub(super) struct Input<'de>(&'de [u8]);

pub(super) fn short() -> FormatError {
    FormatError::new("it ends too soon")
}

impl<'de> Input<'de> {
    pub(super) fn new(bytes: &'de [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The next one, which stays.
    pub(super) fn first(self) -> Option<u8> {
        self.0.first().copied()
    }

    pub(super) fn byte(&mut self) -> Result<u8> {
        let (byte, left) = self.0.split_first().ok_or_else(short)?;
        self.0 = left;
        Ok(*byte)
    }

    pub(super) fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (bytes, left) = self.0.split_first_chunk().ok_or_else(short)?;
        self.0 = left;
        Ok(*bytes)
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'de [u8]> {
        let (bytes, left) = self.0.split_at_checked(count).ok_or_else(short)?;
        self.0 = left;
        Ok(bytes)
    }

    pub(super) fn text(&mut self, count: usize) -> Result<&'de str> {
        let bytes = self.bytes(count)?;
        std::str::from_utf8(bytes).map_err(|_| FormatError::new("a text is none"))
    }

    /// How many values follow: each has a byte at the least.
    pub(super) fn count(&self, count: u32) -> Result<usize> {
        let count = count as usize;
        if count > self.0.len() { Err(short()) } else { Ok(count) }
    }
}
