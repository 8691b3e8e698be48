//! What a client gets to wrap its key material by, and how it is unwrapped again.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-get-public-key-and-token.html>

use crate::key_wrap;
use crate::material::{self, Blob, EncryptionContext, Secret};
use crate::model::errors;
use crate::pairs::Pair;
use crate::specs::{Curve, KeySpec};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;

/// What tokens are sealed by; no key has this ARN.
const SEAL: &str = "import-tokens";

const ALGORITHMS: [&str; 4] = [
    "RSAES_OAEP_SHA_1",
    "RSAES_OAEP_SHA_256",
    "RSA_AES_KEY_WRAP_SHA_1",
    "RSA_AES_KEY_WRAP_SHA_256",
];

/// How material is wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wrapping {
    /// The place in [`ALGORITHMS`].
    algorithm: u8,
    /// The RSA key's length.
    pub bits: u16,
}

/// An import token, opened.
pub(crate) struct Token {
    pub wrapping: Wrapping,
    pub valid_to: Timestamp,
    /// The wrapping key, as PKCS#8.
    pub private: Vec<u8>,
}

impl Wrapping {
    /// As a client asks for it, for key material of a spec.
    pub(crate) fn of(material: KeySpec, algorithm: &str, wrapping_key: &str) -> Result<Self> {
        let place = ALGORITHMS.iter().position(|known| *known == algorithm);
        let unsupported = |message: String| Err(errors::unsupported_operation_exception(message));
        let (Some(place), Some(KeySpec::Rsa(bits))) = (place, KeySpec::parse(wrapping_key)) else {
            return unsupported(format!(
                "The wrapping algorithm {algorithm} with the wrapping key spec {wrapping_key} is not \
                 supported."
            ));
        };
        let by_two_keys = place >= 2;
        let fits = match material {
            KeySpec::Symmetric | KeySpec::Hmac(_) => !by_two_keys,
            KeySpec::Rsa(_) => by_two_keys,
            // An RSA_2048 key cannot wrap it directly.
            KeySpec::Ecc(Curve::P521) => by_two_keys || bits > 2048,
            KeySpec::Ecc(_) => true,
        };
        if !fits {
            return unsupported(format!(
                "The wrapping algorithm {algorithm} with the wrapping key spec {wrapping_key} is not \
                 supported for key material of the key spec {}.",
                material.name()
            ));
        }
        Ok(Self { algorithm: u8::try_from(place).unwrap_or(0), bits })
    }

    fn name(self) -> &'static str {
        ALGORITHMS.get(usize::from(self.algorithm)).copied().unwrap_or_default()
    }
}

impl Token {
    /// The token for a key; `None`: it does not fit.
    pub(crate) fn seal(&self, secret: &Secret, key: &str, nonce: [u8; 12]) -> Option<Vec<u8>> {
        let Self { wrapping, valid_to, private } = self;
        let mut text = valid_to.millis().to_be_bytes().to_vec();
        text.push(wrapping.algorithm);
        text.extend(wrapping.bits.to_be_bytes());
        text.extend(private);
        let context = EncryptionContext::new();
        material::seal(secret.material(SEAL, 0), (key, 0), nonce, &context, &text)
    }

    /// `None`: it is no token for this key.
    pub(crate) fn open(secret: &Secret, key: &str, sealed: &[u8]) -> Option<Self> {
        let blob = Blob::parse(sealed).filter(|blob| blob.arn == key)?;
        let text = material::open(secret.material(SEAL, 0), &blob, &EncryptionContext::new())?;
        let (valid_to, rest) = text.split_first_chunk::<8>()?;
        let (algorithm, rest) = rest.split_first()?;
        let (bits, private) = rest.split_first_chunk::<2>()?;
        let wrapping = Wrapping { algorithm: *algorithm, bits: u16::from_be_bytes(*bits) };
        let valid_to = Timestamp(i64::from_be_bytes(*valid_to));
        Some(Self { wrapping, valid_to, private: private.to_vec() })
    }

    /// What a client wrapped; `None`: it wrapped it otherwise.
    pub(crate) fn unwrap_material(&self, wrapped: &[u8]) -> Option<Vec<u8>> {
        let pair = Pair::from_der(KeySpec::Rsa(self.wrapping.bits), &self.private)?;
        let algorithm = self.wrapping.name();
        if !algorithm.starts_with("RSA_AES_KEY_WRAP") {
            return pair.decrypt(algorithm, wrapped);
        }
        // An AES key by OAEP, then the material by that key.
        let (key, wrapped) = wrapped.split_at_checked(usize::from(self.wrapping.bits) / 8)?;
        let key = pair.decrypt(algorithm, key)?;
        key_wrap::unwrap_padded(key.as_slice().try_into().ok()?, wrapped)
    }
}
