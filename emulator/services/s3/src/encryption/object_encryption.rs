//! How an object was encrypted (S3-7.10, S3-7.12).

use crate::encryption::algorithm::Algorithm;
use crate::encryption::customer_key::CustomerKey;
use crate::encryption::kms::DataKey;
use crate::errors;
use parhelion_wire::checksum::Checksum;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How an object was encrypted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) enum ObjectEncryption {
    #[default]
    S3,
    Kms {
        dsse: bool,
        key_arn: Arc<str>,
        data_key: DataKey,
        bucket_key: bool,
        context: Option<Arc<str>>,
    },
    /// By a key that the customer keeps (S3-7.12); its MD5 tells it again.
    Customer { key_md5: Arc<str> },
}

impl ObjectEncryption {
    /// `x-amz-server-side-encryption`; none where the customer keeps the key.
    pub(crate) fn algorithm(&self) -> Option<Algorithm> {
        match self {
            Self::S3 => Some(Algorithm::Aes256),
            Self::Kms { dsse: false, .. } => Some(Algorithm::Kms),
            Self::Kms { dsse: true, .. } => Some(Algorithm::KmsDsse),
            Self::Customer { .. } => None,
        }
    }

    pub(crate) fn name(&self) -> Option<String> {
        self.algorithm().map(|algorithm| algorithm.name().to_owned())
    }

    pub(crate) fn key_arn(&self) -> Option<String> {
        match self {
            Self::Kms { key_arn, .. } => Some(key_arn.to_string()),
            _ => None,
        }
    }

    pub(crate) fn bucket_key(&self) -> Option<bool> {
        match self {
            Self::Kms { dsse: false, bucket_key: true, .. } => Some(true),
            _ => None,
        }
    }

    pub(crate) fn context(&self) -> Option<String> {
        match self {
            Self::Kms { context, .. } => context.as_deref().map(str::to_owned),
            _ => None,
        }
    }

    pub(crate) fn customer_algorithm(&self) -> Option<String> {
        matches!(self, Self::Customer { .. }).then(|| "AES256".to_owned())
    }

    pub(crate) fn customer_key_md5(&self) -> Option<String> {
        match self {
            Self::Customer { key_md5 } => Some(key_md5.to_string()),
            _ => None,
        }
    }

    /// The ETag of content with this MD5, without quotes (S3-3.12a, b).
    pub(crate) fn e_tag(&self, cx: &mut Context, md5: &Checksum) -> Arc<str> {
        match self {
            Self::S3 => md5.hex().into(),
            // Different at every write.
            _ => cx.id(b"0123456789abcdef", 32).into(),
        }
    }

    /// A reader must bring the key that the object was written with, and no other (S3-7.12f–h).
    pub(crate) fn check_reader(&self, key: &CustomerKey) -> Result<()> {
        let Self::Customer { key_md5 } = self else {
            if key.is_empty() {
                return Ok(());
            }
            key.md5()?;
            let message = "The encryption parameters are not applicable to this object.";
            return Err(errors::invalid_request(message));
        };
        match key.md5()? {
            None => Err(errors::invalid_request(
                "The object was stored using a form of Server Side Encryption. The correct \
                 parameters must be provided to retrieve the object.",
            )),
            Some(md5) if *md5 == **key_md5 => Ok(()),
            Some(_) => Err(errors::access_denied(
                "Requests specifying Server Side Encryption with Customer provided keys must \
                 provide the correct secret key.",
            )),
        }
    }
}

/// Sets an output's encryption members.
macro_rules! show_encryption {
    ($output:expr, $encryption:expr) => {{
        $output.server_side_encryption = $encryption.name();
        $output.sse_kms_key_id = $encryption.key_arn();
        $output.bucket_key_enabled = $encryption.bucket_key();
    }};
}
pub(crate) use show_encryption;

/// Sets the members that echo a customer's key.
macro_rules! show_customer_key {
    ($output:expr, $encryption:expr) => {{
        $output.sse_customer_algorithm = $encryption.customer_algorithm();
        $output.sse_customer_key_md5 = $encryption.customer_key_md5();
    }};
}
pub(crate) use show_customer_key;
