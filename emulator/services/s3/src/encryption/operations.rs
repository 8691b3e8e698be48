//! Get, put and delete a bucket's default encryption (S3-7.11).

use crate::access::authorization::Access;
use crate::encryption::algorithm::Algorithm;
use crate::encryption::bucket_encryption::BucketEncryption;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::error::Result;
use parhelion_world::Context;

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
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
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
        let bucket =
            self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
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
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.encryption.set(cx, BucketEncryption::default());
        Ok(())
    }
}
