//! A distribution as the control plane holds it, and as answers show it.

use crate::invalidations::Invalidations;
use crate::model::*;
use crate::{CloudFront, errors};
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::identity::Account;
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use std::sync::Arc;

/// A distribution as the control plane holds it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StoredDistribution {
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

impl StoredDistribution {
    fn status(&self) -> String {
        if self.deployed { "Deployed" } else { "InProgress" }.into()
    }

    pub(crate) fn aliases(&self) -> impl Iterator<Item = &String> {
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

    fn answer(&self, key_groups: ActiveTrustedKeyGroups) -> Distribution {
        Distribution {
            id: self.id.to_string(),
            arn: self.arn.to_string(),
            status: self.status(),
            last_modified_time: self.modified,
            in_progress_invalidation_batches: self.invalidations.in_progress(),
            domain_name: self.domain_name.to_string(),
            active_trusted_signers: Some(self.active_signers()),
            active_trusted_key_groups: Some(key_groups),
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
            items: Some(accounts.into_iter().map(signer).collect::<Vec<_>>())
                .filter(|s| !s.is_empty()),
        }
    }

    pub(crate) fn summary(&self) -> DistributionSummary {
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

/// Finding and keeping.
impl CloudFront {
    /// A distribution as answers show it.
    pub(crate) fn answer_of(&self, stored: &StoredDistribution) -> Distribution {
        stored.answer(self.active_key_groups(&stored.account, &stored.config))
    }

    /// The caller's distribution: those of other accounts do not exist for it.
    pub(crate) fn distribution(
        &self,
        account: &Account,
        id: &str,
    ) -> Result<&Arc<StoredDistribution>> {
        self.distributions.get(&(account.clone(), id.into())).ok_or_else(|| {
            errors::no_such_distribution("The specified distribution does not exist.")
        })
    }

    /// Whoever's distribution.
    pub(crate) fn distribution_of_any(&self, id: &str) -> Option<&Arc<StoredDistribution>> {
        self.distributions.get(&(self.owners.get(id)?.clone(), id.into()))
    }

    /// Whoever's distribution, to be changed by what came due.
    pub(crate) fn distribution_mut(&mut self, id: &str) -> Option<&mut StoredDistribution> {
        let owner = self.owners.get(id)?.clone();
        self.distributions.get_mut(&(owner, id.into())).map(Arc::make_mut)
    }

    /// An account's distributions, in the order of their ids.
    pub(crate) fn distributions_of<'a>(
        &'a self,
        account: &'a Account,
    ) -> impl Iterator<Item = &'a Arc<StoredDistribution>> {
        self.distributions_after(account, "")
    }

    pub(crate) fn distributions_after<'a>(
        &'a self,
        account: &'a Account,
        marker: &str,
    ) -> impl Iterator<Item = &'a Arc<StoredDistribution>> {
        let start = Bound::Excluded((account.clone(), Arc::from(marker)));
        let range = self.distributions.range((start, Bound::Unbounded));
        range.take_while(move |((owner, _), _)| owner == account).map(|(_, stored)| stored)
    }

    pub(crate) fn put_distribution(
        &mut self,
        stored: StoredDistribution,
    ) -> Arc<StoredDistribution> {
        let stored = Arc::new(stored);
        self.distributions.insert((stored.account.clone(), stored.id.clone()), stored.clone());
        stored
    }

    /// The distribution, of any account, that answers requests for a host (CF-1.2).
    pub fn distribution_of_host(&self, host: &str) -> Option<&Arc<str>> {
        self.hosts.find(host)
    }

    /// Whether requests for a host are viewers' requests.
    pub(crate) fn serves_host(&self, host: &str) -> bool {
        self.hosts.find(host).is_some()
    }
}
