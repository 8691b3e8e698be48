//! From an accepted configuration to the edge, and `InProgress` until all of it has it (CF-8.4).

use crate::CloudFront;
use crate::edge::compile::{Identity, Policies, compile};
use crate::edge::functions::published::EdgeFunction;
use crate::edge::functions::store::EdgeStore;
use crate::edge::traffic_config::Split;
use crate::model::*;
use crate::propagation::DEPLOYED;
use crate::stored_distribution::StoredDistribution;
use crate::timer::Timer;
use parhelion_world::Context;
use parhelion_world::identity::Account;
use std::sync::Arc;

/// What an account's configurations may refer to.
struct AccountPolicies<'a> {
    cloudfront: &'a CloudFront,
    account: &'a Account,
}

impl Policies for AccountPolicies<'_> {
    fn cache_policy(&self, id: &str) -> Option<CachePolicyConfig> {
        self.cloudfront.cache_policies.find(self.account, id).map(|item| item.config.clone())
    }

    fn origin_request_policy(&self, id: &str) -> Option<OriginRequestPolicyConfig> {
        self.cloudfront
            .origin_request_policies
            .find(self.account, id)
            .map(|item| item.config.clone())
    }

    fn response_headers_policy(&self, id: &str) -> Option<ResponseHeadersPolicyConfig> {
        self.cloudfront
            .response_headers_policies
            .find(self.account, id)
            .map(|item| item.config.clone())
    }

    fn origin_access_control(&self, id: &str) -> Option<OriginAccessControlConfig> {
        self.cloudfront
            .origin_access_controls
            .find(self.account, id)
            .map(|item| item.config.clone())
    }

    fn vpc_origin(&self, id: &str) -> Option<VpcOriginEndpointConfig> {
        self.cloudfront.vpc_origins.find(self.account, id).map(|item| item.config.config.clone())
    }

    fn split(&self, policy: &str) -> Option<Split> {
        self.cloudfront.split_of(self.account, policy)
    }

    fn public_keys(&self, group: &str) -> Vec<(Arc<str>, String)> {
        let group = self.cloudfront.key_groups.find(self.account, group);
        let ids = group.iter().flat_map(|group| &group.config.items);
        let keys = ids.filter_map(|id| self.cloudfront.public_keys.find(self.account, id));
        keys.map(|key| (key.id.clone(), key.config.config.encoded_key.clone())).collect()
    }

    fn function(&self, arn: &str) -> Option<Arc<EdgeFunction>> {
        self.cloudfront.live_function(self.account, arn)
    }

    fn store(&self, arn: &str) -> Option<Arc<EdgeStore>> {
        self.cloudfront.edge_store(arn)
    }
}

impl CloudFront {
    /// Sends a distribution's configuration to the edge. What is stored becomes `InProgress` until
    /// the last POP has it.
    pub(crate) fn deploy(&mut self, cx: &mut Context, stored: &mut StoredDistribution) {
        stored.deployment += 1;
        stored.deployed = false;
        let identity = Identity {
            id: &stored.id,
            arn: &stored.arn,
            account: &stored.account,
            domain_name: &stored.domain_name,
        };
        let policies = AccountPolicies { cloudfront: self, account: &stored.account };
        let compiled = compile(identity, &stored.config, &policies);
        let at = cx.now + self.propagation.configuration;
        let everywhere = self.edge.deploy(cx, compiled, at);
        let reported = everywhere + self.propagation.deployed + cx.choose_delay(&DEPLOYED);
        let (distribution, deployment) = (stored.id.to_string(), stored.deployment);
        cx.later(reported, &Timer::Deployed { distribution, deployment });
    }

    /// A deployment is everywhere. A later one may be on its way: then the status stays.
    pub(crate) fn deployed(&mut self, cx: &mut Context, id: &str, deployment: u64) {
        let Some(stored) = self.distribution_mut(id) else { return };
        if stored.deployment == deployment {
            stored.deployed = true;
            cx.note("deployed", id, &[("deployment", &deployment.to_string())]);
        }
    }

    /// A policy or control has changed: every distribution that uses it is deployed again (CF-8.4
    /// \[E\]).
    pub(crate) fn deploy_users(
        &mut self,
        cx: &mut Context,
        uses: impl Fn(&DistributionConfig) -> bool,
    ) {
        let account = cx.account.clone();
        let users: Vec<Arc<StoredDistribution>> = self
            .distributions_of(&account)
            .filter(|stored| uses(&stored.config))
            .cloned()
            .collect();
        for user in users {
            let mut stored = StoredDistribution::clone(&user);
            self.deploy(cx, &mut stored);
            self.put_distribution(stored);
        }
    }
}
