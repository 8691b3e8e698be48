//! Staging distributions: made from a primary, and made the primary's configuration again (CF-8.9a, g).

use crate::distributions::location;
use crate::model::*;
use crate::validation::For;
use crate::{CloudFront, errors, if_match};
use imbl::OrdMap;
use parhelion_wire::error::Result;
use parhelion_world::Context;

/// Appendix A.
const STAGING_MAX: usize = 20;

impl CloudFront {
    pub(crate) fn copy_distribution(
        &mut self,
        cx: &mut Context,
        input: CopyDistributionInput,
    ) -> Result<CopyDistributionOutput> {
        let CopyDistributionInput {
            primary_distribution_id,
            staging,
            if_match,
            caller_reference,
            enabled,
        } = input;
        let primary = self.distribution(&cx.account, &primary_distribution_id)?;
        if_match::check(if_match.as_deref(), &primary.e_tag)?;
        if staging != Some(true) || primary.config.staging == Some(true) {
            return Err(errors::invalid_argument(
                "A distribution can be copied to a staging distribution only, and that cannot be copied.",
            ));
        }
        let stagings = self.distributions_of(&cx.account);
        let stagings = stagings.filter(|stored| stored.config.staging == Some(true));
        if stagings.count() >= STAGING_MAX {
            return Err(errors::too_many_distributions(
                "Processing your request would cause you to exceed the maximum number of staging \
                 distributions allowed.",
            ));
        }
        let config = DistributionConfig {
            caller_reference,
            enabled: enabled.unwrap_or(primary.config.enabled),
            staging: Some(true),
            aliases: None,
            continuous_deployment_policy_id: None,
            ..DistributionConfig::clone(&primary.config)
        };
        let stored = self.create(cx, config, OrdMap::new())?;
        Ok(CopyDistributionOutput {
            location: location(&stored.id),
            e_tag: Some(stored.e_tag.to_string()),
            distribution: Some(self.answer_of(&stored)),
        })
    }

    /// The primary keeps who it is, its aliases and its policy, which is disabled.
    pub(crate) fn update_distribution_with_staging_config(
        &mut self,
        cx: &mut Context,
        input: UpdateDistributionWithStagingConfigInput,
    ) -> Result<UpdateDistributionWithStagingConfigOutput> {
        let UpdateDistributionWithStagingConfigInput { id, staging_distribution_id, if_match } =
            input;
        let primary = self.distribution(&cx.account, &id)?.clone();
        let staging = staging_distribution_id.ok_or_else(|| {
            errors::invalid_argument("The parameter StagingDistributionId is required.")
        })?;
        let staging = self.distribution(&cx.account, &staging)?.clone();
        let tags = if_match.unwrap_or_default();
        let (of_primary, of_staging) = tags.split_once(',').unwrap_or((&tags, ""));
        if_match::check(Some(of_primary.trim()), &primary.e_tag)?;
        if_match::check(Some(of_staging.trim()), &staging.e_tag)?;
        let attached = primary.config.continuous_deployment_policy_id.as_deref();
        let policy = self.policy_for(&staging).filter(|policy| attached == Some(policy)).cloned();
        let Some(policy) = policy else {
            return Err(errors::illegal_update(
                "The primary distribution's continuous deployment policy does not have this staging \
                 distribution.",
            ));
        };
        let was = &primary.config;
        let config = DistributionConfig {
            caller_reference: was.caller_reference.clone(),
            staging: Some(false),
            aliases: was.aliases.clone(),
            continuous_deployment_policy_id: was.continuous_deployment_policy_id.clone(),
            ..DistributionConfig::clone(&staging.config)
        };
        self.check_but_for_owners(&cx.account, &config, &id, For::Update)?;
        let seen = self.continuous_deployment_policies.get(&cx.account, &policy)?.config.clone();
        let disabled = ContinuousDeploymentPolicyConfig { enabled: false, ..seen.config.clone() };
        let disabled = seen.with(cx, disabled);
        self.continuous_deployment_policies.replace(cx, &policy, disabled)?;
        let stored = self.reconfigure(cx, &primary, config);
        Ok(UpdateDistributionWithStagingConfigOutput {
            distribution: Some(self.answer_of(&stored)),
            e_tag: Some(stored.e_tag.to_string()),
        })
    }
}
