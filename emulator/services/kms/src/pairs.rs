//! Public and private keys: how they come about, sign, verify, decrypt and agree.

use crate::specs::{Curve, KeySpec};
use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use parhelion_wire::heavy::arithmetic;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::traits::PublicKeyParts;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// A private key, which knows its public one.
pub(crate) enum Pair {
    Rsa(Box<rsa::PrivateKey>),
    P256(p256::SecretKey),
    P384(p384::SecretKey),
    P521(p521::SecretKey),
    K256(k256::SecretKey),
}

/// The hash functions of AWS's algorithms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// Of an algorithm: `RSASSA_PSS_SHA_256`.
    pub(crate) fn of(algorithm: &str) -> Self {
        match algorithm.rsplit('_').next() {
            Some("1") => Self::Sha1,
            Some("384") => Self::Sha384,
            Some("512") => Self::Sha512,
            _ => Self::Sha256,
        }
    }

    /// In bytes.
    pub(crate) fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    pub(crate) fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(message).to_vec(),
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }
}

/// Chance from the world's, as these crates want it.
pub(crate) fn chance(seed: [u8; 32]) -> ChaCha20Rng {
    ChaCha20Rng::from_seed(seed)
}

macro_rules! on_curve {
    ($pair:expr, $rsa:ident => $by_rsa:expr, $ecc:ident => $by_ecc:expr) => {
        match $pair {
            Pair::Rsa($rsa) => $by_rsa,
            Pair::P256($ecc) => $by_ecc,
            Pair::P384($ecc) => $by_ecc,
            Pair::P521($ecc) => $by_ecc,
            Pair::K256($ecc) => $by_ecc,
        }
    };
    ($pair:expr, $rsa:ident => $by_rsa:expr, $ecc:ident, $curve:ident => $by_ecc:expr) => {
        match $pair {
            Pair::Rsa($rsa) => $by_rsa,
            Pair::P256($ecc) => {
                use p256 as $curve;
                $by_ecc
            }
            Pair::P384($ecc) => {
                use p384 as $curve;
                $by_ecc
            }
            Pair::P521($ecc) => {
                use p521 as $curve;
                $by_ecc
            }
            Pair::K256($ecc) => {
                use k256 as $curve;
                $by_ecc
            }
        }
    };
}

impl Pair {
    /// The same pair from the same seed; `None`: keys of this spec have no public one.
    pub(crate) fn generate(spec: KeySpec, seed: [u8; 32]) -> Option<Self> {
        let mut chance = chance(seed);
        Some(match spec {
            KeySpec::Rsa(bits) => {
                arithmetic();
                Self::Rsa(rsa::PrivateKey::new(&mut chance, bits.into()).ok()?.into())
            }
            KeySpec::Ecc(curve) => {
                // One in 2^32 is no key: the next one is.
                std::iter::repeat_with(|| {
                    let mut bytes = [0; 66];
                    chacha20::rand_core::Rng::fill_bytes(&mut chance, &mut bytes);
                    Self::on(curve, bytes)
                })
                .take(1_000)
                .find_map(|pair| pair)?
            }
            KeySpec::Symmetric | KeySpec::Hmac(_) => return None,
        })
    }

    fn on(curve: Curve, mut bytes: [u8; 66]) -> Option<Self> {
        // 521 bits.
        bytes[0] &= 1;
        match curve {
            Curve::P256 => p256::SecretKey::from_slice(&bytes[..32]).ok().map(Self::P256),
            Curve::P384 => p384::SecretKey::from_slice(&bytes[..48]).ok().map(Self::P384),
            Curve::P521 => p521::SecretKey::from_slice(&bytes).ok().map(Self::P521),
            Curve::K256 => k256::SecretKey::from_slice(&bytes[..32]).ok().map(Self::K256),
        }
    }

    /// From PKCS#8; `None`: it is none of that spec.
    pub(crate) fn from_der(spec: KeySpec, der: &[u8]) -> Option<Self> {
        match spec {
            KeySpec::Rsa(bits) => {
                arithmetic();
                let key = rsa::PrivateKey::from_pkcs8_der(der).ok()?;
                (key.size() * 8 == usize::from(bits)).then(|| Self::Rsa(key.into()))
            }
            KeySpec::Ecc(Curve::P256) => p256::SecretKey::from_pkcs8_der(der).ok().map(Self::P256),
            KeySpec::Ecc(Curve::P384) => p384::SecretKey::from_pkcs8_der(der).ok().map(Self::P384),
            KeySpec::Ecc(Curve::P521) => p521::SecretKey::from_pkcs8_der(der).ok().map(Self::P521),
            KeySpec::Ecc(Curve::K256) => k256::SecretKey::from_pkcs8_der(der).ok().map(Self::K256),
            KeySpec::Symmetric | KeySpec::Hmac(_) => None,
        }
    }

    /// PKCS#8.
    pub(crate) fn private_der(&self) -> Option<Vec<u8>> {
        on_curve!(self, key => key.to_pkcs8_der(), key => key.to_pkcs8_der())
            .ok()
            .map(|der| der.as_bytes().to_vec())
    }

    /// SubjectPublicKeyInfo (RFC 5280).
    pub(crate) fn public_der(&self) -> Option<Vec<u8>> {
        on_curve!(
            self,
            key => key.to_public_key().to_public_key_der(),
            key => key.public_key().to_public_key_der()
        )
        .ok()
        .map(|der| der.into_vec())
    }

    /// Signs a digest; `None`: it is no digest of the algorithm's hash function.
    pub(crate) fn sign(&self, algorithm: &str, digest: &[u8], seed: [u8; 32]) -> Option<Vec<u8>> {
        on_curve!(
            self,
            key => {
                let mut chance = chance(seed);
                let rng = &mut chance;
                match (algorithm.starts_with("RSASSA_PSS"), Hash::of(algorithm)) {
                    (true, Hash::Sha384) => key.pss_sign_prehash_with_rng::<Sha384, _>(rng, digest),
                    (true, Hash::Sha512) => key.pss_sign_prehash_with_rng::<Sha512, _>(rng, digest),
                    (true, _) => key.pss_sign_prehash_with_rng::<Sha256, _>(rng, digest),
                    (false, Hash::Sha384) => key.pkcs1v15_sign_prehash::<Sha384>(digest),
                    (false, Hash::Sha512) => key.pkcs1v15_sign_prehash::<Sha512>(digest),
                    (false, _) => key.pkcs1v15_sign_prehash::<Sha256>(digest),
                }
                .ok()
            },
            key, curve => {
                let key = curve::ecdsa::SigningKey::from(key);
                let signature: curve::ecdsa::DerSignature = key.sign_prehash(digest).ok()?;
                Some(signature.as_bytes().to_vec())
            }
        )
    }

    pub(crate) fn verifies(&self, algorithm: &str, digest: &[u8], signature: &[u8]) -> bool {
        on_curve!(
            self,
            key => rsa_verifies(&key.to_public_key(), algorithm, digest, signature),
            key, curve => {
                let key = curve::ecdsa::VerifyingKey::from(&key.public_key());
                curve::ecdsa::DerSignature::try_from(signature)
                    .is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
            }
        )
    }

    /// The most that OAEP encrypts, in bytes (RFC 8017, 7.1.1).
    pub(crate) fn encrypts_at_most(&self, algorithm: &str) -> usize {
        match self {
            Self::Rsa(key) => key.size().saturating_sub(2 * Hash::of(algorithm).length() + 2),
            _ => 0,
        }
    }

    /// By OAEP.
    pub(crate) fn encrypt(&self, algorithm: &str, text: &[u8], seed: [u8; 32]) -> Option<Vec<u8>> {
        let Self::Rsa(key) = self else { return None };
        let (key, mut chance) = (key.to_public_key(), chance(seed));
        match Hash::of(algorithm) {
            Hash::Sha1 => key.oaep_encrypt_with_rng::<Sha1, _>(&mut chance, text),
            _ => key.oaep_encrypt_with_rng::<Sha256, _>(&mut chance, text),
        }
        .ok()
    }

    /// By OAEP.
    pub(crate) fn decrypt(&self, algorithm: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let Self::Rsa(key) = self else { return None };
        match Hash::of(algorithm) {
            Hash::Sha1 => key.oaep_decrypt::<Sha1>(sealed),
            _ => key.oaep_decrypt::<Sha256>(sealed),
        }
        .ok()
    }

    /// ECDH with somebody's public key (SubjectPublicKeyInfo); `None`: it is none of the same curve.
    pub(crate) fn agree(&self, public: &[u8]) -> Option<Vec<u8>> {
        on_curve!(
            self,
            _key => None,
            key, curve => {
                let public = curve::PublicKey::from_public_key_der(public).ok()?;
                let shared =
                    curve::ecdh::diffie_hellman(key.to_nonzero_scalar(), public.as_affine());
                Some(shared.raw_secret_bytes().to_vec())
            }
        )
    }
}

fn rsa_verifies(key: &rsa::PublicKey, algorithm: &str, digest: &[u8], signature: &[u8]) -> bool {
    match (algorithm.starts_with("RSASSA_PSS"), Hash::of(algorithm)) {
        (true, Hash::Sha384) => key.pss_verify_prehash::<Sha384>(digest, signature),
        (true, Hash::Sha512) => key.pss_verify_prehash::<Sha512>(digest, signature),
        (true, _) => key.pss_verify_prehash::<Sha256>(digest, signature),
        (false, Hash::Sha384) => key.pkcs1v15_verify_prehash::<Sha384>(digest, signature),
        (false, Hash::Sha512) => key.pkcs1v15_verify_prehash::<Sha512>(digest, signature),
        (false, _) => key.pkcs1v15_verify_prehash::<Sha256>(digest, signature),
    }
    .is_ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const CURVES: [KeySpec; 4] = [
        KeySpec::Ecc(Curve::P256),
        KeySpec::Ecc(Curve::P384),
        KeySpec::Ecc(Curve::P521),
        KeySpec::Ecc(Curve::K256),
    ];

    #[test]
    fn pairs_come_from_their_seed_and_survive_der() {
        for spec in CURVES.into_iter().chain([KeySpec::Rsa(2048)]) {
            let pair = Pair::generate(spec, [7; 32]).unwrap();
            let der = pair.private_der().unwrap();
            assert_eq!(Pair::from_der(spec, &der).unwrap().public_der(), pair.public_der());
            if spec != KeySpec::Rsa(2048) {
                let again = Pair::generate(spec, [7; 32]).unwrap();
                assert_eq!(again.private_der(), Some(der));
                let other = Pair::generate(spec, [8; 32]).unwrap();
                assert_ne!(other.public_der(), pair.public_der());
            }
        }
    }
}
