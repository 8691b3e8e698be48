//! Keys that customers keep (SSE-C): what a request says of one (S3-7.12).

use crate::encryption::algorithm::invalid_algorithm;
use crate::errors;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::Body;
use parhelion_wire::checksum::{self, Checksum, digests};
use parhelion_wire::error::Result;

/// `x-amz-server-side-encryption-customer-*`, of a request's own or of its copy source.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CustomerKey {
    pub algorithm: Option<String>,
    pub key: Option<String>,
    pub key_md5: Option<String>,
}

impl CustomerKey {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The key's MD5 in base64, once all three agree (S3-7.12a–d).
    pub(crate) fn md5(&self) -> Result<Option<String>> {
        if self.is_empty() {
            return Ok(None);
        }
        let invalid = |message: &'static str| {
            errors::invalid_argument(message, "x-amz-server-side-encryption", "null")
        };
        match self.algorithm.as_deref() {
            Some("AES256") => {}
            Some(other) => return Err(invalid_algorithm(other)),
            None => {
                return Err(invalid(
                    "Requests specifying Server Side Encryption with Customer provided keys must \
                     provide a valid encryption algorithm.",
                ));
            }
        }
        let Some(key) = self.key.as_deref() else {
            return Err(invalid(
                "Requests specifying Server Side Encryption with Customer provided keys must \
                 provide an appropriate secret key.",
            ));
        };
        let Some(key_md5) = self.key_md5.as_deref() else {
            return Err(invalid(
                "Requests specifying Server Side Encryption with Customer provided keys must \
                 provide the client calculated MD5 of the secret key.",
            ));
        };
        let bytes = STANDARD.decode(key).unwrap_or_default();
        let found = digests(&Body::from(bytes.clone()), &[checksum::Algorithm::Md5])?;
        let found = found.get(checksum::Algorithm::Md5).map(Checksum::base64).unwrap_or_default();
        if key_md5 != found {
            return Err(invalid(
                "The calculated MD5 hash of the key did not match the hash that was provided.",
            ));
        }
        if bytes.len() != 32 {
            return Err(invalid("The secret key was invalid for the specified algorithm."));
        }
        Ok(Some(found))
    }
}
