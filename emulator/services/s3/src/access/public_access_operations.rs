//! Get, put and delete a bucket's Block Public Access settings (S3-7.5).

use crate::access::authorization::Access;
use crate::access::public_access_block::PublicAccessBlock;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::error::Result;
use parhelion_world::Context;

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
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let PublicAccessBlockConfiguration {
            block_public_acls,
            ignore_public_acls,
            block_public_policy,
            restrict_public_buckets,
        } = public_access_block_configuration;
        let given =
            [block_public_acls, ignore_public_acls, block_public_policy, restrict_public_buckets];
        if given.iter().all(Option::is_none) {
            // A client that left out what is false was refused
            // (https://github.com/awslabs/aws-sdk-rust/issues/819).
            return Err(errors::invalid_request("Must specify at least one configuration."));
        }
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
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
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
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.public_access.set(cx, None);
        Ok(())
    }
}
