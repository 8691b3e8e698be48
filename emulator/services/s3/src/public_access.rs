//! Block Public Access (S3-7.5).

use crate::access::Access;
use crate::bucket::Bucket;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::error::Result;
use parhelion_world::Context;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublicAccessBlock {
    pub block_public_acls: bool,
    pub ignore_public_acls: bool,
    pub block_public_policy: bool,
    pub restrict_public_buckets: bool,
}

impl PublicAccessBlock {
    /// What new buckets have (S3-1.9).
    pub const ALL: Self = Self {
        block_public_acls: true,
        ignore_public_acls: true,
        block_public_policy: true,
        restrict_public_buckets: true,
    };

    /// The flags in force. An account's own settings, which would be OR-ed in, belong to S3 Control,
    /// which does not exist here yet.
    pub fn of(cx: &Context, bucket: &Bucket) -> Self {
        bucket.public_access.at(cx.now).unwrap_or_default()
    }
}

impl S3 {
    pub(crate) fn put_public_access_block(
        &mut self,
        cx: &mut Context,
        input: PutPublicAccessBlockInput,
    ) -> Result<()> {
        let PutPublicAccessBlockInput {
            bucket,
            content_md5: _,
            checksum_algorithm: _,
            public_access_block_configuration,
            expected_bucket_owner,
        } = input;
        let access = Access::to("s3:PutBucketPublicAccessBlock");
        self.admitted(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let PublicAccessBlockConfiguration {
            block_public_acls,
            ignore_public_acls,
            block_public_policy,
            restrict_public_buckets,
        } = public_access_block_configuration;
        let flags = PublicAccessBlock {
            block_public_acls: block_public_acls.unwrap_or(false),
            ignore_public_acls: ignore_public_acls.unwrap_or(false),
            block_public_policy: block_public_policy.unwrap_or(false),
            restrict_public_buckets: restrict_public_buckets.unwrap_or(false),
        };
        self.change(&bucket)?.public_access.set(cx, Some(flags));
        Ok(())
    }

    pub(crate) fn get_public_access_block(
        &mut self,
        cx: &mut Context,
        input: GetPublicAccessBlockInput,
    ) -> Result<GetPublicAccessBlockOutput> {
        let GetPublicAccessBlockInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketPublicAccessBlock");
        let held = self.admitted(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(flags) = held.public_access.at(cx.now) else {
            let message = "The public access block configuration was not found";
            let code = "NoSuchPublicAccessBlockConfiguration";
            return Err(errors::no_such_configuration(code, message, &bucket));
        };
        let configuration = PublicAccessBlockConfiguration {
            block_public_acls: Some(flags.block_public_acls),
            ignore_public_acls: Some(flags.ignore_public_acls),
            block_public_policy: Some(flags.block_public_policy),
            restrict_public_buckets: Some(flags.restrict_public_buckets),
        };
        Ok(GetPublicAccessBlockOutput { public_access_block_configuration: Some(configuration) })
    }

    pub(crate) fn delete_public_access_block(
        &mut self,
        cx: &mut Context,
        input: DeletePublicAccessBlockInput,
    ) -> Result<()> {
        let DeletePublicAccessBlockInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:PutBucketPublicAccessBlock");
        self.admitted(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.public_access.set(cx, None);
        Ok(())
    }
}
