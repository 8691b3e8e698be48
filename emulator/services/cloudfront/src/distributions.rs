//! Distributions: create, read, update, delete, list (CF-8.3 to CF-8.8).

use crate::invalidations::Invalidations;
use crate::model::*;
use crate::paging::Ask;
use crate::shelf::Item;
use crate::usage::Reference;
use crate::validation::{self, For, Known};
use crate::{CloudFront, defaults, errors, hosts, if_match, tags};
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::ops::Bound;
use std::sync::Arc;

/// How many an account may have (Appendix A).
const DISTRIBUTIONS_MAX: usize = 500;

/// A distribution as the control plane holds it.
#[derive(Clone, Debug)]
pub struct Held {
    pub id: Arc<str>,
    pub account: Account,
    pub arn: Arc<str>,
    pub domain_name: Arc<str>,
    pub e_tag: Arc<str>,
    pub modified: Timestamp,
    /// Complete: [`defaults::fill`] has seen it.
    pub config: Arc<DistributionConfig>,
    /// Counts what was sent to the edge.
    pub deployment: u64,
    /// The last deployment is everywhere.
    pub deployed: bool,
    pub tags: OrdMap<Arc<str>, Arc<str>>,
    pub invalidations: Invalidations,
}

impl Held {
    fn status(&self) -> String {
        if self.deployed { "Deployed" } else { "InProgress" }.into()
    }

    fn aliases(&self) -> impl Iterator<Item = &String> {
        self.config.aliases.iter().flat_map(|aliases| aliases.items.iter().flatten())
    }

    fn icp(&self) -> Option<Vec<AliasICPRecordal>> {
        let approved = |alias: &String| AliasICPRecordal {
            cname: Some(alias.clone()),
            icp_recordal_status: Some("APPROVED".into()),
        };
        let recordals: Vec<_> = self.aliases().map(approved).collect();
        Some(recordals).filter(|recordals| !recordals.is_empty())
    }

    fn answer(&self) -> Distribution {
        Distribution {
            id: self.id.to_string(),
            arn: self.arn.to_string(),
            status: self.status(),
            last_modified_time: self.modified,
            in_progress_invalidation_batches: self.invalidations.in_progress(),
            domain_name: self.domain_name.to_string(),
            active_trusted_signers: Some(self.active_signers()),
            active_trusted_key_groups: Some(ActiveTrustedKeyGroups::default()),
            distribution_config: DistributionConfig::clone(&self.config),
            alias_icp_recordals: self.icp(),
        }
    }

    fn active_signers(&self) -> ActiveTrustedSigners {
        let mut accounts: Vec<String> = crate::behaviors::all(&self.config)
            .into_iter()
            .filter_map(|behavior| behavior.trusted_signers?.items)
            .flatten()
            .collect();
        accounts.sort();
        accounts.dedup();
        let signer = |account: String| Signer {
            aws_account_number: Some(account),
            key_pair_ids: Some(KeyPairIds::default()),
        };
        ActiveTrustedSigners {
            enabled: !accounts.is_empty(),
            quantity: i32::try_from(accounts.len()).unwrap_or(i32::MAX),
            items: Some(accounts.into_iter().map(signer).collect::<Vec<_>>()).filter(|s| !s.is_empty()),
        }
    }

    fn summary(&self) -> DistributionSummary {
        let config = DistributionConfig::clone(&self.config);
        DistributionSummary {
            id: self.id.to_string(),
            arn: self.arn.to_string(),
            e_tag: Some(self.e_tag.to_string()),
            status: self.status(),
            last_modified_time: self.modified,
            domain_name: self.domain_name.to_string(),
            aliases: config.aliases.unwrap_or_default(),
            origins: config.origins,
            origin_groups: config.origin_groups,
            default_cache_behavior: config.default_cache_behavior,
            cache_behaviors: config.cache_behaviors.unwrap_or_default(),
            custom_error_responses: config.custom_error_responses.unwrap_or_default(),
            comment: config.comment,
            price_class: config.price_class.unwrap_or_default(),
            enabled: config.enabled,
            viewer_certificate: config.viewer_certificate.unwrap_or_default(),
            restrictions: config.restrictions.unwrap_or_default(),
            web_acl_id: config.web_acl_id.unwrap_or_default(),
            http_version: config.http_version.unwrap_or_default(),
            is_ipv6_enabled: config.is_ipv6_enabled.unwrap_or_default(),
            alias_icp_recordals: self.icp(),
            staging: config.staging.unwrap_or_default(),
            connection_mode: config.connection_mode,
            anycast_ip_list_id: config.anycast_ip_list_id,
            viewer_mtls_config: config.viewer_mtls_config,
            connection_function_association: config.connection_function_association,
        }
    }
}

fn location(id: &str) -> Option<String> {
    Some(format!("https://cloudfront.amazonaws.com/2020-05-31/distribution/{id}"))
}

/// Finding and keeping.
impl CloudFront {
    /// The caller's distribution: those of other accounts do not exist for it.
    pub(crate) fn held(&self, account: &Account, id: &str) -> Result<&Arc<Held>> {
        self.distributions.get(&(account.clone(), id.into())).ok_or_else(|| {
            errors::no_such_distribution("The specified distribution does not exist.")
        })
    }

    /// Whoever's distribution, to be changed by what came due.
    pub(crate) fn held_mut(&mut self, id: &str) -> Option<&mut Held> {
        let owner = self.owners.get(id)?.clone();
        self.distributions.get_mut(&(owner, id.into())).map(Arc::make_mut)
    }

    /// An account's distributions, in the order of their ids.
    pub(crate) fn held_by<'a>(&'a self, account: &'a Account) -> impl Iterator<Item = &'a Arc<Held>> {
        self.held_after(account, "")
    }

    pub(crate) fn held_after<'a>(
        &'a self,
        account: &'a Account,
        marker: &str,
    ) -> impl Iterator<Item = &'a Arc<Held>> {
        let start = Bound::Excluded((account.clone(), Arc::from(marker)));
        let range = self.distributions.range((start, Bound::Unbounded));
        range.take_while(move |((owner, _), _)| owner == account).map(|(_, held)| held)
    }

    pub(crate) fn put_held(&mut self, held: Held) {
        self.distributions.insert((held.account.clone(), held.id.clone()), Arc::new(held));
    }

    /// The distribution, of any account, that answers requests for a host (CF-1.2).
    pub fn distribution_of_host(&self, host: &str) -> Option<&Arc<str>> {
        self.hosts.find(host)
    }
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

    fn has_origin_access_identity(&self, _: &str) -> bool {
        false // There are no origin access identities yet.
    }

    fn origin_access_control(&self, id: &str) -> Option<&OriginAccessControlConfig> {
        let item: &Item<_> = self.cloudfront.origin_access_controls.find(self.account, id)?;
        Some(&item.config)
    }
}

/// What create and update have in common.
impl CloudFront {
    fn check_config(
        &self,
        account: &Account,
        config: &DistributionConfig,
        me: &str,
        wanted: For,
    ) -> Result<()> {
        validation::check(config, &Nameable { cloudfront: self, account }, wanted)?;
        self.check_users(account, config, me)?;
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

    fn create(
        &mut self,
        cx: &mut Context,
        config: DistributionConfig,
        tags: OrdMap<Arc<str>, Arc<str>>,
    ) -> Result<Arc<Held>> {
        let account = cx.account.clone();
        self.check_config(&account, &config, "", For::Create)?;
        let reference = (account.clone(), Arc::from(&*config.caller_reference));
        if let Some(id) = self.references.get(&reference) {
            return Err(errors::distribution_already_exists(format!(
                "The caller reference that you are using to create a distribution is associated with \
                 another distribution. Already exists: {id}"
            )));
        }
        if self.held_by(&account).count() >= DISTRIBUTIONS_MAX {
            return Err(errors::too_many_distributions(
                "Processing your request would cause you to exceed the maximum number of distributions allowed.",
            ));
        }
        let id: Arc<str> = format!("E{}", cx.upper_id(13)).into();
        let label = cx.id(b"abcdefghijklmnopqrstuvwxyz0123456789", 13);
        let mut held = Held {
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
        self.hosts.insert(&held.domain_name, &id);
        held.aliases().for_each(|alias| self.hosts.insert(alias, &id));
        self.deploy(cx, &mut held);
        let held = Arc::new(held);
        self.distributions.insert((held.account.clone(), id), held.clone());
        Ok(held)
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
        let held = self.create(cx, distribution_config, OrdMap::new())?;
        Ok(CreateDistributionOutput {
            location: location(&held.id),
            e_tag: Some(held.e_tag.to_string()),
            distribution: Some(held.answer()),
        })
    }

    pub(crate) fn create_distribution_with_tags(
        &mut self,
        cx: &mut Context,
        input: CreateDistributionWithTagsInput,
    ) -> Result<CreateDistributionWithTagsOutput> {
        let CreateDistributionWithTagsInput { distribution_config_with_tags } = input;
        let DistributionConfigWithTags { distribution_config, tags } = distribution_config_with_tags;
        let tags = tags::with(&OrdMap::new(), tags)?;
        let held = self.create(cx, distribution_config, tags)?;
        Ok(CreateDistributionWithTagsOutput {
            location: location(&held.id),
            e_tag: Some(held.e_tag.to_string()),
            distribution: Some(held.answer()),
        })
    }

    pub(crate) fn get_distribution(
        &mut self,
        cx: &mut Context,
        input: GetDistributionInput,
    ) -> Result<GetDistributionOutput> {
        let GetDistributionInput { id } = input;
        let held = self.held(&cx.account, &id)?;
        let e_tag = Some(held.e_tag.to_string());
        Ok(GetDistributionOutput { distribution: Some(held.answer()), e_tag })
    }

    pub(crate) fn get_distribution_config(
        &mut self,
        cx: &mut Context,
        input: GetDistributionConfigInput,
    ) -> Result<GetDistributionConfigOutput> {
        let GetDistributionConfigInput { id } = input;
        let held = self.held(&cx.account, &id)?;
        Ok(GetDistributionConfigOutput {
            distribution_config: Some(DistributionConfig::clone(&held.config)),
            e_tag: Some(held.e_tag.to_string()),
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
        let mut held = Held::clone(self.held(&account, &id)?);
        if_match::check(if_match.as_deref(), &held.e_tag)?;
        if distribution_config.caller_reference != held.config.caller_reference {
            return Err(errors::illegal_update(
                "The update contains modifications that are not allowed: CallerReference.",
            ));
        }
        if distribution_config.staging.unwrap_or(false) != held.config.staging.unwrap_or(false) {
            return Err(errors::illegal_update(
                "The update contains modifications that are not allowed: Staging.",
            ));
        }
        self.check_config(&account, &distribution_config, &id, For::Update)?;
        held.aliases().for_each(|alias| self.hosts.remove(alias, &id));
        held.config = Arc::new(defaults::fill(distribution_config));
        held.aliases().for_each(|alias| self.hosts.insert(alias, &held.id));
        held.e_tag = if_match::new_tag(cx);
        held.modified = cx.now;
        self.deploy(cx, &mut held);
        let output = UpdateDistributionOutput {
            distribution: Some(held.answer()),
            e_tag: Some(held.e_tag.to_string()),
        };
        self.put_held(held);
        Ok(output)
    }

    /// Only what is disabled everywhere can go (CF-8.7).
    pub(crate) fn delete_distribution(
        &mut self,
        cx: &mut Context,
        input: DeleteDistributionInput,
    ) -> Result<()> {
        let DeleteDistributionInput { id, if_match } = input;
        let account = cx.account.clone();
        let held = self.held(&account, &id)?.clone();
        if_match::check(if_match.as_deref(), &held.e_tag)?;
        if held.config.enabled || !held.deployed {
            return Err(errors::distribution_not_disabled(
                "The distribution you are trying to delete has not been disabled.",
            ));
        }
        self.distributions.remove(&(account.clone(), held.id.clone()));
        self.owners.remove(&held.id);
        self.references.remove(&(account, Arc::from(&*held.config.caller_reference)));
        self.hosts.remove(&held.domain_name, &id);
        held.aliases().for_each(|alias| self.hosts.remove(alias, &id));
        self.edge.withdraw(&id);
        Ok(())
    }

    pub(crate) fn list_distributions(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsInput,
    ) -> Result<ListDistributionsOutput> {
        let ListDistributionsInput { marker, max_items } = input;
        let ask = Ask::new(marker, max_items)?;
        let page = ask.page(self.held_after(&cx.account, &ask.marker), |held| held.id.to_string());
        let (quantity, is_truncated, items, next_marker) = page.into_parts(|held| held.summary());
        let Ask { marker, max_items } = ask;
        let list = DistributionList { marker, next_marker, max_items, is_truncated, quantity, items };
        Ok(ListDistributionsOutput { distribution_list: Some(list) })
    }

    fn ids_of_users(
        &self,
        cx: &Context,
        reference: Reference,
        marker: Option<String>,
        max_items: Option<String>,
    ) -> Result<Option<DistributionIdList>> {
        let ask = Ask::new(marker, max_items)?;
        let users = self.held_after(&cx.account, &ask.marker);
        let page = ask.page(users.filter(|held| reference.is_in(&held.config)), |held| held.id.to_string());
        let (quantity, is_truncated, items, next_marker) = page.into_parts(|held| held.id.to_string());
        let Ask { marker, max_items } = ask;
        Ok(Some(DistributionIdList { marker, next_marker, max_items, is_truncated, quantity, items }))
    }

    pub(crate) fn list_distributions_by_cache_policy_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByCachePolicyIdInput,
    ) -> Result<ListDistributionsByCachePolicyIdOutput> {
        let ListDistributionsByCachePolicyIdInput { marker, max_items, cache_policy_id: id } = input;
        self.cache_policies.get(&cx.account, &id)?;
        let list = self.ids_of_users(cx, Reference::CachePolicy(&id), marker, max_items)?;
        Ok(ListDistributionsByCachePolicyIdOutput { distribution_id_list: list })
    }

    pub(crate) fn list_distributions_by_origin_request_policy_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByOriginRequestPolicyIdInput,
    ) -> Result<ListDistributionsByOriginRequestPolicyIdOutput> {
        let ListDistributionsByOriginRequestPolicyIdInput {
            marker,
            max_items,
            origin_request_policy_id: id,
        } = input;
        self.origin_request_policies.get(&cx.account, &id)?;
        let list = self.ids_of_users(cx, Reference::OriginRequestPolicy(&id), marker, max_items)?;
        Ok(ListDistributionsByOriginRequestPolicyIdOutput { distribution_id_list: list })
    }

    pub(crate) fn list_distributions_by_response_headers_policy_id(
        &mut self,
        cx: &mut Context,
        input: ListDistributionsByResponseHeadersPolicyIdInput,
    ) -> Result<ListDistributionsByResponseHeadersPolicyIdOutput> {
        let ListDistributionsByResponseHeadersPolicyIdInput {
            marker,
            max_items,
            response_headers_policy_id: id,
        } = input;
        self.response_headers_policies.get(&cx.account, &id)?;
        let list = self.ids_of_users(cx, Reference::ResponseHeadersPolicy(&id), marker, max_items)?;
        Ok(ListDistributionsByResponseHeadersPolicyIdOutput { distribution_id_list: list })
    }
}
