//! A public key: RSA of 2,048 bits, or ECDSA on P-256 (CF-10.1).

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs8::DecodePublicKey;
use rsa::traits::PublicKeyParts;
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

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
    #[serde(skip)]
    known: Arc<Known>,
}

/// Signatures that were found right: a viewer brings his cookies with every request, and to verify them is most
/// of what a hit costs. It only spares work, so no answer depends on it, and nobody saves it.
#[derive(Debug, Default)]
struct Known(Mutex<BTreeSet<[u8; 32]>>);

/// How many are known at the most; then it begins anew.
const KNOWN_MAX: usize = 4_096;

impl Known {
    /// Whether `verify` says yes, or said so before.
    fn holds(&self, of: [u8; 32], verify: impl FnOnce() -> bool) -> bool {
        // Whoever panicked left a set of right signatures.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known().contains(&of) {
            return true;
        }
        let right = verify();
        if right {
            let mut known = known();
            if known.len() >= KNOWN_MAX {
                known.clear();
            }
            known.insert(of);
        }
        right
    }
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
        Some(Self { pem: pem.into(), read: read.into(), known: Arc::default() })
    }

    pub(super) fn verifies(&self, hash: Hash, text: &[u8], signature: &[u8]) -> bool {
        let mut of = Sha256::new();
        of.update([hash as u8]);
        of.update((text.len() as u64).to_be_bytes());
        of.update(text);
        of.update(signature);
        self.known.holds(of.finalize().into(), || self.is_signed(hash, text, signature))
    }

    fn is_signed(&self, hash: Hash, text: &[u8], signature: &[u8]) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_right_signatures_are_known_and_not_for_ever() {
        let known = Known::default();
        let one = |n: usize| {
            let mut of = [0; 32];
            of[..8].copy_from_slice(&n.to_be_bytes());
            of
        };
        assert!(!known.holds(one(0), || false));
        assert!(known.holds(one(0), || true), "asked again");
        assert!(known.holds(one(0), || false), "known");
        (1..KNOWN_MAX).for_each(|n| assert!(known.holds(one(n), || true)));
        assert!(known.holds(one(KNOWN_MAX), || true));
        assert!(!known.holds(one(0), || false), "there is room for so many");
    }
}
