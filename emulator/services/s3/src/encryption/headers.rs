//! The encryption that a request asks for, and what the object gets (S3-7.10, S3-7.12).

use crate::access::authorization::{Access, denied_because};
use crate::buckets::bucket::Bucket;
use crate::encryption::algorithm::{Algorithm, invalid_algorithm};
use crate::encryption::customer_key::CustomerKey;
use crate::encryption::kms::{self, KeyRequest};
use crate::encryption::object_encryption::ObjectEncryption;
use crate::errors;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::error::Result;
use parhelion_world::Context;

/// The encryption headers of a request that writes an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct EncryptionHeaders {
    pub algorithm: Option<String>,
    pub key: Option<String>,
    pub context: Option<String>,
    pub bucket_key: Option<bool>,
    pub customer: CustomerKey,
}

impl EncryptionHeaders {
    /// What the request asks for, or else the bucket's default (S3-7.10c).
    pub(crate) fn resolve(
        &self,
        cx: &mut Context,
        bucket: &Bucket,
        access: &Access,
    ) -> Result<ObjectEncryption> {
        let default = bucket.encryption.at(cx.now);
        if !self.customer.is_empty() {
            return self.customer_provided(cx, bucket, access, default.blocks_sse_c);
        }
        let algorithm = match self.algorithm.as_deref() {
            None => default.algorithm,
            Some(name) => Algorithm::from_name(name).ok_or_else(|| invalid_algorithm(name))?,
        };
        if algorithm == Algorithm::Aes256 {
            return match self.key.as_deref() {
                None => Ok(ObjectEncryption::S3),
                // S3-7.10(e)
                Some(key) => Err(errors::invalid_argument(
                    "Server Side Encryption with AWS KMS managed key requires HTTP header \
                     x-amz-server-side-encryption : aws:kms",
                    "x-amz-server-side-encryption-aws-kms-key-id",
                    key,
                )),
            };
        }
        check_context(self.context.as_deref())?;
        let own_default = self.algorithm.is_none() || default.algorithm == algorithm;
        let key = self.key.as_deref().or(default.key.as_deref().filter(|_| own_default));
        let bucket_key = self.bucket_key.unwrap_or(default.bucket_key);
        let about = if bucket_key { Access::to(access.action) } else { *access };
        let request = KeyRequest {
            region: &bucket.region,
            name: key,
            about: &about.resource(bucket),
            context: self.context.as_deref(),
        };
        let (key_arn, data_key) = kms::key_to_write(cx, &request)?;
        Ok(ObjectEncryption::Kms {
            dsse: algorithm == Algorithm::KmsDsse,
            key_arn,
            data_key,
            bucket_key,
            context: self.context.as_deref().map(Into::into),
        })
    }

    fn customer_provided(
        &self,
        cx: &Context,
        bucket: &Bucket,
        access: &Access,
        blocked: bool,
    ) -> Result<ObjectEncryption> {
        if blocked {
            // S3-2.9(f)
            return Err(denied_because(
                cx,
                bucket,
                access,
                "because this bucket has blocked upload requests that specify Server Side \
                 Encryption with Customer provided keys (SSE-C). Please specify a different \
                 server-side encryption type",
            ));
        }
        if let Some(algorithm) = self.algorithm.as_deref() {
            // S3-7.12(e)
            return Err(errors::invalid_argument(
                "Server Side Encryption with Customer provided key is incompatible with the \
                 encryption method specified",
                "x-amz-server-side-encryption",
                algorithm,
            ));
        }
        let Some(md5) = self.customer.md5()? else { return Ok(ObjectEncryption::S3) };
        Ok(ObjectEncryption::Customer { key_md5: md5.into() })
    }
}

/// S3-7.10(b): base64 of a JSON object whose values are texts.
fn check_context(context: Option<&str>) -> Result<()> {
    let Some(text) = context else { return Ok(()) };
    let object = STANDARD.decode(text).ok().and_then(|json| {
        serde_json::from_slice::<std::collections::BTreeMap<String, String>>(&json).ok()
    });
    match object {
        Some(_) => Ok(()),
        None => Err(errors::invalid_argument(
            "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string \
             holding JSON which represents a string-string map",
            "x-amz-server-side-encryption-context",
            text,
        )),
    }
}
