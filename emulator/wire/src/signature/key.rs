//! The signing key, and the chain of signatures that begins with a request's.

use super::ALGORITHM;
use crate::checksum::{hex, sha256_hex};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// SHA-256 of nothing.
pub const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A secret bound to a day, a region and a service (S3-2.2(g)).
#[derive(Clone)]
pub struct SigningKey {
    bytes: [u8; 32],
    /// With the key in it already, which is half of the work of a short text.
    mac: Hmac<Sha256>,
}

impl PartialEq for SigningKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for SigningKey {}

impl SigningKey {
    /// `date` is `yyyymmdd`.
    pub fn derive(secret: &str, date: &str, region: &str, service: &str) -> Self {
        let mut first = Vec::with_capacity(4 + secret.len());
        first.extend_from_slice(b"AWS4");
        first.extend_from_slice(secret.as_bytes());
        let date = hmac(&first, date.as_bytes());
        let region = hmac(&date, region.as_bytes());
        let service = hmac(&region, service.as_bytes());
        let bytes = hmac(&service, b"aws4_request");
        Self { bytes, mac: keyed(&bytes) }
    }

    /// The signature of any string to sign, in hex. Browser forms sign their policy's base64
    /// text (S3-2.13(j)).
    pub fn sign(&self, text: &[u8]) -> String {
        hex(&self.mac.clone().chain_update(text).finalize().into_bytes())
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

#[allow(clippy::expect_used)] // HMAC takes keys of any length
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("any length")
}

fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    keyed(key).chain_update(text).finalize().into_bytes().into()
}

/// What the signatures of a body's chunks hang on: the request's signature, then each chunk's
/// (S3-2.6(d), (i)).
#[derive(Clone, Debug, PartialEq)]
pub struct Seed {
    /// Signs all of the chain.
    pub key: SigningKey,
    /// Quoted in errors.
    pub access_key: String,
    /// `20130524T000000Z`
    pub date: String,
    /// `20130524/us-east-1/s3/aws4_request`
    pub scope: String,
    /// The previous signature in the chain.
    pub signature: String,
}

impl Seed {
    /// The next chunk's string to sign.
    pub fn chunk_text(&self, chunk_sha256: &str) -> String {
        let Self { date, scope, signature, .. } = self;
        format!("{ALGORITHM}-PAYLOAD\n{date}\n{scope}\n{signature}\n{EMPTY_SHA256}\n{chunk_sha256}")
    }

    /// The trailer's string to sign; `lines` are `name:value\n` each.
    pub fn trailer_text(&self, lines: &str) -> String {
        let Self { date, scope, signature, .. } = self;
        let hash = sha256_hex(lines.as_bytes());
        format!("{ALGORITHM}-TRAILER\n{date}\n{scope}\n{signature}\n{hash}")
    }
}
