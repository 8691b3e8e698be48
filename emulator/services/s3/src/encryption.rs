//! Server-side encryption: a bucket's default and what an object gets (S3-7.10, S3-7.11).
//!
//! Nothing is encrypted here; what callers can see of it is kept.

use crate::access::{Access, denied_because};
use crate::bucket::Bucket;
use crate::errors;
use crate::kms;
use crate::model::*;
use crate::state::S3;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::checksum::{self, Checksum, digests};
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error};
use parhelion_world::Context;
use std::sync::Arc;

/// `x-amz-server-side-encryption`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    #[default]
    Aes256,
    Kms,
    KmsDsse,
}

impl Algorithm {
    pub fn name(self) -> &'static str {
        match self {
            Self::Aes256 => "AES256",
            Self::Kms => "aws:kms",
            Self::KmsDsse => "aws:kms:dsse",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Aes256, Self::Kms, Self::KmsDsse].into_iter().find(|known| known.name() == name)
    }
}

/// A bucket's default encryption.
#[derive(Clone, Debug, PartialEq)]
pub struct BucketEncryption {
    /// It was put, if only to say what is the default anyway (S3-3.19g).
    pub explicit: bool,
    algorithm: Algorithm,
    /// As it was given: read back so.
    key: Option<Arc<str>>,
    bucket_key: bool,
    /// Uploads with SSE-C are refused: so of every bucket since April 2026.
    blocks_sse_c: bool,
}

impl Default for BucketEncryption {
    fn default() -> Self {
        Self {
            explicit: false,
            algorithm: Algorithm::Aes256,
            key: None,
            bucket_key: false,
            blocks_sse_c: true,
        }
    }
}

impl BucketEncryption {
    pub fn is_by_kms(&self) -> bool {
        self.algorithm != Algorithm::Aes256
    }
}

/// How an object was encrypted.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ObjectEncryption {
    #[default]
    S3,
    Kms {
        dsse: bool,
        key_arn: Arc<str>,
        bucket_key: bool,
        context: Option<Arc<str>>,
    },
    /// By a key that the customer keeps (S3-7.12); its MD5 tells it again.
    Customer {
        key_md5: Arc<str>,
    },
}

impl ObjectEncryption {
    /// `x-amz-server-side-encryption`; none where the customer keeps the key.
    pub fn algorithm(&self) -> Option<Algorithm> {
        match self {
            Self::S3 => Some(Algorithm::Aes256),
            Self::Kms { dsse: false, .. } => Some(Algorithm::Kms),
            Self::Kms { dsse: true, .. } => Some(Algorithm::KmsDsse),
            Self::Customer { .. } => None,
        }
    }

    pub fn name(&self) -> Option<String> {
        self.algorithm().map(|algorithm| algorithm.name().to_owned())
    }

    pub fn key_arn(&self) -> Option<String> {
        match self {
            Self::Kms { key_arn, .. } => Some(key_arn.to_string()),
            _ => None,
        }
    }

    pub fn bucket_key(&self) -> Option<bool> {
        match self {
            Self::Kms { dsse: false, bucket_key, .. } => Some(*bucket_key),
            _ => None,
        }
    }

    pub fn context(&self) -> Option<String> {
        match self {
            Self::Kms { context, .. } => context.as_deref().map(str::to_owned),
            _ => None,
        }
    }

    pub fn customer_algorithm(&self) -> Option<String> {
        matches!(self, Self::Customer { .. }).then(|| "AES256".to_owned())
    }

    pub fn customer_key_md5(&self) -> Option<String> {
        match self {
            Self::Customer { key_md5 } => Some(key_md5.to_string()),
            _ => None,
        }
    }

    /// The ETag of content with this MD5, without quotes (S3-3.12a, b).
    pub fn e_tag(&self, cx: &mut Context, md5: &Checksum) -> Arc<str> {
        match self {
            Self::S3 => md5.hex().into(),
            // Different at every write.
            _ => cx.id(b"0123456789abcdef", 32).into(),
        }
    }

    /// A reader must bring the key that the object was written with, and no other (S3-7.12f–h).
    pub fn check_reader(&self, key: &CustomerKey) -> Result<()> {
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
#[macro_export]
#[doc(hidden)]
macro_rules! show_encryption {
    ($output:expr, $encryption:expr) => {{
        $output.server_side_encryption = $encryption.name();
        $output.sse_kms_key_id = $encryption.key_arn();
        $output.bucket_key_enabled = $encryption.bucket_key();
    }};
}

/// Sets the members that echo a customer's key.
#[macro_export]
#[doc(hidden)]
macro_rules! show_customer_key {
    ($output:expr, $encryption:expr) => {{
        $output.sse_customer_algorithm = $encryption.customer_algorithm();
        $output.sse_customer_key_md5 = $encryption.customer_key_md5();
    }};
}

/// `x-amz-server-side-encryption-customer-*`, of a request's own or of its copy source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerKey {
    pub algorithm: Option<String>,
    pub key: Option<String>,
    pub key_md5: Option<String>,
}

impl CustomerKey {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The key's MD5 in base64, once all three agree (S3-7.12a–d).
    pub fn md5(&self) -> Result<Option<String>> {
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
        let bytes = STANDARD.decode(key).unwrap_or_default();
        let found = digests(&Body::from(bytes.clone()), &[checksum::Algorithm::Md5])?;
        let found = found.get(checksum::Algorithm::Md5).map(Checksum::base64).unwrap_or_default();
        if self.key_md5.as_ref().is_some_and(|sent| *sent != found) {
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

/// The encryption headers of a request that writes an object.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub algorithm: Option<String>,
    pub key: Option<String>,
    pub context: Option<String>,
    pub bucket_key: Option<bool>,
    pub customer: CustomerKey,
}

impl Asked {
    /// The request's wish before the bucket's default (S3-7.10c).
    pub fn resolve(
        &self,
        cx: &Context,
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
        let own_default = self.algorithm.is_none() || default.algorithm == algorithm;
        let key = self.key.as_deref().or(default.key.as_deref().filter(|_| own_default));
        Ok(ObjectEncryption::Kms {
            dsse: algorithm == Algorithm::KmsDsse,
            key_arn: kms::key_to_write(cx, &bucket.region, key)?,
            bucket_key: self.bucket_key.unwrap_or(default.bucket_key),
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

/// S3-7.10(d)
pub fn invalid_algorithm(name: &str) -> Error {
    let message = "The Encryption request you specified is not valid. Supported value: AES256.";
    Error::new(400, "InvalidEncryptionAlgorithmError", message)
        .with("ArgumentName", "x-amz-server-side-encryption")
        .with("ArgumentValue", name)
}

impl S3 {
    pub(crate) fn put_bucket_encryption(
        &mut self,
        cx: &mut Context,
        input: PutBucketEncryptionInput,
    ) -> Result<()> {
        let PutBucketEncryptionInput {
            bucket,
            content_md5: _,
            checksum_algorithm: _,
            server_side_encryption_configuration: configuration,
            expected_bucket_owner,
        } = input;
        let access = Access::to("s3:PutEncryptionConfiguration");
        let held = self.admitted(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let [rule] = configuration.rules.as_slice() else { return Err(errors::malformed_xml()) };
        let ServerSideEncryptionRule {
            apply_server_side_encryption_by_default,
            bucket_key_enabled,
            blocked_encryption_types,
        } = rule;
        let mut next = BucketEncryption {
            explicit: true,
            bucket_key: bucket_key_enabled.unwrap_or(false),
            // S3-7.11: a PUT that omits the element does not lift the block.
            blocks_sse_c: held.encryption.at(cx.now).blocks_sse_c,
            ..BucketEncryption::default()
        };
        if let Some(by_default) = apply_server_side_encryption_by_default {
            let ServerSideEncryptionByDefault { sse_algorithm, kms_master_key_id } = by_default;
            next.algorithm =
                Algorithm::from_name(sse_algorithm).ok_or_else(errors::malformed_xml)?;
            next.key = kms_master_key_id.as_deref().map(Into::into);
        }
        if next.algorithm == Algorithm::Aes256 && next.key.is_some() {
            return Err(errors::invalid_argument(
                "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms \
                 or aws:kms:dsse",
                "ApplyServerSideEncryptionByDefault",
                "",
            ));
        }
        if let Some(blocked) = blocked_encryption_types {
            let types = blocked.encryption_type.clone().unwrap_or_default();
            next.blocks_sse_c = match types.as_slice() {
                [one] if one == "SSE-C" => true,
                [one] if one == "NONE" => false,
                _ => return Err(errors::malformed_xml()),
            };
        }
        self.change(&bucket)?.encryption.set(cx, next);
        Ok(())
    }

    pub(crate) fn get_bucket_encryption(
        &mut self,
        cx: &mut Context,
        input: GetBucketEncryptionInput,
    ) -> Result<GetBucketEncryptionOutput> {
        let GetBucketEncryptionInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetEncryptionConfiguration");
        let bucket = self.admitted(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let BucketEncryption { explicit: _, algorithm, key, bucket_key, blocks_sse_c } =
            bucket.encryption.at(cx.now);
        let blocked = if *blocks_sse_c { "SSE-C" } else { "NONE" };
        let rule = ServerSideEncryptionRule {
            apply_server_side_encryption_by_default: Some(ServerSideEncryptionByDefault {
                sse_algorithm: algorithm.name().to_owned(),
                kms_master_key_id: key.as_deref().map(str::to_owned),
            }),
            bucket_key_enabled: Some(*bucket_key),
            blocked_encryption_types: Some(BlockedEncryptionTypes {
                encryption_type: Some(vec![blocked.to_owned()]),
            }),
        };
        let configuration = ServerSideEncryptionConfiguration { rules: vec![rule] };
        Ok(GetBucketEncryptionOutput { server_side_encryption_configuration: Some(configuration) })
    }

    /// Back to SSE-S3 (S3-7.11).
    pub(crate) fn delete_bucket_encryption(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketEncryptionInput,
    ) -> Result<()> {
        let DeleteBucketEncryptionInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:PutEncryptionConfiguration");
        self.admitted(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.encryption.set(cx, BucketEncryption::default());
        Ok(())
    }
}
