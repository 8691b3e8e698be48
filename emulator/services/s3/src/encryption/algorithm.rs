//! The algorithms of server-side encryption.

use parhelion_wire::Error;
use serde::{Deserialize, Serialize};

/// `x-amz-server-side-encryption`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    #[default]
    Aes256,
    Kms,
    KmsDsse,
}

impl Algorithm {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Aes256 => "AES256",
            Self::Kms => "aws:kms",
            Self::KmsDsse => "aws:kms:dsse",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Aes256, Self::Kms, Self::KmsDsse].into_iter().find(|known| known.name() == name)
    }
}

/// S3-7.10(d)
pub(crate) fn invalid_algorithm(name: &str) -> Error {
    let message = "The Encryption request you specified is not valid. Supported value: AES256.";
    let error = Error::new(400, "InvalidEncryptionAlgorithmError", message)
        .with("ArgumentName", "x-amz-server-side-encryption");
    if name.is_empty() { error } else { error.with("ArgumentValue", name) }
}
