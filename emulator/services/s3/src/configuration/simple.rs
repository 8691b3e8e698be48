//! Configurations of one value each: request payment, acceleration, logging, attribute-based access
//! (S3-7.14, S3-7.18a, b, S3-3.18m).

use crate::access::authorization::Access;
use crate::configuration::criteria;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl S3 {
    pub(crate) fn put_bucket_request_payment(
        &mut self,
        cx: &mut Context,
        input: PutBucketRequestPaymentInput,
    ) -> Result<()> {
        let PutBucketRequestPaymentInput { bucket, request_payment_configuration, .. } = input;
        let access = Access::to("s3:PutBucketRequestPayment");
        self.authorize_bucket(cx, &bucket, input.expected_bucket_owner.as_deref(), &access)?;
        let requester = match request_payment_configuration.payer.as_str() {
            "Requester" => true,
            "BucketOwner" => false,
            _ => return Err(errors::malformed_xml()),
        };
        self.change(&bucket)?.settings.requester_pays.set(cx, requester);
        Ok(())
    }

    pub(crate) fn get_bucket_request_payment(
        &mut self,
        cx: &mut Context,
        input: GetBucketRequestPaymentInput,
    ) -> Result<GetBucketRequestPaymentOutput> {
        let GetBucketRequestPaymentInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketRequestPayment");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let requester = *held.settings.requester_pays.at(cx.now);
        let payer = if requester { "Requester" } else { "BucketOwner" };
        Ok(GetBucketRequestPaymentOutput { payer: Some(payer.to_owned()) })
    }

    pub(crate) fn put_bucket_accelerate_configuration(
        &mut self,
        cx: &mut Context,
        input: PutBucketAccelerateConfigurationInput,
    ) -> Result<()> {
        let PutBucketAccelerateConfigurationInput { bucket, accelerate_configuration, .. } = input;
        let access = Access::to("s3:PutAccelerateConfiguration");
        self.authorize_bucket(cx, &bucket, input.expected_bucket_owner.as_deref(), &access)?;
        let status = accelerate_configuration.status.ok_or_else(errors::malformed_xml)?;
        if status != "Enabled" && status != "Suspended" {
            return Err(errors::malformed_xml());
        }
        if bucket.contains('.') {
            let message = "S3 Transfer Acceleration is not supported for buckets with periods (.) \
                           in their names";
            return Err(errors::invalid_request(message));
        }
        self.change(&bucket)?.settings.acceleration.set(cx, Some(status.into()));
        Ok(())
    }

    pub(crate) fn get_bucket_accelerate_configuration(
        &mut self,
        cx: &mut Context,
        input: GetBucketAccelerateConfigurationInput,
    ) -> Result<GetBucketAccelerateConfigurationOutput> {
        let GetBucketAccelerateConfigurationInput { bucket, expected_bucket_owner, .. } = input;
        let access = Access::to("s3:GetAccelerateConfiguration");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let status = held.settings.acceleration.at(cx.now).as_deref().map(str::to_owned);
        Ok(GetBucketAccelerateConfigurationOutput { status, ..Default::default() })
    }

    pub(crate) fn put_bucket_logging(
        &mut self,
        cx: &mut Context,
        input: PutBucketLoggingInput,
    ) -> Result<()> {
        let PutBucketLoggingInput { bucket, bucket_logging_status, .. } = input;
        let access = Access::to("s3:PutBucketLogging");
        let held =
            self.authorize_bucket(cx, &bucket, input.expected_bucket_owner.as_deref(), &access)?;
        let Some(enabled) = bucket_logging_status.logging_enabled else {
            self.change(&bucket)?.settings.logging.set(cx, None);
            return Ok(());
        };
        if let Some(TargetObjectKeyFormat { simple_prefix, partitioned_prefix }) =
            &enabled.target_object_key_format
        {
            // "Only one format, PartitionedPrefix or SimplePrefix, is allowed"
            // (https://docs.aws.amazon.com/AmazonS3/latest/API/API_TargetObjectKeyFormat.html).
            criteria::check(&[simple_prefix.is_some(), partitioned_prefix.is_some()], 0..=1)?;
        }
        let target = self.bucket(&enabled.target_bucket);
        let unfit = |message: &'static str| {
            Error::new(400, "InvalidTargetBucketForLogging", message)
                .with("TargetBucket", &*enabled.target_bucket)
        };
        let target = target.ok_or_else(|| unfit("The target bucket for logging does not exist"))?;
        if target.owner != held.owner {
            // <https://github.com/zalando-stups/sevenseconds/issues/29>
            return Err(unfit(
                "The owner for the bucket to be logged and the target bucket must be the same.",
            ));
        }
        if target.region != held.region {
            let message = "Cross S3 location logging not allowed. ";
            let mut error = Error::new(403, "CrossLocationLoggingProhibitted", message);
            if &*held.region != "us-east-1" {
                error = error.with("SourceBucketLocation", &*held.region);
            }
            return Err(error.with("TargetBucketLocation", &*target.region));
        }
        let grants = enabled.target_grants.as_ref().is_some_and(|grants| !grants.is_empty());
        if grants && target.is_enforced(cx.now) {
            let message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced \
                           setting";
            return Err(Error::new(400, "InvalidBucketAclWithObjectOwnership", message));
        }
        self.change(&bucket)?.settings.logging.set(cx, Some(Arc::new(enabled)));
        Ok(())
    }

    pub(crate) fn get_bucket_logging(
        &mut self,
        cx: &mut Context,
        input: GetBucketLoggingInput,
    ) -> Result<GetBucketLoggingOutput> {
        let GetBucketLoggingInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketLogging");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let enabled = held.settings.logging.at(cx.now).as_deref().cloned();
        Ok(GetBucketLoggingOutput { logging_enabled: enabled })
    }

    pub(crate) fn put_bucket_abac(
        &mut self,
        cx: &mut Context,
        input: PutBucketAbacInput,
    ) -> Result<()> {
        let PutBucketAbacInput { bucket, abac_status, .. } = input;
        let access = Access::to("s3:PutBucketAbac");
        self.authorize_bucket(cx, &bucket, input.expected_bucket_owner.as_deref(), &access)?;
        let on = match abac_status.status.as_deref() {
            Some("Enabled") => true,
            Some("Disabled") => false,
            _ => return Err(errors::malformed_xml()),
        };
        self.change(&bucket)?.settings.abac = on;
        Ok(())
    }

    pub(crate) fn get_bucket_abac(
        &mut self,
        cx: &mut Context,
        input: GetBucketAbacInput,
    ) -> Result<GetBucketAbacOutput> {
        let GetBucketAbacInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetBucketAbac");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let status = if held.settings.abac { "Enabled" } else { "Disabled" };
        let abac_status = Some(AbacStatus { status: Some(status.to_owned()) });
        Ok(GetBucketAbacOutput { abac_status })
    }
}
