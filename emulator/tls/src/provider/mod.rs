//! What rustls computes with: SHA-256, AES-128-GCM, P-256, and the signatures of certificates' keys. Every
//! client that CloudFront's security policies let in has these
//! (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html>).

mod exchange;
mod gcm12;
mod gcm13;
mod hashes;
mod signing;

pub(crate) use signing::Signing;

use rustls::crypto::tls12::PrfUsingHmac;
use rustls::crypto::tls13::HkdfUsingHmac;
use rustls::crypto::{
    CipherSuiteCommon, CryptoProvider, GetRandomFailed, KeyExchangeAlgorithm, KeyProvider,
    SecureRandom, WebPkiSupportedAlgorithms,
};
use rustls::pki_types::PrivateKeyDer;
use rustls::sign::SigningKey;
use rustls::{
    CipherSuite, Error, SignatureScheme, SupportedCipherSuite, Tls12CipherSuite, Tls13CipherSuite,
};
use std::sync::Arc;

/// How many records a key of AES-GCM may encrypt (draft-irtf-cfrg-aead-limits-08, 5.1.1).
const RECORDS_MAX: u64 = 1 << 24;

const fn common(suite: CipherSuite) -> CipherSuiteCommon {
    CipherSuiteCommon { suite, hash_provider: &hashes::Sha256, confidentiality_limit: RECORDS_MAX }
}

static TLS13: Tls13CipherSuite = Tls13CipherSuite {
    common: common(CipherSuite::TLS13_AES_128_GCM_SHA256),
    hkdf_provider: &HkdfUsingHmac(&hashes::HmacSha256),
    aead_alg: &gcm13::Aes128Gcm,
    quic: None,
};

static ECDSA: Tls12CipherSuite = Tls12CipherSuite {
    common: common(CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
    prf_provider: &PrfUsingHmac(&hashes::HmacSha256),
    kx: KeyExchangeAlgorithm::ECDHE,
    sign: &[
        SignatureScheme::ECDSA_NISTP256_SHA256,
        SignatureScheme::ECDSA_NISTP384_SHA384,
        SignatureScheme::ECDSA_NISTP521_SHA512,
    ],
    aead_alg: &gcm12::Aes128Gcm,
};

static RSA: Tls12CipherSuite = Tls12CipherSuite {
    common: common(CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
    prf_provider: &PrfUsingHmac(&hashes::HmacSha256),
    kx: KeyExchangeAlgorithm::ECDHE,
    sign: &[SignatureScheme::RSA_PSS_SHA256, SignatureScheme::RSA_PKCS1_SHA256],
    aead_alg: &gcm12::Aes128Gcm,
};

/// All of it. Clients have no certificates here, so nobody's signature is verified.
pub(crate) fn provider() -> CryptoProvider {
    CryptoProvider {
        cipher_suites: vec![
            SupportedCipherSuite::Tls13(&TLS13),
            SupportedCipherSuite::Tls12(&ECDSA),
            SupportedCipherSuite::Tls12(&RSA),
        ],
        kx_groups: vec![&exchange::P256],
        signature_verification_algorithms: WebPkiSupportedAlgorithms { all: &[], mapping: &[] },
        secure_random: &Chance,
        key_provider: &Keys,
    }
}

/// The system's.
#[derive(Debug)]
struct Chance;

impl SecureRandom for Chance {
    fn fill(&self, to: &mut [u8]) -> Result<(), GetRandomFailed> {
        getrandom::fill(to).map_err(|_| GetRandomFailed)
    }
}

#[derive(Debug)]
struct Keys;

impl KeyProvider for Keys {
    fn load_private_key(&self, key: PrivateKeyDer<'static>) -> Result<Arc<dyn SigningKey>, Error> {
        let parsed = parhelion_x509::PrivateKey::from_der(key.secret_der());
        let key = parsed.ok_or_else(|| Error::General("the private key is none".to_owned()))?;
        Ok(Arc::new(Signing::new(key)))
    }
}
