//! What keys consist of, and what they do: AES-256-GCM.
//!
//! A ciphertext blob names its key: a version of the format, the length of the key's ARN and the ARN,
//! the version of the key's material, a nonce, then the ciphertext with its tag. All of that before
//! the ciphertext is authenticated, with the encryption context.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::collections::BTreeMap;

const FORMAT: u8 = 1;
const NONCE: usize = 12;

/// What all key material is derived from: the keys of accounts that said nothing of theirs have
/// material too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Secret([u8; 32]);

/// A ciphertext blob, taken apart.
pub(crate) struct Blob<'a> {
    /// The key's ARN.
    pub arn: &'a str,
    pub version: u32,
    head: &'a [u8],
    nonce: &'a [u8],
    sealed: &'a [u8],
}

/// What a caller says besides the plaintext; the same must be said to decrypt.
pub(crate) type EncryptionContext = BTreeMap<String, String>;

impl Secret {
    /// From chance.
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What a version of a key consists of, where nobody else says.
    pub(crate) fn material(&self, arn: &str, version: u32) -> [u8; 32] {
        #[allow(clippy::expect_used)] // HMAC takes keys of any length
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length");
        mac.update(&version.to_be_bytes());
        mac.update(arn.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// Encrypts with the material of a version of a key; `None`: it does not fit.
pub(crate) fn seal(
    material: [u8; 32],
    (arn, version): (&str, u32),
    nonce: [u8; NONCE],
    context: &EncryptionContext,
    plaintext: &[u8],
) -> Option<Vec<u8>> {
    let mut blob = vec![FORMAT];
    blob.extend(u16::try_from(arn.len()).ok()?.to_be_bytes());
    blob.extend(arn.as_bytes());
    blob.extend(version.to_be_bytes());
    let aad = authenticated(&blob, context);
    blob.extend(nonce);
    let payload = Payload { msg: plaintext, aad: &aad };
    let sealed = cipher(material).encrypt(&Nonce::from(nonce), payload).ok()?;
    blob.extend(sealed);
    Some(blob)
}

/// Decrypts; `None`: it was changed, or another context was given.
pub(crate) fn open(
    material: [u8; 32],
    blob: &Blob<'_>,
    context: &EncryptionContext,
) -> Option<Vec<u8>> {
    let aad = authenticated(blob.head, context);
    let payload = Payload { msg: blob.sealed, aad: &aad };
    let nonce: [u8; NONCE] = blob.nonce.try_into().ok()?;
    cipher(material).decrypt(&Nonce::from(nonce), payload).ok()
}

fn cipher(material: [u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(material))
}

impl<'a> Blob<'a> {
    /// Takes a blob apart; `None`: it is none of ours.
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&[FORMAT])?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (arn, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
        let (version, rest) = rest.split_first_chunk::<4>()?;
        let (nonce, sealed) = rest.split_at_checked(NONCE)?;
        let head = &bytes[..bytes.len() - rest.len()];
        let arn = std::str::from_utf8(arn).ok()?;
        Some(Self { arn, version: u32::from_be_bytes(*version), head, nonce, sealed })
    }
}

/// Lengths before texts, so that no two contexts read the same.
fn authenticated(head: &[u8], context: &EncryptionContext) -> Vec<u8> {
    let mut all = head.to_vec();
    for text in context.iter().flat_map(|(name, value)| [name, value]) {
        all.extend((text.len() as u64).to_be_bytes());
        all.extend(text.as_bytes());
    }
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn context(value: &str) -> EncryptionContext {
        EncryptionContext::from([("name".to_owned(), value.to_owned())])
    }

    #[test]
    fn every_byte_of_a_blob_and_its_context_count() {
        let material = Secret::new([7; 32]).material("arn:k", 3);
        let blob = seal(material, ("arn:k", 3), [1; NONCE], &context("a"), b"secret").unwrap();
        assert!(!blob.windows(6).any(|part| part == b"secret"));
        let open =
            |bytes: &[u8], said: &str| super::open(material, &Blob::parse(bytes)?, &context(said));
        assert_eq!(open(&blob, "a").unwrap(), b"secret");
        assert_eq!(open(&blob, "b"), None);
        for at in 0..blob.len() {
            let mut changed = blob.clone();
            changed[at] ^= 1;
            assert_eq!(open(&changed, "a"), None, "{at}");
            assert_eq!(open(&blob[..at], "a"), None, "{at}");
        }
    }

    #[test]
    fn keys_and_versions_have_material_of_their_own() {
        let secret = Secret::new([7; 32]);
        let of = |arn, version| secret.material(arn, version);
        let all = [of("arn:a", 1), of("arn:b", 1), of("arn:a", 2)];
        assert!(all[0] != all[1] && all[0] != all[2] && all[1] != all[2]);
    }
}
