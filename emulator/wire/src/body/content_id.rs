//! What a body's bytes are, as a name.

use crate::checksum::hex;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// What a body's bytes are: equal bytes have equal ids, others have not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId {
    sha256: [u8; 32],
    len: u64,
}

impl ContentId {
    /// Of so many bytes with this digest.
    pub(super) fn new(digest: &[u8], len: u64) -> Self {
        let mut sha256 = [0; 32];
        if let Some(own) = sha256.get_mut(..digest.len()) {
            own.copy_from_slice(digest);
        }
        Self { sha256, len }
    }

    /// How many bytes [`ContentId::to_bytes`] gives.
    pub const BYTES: usize = 40;

    /// Digest and length.
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let (digest, len) = bytes.split_at_mut(32);
        digest.copy_from_slice(&self.sha256);
        len.copy_from_slice(&self.len.to_le_bytes());
        bytes
    }

    /// What [`ContentId::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (sha256, len) = bytes.split_first_chunk()?;
        Some(Self { sha256: *sha256, len: u64::from_le_bytes(len.try_into().ok()?) })
    }

    /// The body's length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether it is the content of no bytes at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// `<SHA-256 in hex>-<length>`, which is also a good name for a file.
impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", hex(&self.sha256), self.len)
    }
}

impl fmt::Debug for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ContentId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const NONE: &str = "no content id";
        let (digest, len) = text.split_once('-').ok_or(NONE)?;
        let digits = digest.as_bytes();
        let mut sha256 = [0; 32];
        if digits.len() != 64 {
            return Err(NONE);
        }
        let digit = |byte: u8| char::from(byte).to_digit(16).ok_or(NONE);
        for (byte, pair) in sha256.iter_mut().zip(digits.chunks_exact(2)) {
            let &[high, low] = pair else { return Err(NONE) };
            *byte = (digit(high)? * 16 + digit(low)?) as u8;
        }
        Ok(Self { sha256, len: len.parse().map_err(|_| NONE)? })
    }
}

impl Serialize for ContentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
