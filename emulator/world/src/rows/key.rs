//! Keys of rows: written so that none is the beginning of another, and that their order is that of what
//! they are of.

use crate::service::Scope;
use parhelion_wire::Timestamp;
use std::borrow::Cow;
use std::sync::Arc;

/// What rows of a table are found by.
pub trait RowKey: Ord + Clone + Send + Sync + 'static {
    /// Appends it.
    fn write(&self, to: &mut Vec<u8>);
    /// Takes it off the front; `None`: none stands there.
    fn read(from: &mut &[u8]) -> Option<Self>;
}

/// The end of bytes; a zero in them is written as zero and [`INSIDE`].
const END: [u8; 2] = [0, 0];
const INSIDE: u8 = 0xff;

fn write_bytes(bytes: &[u8], to: &mut Vec<u8>) {
    for byte in bytes {
        to.push(*byte);
        if *byte == 0 {
            to.push(INSIDE);
        }
    }
    to.extend_from_slice(&END);
}

fn read_bytes<'a>(from: &mut &'a [u8]) -> Option<Cow<'a, [u8]>> {
    // Most have no zero: they stand there as they are.
    let length = from.iter().position(|byte| *byte == 0)?;
    if from.get(length + 1) == Some(&0) {
        let bytes = from.get(..length)?;
        *from = from.get(length + END.len()..)?;
        return Some(Cow::Borrowed(bytes));
    }
    let mut bytes = Vec::new();
    loop {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        if *byte == 0 {
            let (next, rest) = from.split_first()?;
            *from = rest;
            if *next == 0 {
                return Some(Cow::Owned(bytes));
            }
        }
        bytes.push(*byte);
    }
}

impl RowKey for Arc<[u8]> {
    fn write(&self, to: &mut Vec<u8>) {
        write_bytes(self, to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        read_bytes(from).map(|bytes| (&*bytes).into())
    }
}

impl RowKey for Arc<str> {
    fn write(&self, to: &mut Vec<u8>) {
        write_bytes(self.as_bytes(), to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        std::str::from_utf8(&read_bytes(from)?).ok().map(Into::into)
    }
}

impl<K: RowKey> RowKey for Arc<K> {
    fn write(&self, to: &mut Vec<u8>) {
        K::write(self, to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        K::read(from).map(Self::new)
    }
}

impl RowKey for String {
    fn write(&self, to: &mut Vec<u8>) {
        write_bytes(self.as_bytes(), to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        String::from_utf8(read_bytes(from)?.into_owned()).ok()
    }
}

impl RowKey for u64 {
    fn write(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.to_be_bytes());
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(Self::from_be_bytes(*bytes))
    }
}

/// Moved by half of all numbers, so that those below zero come first.
const SIGN: u64 = 1 << 63;

impl RowKey for i64 {
    fn write(&self, to: &mut Vec<u8>) {
        (self.cast_unsigned() ^ SIGN).write(to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        u64::read(from).map(|moved| (moved ^ SIGN).cast_signed())
    }
}

impl RowKey for i32 {
    fn write(&self, to: &mut Vec<u8>) {
        i64::from(*self).write(to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        i64::read(from)?.try_into().ok()
    }
}

impl RowKey for Timestamp {
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        i64::read(from).map(Self)
    }
}

impl<A: RowKey, B: RowKey> RowKey for (A, B) {
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        Some((A::read(from)?, B::read(from)?))
    }
}

impl<A: RowKey, B: RowKey, C: RowKey> RowKey for (A, B, C) {
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
        self.2.write(to);
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        Some((A::read(from)?, B::read(from)?, C::read(from)?))
    }
}

impl RowKey for Scope {
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Global => to.push(0),
            Self::Region(account, region) => {
                to.push(1);
                account.write(to);
                region.write(to);
            }
        }
    }
    fn read(from: &mut &[u8]) -> Option<Self> {
        let (kind, rest) = from.split_first()?;
        *from = rest;
        match kind {
            0 => Some(Self::Global),
            1 => Some(Self::Region(RowKey::read(from)?, RowKey::read(from)?)),
            _ => None,
        }
    }
}

/// Keys of another type, in the format of saved states, which is not in their order: it costs time when
/// they are read.
#[macro_export]
macro_rules! row_key_by_serde {
    ($($key:ty),* $(,)?) => {$(
        impl $crate::rows::RowKey for $key {
            fn write(&self, to: &mut Vec<u8>) {
                // Keys hold texts and numbers, which always have a form.
                let bytes = $crate::state_format::encode(self).unwrap_or_default();
                $crate::rows::RowKey::write(&(bytes.len() as u64), to);
                to.extend_from_slice(&bytes);
            }
            fn read(from: &mut &[u8]) -> Option<Self> {
                let len = usize::try_from(<u64 as $crate::rows::RowKey>::read(from)?).ok()?;
                let (bytes, rest) = from.split_at_checked(len)?;
                *from = rest;
                $crate::state_format::decode(bytes).ok()
            }
        }
    )*};
}
pub use row_key_by_serde;
