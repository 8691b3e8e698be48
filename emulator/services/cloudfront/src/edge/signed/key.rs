//! A public key: RSA of 2,048 bits, or ECDSA on P-256 (CF-10.1).

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs8::DecodePublicKey;
use rsa::traits::PublicKeyParts;
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::sync::{Arc, OnceLock};

/// The hash that was signed (CF-10.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
}

/// As it was given, and once it was used, as it is used.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TrustedKey {
    pem: Arc<str>,
    #[serde(skip)]
    read: Arc<OnceLock<Option<Key>>>,
}

#[derive(Clone, Debug)]
enum Key {
    Rsa(Box<rsa::PublicKey>),
    P256(Box<p256::ecdsa::VerifyingKey>),
}

impl Key {
    fn read(pem: &str) -> Option<Self> {
        let pem = pem.trim();
        if let Ok(key) = rsa::PublicKey::from_public_key_pem(pem) {
            return (key.size() == 256).then(|| Self::Rsa(key.into()));
        }
        let key = p256::PublicKey::from_public_key_pem(pem).ok()?;
        Some(Self::P256(Box::new((&key).into())))
    }
}

impl TrustedKey {
    /// From PEM; `None`: this is no such key.
    pub(crate) fn new(pem: &str) -> Option<Self> {
        let read = OnceLock::from(Some(Key::read(pem)?));
        Some(Self { pem: pem.into(), read: read.into() })
    }

    pub(super) fn verifies(&self, hash: Hash, text: &[u8], signature: &[u8]) -> bool {
        match (self.read.get_or_init(|| Key::read(&self.pem)), hash) {
            (Some(Key::Rsa(key)), Hash::Sha1) => {
                key.pkcs1v15_verify_prehash::<Sha1>(&Sha1::digest(text), signature).is_ok()
            }
            (Some(Key::Rsa(key)), Hash::Sha256) => {
                key.pkcs1v15_verify_prehash::<Sha256>(&Sha256::digest(text), signature).is_ok()
            }
            (Some(Key::P256(key)), hash) => {
                let Ok(signature) = p256::ecdsa::Signature::from_der(signature) else {
                    return false;
                };
                match hash {
                    Hash::Sha1 => key.verify_prehash(&Sha1::digest(text), &signature).is_ok(),
                    Hash::Sha256 => key.verify_prehash(&Sha256::digest(text), &signature).is_ok(),
                }
            }
            (None, _) => false,
        }
    }
}
