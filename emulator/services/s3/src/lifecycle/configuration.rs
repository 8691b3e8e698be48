//! Get, put and delete a bucket's lifecycle (S3-6.7, S3-6.8).

use crate::access::authorization::Access;
use crate::errors;
use crate::lifecycle::rules::Lifecycle;
use crate::lifecycle::validation;
use crate::model::*;
use crate::state::S3;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

const DEFAULT_MINIMUM: &str = "all_storage_classes_128K";

impl S3 {
    pub(crate) fn put_bucket_lifecycle_configuration(
        &mut self,
        cx: &mut Context,
        input: PutBucketLifecycleConfigurationInput,
    ) -> Result<PutBucketLifecycleConfigurationOutput> {
        let PutBucketLifecycleConfigurationInput {
            bucket,
            checksum_algorithm: _,
            lifecycle_configuration,
            expected_bucket_owner,
            transition_default_minimum_object_size: minimum,
        } = input;
        let access = Access::to("s3:PutLifecycleConfiguration");
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let minimum = minimum.unwrap_or_else(|| DEFAULT_MINIMUM.to_owned());
        if minimum != DEFAULT_MINIMUM && minimum != "varies_by_storage_class" {
            let message = format!("Invalid TransitionDefaultMinimumObjectSize found: {minimum}");
            return Err(errors::invalid_request(message));
        }
        let configuration = lifecycle_configuration.ok_or_else(errors::missing_body)?;
        let mut rules = configuration.rules;
        validation::check(&rules)?;
        for rule in &mut rules {
            if rule.id.as_deref().unwrap_or_default().is_empty() {
                // S3-6.8(o)
                rule.id = Some(STANDARD.encode(cx.uuid()));
            }
        }
        let lifecycle = Lifecycle { rules, default_minimum: minimum.clone() };
        self.change(&bucket)?.lifecycle.set(cx, Some(Arc::new(lifecycle)));
        self.wake_lifecycle(cx, &bucket)?;
        Ok(PutBucketLifecycleConfigurationOutput {
            transition_default_minimum_object_size: Some(minimum),
        })
    }

    pub(crate) fn get_bucket_lifecycle_configuration(
        &mut self,
        cx: &mut Context,
        input: GetBucketLifecycleConfigurationInput,
    ) -> Result<GetBucketLifecycleConfigurationOutput> {
        let GetBucketLifecycleConfigurationInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:GetLifecycleConfiguration");
        let held = self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        let Some(lifecycle) = held.lifecycle.at(cx.now) else {
            let message = "The lifecycle configuration does not exist";
            let code = "NoSuchLifecycleConfiguration";
            return Err(errors::no_such_configuration(code, message, &bucket));
        };
        Ok(GetBucketLifecycleConfigurationOutput {
            rules: Some(lifecycle.rules.clone()),
            transition_default_minimum_object_size: Some(lifecycle.default_minimum.clone()),
        })
    }

    pub(crate) fn delete_bucket_lifecycle(
        &mut self,
        cx: &mut Context,
        input: DeleteBucketLifecycleInput,
    ) -> Result<()> {
        let DeleteBucketLifecycleInput { bucket, expected_bucket_owner } = input;
        let access = Access::to("s3:PutLifecycleConfiguration");
        self.authorize_bucket(cx, &bucket, expected_bucket_owner.as_deref(), &access)?;
        self.change(&bucket)?.lifecycle.set(cx, None);
        Ok(())
    }
}
