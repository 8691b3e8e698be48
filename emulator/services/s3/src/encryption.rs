//! Server-side encryption: a bucket's default and what an object gets (S3-7.10, S3-7.11).
//!
//! Nothing is encrypted here; what callers can see of it is kept.

use crate::access::{Access, denied_because};
use crate::bucket::Bucket;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Context, random};
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
    algorithm: Algorithm,
    /// As it was given: read back so.
    key: Option<Arc<str>>,
    bucket_key: bool,
    /// Uploads with SSE-C are refused: so of every bucket since April 2026.
    blocks_sse_c: bool,
}

impl Default for BucketEncryption {
    fn default() -> Self {
        Self { algorithm: Algorithm::Aes256, key: None, bucket_key: false, blocks_sse_c: true }
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
}

impl ObjectEncryption {
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::S3 => Algorithm::Aes256,
            Self::Kms { dsse: false, .. } => Algorithm::Kms,
            Self::Kms { dsse: true, .. } => Algorithm::KmsDsse,
        }
    }

    pub fn key_arn(&self) -> Option<String> {
        match self {
            Self::S3 => None,
            Self::Kms { key_arn, .. } => Some(key_arn.to_string()),
        }
    }

    pub fn bucket_key(&self) -> Option<bool> {
        match self {
            Self::Kms { dsse: false, bucket_key, .. } => Some(*bucket_key),
            _ => None,
        }
    }
}

/// The encryption headers of a request that writes an object.
#[derive(Debug)]
pub struct Asked<'a> {
    pub algorithm: Option<&'a str>,
    pub key: Option<&'a str>,
    pub context: Option<&'a str>,
    pub bucket_key: Option<bool>,
    pub customer_algorithm: Option<&'a str>,
    pub customer_key: Option<&'a str>,
}

impl Asked<'_> {
    /// The request's wish before the bucket's default (S3-7.10c).
    pub fn resolve(
        &self,
        cx: &Context,
        bucket: &Bucket,
        access: &Access,
    ) -> Result<ObjectEncryption> {
        let default = bucket.encryption.at(cx.now);
        if self.customer_algorithm.or(self.customer_key).is_some() {
            return Err(self.customer_provided(cx, bucket, access, default.blocks_sse_c));
        }
        let algorithm = match self.algorithm {
            None => default.algorithm,
            Some(name) => Algorithm::from_name(name).ok_or_else(|| invalid_algorithm(name))?,
        };
        if algorithm == Algorithm::Aes256 {
            return match self.key {
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
        let key = self.key.or(default.key.as_deref().filter(|_| own_default));
        Ok(ObjectEncryption::Kms {
            dsse: algorithm == Algorithm::KmsDsse,
            key_arn: key_arn(bucket, key).into(),
            bucket_key: self.bucket_key.unwrap_or(default.bucket_key),
            context: self.context.map(Into::into),
        })
    }

    fn customer_provided(
        &self,
        cx: &Context,
        bucket: &Bucket,
        access: &Access,
        blocked: bool,
    ) -> Error {
        if blocked {
            // S3-2.9(f)
            return denied_because(
                cx,
                bucket,
                access,
                "because this bucket has blocked upload requests that specify Server Side \
                 Encryption with Customer provided keys (SSE-C). Please specify a different \
                 server-side encryption type",
            );
        }
        errors::header_not_implemented("x-amz-server-side-encryption-customer-algorithm", "")
    }
}

/// S3-7.10(d)
pub fn invalid_algorithm(name: &str) -> Error {
    let message = "The Encryption request you specified is not valid. Supported value: AES256.";
    Error::new(400, "InvalidEncryptionAlgorithmError", message)
        .with("ArgumentName", "x-amz-server-side-encryption")
        .with("ArgumentValue", name)
}

/// The ARN of a key id, an alias, an ARN or, where none is given, of the account's `aws/s3` key.
fn key_arn(bucket: &Bucket, key: Option<&str>) -> String {
    let Bucket { region, owner, .. } = bucket;
    match key {
        Some(arn) if arn.starts_with("arn:") => arn.to_owned(),
        Some(alias) if alias.starts_with("alias/") => {
            format!("arn:aws:kms:{region}:{owner}:{alias}")
        }
        Some(id) => format!("arn:aws:kms:{region}:{owner}:key/{id}"),
        None => {
            let h = random::hash(0xa35_53, &format!("{owner}/{region}"));
            let (a, b) = (h >> 32, h & 0xffff_ffff);
            let id = format!(
                "{a:08x}-{:04x}-4{:03x}-8{:03x}-{b:08x}{:04x}",
                b >> 16,
                a & 0xfff,
                b & 0xfff,
                a >> 16
            );
            format!("arn:aws:kms:{region}:{owner}:key/{id}")
        }
    }
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
        let BucketEncryption { algorithm, key, bucket_key, blocks_sse_c } =
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
