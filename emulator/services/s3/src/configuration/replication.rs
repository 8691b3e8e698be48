//! A bucket's replication configuration (S3-6.15a, b); what it does is in
//! [`replication`](crate::events::replication).

use crate::access::authorization::{Access, authorize_passing};
use crate::configuration::replication_rules;
use crate::errors;
use crate::model::*;
use crate::state::S3;
use crate::versions::version::Versioning;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl S3 {
    pub(crate) fn put_bucket_replication(
        &mut self,
        cx: &mut Context,
        input: PutBucketReplicationInput,
    ) -> Result<()> {
        let PutBucketReplicationInput { bucket, replication_configuration, .. } = input;
        let access = Access::to("s3:PutReplicationConfiguration");
        let held =
            self.authorize_bucket(cx, &bucket, input.expected_bucket_owner.as_deref(), &access)?;
        authorize_passing(cx, &replication_configuration.role)?;
        let mut configuration = replication_configuration;
        if configuration.rules.is_empty() || configuration.rules.len() > 1000 {
            return Err(errors::malformed_xml());
        }
        if held.versioning(cx.now) != Versioning::Enabled {
            return Err(errors::invalid_request(
                "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
            ));
        }
        replication_rules::check(&configuration.rules)?;
        for rule in &mut configuration.rules {
            self.check_destination(cx, &bucket, rule)?;
            if rule.id.as_deref().unwrap_or_default().is_empty() {
                rule.id = Some(cx.uuid());
            }
        }
        let next = Some(Arc::new(configuration));
        self.change(&bucket)?.settings.replication.set(cx, next);
        Ok(())
    }

    /// S3-6.15(a)
    fn check_destination(&self, cx: &Context, own: &str, rule: &ReplicationRule) -> Result<()> {
        let Some(name) = rule.destination.bucket.strip_prefix("arn:aws:s3:::") else {
            let message = "Invalid bucket ARN.";
            return Err(errors::invalid_argument(message, "Bucket", &*rule.destination.bucket));
        };
        if name == own {
            let message = "Destination bucket cannot be the same as the source bucket.";
            return Err(errors::invalid_request(message));
        }
        let enabled = self
            .bucket(name)
            .ok_or_else(|| errors::invalid_request("Destination bucket must exist."))?
            .versioning(cx.now)
            == Versioning::Enabled;
        if enabled {
            return Ok(());
        }
        Err(errors::invalid_request("Destination bucket must have versioning enabled."))
    }

    pub(crate) fn get_bucket_replication(
        &mut self,
        cx: &mut Context,
        input: GetBucketReplicationInput,
    ) -> Result<GetBucketReplicationOutput> {
        let GetBucketReplicationInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetReplicationConfiguration");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(configuration) = held.settings.replication.at(cx.now).as_deref().cloned() else {
            return Err(errors::no_such_configuration(
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found",
                &bucket,
            ));
        };
        Ok(GetBucketReplicationOutput { replication_configuration: Some(configuration) })
    }

    pub(crate) fn delete_bucket_replication(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketReplicationInput,
    ) -> Result<()> {
        let DeleteBucketReplicationInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:PutReplicationConfiguration");
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.settings.replication.set(cx, None);
        Ok(())
    }
}
