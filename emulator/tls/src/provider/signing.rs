//! Signatures by certificates' keys.

use parhelion_x509::PrivateKey;
use rustls::sign::{Signer, SigningKey};
use rustls::{Error, SignatureAlgorithm, SignatureScheme};
use std::fmt;
use std::sync::Arc;

/// A key that signs handshakes.
pub(crate) struct Signing(Arc<PrivateKey>);

impl Signing {
    pub(crate) fn new(key: PrivateKey) -> Self {
        Self(Arc::new(key))
    }

    /// The best first.
    fn schemes(&self) -> &'static [SignatureScheme] {
        match *self.0 {
            PrivateKey::P256(_) => &[SignatureScheme::ECDSA_NISTP256_SHA256],
            PrivateKey::P384(_) => &[SignatureScheme::ECDSA_NISTP384_SHA384],
            PrivateKey::P521(_) => &[SignatureScheme::ECDSA_NISTP521_SHA512],
            PrivateKey::Rsa(_) => {
                &[SignatureScheme::RSA_PSS_SHA256, SignatureScheme::RSA_PKCS1_SHA256]
            }
        }
    }
}

impl SigningKey for Signing {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        let scheme = *self.schemes().iter().find(|scheme| offered.contains(scheme))?;
        Some(Box::new(One { key: self.0.clone(), scheme }))
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        match *self.0 {
            PrivateKey::Rsa(_) => SignatureAlgorithm::RSA,
            _ => SignatureAlgorithm::ECDSA,
        }
    }
}

struct One {
    key: Arc<PrivateKey>,
    scheme: SignatureScheme,
}

impl Signer for One {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let signature = if self.scheme == SignatureScheme::RSA_PSS_SHA256 {
            let mut salt = [0; 32];
            getrandom::fill(&mut salt).map_err(|_| Error::FailedToGetRandomBytes)?;
            self.key.sign_pss(message, salt)
        } else {
            self.key.sign(message)
        };
        signature.ok_or_else(|| Error::General("the key does not sign".to_owned()))
    }

    fn scheme(&self) -> SignatureScheme {
        self.scheme
    }
}

// What keys are is nobody's business.
impl fmt::Debug for Signing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signing").finish_non_exhaustive()
    }
}

impl fmt::Debug for One {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("One").field("scheme", &self.scheme).finish_non_exhaustive()
    }
}
