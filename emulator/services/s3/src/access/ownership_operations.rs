//! Get, put and delete a bucket's ownership controls (S3-7.7).

use crate::access::authorization::Access;
use crate::access::ownership::Ownership;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl S3 {
    pub(crate) fn put_bucket_ownership_controls(
        &mut self,
        cx: &mut Context,
        input: PutBucketOwnershipControlsInput,
    ) -> Result<()> {
        let PutBucketOwnershipControlsInput {
            bucket,
            content_md5: _,
            expected_bucket_owner,
            ownership_controls,
            checksum_algorithm: _,
        } = input;
        let access = Access::to("s3:PutBucketOwnershipControls");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let [OwnershipControlsRule { object_ownership }] = ownership_controls.rules.as_slice()
        else {
            return Err(errors::malformed_xml());
        };
        let ownership = Ownership::from_name(object_ownership).ok_or_else(errors::malformed_xml)?;
        let granting = held.acl.at(cx.now).is_some();
        if ownership == Ownership::BucketOwnerEnforced && granting && !held.is_enforced(cx.now) {
            // S3-7.7
            let message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced \
                           setting";
            return Err(Error::new(400, "InvalidBucketAclWithObjectOwnership", message));
        }
        self.change(&bucket)?.ownership.set(cx, Some(ownership));
        Ok(())
    }

    pub(crate) fn get_bucket_ownership_controls(
        &mut self,
        cx: &mut Context,
        input: GetBucketOwnershipControlsInput,
    ) -> Result<GetBucketOwnershipControlsOutput> {
        let GetBucketOwnershipControlsInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketOwnershipControls");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(ownership) = held.ownership.at(cx.now) else {
            let message = "The bucket ownership controls were not found";
            let code = "OwnershipControlsNotFoundError";
            return Err(errors::no_such_configuration(code, message, &bucket));
        };
        let rule = OwnershipControlsRule { object_ownership: ownership.name().to_owned() };
        let controls = OwnershipControls { rules: vec![rule] };
        Ok(GetBucketOwnershipControlsOutput { ownership_controls: Some(controls) })
    }

    pub(crate) fn delete_bucket_ownership_controls(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketOwnershipControlsInput,
    ) -> Result<()> {
        let DeleteBucketOwnershipControlsInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:PutBucketOwnershipControls");
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.ownership.set(cx, None);
        Ok(())
    }
}
