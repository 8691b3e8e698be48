//! Distributions: create, read, update, delete, list (CF-8.3 to CF-8.8).

use crate::invalidations::Invalidations;
use crate::model::*;
use crate::resources::Item;
use crate::stored_distribution::StoredDistribution;
use crate::validation::{self, For, Known};
use crate::{CloudFront, certificates, defaults, errors, hosts, if_match, tags};
use imbl::OrdMap;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::sync::Arc;

/// How many an account may have (Appendix A).
const DISTRIBUTIONS_MAX: usize = 500;

pub(crate) fn location(id: &str) -> Option<String> {
    Some(format!("https://cloudfront.amazonaws.com/2020-05-31/distribution/{id}"))
}

/// What a configuration may name: the account's own and AWS's.
struct Nameable<'a> {
    cloudfront: &'a CloudFront,
    account: &'a Account,
}

impl Known for Nameable<'_> {
    fn has_cache_policy(&self, id: &str) -> bool {
        self.cloudfront.cache_policies.find(self.account, id).is_some()
    }

    fn has_origin_request_policy(&self, id: &str) -> bool {
        self.cloudfront.origin_request_policies.find(self.account, id).is_some()
    }

    fn has_response_headers_policy(&self, id: &str) -> bool {
        self.cloudfront.response_headers_policies.find(self.account, id).is_some()
    }

    fn has_key_group(&self, id: &str) -> bool {
        self.cloudfront.key_groups.find(self.account, id).is_some()
    }

    fn has_live_function(&self, arn: &str) -> bool {
        self.cloudfront.live_function(self.account, arn).is_some()
    }

    fn has_origin_access_identity(&self, id: &str) -> bool {
        self.cloudfront.origin_access_identities.find(self.account, id).is_some()
    }

    fn has_field_level_encryption(&self, id: &str) -> bool {
        self.cloudfront.field_level_encryption_configs.find(self.account, id).is_some()
    }

    fn has_vpc_origin(&self, id: &str) -> bool {
        self.cloudfront.vpc_origins.find(self.account, id).is_some()
    }

    fn has_anycast_ip_list(&self, id: &str) -> bool {
        self.cloudfront.anycast_ip_lists.find(self.account, id).is_some()
    }

    fn check_realtime_log_config(&self, arn: &str) -> Result<()> {
        self.cloudfront.check_realtime_log_config(self.account, arn)
    }

    fn origin_access_control(&self, id: &str) -> Option<&OriginAccessControlConfig> {
        let item: &Item<_> = self.cloudfront.origin_access_controls.find(self.account, id)?;
        Some(&item.config)
    }
}

/// What create and update have in common.
impl CloudFront {
    /// What a configuration may say, whoever has its aliases.
    pub(crate) fn check_but_for_owners(
        &self,
        account: &Account,
        config: &DistributionConfig,
        me: &str,
        wanted: For,
    ) -> Result<()> {
        validation::check(config, &Nameable { cloudfront: self, account }, wanted)?;
        self.check_users(account, config, me)
    }

    fn check_config(
        &self,
        account: &Account,
        config: &DistributionConfig,
        me: &str,
        wanted: For,
    ) -> Result<()> {
        self.check_but_for_owners(account, config, me, wanted)?;
        let aliases = config.aliases.iter().flat_map(|aliases| aliases.items.iter().flatten());
        for alias in aliases {
            if self.hosts.owner(alias).is_some_and(|owner| **owner != *me) {
                return Err(errors::cname_already_exists(
                    "One or more of the CNAMEs you provided are already associated with a different resource.",
                ));
            }
        }
        Ok(())
    }

    /// A distribution gets another configuration, which was checked.
    pub(crate) fn reconfigure(
        &mut self,
        cx: &mut Context,
        stored: &StoredDistribution,
        config: DistributionConfig,
    ) -> Arc<StoredDistribution> {
        let mut stored = stored.clone();
        let owner = (&stored.account, &*stored.arn);
        certificates::tell(cx, owner, Some(&stored.config), Some(&config));
        stored.aliases().for_each(|alias| self.hosts.remove(alias, &stored.id));
        stored.config = Arc::new(config);
        stored.aliases().for_each(|alias| self.hosts.insert(alias, &stored.id));
        stored.e_tag = if_match::new_tag(cx);
        stored.modified = cx.now;
        self.deploy(cx, &mut stored);
        self.put_distribution(stored)
    }

    pub(crate) fn create(
        &mut self,
        cx: &mut Context,
        config: DistributionConfig,
        tags: OrdMap<Arc<str>, Arc<str>>,
    ) -> Result<Arc<StoredDistribution>> {
        let account = cx.account.clone();
        self.check_config(&account, &config, "", For::Create)?;
        certificates::check(cx, &config)?;
        let reference = (account.clone(), Arc::from(&*config.caller_reference));
        if let Some(id) = self.references.get(&reference) {
            return Err(errors::distribution_already_exists(format!(
                "The caller reference that you are using to create a distribution is associated with \
                 another distribution. Already exists: {id}"
            )));
        }
        if self.distributions_of(&account).count() >= DISTRIBUTIONS_MAX {
            return Err(errors::too_many_distributions(
                "Processing your request would cause you to exceed the maximum number of distributions allowed.",
            ));
        }
        let id: Arc<str> = format!("E{}", cx.upper_id(13)).into();
        let label = cx.id(b"abcdefghijklmnopqrstuvwxyz0123456789", 13);
        let mut stored = StoredDistribution {
            arn: format!("arn:aws:cloudfront::{account}:distribution/{id}").into(),
            id: id.clone(),
            account: account.clone(),
            domain_name: format!("d{label}{}", hosts::SUFFIX).into(),
            e_tag: if_match::new_tag(cx),
            modified: cx.now,
            config: Arc::new(defaults::fill(config)),
            deployment: 0,
            deployed: false,
            tags,
            invalidations: Invalidations::default(),
        };
        self.owners.insert(id.clone(), account);
        self.references.insert(reference, id.clone());
        self.hosts.insert(&stored.domain_name, &id);
        stored.aliases().for_each(|alias| self.hosts.insert(alias, &id));
        certificates::tell(cx, (&stored.account, &stored.arn), None, Some(&stored.config));
        self.deploy(cx, &mut stored);
        Ok(self.put_distribution(stored))
    }
}

/// Operations.
impl CloudFront {
    pub(crate) fn create_distribution(
        &mut self,
        cx: &mut Context,
        input: CreateDistributionInput,
    ) -> Result<CreateDistributionOutput> {
        let CreateDistributionInput { distribution_config } = input;
        let stored = self.create(cx, distribution_config, OrdMap::new())?;
        Ok(CreateDistributionOutput {
            location: location(&stored.id),
            e_tag: Some(stored.e_tag.to_string()),
            distribution: Some(self.answer_of(&stored)),
        })
    }

    pub(crate) fn create_distribution_with_tags(
        &mut self,
        cx: &mut Context,
        input: CreateDistributionWithTagsInput,
    ) -> Result<CreateDistributionWithTagsOutput> {
        let CreateDistributionWithTagsInput { distribution_config_with_tags } = input;
        let DistributionConfigWithTags { distribution_config, tags } =
            distribution_config_with_tags;
        let tags = tags::with(&OrdMap::new(), tags)?;
        let stored = self.create(cx, distribution_config, tags)?;
        Ok(CreateDistributionWithTagsOutput {
            location: location(&stored.id),
            e_tag: Some(stored.e_tag.to_string()),
            distribution: Some(self.answer_of(&stored)),
        })
    }

    pub(crate) fn get_distribution(
        &mut self,
        cx: &mut Context,
        input: GetDistributionInput,
    ) -> Result<GetDistributionOutput> {
        let GetDistributionInput { id } = input;
        let stored = self.distribution(&cx.account, &id)?;
        let e_tag = Some(stored.e_tag.to_string());
        Ok(GetDistributionOutput { distribution: Some(self.answer_of(stored)), e_tag })
    }

    pub(crate) fn get_distribution_config(
        &mut self,
        cx: &mut Context,
        input: GetDistributionConfigInput,
    ) -> Result<GetDistributionConfigOutput> {
        let GetDistributionConfigInput { id } = input;
        let stored = self.distribution(&cx.account, &id)?;
        Ok(GetDistributionConfigOutput {
            distribution_config: Some(DistributionConfig::clone(&stored.config)),
            e_tag: Some(stored.e_tag.to_string()),
        })
    }

    /// The whole configuration is replaced (CF-8.6).
    pub(crate) fn update_distribution(
        &mut self,
        cx: &mut Context,
        input: UpdateDistributionInput,
    ) -> Result<UpdateDistributionOutput> {
        let UpdateDistributionInput { distribution_config, id, if_match } = input;
        let account = cx.account.clone();
        let stored = self.distribution(&account, &id)?.clone();
        if_match::check(if_match.as_deref(), &stored.e_tag)?;
        if distribution_config.caller_reference != stored.config.caller_reference {
            return Err(errors::illegal_update(
                "The update contains modifications that are not allowed: CallerReference.",
            ));
        }
        if distribution_config.staging.unwrap_or(false) != stored.config.staging.unwrap_or(false) {
            return Err(errors::illegal_update(
                "The update contains modifications that are not allowed: Staging.",
            ));
        }
        self.check_config(&account, &distribution_config, &id, For::Update)?;
        self.check_deployment(&stored, &distribution_config)?;
        certificates::check(cx, &distribution_config)?;
        let stored = self.reconfigure(cx, &stored, defaults::fill(distribution_config));
        Ok(UpdateDistributionOutput {
            distribution: Some(self.answer_of(&stored)),
            e_tag: Some(stored.e_tag.to_string()),
        })
    }

    /// Only what is disabled everywhere can go (CF-8.7).
    pub(crate) fn delete_distribution(
        &mut self,
        cx: &mut Context,
        input: DeleteDistributionInput,
    ) -> Result<()> {
        let DeleteDistributionInput { id, if_match } = input;
        let account = cx.account.clone();
        let stored = self.distribution(&account, &id)?.clone();
        if_match::check(if_match.as_deref(), &stored.e_tag)?;
        self.check_not_deployed(&stored)?;
        if stored.config.enabled || !stored.deployed {
            return Err(errors::distribution_not_disabled(
                "The distribution you are trying to delete has not been disabled.",
            ));
        }
        certificates::tell(cx, (&account, &stored.arn), Some(&stored.config), None);
        self.distributions.remove(&(account.clone(), stored.id.clone()));
        self.owners.remove(&stored.id);
        self.monitoring_subscriptions.remove(&stored.id);
        self.references.remove(&(account, Arc::from(&*stored.config.caller_reference)));
        self.hosts.remove(&stored.domain_name, &id);
        stored.aliases().for_each(|alias| self.hosts.remove(alias, &id));
        self.edge.withdraw(&id);
        Ok(())
    }
}
