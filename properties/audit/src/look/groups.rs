//! Log groups.

use super::{AT_ONCE, Look, note_missing, noted, pages};
use crate::call::Call;
use crate::scene::{Kind, LogGroup, Scene};
use aws_sdk_cloudwatchlogs::types as cwl;
use futures_util::{StreamExt, stream};
use parhelion::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

impl Look<'_> {
    pub(super) async fn groups(&self, scene: &mut Scene) {
        if !self.wants(Call::LogGroups) {
            return;
        }
        let client = self.account.logs();
        let names: BTreeSet<&str> = self.scope.of(Kind::LogGroup).collect();
        let mut found: BTreeMap<String, cwl::LogGroup> = BTreeMap::new();
        for name in &names {
            pages!(&mut scene.failures, Call::LogGroups,
            token => client.describe_log_groups().log_group_name_prefix(*name)
                .set_next_token(token.clone()),
            answer => {
                let groups = answer.log_groups.unwrap_or_default().into_iter();
                let own = groups.filter(|it| it.log_group_name.as_deref() == Some(*name));
                let before = found.len();
                found.extend(own.map(|it| ((*name).to_owned(), it)));
                // The shortest name comes first, so most often there is no second page to read.
                answer.next_token.filter(|_| found.len() == before)
            });
        }
        if !self.scope.tags.is_empty() {
            self.tagged_groups(scene, &mut found).await;
        }
        let looks = found.into_iter().map(|(name, group)| self.group(name, group));
        let looks: Vec<_> = looks.collect();
        scene.groups = stream::iter(looks).buffered(AT_ONCE).collect().await;
        if !scene.failures.contains_key(&Call::LogGroups) {
            let found: Vec<String> = scene.groups.iter().map(|it| it.name.clone()).collect();
            note_missing(scene, self.scope, Kind::LogGroup, found.iter().map(String::as_str));
        }
    }

    async fn tagged_groups(&self, scene: &mut Scene, found: &mut BTreeMap<String, cwl::LogGroup>) {
        let client = self.account.logs();
        let mut all = Vec::new();
        pages!(&mut scene.failures, Call::LogGroups,
        token => client.describe_log_groups().set_next_token(token.clone()),
        answer => {
            all.extend(answer.log_groups.unwrap_or_default());
            answer.next_token
        });
        let asks = all.into_iter().map(|group| {
            let arn = group.log_group_arn.as_deref().or(group.arn.as_deref());
            let arn = arn.unwrap_or_default().trim_end_matches(":*").to_owned();
            let ask = client.list_tags_for_resource().resource_arn(arn).send();
            async { (group, ask.await) }
        });
        let asks: Vec<_> = asks.collect();
        let answers = stream::iter(asks).buffered(AT_ONCE).collect::<Vec<_>>().await;
        for (group, answer) in answers {
            let answer = noted(&mut scene.failures, Call::LogTags, answer);
            let tags: Vec<_> =
                answer.and_then(|it| it.tags).unwrap_or_default().into_iter().collect();
            if let (true, Some(name)) = (self.scope.has_tags(&tags), &group.log_group_name) {
                found.insert(name.clone(), group);
            }
        }
    }

    async fn group(&self, name: String, group: cwl::LogGroup) -> LogGroup {
        let mut seen = LogGroup {
            retention: group.retention_in_days,
            key: group.kms_key_id,
            stored_bytes: group.stored_bytes.unwrap_or_default(),
            name,
            ..LogGroup::default()
        };
        let client = self.account.logs();
        if self.wants(Call::LogStreams) {
            let ask = client.describe_log_streams().log_group_name(&seen.name).descending(true);
            let answer = ask.order_by(cwl::OrderBy::LastEventTime).send().await;
            if let Some(answer) = noted(&mut seen.failures, Call::LogStreams, answer) {
                let streams = answer.log_streams.unwrap_or_default();
                seen.streams = streams.len();
                seen.all_streams = answer.next_token.is_none();
                let moments = streams.into_iter().filter_map(|it| {
                    let millis = it.last_ingestion_time.max(it.last_event_timestamp)?;
                    let moment = Timestamp::from_secs(millis.div_euclid(1000));
                    Some((moment, it.log_stream_name.unwrap_or_default()))
                });
                seen.last = moments.max();
            }
        }
        if self.wants(Call::MetricFilters) {
            pages!(&mut seen.failures, Call::MetricFilters,
            token => client.describe_metric_filters().log_group_name(&seen.name)
                .set_next_token(token.clone()),
            answer => {
                seen.filters.extend(answer.metric_filters.unwrap_or_default());
                answer.next_token
            });
        }
        if self.wants(Call::SubscriptionFilters) {
            pages!(&mut seen.failures, Call::SubscriptionFilters,
            token => client.describe_subscription_filters().log_group_name(&seen.name)
                .set_next_token(token.clone()),
            answer => {
                seen.subscriptions.extend(answer.subscription_filters.unwrap_or_default());
                answer.next_token
            });
        }
        seen
    }
}
