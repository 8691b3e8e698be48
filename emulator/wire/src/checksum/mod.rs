//! Checksums: the algorithms of S3-3.13, and what a request says about its body (S3-3.14, 3.16).
//!
//! [`hasher`] computes, [`expected`] compares.

mod combine;
pub mod expected;
pub mod hasher;
mod of_body;
mod stored;

pub use expected::Expected;
pub use hasher::{Digests, Hasher, Hashers};
pub use of_body::digests;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crc_fast::CrcAlgorithm;

/// What bodies are digested with. The order is the one in which S3 lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// ISO-HDLC, as in gzip: 4 bytes.
    Crc32,
    /// Castagnoli: 4 bytes.
    Crc32c,
    /// S3's default: 8 bytes.
    Crc64Nvme,
    /// 20 bytes.
    Sha1,
    /// 32 bytes.
    Sha256,
    /// 64 bytes.
    Sha512,
    /// ETags and `Content-MD5`: 16 bytes.
    Md5,
    /// XXH64 with seed 0: 8 bytes.
    XxHash64,
    /// XXH3 with 64 bits: 8 bytes.
    XxHash3,
    /// XXH3 with 128 bits: 16 bytes.
    XxHash128,
}

impl Algorithm {
    /// Every algorithm, in order.
    pub const ALL: [Self; 10] = [
        Self::Crc32,
        Self::Crc32c,
        Self::Crc64Nvme,
        Self::Sha1,
        Self::Sha256,
        Self::Sha512,
        Self::Md5,
        Self::XxHash64,
        Self::XxHash3,
        Self::XxHash128,
    ];

    /// As in `x-amz-sdk-checksum-algorithm` and in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc32c => "CRC32C",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
            Self::Md5 => "MD5",
            Self::XxHash64 => "XXHASH64",
            Self::XxHash3 => "XXHASH3",
            Self::XxHash128 => "XXHASH128",
        }
    }

    /// The request and response header, and the trailer.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
            Self::Sha512 => "x-amz-checksum-sha512",
            Self::Md5 => "x-amz-checksum-md5",
            Self::XxHash64 => "x-amz-checksum-xxhash64",
            Self::XxHash3 => "x-amz-checksum-xxhash3",
            Self::XxHash128 => "x-amz-checksum-xxhash128",
        }
    }

    /// The algorithm of a [`name`](Self::name), in letters of any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))
    }

    /// The algorithm of a [`header`](Self::header), in letters of any case.
    pub fn from_header(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.header().eq_ignore_ascii_case(name))
    }

    /// Length of a value in bytes.
    pub const fn size(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32c => 4,
            Self::Crc64Nvme | Self::XxHash64 | Self::XxHash3 => 8,
            Self::Md5 | Self::XxHash128 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }

    pub(crate) const fn crc(self) -> Option<CrcAlgorithm> {
        match self {
            Self::Crc32 => Some(CrcAlgorithm::Crc32IsoHdlc),
            Self::Crc32c => Some(CrcAlgorithm::Crc32Iscsi),
            Self::Crc64Nvme => Some(CrcAlgorithm::Crc64Nvme),
            _ => None,
        }
    }
}

/// A value of an [`Algorithm`], big-endian (S3-3.13(a)).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Checksum {
    algorithm: Algorithm,
    bytes: [u8; 64],
}

impl Checksum {
    /// `None` if the length is not the algorithm's.
    pub fn new(algorithm: Algorithm, bytes: &[u8]) -> Option<Self> {
        let mut all = [0; 64];
        all.get_mut(..algorithm.size())
            .filter(|own| own.len() == bytes.len())?
            .copy_from_slice(bytes);
        Some(Self { algorithm, bytes: all })
    }

    /// `None` if the text is not base64 or of another length.
    pub fn from_base64(algorithm: Algorithm, text: &str) -> Option<Self> {
        Self::new(algorithm, &STANDARD.decode(text).ok()?)
    }

    /// What it is a value of.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// As many bytes as the algorithm has ([`Algorithm::size`]).
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.algorithm.size()]
    }

    /// In standard base64 with padding, as headers have it.
    pub fn base64(&self) -> String {
        STANDARD.encode(self.bytes())
    }

    /// Lower-case hex, as in ETags and `x-amz-content-sha256`.
    pub fn hex(&self) -> String {
        hex(self.bytes())
    }

    /// The CRC of this content followed by another, without the content (S3-3.13(c)).
    /// `None` unless both are of one CRC algorithm.
    pub fn followed_by(&self, next: &Self, next_len: u64) -> Option<Self> {
        let crc = self.algorithm.crc().filter(|_| self.algorithm == next.algorithm)?;
        let value = combine::combine(crc, self.number(), next.number(), next_len)?;
        Some(Self::crc(self.algorithm, value))
    }

    fn crc(algorithm: Algorithm, value: u64) -> Self {
        let mut bytes = [0; 64];
        let size = algorithm.size();
        bytes[..size].copy_from_slice(&value.to_be_bytes()[8 - size..]);
        Self { algorithm, bytes }
    }

    fn number(&self) -> u64 {
        self.bytes().iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

impl std::fmt::Debug for Checksum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.algorithm.name(), self.base64())
    }
}

/// `base64(H(H1‖H2‖…))-N` over the parts' checksums (S3-3.13(b)).
pub fn composite<'a>(
    algorithm: Algorithm,
    parts: impl IntoIterator<Item = &'a Checksum>,
) -> String {
    let (whole, count) = of_parts(algorithm, parts);
    format!("{}-{count}", whole.base64())
}

/// `hex(MD5(MD5-1‖MD5-2‖…))-N`, a multipart object's ETag without quotes (S3-3.12(c)).
pub fn multipart_etag<'a>(parts: impl IntoIterator<Item = &'a Checksum>) -> String {
    let (whole, count) = of_parts(Algorithm::Md5, parts);
    format!("{}-{count}", whole.hex())
}

fn of_parts<'a>(
    algorithm: Algorithm,
    parts: impl IntoIterator<Item = &'a Checksum>,
) -> (Checksum, usize) {
    let mut hasher = Hasher::new(algorithm);
    let mut count = 0;
    for part in parts {
        hasher.update(part.bytes());
        count += 1;
    }
    (hasher.finish(), count)
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Lower-case hex of SHA-256.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&<sha2::Sha256 as sha2::Digest>::digest(bytes))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    fn of(algorithm: Algorithm, bytes: &[u8]) -> Checksum {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(bytes);
        hasher.finish()
    }

    /// S3-3.13(f), and each algorithm's own published check values.
    #[test]
    fn vectors() {
        let cases: [(Algorithm, &[u8], &str); 13] = [
            (Algorithm::Crc64Nvme, b"123456789", "ae8b14860a799888"),
            (Algorithm::Crc64Nvme, b"", "0000000000000000"),
            (Algorithm::Crc32, b"123456789", "cbf43926"),
            (Algorithm::Crc32c, b"123456789", "e3069283"),
            (Algorithm::Md5, b"abc", "900150983cd24fb0d6963f7d28e17f72"),
            (Algorithm::Sha1, b"abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                Algorithm::Sha256,
                b"abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                Algorithm::Sha512,
                b"abc",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            ),
            (Algorithm::XxHash64, b"", "ef46db3751d8e999"),
            (Algorithm::XxHash3, b"", "2d06800538d394c2"),
            (Algorithm::XxHash128, b"", "99aa06d3014798d86001c324468d497f"),
            (Algorithm::XxHash64, b"abc", "44bc2cf5ad770999"),
            (Algorithm::Crc32, b"test", "d87f7e0c"),
        ];
        for (algorithm, bytes, expected) in cases {
            assert_eq!(of(algorithm, bytes).hex(), expected, "{}", algorithm.name());
        }
        assert_eq!(of(Algorithm::Crc64Nvme, b"").base64(), "AAAAAAAAAAA=");
        assert_eq!(of(Algorithm::Crc32, b"test").base64(), "2H9+DA==");
    }

    /// S3-3.13(f): 5 MiB of `a`, then a part `b`.
    #[test]
    fn multipart_vectors() {
        let (first, second) = (vec![b'a'; 5 << 20], b"b");
        let parts = |algorithm| [of(algorithm, &first), of(algorithm, second)];
        assert_eq!(multipart_etag(&parts(Algorithm::Md5)), "e5a8c5272b26fc10581a21089559b006-2");
        assert_eq!(composite(Algorithm::Crc32, &parts(Algorithm::Crc32)), "dYPmEQ==-2");
        for (algorithm, whole) in
            [(Algorithm::Crc32, "rBxv8Q=="), (Algorithm::Crc64Nvme, "q73CYp7EDYg=")]
        {
            let [a, b] = parts(algorithm);
            assert_eq!(a.followed_by(&b, 1).unwrap().base64(), whole);
        }
    }

    #[test]
    fn names_and_headers_read_back() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
            assert_eq!(Algorithm::from_header(algorithm.header()), Some(algorithm));
            let value = of(algorithm, b"x");
            assert_eq!(Checksum::from_base64(algorithm, &value.base64()), Some(value));
            assert_eq!(Checksum::new(algorithm, &value.bytes()[1..]), None);
        }
        assert_eq!(Checksum::new(Algorithm::Crc32, &[0; 80]), None);
    }

    proptest! {
        #[test]
        fn combining_is_concatenating(a in prop::collection::vec(any::<u8>(), 0..300),
                                      b in prop::collection::vec(any::<u8>(), 0..300)) {
            for algorithm in [Algorithm::Crc32, Algorithm::Crc32c, Algorithm::Crc64Nvme] {
                let joined = [a.clone(), b.clone()].concat();
                let combined = of(algorithm, &a).followed_by(&of(algorithm, &b), b.len() as u64);
                prop_assert_eq!(combined, Some(of(algorithm, &joined)));
            }
        }
    }
}
