//! Continuous deployment policies.

use super::checks;
use super::stored::StoredPolicy;
use crate::edge::traffic_config::{By, Split, Sticky};
use crate::model::*;
use crate::paging::PageRequest;
use crate::resources::{Item, ResourceConfig, Types};
use crate::{CloudFront, errors, if_match};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::sync::Arc;
use std::time::Duration;

impl ResourceConfig for StoredPolicy {
    const MAX: usize = 20;

    fn managed() -> &'static [Arc<Item<Self>>] {
        &[]
    }

    /// Two policies cannot have one staging distribution.
    fn name(&self) -> &str {
        checks::dns_name(&self.config).unwrap_or_default()
    }

    fn missing() -> Error {
        errors::no_such_continuous_deployment_policy(
            "The specified continuous deployment policy does not exist.",
        )
    }

    fn name_taken() -> Error {
        errors::staging_distribution_in_use(
            "The staging distribution is in use by another continuous deployment policy.",
        )
    }

    fn too_many() -> Error {
        errors::too_many_continuous_deployment_policies(
            "You have reached the maximum number of continuous deployment policies for this AWS account.",
        )
    }
}

/// Whether sessions are kept: what changes that ends all that there are (CF-8.9e).
fn keeps_sessions(config: &ContinuousDeploymentPolicyConfig) -> bool {
    let traffic = config.traffic_config.as_ref();
    let weight = traffic.and_then(|traffic| traffic.single_weight_config.as_ref());
    config.enabled && weight.is_some_and(|weight| weight.session_stickiness_config.is_some())
}

impl StoredPolicy {
    fn new(cx: &mut Context, config: ContinuousDeploymentPolicyConfig) -> Self {
        Self { config, epoch: if_match::new_tag(cx) }
    }

    /// With another configuration.
    pub(super) fn with(&self, cx: &mut Context, config: ContinuousDeploymentPolicyConfig) -> Self {
        match keeps_sessions(&self.config) == keeps_sessions(&config) {
            true => Self { config, epoch: self.epoch.clone() },
            false => Self::new(cx, config),
        }
    }
}

fn answer(item: &Item<StoredPolicy>) -> ContinuousDeploymentPolicy {
    ContinuousDeploymentPolicy {
        id: item.id.to_string(),
        last_modified_time: item.modified,
        continuous_deployment_policy_config: item.config.config.clone(),
    }
}

/// For the edge.
impl CloudFront {
    pub(crate) fn split_of(&self, account: &Account, policy: &str) -> Option<Split> {
        let stored = &self.continuous_deployment_policies.find(account, policy)?.config;
        let StoredPolicy { config, epoch } = stored;
        let staging = self.hosts.owner(stored.name())?.clone();
        let traffic = config.traffic_config.as_ref().filter(|_| config.enabled)?;
        let by = match (&traffic.single_header_config, &traffic.single_weight_config) {
            (Some(by), _) => {
                let name = by.header.to_ascii_lowercase().into();
                By::Header { name, value: by.value.as_str().into() }
            }
            (_, Some(by)) => By::Weight {
                millionths: (f64::from(by.weight) * 1e6).round() as usize,
                sticky: by.session_stickiness_config.as_ref().map(|sticky| Sticky {
                    idle: seconds(sticky.idle_ttl),
                    longest: seconds(sticky.maximum_ttl),
                    epoch: epoch.clone(),
                }),
            },
            _ => return None,
        };
        Some(Split { staging, by })
    }
}

fn seconds(number: i32) -> Duration {
    Duration::from_secs(u64::try_from(number).unwrap_or_default())
}

/// Operations.
impl CloudFront {
    fn check_policy(
        &self,
        account: &Account,
        config: &ContinuousDeploymentPolicyConfig,
    ) -> Result<()> {
        let name = checks::dns_name(config)?;
        checks::traffic(config)?;
        let named = self.hosts.owner(name).and_then(|id| self.distribution(account, id).ok());
        let staging = named.filter(|stored| *stored.domain_name == *name);
        match staging.is_some_and(|stored| stored.config.staging == Some(true)) {
            true => Ok(()),
            false => Err(errors::invalid_argument(format!(
                "The domain name {name} is not that of a staging distribution."
            ))),
        }
    }

    pub(crate) fn create_continuous_deployment_policy(
        &mut self,
        cx: &mut Context,
        input: CreateContinuousDeploymentPolicyInput,
    ) -> Result<CreateContinuousDeploymentPolicyOutput> {
        let config = input.continuous_deployment_policy_config;
        self.check_policy(&cx.account, &config)?;
        let (id, config) = (cx.uuid(), StoredPolicy::new(cx, config));
        let item = self.continuous_deployment_policies.add(cx, id, config)?;
        Ok(CreateContinuousDeploymentPolicyOutput {
            location: Some(format!(
                "https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/{}",
                item.id
            )),
            e_tag: Some(item.e_tag.to_string()),
            continuous_deployment_policy: Some(answer(&item)),
        })
    }

    pub(crate) fn get_continuous_deployment_policy(
        &mut self,
        cx: &mut Context,
        input: GetContinuousDeploymentPolicyInput,
    ) -> Result<GetContinuousDeploymentPolicyOutput> {
        let item = self.continuous_deployment_policies.get(&cx.account, &input.id)?;
        Ok(GetContinuousDeploymentPolicyOutput {
            continuous_deployment_policy: Some(answer(item)),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn get_continuous_deployment_policy_config(
        &mut self,
        cx: &mut Context,
        input: GetContinuousDeploymentPolicyConfigInput,
    ) -> Result<GetContinuousDeploymentPolicyConfigOutput> {
        let item = self.continuous_deployment_policies.get(&cx.account, &input.id)?;
        Ok(GetContinuousDeploymentPolicyConfigOutput {
            continuous_deployment_policy_config: Some(item.config.config.clone()),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    pub(crate) fn update_continuous_deployment_policy(
        &mut self,
        cx: &mut Context,
        input: UpdateContinuousDeploymentPolicyInput,
    ) -> Result<UpdateContinuousDeploymentPolicyOutput> {
        let UpdateContinuousDeploymentPolicyInput {
            continuous_deployment_policy_config: config,
            id,
            if_match,
        } = input;
        let (policies, refused) = (&self.continuous_deployment_policies, errors::invalid_argument);
        let seen = policies.checked_for_change(&cx.account, &id, if_match.as_deref(), refused)?;
        let seen = seen.config.clone();
        self.check_policy(&cx.account, &config)?;
        let config = seen.with(cx, config);
        let item = self.continuous_deployment_policies.replace(cx, &id, config)?;
        self.deploy_users(cx, |config| {
            config.continuous_deployment_policy_id.as_deref() == Some(&*id)
        });
        Ok(UpdateContinuousDeploymentPolicyOutput {
            continuous_deployment_policy: Some(answer(&item)),
            e_tag: Some(item.e_tag.to_string()),
        })
    }

    /// It must have left its primary (CF-8.9i).
    pub(crate) fn delete_continuous_deployment_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteContinuousDeploymentPolicyInput,
    ) -> Result<()> {
        let DeleteContinuousDeploymentPolicyInput { id, if_match } = input;
        let (policies, refused) = (&self.continuous_deployment_policies, errors::invalid_argument);
        policies.checked_for_change(&cx.account, &id, if_match.as_deref(), refused)?;
        if self.primary_of(&cx.account, &id).is_some() {
            return Err(errors::continuous_deployment_policy_in_use(
                "The continuous deployment policy is associated with a distribution.",
            ));
        }
        self.continuous_deployment_policies.remove(&cx.account, &id);
        Ok(())
    }

    pub(crate) fn list_continuous_deployment_policies(
        &mut self,
        cx: &mut Context,
        input: ListContinuousDeploymentPoliciesInput,
    ) -> Result<ListContinuousDeploymentPoliciesOutput> {
        let ListContinuousDeploymentPoliciesInput { marker, max_items } = input;
        let page_request = PageRequest::new(marker, max_items)?;
        let (policies, types) = (&self.continuous_deployment_policies, Types::new(None)?);
        let page = policies.page(&cx.account, types, &page_request);
        let summary = |item: Arc<Item<StoredPolicy>>| ContinuousDeploymentPolicySummary {
            continuous_deployment_policy: answer(&item),
        };
        let (quantity, _, items, next_marker) = page.into_parts(summary);
        let max_items = page_request.max_items;
        let list = ContinuousDeploymentPolicyList { next_marker, max_items, quantity, items };
        Ok(ListContinuousDeploymentPoliciesOutput { continuous_deployment_policy_list: Some(list) })
    }
}
