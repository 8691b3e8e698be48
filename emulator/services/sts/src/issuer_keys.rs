//! The keys of an account's own issuer: of each algorithm one, made when it is first needed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use imbl::OrdMap;
use p384::ecdsa::signature::hazmat::PrehashSigner;
use parhelion_wire::heavy::arithmetic;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::traits::PublicKeyParts;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};
use std::sync::Arc;

/// Private keys of issuers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct IssuerKeys {
    /// PKCS#8, by issuer and algorithm.
    all: OrdMap<(Arc<str>, Algorithm), Arc<[u8]>>,
}

/// What a token is signed by.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    Es384,
    Rs256,
}

/// One key.
pub(crate) enum Key {
    Ecc(p384::SecretKey),
    Rsa(Box<rsa::PrivateKey>),
}

const RSA_BITS: usize = 2048;

impl Algorithm {
    pub(crate) const ALL: [Self; 2] = [Self::Es384, Self::Rs256];

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Es384 => "ES384",
            Self::Rs256 => "RS256",
        }
    }
}

impl IssuerKeys {
    /// The key of an issuer, as PKCS#8, if it has been needed.
    pub(crate) fn get(&self, issuer: &str, algorithm: Algorithm) -> Option<Arc<[u8]>> {
        self.all.get(&(issuer.into(), algorithm)).cloned()
    }

    /// Keeps a key that was made meanwhile. `false`: another one was faster.
    pub(crate) fn keep(&mut self, issuer: &str, algorithm: Algorithm, key: &Arc<[u8]>) -> bool {
        let place = self.all.entry((issuer.into(), algorithm));
        place.or_insert_with(|| key.clone()) == key
    }
}

impl Key {
    /// A new one, as PKCS#8.
    pub(crate) fn make(algorithm: Algorithm, seed: [u8; 32]) -> Option<Arc<[u8]>> {
        arithmetic();
        let der = match algorithm {
            Algorithm::Es384 => {
                // Next to every digest is a key.
                p384::SecretKey::from_slice(&Sha384::digest(seed)).ok()?.to_pkcs8_der()
            }
            Algorithm::Rs256 => {
                let mut chance = ChaCha20Rng::from_seed(seed);
                rsa::PrivateKey::new(&mut chance, RSA_BITS).ok()?.to_pkcs8_der()
            }
        };
        Some(der.ok()?.as_bytes().into())
    }

    /// From PKCS#8.
    pub(crate) fn read(algorithm: Algorithm, der: &[u8]) -> Option<Self> {
        arithmetic();
        match algorithm {
            Algorithm::Es384 => p384::SecretKey::from_pkcs8_der(der).ok().map(Self::Ecc),
            Algorithm::Rs256 => {
                rsa::PrivateKey::from_pkcs8_der(der).ok().map(|key| Self::Rsa(key.into()))
            }
        }
    }

    /// What its public half is called by: a digest of it.
    pub(crate) fn id(&self) -> String {
        let text = match self {
            Self::Ecc(key) => key.public_key().to_sec1_bytes().to_vec(),
            Self::Rsa(key) => key.n_bytes().to_vec(),
        };
        URL_SAFE_NO_PAD.encode(&Sha256::digest(text)[..16])
    }

    /// As JSON Web Signatures write it (RFC 7518, 3.3 and 3.4).
    pub(crate) fn sign(&self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Ecc(key) => {
                let key = p384::ecdsa::SigningKey::from(key);
                let signed: p384::ecdsa::Signature =
                    key.sign_prehash(&Sha384::digest(text)).ok()?;
                Some(signed.to_bytes().to_vec())
            }
            Self::Rsa(key) => key.pkcs1v15_sign_prehash::<Sha256>(&Sha256::digest(text)).ok(),
        }
    }

    /// Its public half as a JSON Web Key (RFC 7518, 6.2 and 6.3).
    pub(crate) fn public(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match self {
            Self::Ecc(key) => {
                let point = key.public_key().to_sec1_bytes();
                let (x, y) = point.get(1..).unwrap_or_default().split_at(point.len() / 2);
                json!({ "kty": "EC", "use": "sig", "alg": "ES384", "kid": self.id(),
                        "crv": "P-384", "x": text(x), "y": text(y) })
            }
            Self::Rsa(key) => json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id(),
                                      "n": text(&key.n_bytes()), "e": text(&key.e_bytes()) }),
        }
    }
}
