//! Private keys of certificates: made from a seed, or read from PEM.

use crate::pem::Block;
use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use parhelion_wire::heavy::arithmetic;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::traits::PublicKeyParts;
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::der::asn1::ObjectIdentifier;

/// What kinds of keys there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyAlgorithm {
    /// RSA, of so many bits.
    Rsa(u16),
    /// On NIST's P-256.
    P256,
    /// On NIST's P-384.
    P384,
    /// On NIST's P-521.
    P521,
}

/// A private key.
pub enum PrivateKey {
    /// RSA.
    Rsa(Box<rsa::PrivateKey>),
    /// On NIST's P-256.
    P256(p256::SecretKey),
    /// On NIST's P-384.
    P384(p384::SecretKey),
    /// On NIST's P-521.
    P521(p521::SecretKey),
}

const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4");
const RSA_SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");

/// Signature algorithms as X.509 numbers and names them.
const SIGNATURES: [(ObjectIdentifier, &str); 7] = [
    (ECDSA_SHA256, "SHA256WITHECDSA"),
    (ECDSA_SHA384, "SHA384WITHECDSA"),
    (ECDSA_SHA512, "SHA512WITHECDSA"),
    (RSA_SHA1, "SHA1WITHRSA"),
    (RSA_SHA256, "SHA256WITHRSA"),
    (RSA_SHA384, "SHA384WITHRSA"),
    (RSA_SHA512, "SHA512WITHRSA"),
];

/// What a signature algorithm is called.
pub(crate) fn signature_name(algorithm: &ObjectIdentifier) -> Option<&'static str> {
    SIGNATURES.iter().find(|(oid, _)| oid == algorithm).map(|(_, name)| *name)
}

fn digest(algorithm: &ObjectIdentifier, message: &[u8]) -> Vec<u8> {
    match *algorithm {
        RSA_SHA1 => Sha1::digest(message).to_vec(),
        ECDSA_SHA384 | RSA_SHA384 => Sha384::digest(message).to_vec(),
        ECDSA_SHA512 | RSA_SHA512 => Sha512::digest(message).to_vec(),
        _ => Sha256::digest(message).to_vec(),
    }
}

macro_rules! on_curve {
    ($key:expr, $rsa:ident => $by_rsa:expr, $ecc:ident, $curve:ident => $by_ecc:expr) => {
        match $key {
            PrivateKey::Rsa($rsa) => $by_rsa,
            PrivateKey::P256($ecc) => {
                #[allow(
                    unused_imports,
                    reason = "not everything is done by the curve's crate"
                )]
                use p256 as $curve;
                $by_ecc
            }
            PrivateKey::P384($ecc) => {
                #[allow(
                    unused_imports,
                    reason = "not everything is done by the curve's crate"
                )]
                use p384 as $curve;
                $by_ecc
            }
            PrivateKey::P521($ecc) => {
                #[allow(
                    unused_imports,
                    reason = "not everything is done by the curve's crate"
                )]
                use p521 as $curve;
                $by_ecc
            }
        }
    };
}

impl PrivateKey {
    /// The same key from the same seed. RSA takes up to a second: never under a lock.
    pub fn from_seed(algorithm: KeyAlgorithm, seed: [u8; 32]) -> Option<Self> {
        let mut chance = ChaCha20Rng::from_seed(seed);
        if let KeyAlgorithm::Rsa(bits) = algorithm {
            arithmetic();
            return Some(Self::Rsa(rsa::PrivateKey::new(&mut chance, bits.into()).ok()?.into()));
        }
        // One in 2^32 is no key: the next one is.
        let mut tries = std::iter::repeat_with(|| {
            let mut bytes = [0; 66];
            chance.fill_bytes(&mut bytes);
            // 521 bits.
            bytes[0] &= 1;
            match algorithm {
                KeyAlgorithm::P384 => {
                    p384::SecretKey::from_slice(&bytes[..48]).ok().map(Self::P384)
                }
                KeyAlgorithm::P521 => p521::SecretKey::from_slice(&bytes).ok().map(Self::P521),
                _ => p256::SecretKey::from_slice(&bytes[..32]).ok().map(Self::P256),
            }
        });
        tries.by_ref().take(1_000).find_map(|key| key)
    }

    /// From PKCS#8, or from what older tools write (PKCS#1, SEC 1). `None`: it is none of these, or
    /// encrypted. RSA takes milliseconds: never under a lock.
    pub fn from_pem(block: &Block) -> Option<Self> {
        match block.label.as_str() {
            crate::pem::PRIVATE_KEY => Self::from_der(&block.der),
            "RSA PRIVATE KEY" => {
                arithmetic();
                rsa::PrivateKey::from_pkcs1_der(&block.der).ok().map(|key| Self::Rsa(key.into()))
            }
            "EC PRIVATE KEY" => {
                let der = block.der.as_slice();
                let small = p256::SecretKey::from_sec1_der(der).ok().map(Self::P256);
                let medium = || p384::SecretKey::from_sec1_der(der).ok().map(Self::P384);
                let large = || p521::SecretKey::from_sec1_der(der).ok().map(Self::P521);
                small.or_else(medium).or_else(large)
            }
            _ => None,
        }
    }

    /// From PKCS#8.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let small = p256::SecretKey::from_pkcs8_der(der).ok().map(Self::P256);
        let medium = || p384::SecretKey::from_pkcs8_der(der).ok().map(Self::P384);
        let large = || p521::SecretKey::from_pkcs8_der(der).ok().map(Self::P521);
        let long = || {
            arithmetic();
            rsa::PrivateKey::from_pkcs8_der(der).ok().map(|key| Self::Rsa(key.into()))
        };
        small.or_else(medium).or_else(large).or_else(long)
    }

    /// As PKCS#8.
    pub fn to_der(&self) -> Option<Vec<u8>> {
        on_curve!(self, key => key.to_pkcs8_der(), key, _curve => key.to_pkcs8_der())
            .ok()
            .map(|der| der.as_bytes().to_vec())
    }

    /// The public key as SubjectPublicKeyInfo.
    pub fn public_der(&self) -> Option<Vec<u8>> {
        on_curve!(
            self,
            key => key.to_public_key().to_public_key_der(),
            key, _curve => key.public_key().to_public_key_der()
        )
        .ok()
        .map(|der| der.into_vec())
    }

    /// By which algorithm it signs.
    pub(crate) fn signs_by(&self) -> ObjectIdentifier {
        match self {
            Self::Rsa(_) => RSA_SHA256,
            Self::P256(_) => ECDSA_SHA256,
            Self::P384(_) => ECDSA_SHA384,
            Self::P521(_) => ECDSA_SHA512,
        }
    }

    /// Signs a message; the same message gets the same signature (RFC 6979).
    pub fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let digest = digest(&self.signs_by(), message);
        on_curve!(
            self,
            key => {
                arithmetic();
                key.pkcs1v15_sign_prehash::<Sha256>(&digest).ok()
            },
            key, curve => {
                let key = curve::ecdsa::SigningKey::from(key);
                let signature: curve::ecdsa::DerSignature = key.sign_prehash(&digest).ok()?;
                Some(signature.as_bytes().to_vec())
            }
        )
    }
}

impl PrivateKey {
    /// Signs a message by RSA's PSS with SHA-256, salted from a seed; `None`: it is not RSA's.
    pub fn sign_pss(&self, message: &[u8], seed: [u8; 32]) -> Option<Vec<u8>> {
        let Self::Rsa(key) = self else { return None };
        arithmetic();
        let mut chance = ChaCha20Rng::from_seed(seed);
        key.pss_sign_prehash_with_rng::<Sha256, _>(&mut chance, &Sha256::digest(message)).ok()
    }
}

/// What a public key is; `None`: none that is known here.
pub(crate) fn algorithm_of(public: &[u8]) -> Option<KeyAlgorithm> {
    if p256::PublicKey::from_public_key_der(public).is_ok() {
        Some(KeyAlgorithm::P256)
    } else if p384::PublicKey::from_public_key_der(public).is_ok() {
        Some(KeyAlgorithm::P384)
    } else if p521::PublicKey::from_public_key_der(public).is_ok() {
        Some(KeyAlgorithm::P521)
    } else {
        let key = rsa::PublicKey::from_public_key_der(public).ok()?;
        Some(KeyAlgorithm::Rsa(u16::try_from(key.size() * 8).ok()?))
    }
}

macro_rules! verified {
    ($curve:ident, $public:expr, $digest:expr, $signature:expr) => {
        $curve::PublicKey::from_public_key_der($public).is_ok_and(|key| {
            let key = $curve::ecdsa::VerifyingKey::from(&key);
            $curve::ecdsa::DerSignature::try_from($signature)
                .is_ok_and(|signature| key.verify_prehash($digest, &signature).is_ok())
        })
    };
}

/// Whether a public key has signed a message.
pub(crate) fn verifies(
    public: &[u8],
    algorithm: &ObjectIdentifier,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let digest = digest(algorithm, message);
    match algorithm_of(public) {
        None => false,
        Some(KeyAlgorithm::P256) => verified!(p256, public, &digest, signature),
        Some(KeyAlgorithm::P384) => verified!(p384, public, &digest, signature),
        Some(KeyAlgorithm::P521) => verified!(p521, public, &digest, signature),
        Some(KeyAlgorithm::Rsa(_)) => {
            arithmetic();
            let Ok(key) = rsa::PublicKey::from_public_key_der(public) else { return false };
            match *algorithm {
                RSA_SHA1 => key.pkcs1v15_verify_prehash::<Sha1>(&digest, signature),
                RSA_SHA384 => key.pkcs1v15_verify_prehash::<Sha384>(&digest, signature),
                RSA_SHA512 => key.pkcs1v15_verify_prehash::<Sha512>(&digest, signature),
                _ => key.pkcs1v15_verify_prehash::<Sha256>(&digest, signature),
            }
            .is_ok()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn keys_come_from_their_seed_sign_and_survive_der() {
        use KeyAlgorithm::{P256, P384, P521, Rsa};
        for algorithm in [P256, P384, P521, Rsa(2048)] {
            let key = PrivateKey::from_seed(algorithm, [7; 32]).unwrap();
            let public = key.public_der().unwrap();
            assert_eq!(algorithm_of(&public), Some(algorithm));
            let again = PrivateKey::from_der(&key.to_der().unwrap()).unwrap();
            assert_eq!(again.public_der().unwrap(), public);
            let signature = key.sign(b"message").unwrap();
            assert_eq!(again.sign(b"message").unwrap(), signature);
            assert!(verifies(&public, &key.signs_by(), b"message", &signature));
            assert!(!verifies(&public, &key.signs_by(), b"other", &signature));
        }
    }
}
