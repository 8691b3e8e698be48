//! Policies on primaries: which have one, and what cannot change meanwhile.

use crate::model::*;
use crate::stored_distribution::StoredDistribution;
use crate::{CloudFront, defaults, errors};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::Account;
use std::sync::Arc;

fn policy_of(config: &DistributionConfig) -> Option<&str> {
    config.continuous_deployment_policy_id.as_deref().filter(|id| !id.is_empty())
}

/// A configuration without what may change while a policy is attached (CF-8.9h).
fn fixed(config: &DistributionConfig) -> DistributionConfig {
    DistributionConfig {
        origins: Origins::default(),
        origin_groups: None,
        default_cache_behavior: DefaultCacheBehavior::default(),
        cache_behaviors: None,
        custom_error_responses: None,
        restrictions: None,
        default_root_object: None,
        logging: None,
        comment: String::new(),
        ..config.clone()
    }
}

fn refused(why: &'static str) -> Error {
    errors::invalid_argument(why)
}

impl CloudFront {
    /// The distribution that a policy is attached to.
    pub(crate) fn primary_of(
        &self,
        account: &Account,
        policy: &str,
    ) -> Option<&Arc<StoredDistribution>> {
        // There are at most twenty policies, and five hundred distributions.
        self.distributions
            .iter()
            .map(|(_, stored)| stored)
            .find(|stored| stored.account == *account && policy_of(&stored.config) == Some(policy))
    }

    /// The id of the policy that names a staging distribution.
    pub(super) fn policy_for(&self, staging: &StoredDistribution) -> Option<&Arc<str>> {
        use crate::resources::ResourceConfig;
        let mut policies = self.continuous_deployment_policies.after(&staging.account, "");
        let found = policies.find(|item| *item.config.name() == *staging.domain_name)?;
        self.continuous_deployment_policies.find(&staging.account, &found.id).map(|item| &item.id)
    }

    /// Whether a policy is attached to a primary, or to the primary of a staging distribution.
    fn takes_part(&self, stored: &StoredDistribution) -> bool {
        let primary = || self.primary_of(&stored.account, self.policy_for(stored)?);
        policy_of(&stored.config).is_some()
            || (stored.config.staging == Some(true) && primary().is_some())
    }

    /// Whether the policy of a primary is enabled, so that requests may go to the staging distribution.
    fn splits(&self, primary: &StoredDistribution) -> bool {
        let policies = &self.continuous_deployment_policies;
        policy_of(&primary.config)
            .and_then(|id| policies.find(&primary.account, id))
            .is_some_and(|policy| policy.config.config.enabled)
    }

    /// What is to be deleted is disabled first: a staging distribution at any time, a primary once its
    /// policy is disabled (CF-8.9i).
    fn may_be_disabled(&self, stored: &StoredDistribution) -> bool {
        stored.config.staging == Some(true) || !self.splits(stored)
    }

    /// A policy that comes with an update must be there, for primaries, and for one of them (CF-8.9c, d).
    fn check_attachment(
        &self,
        account: &Account,
        config: &DistributionConfig,
        me: &str,
    ) -> Result<()> {
        let Some(policy) = policy_of(config) else { return Ok(()) };
        self.continuous_deployment_policies.get(account, policy)?;
        if self.primary_of(account, policy).is_some_and(|primary| *primary.id != *me) {
            return Err(errors::continuous_deployment_policy_in_use(
                "The continuous deployment policy is associated with another distribution.",
            ));
        }
        if config.staging == Some(true) {
            return Err(refused(
                "A staging distribution cannot have a continuous deployment policy.",
            ));
        }
        match config.http_version.as_deref() {
            Some("http3" | "http2and3") => Err(refused(
                "Continuous deployment is not supported for distributions with HTTP/3.",
            )),
            _ => Ok(()),
        }
    }

    /// What an update may do to continuous deployment, and may not do because of it.
    pub(crate) fn check_deployment(
        &self,
        stored: &StoredDistribution,
        config: &DistributionConfig,
    ) -> Result<()> {
        self.check_attachment(&stored.account, config, &stored.id)?;
        let stays = policy_of(&stored.config) == policy_of(config);
        let mut filled = defaults::fill(config.clone());
        if self.may_be_disabled(stored) {
            filled.enabled = stored.config.enabled;
        }
        match stays && self.takes_part(stored) && fixed(&stored.config) != fixed(&filled) {
            true => Err(errors::illegal_update(
                "The update contains modifications that are not allowed while a continuous deployment \
                 policy is attached.",
            )),
            false => Ok(()),
        }
    }

    /// A web ACL stays while a policy is attached.
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment-quotas-considerations.html>
    pub(crate) fn check_web_acl_goes(&self, stored: &StoredDistribution) -> Result<()> {
        match self.takes_part(stored) {
            true => Err(refused(
                "You can't disassociate a web ACL while a continuous deployment policy is attached.",
            )),
            false => Ok(()),
        }
    }

    /// Neither a primary with an enabled policy nor a staging distribution that a policy names is deleted
    /// (CF-8.7).
    pub(crate) fn check_not_deployed(&self, stored: &StoredDistribution) -> Result<()> {
        match self.splits(stored) || self.policy_for(stored).is_some() {
            true => Err(errors::resource_in_use(
                "Cannot delete this resource because a continuous deployment policy uses it.",
            )),
            false => Ok(()),
        }
    }
}
