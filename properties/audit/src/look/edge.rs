//! Distributions, and what an account has for all of them.

use super::{AT_ONCE, Look, note_missing, noted, pages};
use crate::account::{Failures, GLOBAL};
use crate::call::Call;
use crate::scene::{Distribution, Edge, Kind, Scene, Settings};
use aws_sdk_cloudfront::types as cf;
use aws_sdk_cloudwatch::types as cw;
use aws_smithy_types::DateTime;
use futures_util::{StreamExt, stream};
use std::collections::{BTreeMap, BTreeSet};

/// How long one datapoint of requests is, in seconds.
const PERIOD: i32 = 3600;

impl Look<'_> {
    pub(super) async fn edge(&self, scene: &mut Scene) {
        self.lists(&mut scene.edge, &mut scene.failures).await;
        let mut ids: BTreeSet<String> =
            self.scope.of(Kind::Distribution).map(str::to_owned).collect();
        ids.extend(self.tagged(scene).await);
        let listed: BTreeMap<String, cf::DistributionSummary> =
            scene.edge.distributions.iter().map(|it| (it.id.clone(), it.clone())).collect();
        let is_known = !scene.failures.contains_key(&Call::ListDistributions);
        let wanted = self.wants(Call::ListDistributions);
        let there = ids.iter().filter(|id| !(is_known && wanted) || listed.contains_key(*id));
        let looks = there.map(|id| self.distribution(id, listed.get(id), &scene.account));
        let looks: Vec<_> = looks.collect();
        let all = stream::iter(looks).buffered(AT_ONCE).collect::<Vec<_>>().await;
        scene.distributions = all.into_iter().flatten().collect();
        let found: Vec<String> = scene.distributions.iter().map(|it| it.id.clone()).collect();
        note_missing(scene, self.scope, Kind::Distribution, found.iter().map(String::as_str));
    }

    async fn lists(&self, edge: &mut Edge, failures: &mut Failures) {
        let client = self.account.cloudfront();
        if self.wants(Call::ListDistributions) {
            pages!(failures, Call::ListDistributions,
            token => client.list_distributions().set_marker(token.clone()),
            answer => answer.distribution_list.and_then(|list| {
                edge.distributions.extend(list.items.unwrap_or_default());
                list.next_marker
            }));
        }
        if self.wants(Call::ListCachePolicies) {
            pages!(failures, Call::ListCachePolicies,
            token => client.list_cache_policies().set_marker(token.clone()),
            answer => answer.cache_policy_list.and_then(|list| {
                edge.cache_policies.extend(list.items.unwrap_or_default());
                list.next_marker
            }));
        }
        if self.wants(Call::ListHeadersPolicies) {
            pages!(failures, Call::ListHeadersPolicies,
            token => client.list_response_headers_policies().set_marker(token.clone()),
            answer => answer.response_headers_policy_list.and_then(|list| {
                edge.headers_policies.extend(list.items.unwrap_or_default());
                list.next_marker
            }));
        }
        if self.wants(Call::ListOriginPolicies) {
            pages!(failures, Call::ListOriginPolicies,
            token => client.list_origin_request_policies().set_marker(token.clone()),
            answer => answer.origin_request_policy_list.and_then(|list| {
                edge.origin_policies.extend(list.items.unwrap_or_default());
                list.next_marker
            }));
        }
        self.gates(edge, failures).await;
    }

    async fn gates(&self, edge: &mut Edge, failures: &mut Failures) {
        let client = self.account.cloudfront();
        if self.wants(Call::ListAccessControls) {
            pages!(failures, Call::ListAccessControls,
            token => client.list_origin_access_controls().set_marker(token.clone()),
            answer => answer.origin_access_control_list.and_then(|list| {
                edge.access_controls.extend(list.items.unwrap_or_default());
                list.next_marker
            }));
        }
        if self.wants(Call::ListAccessIdentities) {
            pages!(failures, Call::ListAccessIdentities,
            token => client.list_cloud_front_origin_access_identities().set_marker(token.clone()),
            answer => answer.cloud_front_origin_access_identity_list.and_then(|list| {
                let items = list.items.unwrap_or_default().into_iter();
                edge.access_identities.extend(items.map(|it| it.id));
                list.next_marker
            }));
        }
        if self.wants(Call::ListKeyGroups) {
            pages!(failures, Call::ListKeyGroups,
            token => client.list_key_groups().set_marker(token.clone()),
            answer => answer.key_group_list.and_then(|list| {
                let items = list.items.unwrap_or_default().into_iter();
                let groups = items.filter_map(|it| it.key_group);
                edge.key_groups.extend(groups.map(|it| {
                    let name = it.key_group_config.map(|config| config.name);
                    (it.id, name.unwrap_or_default())
                }));
                list.next_marker
            }));
        }
    }

    /// Ids of those with the scope's tags.
    async fn tagged(&self, scene: &mut Scene) -> Vec<String> {
        if self.scope.tags.is_empty() {
            return Vec::new();
        }
        let client = self.account.cloudfront();
        let asks = scene.edge.distributions.iter().map(|it| {
            let ask = client.list_tags_for_resource().resource(&it.arn).send();
            async { (it.id.clone(), ask.await) }
        });
        let asks: Vec<_> = asks.collect();
        let answers = stream::iter(asks).buffered(AT_ONCE).collect::<Vec<_>>().await;
        let mut found = Vec::new();
        for (id, answer) in answers {
            let answer = noted(&mut scene.failures, Call::DistributionTags, answer);
            let items = answer.and_then(|it| it.tags).and_then(|it| it.items).unwrap_or_default();
            let tags = items.into_iter().map(|it| (it.key, it.value.unwrap_or_default()));
            if self.scope.has_tags(&tags.collect::<Vec<_>>()) {
                found.push(id);
            }
        }
        found
    }

    /// `None`: there is no such distribution.
    async fn distribution(
        &self,
        id: &str,
        listed: Option<&cf::DistributionSummary>,
        account: &str,
    ) -> Option<Distribution> {
        let mut seen = Distribution {
            id: id.to_owned(),
            arn: listed.map_or_else(
                || format!("arn:aws:cloudfront::{account}:distribution/{id}"),
                |it| it.arn.clone(),
            ),
            domain: listed.map(|it| it.domain_name.clone()).unwrap_or_default(),
            status: listed.map(|it| it.status.clone()).unwrap_or_default(),
            settings: Settings::default(),
            requests: None,
            measured: false,
            failures: Failures::new(),
        };
        if self.wants(Call::DistributionConfig) {
            let ask = self.account.cloudfront().get_distribution_config().id(id).send().await;
            let answer = noted(&mut seen.failures, Call::DistributionConfig, ask);
            if let Some(config) = answer.and_then(|it| it.distribution_config) {
                seen.settings = Settings::from(&config);
            }
            let gone = seen.failures.get(&Call::DistributionConfig);
            if gone.is_some_and(|it| it.code == "NoSuchDistribution") {
                return None;
            }
        }
        if self.wants(Call::MetricStatistics) {
            self.requests(&mut seen).await;
        }
        Some(seen)
    }

    /// How many requests CloudWatch counted within the window.
    async fn requests(&self, seen: &mut Distribution) {
        let now = self.account.now().secs();
        let window = i64::try_from(self.options.recent.as_secs()).unwrap_or(i64::MAX);
        let period = if window > 60 * 86_400 { 86_400 } else { PERIOD };
        let dimension =
            |name: &str, value: &str| cw::Dimension::builder().name(name).value(value).build();
        let ask = self.account.cloudwatch(GLOBAL).get_metric_statistics();
        let ask = ask.namespace("AWS/CloudFront").metric_name("Requests").period(period);
        let ask = ask.dimensions(dimension("DistributionId", &seen.id));
        let ask = ask.dimensions(dimension("Region", "Global")).statistics(cw::Statistic::Sum);
        let ask = ask.start_time(DateTime::from_secs(now.saturating_sub(window)));
        let answer = ask.end_time(DateTime::from_secs(now)).send().await;
        if let Some(answer) = noted(&mut seen.failures, Call::MetricStatistics, answer) {
            let points = answer.datapoints.unwrap_or_default();
            seen.measured = !points.is_empty();
            seen.requests = Some(points.iter().filter_map(|point| point.sum).sum());
        }
    }
}
