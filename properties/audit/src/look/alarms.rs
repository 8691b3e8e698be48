//! Alarms, and the metrics that they and others name.

use super::{AT_ONCE, Look, note_missing, noted, pages};
use crate::account::{Failures, GLOBAL};
use crate::call::Call;
use crate::scene::{Alarm, Kind, Mentioned, Scene};
use futures_util::{StreamExt, stream};
use std::collections::BTreeSet;

impl Look<'_> {
    /// Those that the scope names, and those that watch what is in it.
    pub(super) async fn alarms(&self, scene: &mut Scene) {
        if !self.wants(Call::Alarms) {
            return;
        }
        let mut all: Vec<(Alarm, String)> = Vec::new();
        let region = self.account.region.as_str();
        for region in BTreeSet::from([region, GLOBAL]) {
            self.in_region(region, &mut all, &mut scene.failures).await;
        }
        scene.all_alarms = all.iter().map(|(alarm, _)| alarm.name.clone()).collect();
        let tagged = self.tagged_alarms(&all, &mut scene.failures).await;
        let names: BTreeSet<&str> = scene.names();
        let counted: BTreeSet<(&str, &str)> =
            scene.groups.iter().flat_map(|group| group.metrics()).collect();
        let belongs = |alarm: &Alarm| {
            self.scope.names.contains(&(Kind::Alarm, alarm.name.clone()))
                || tagged.contains(&alarm.name)
                || alarm.watched.iter().any(|it| {
                    counted.contains(&(it.namespace.as_str(), it.name.as_str()))
                        || it.dimensions.values().any(|value| names.contains(value.as_str()))
                })
        };
        let mut alarms: Vec<Alarm> =
            all.into_iter().map(|(alarm, _)| alarm).filter(belongs).collect();
        alarms.sort_by(|a, b| (&a.name, &a.region).cmp(&(&b.name, &b.region)));
        scene.alarms = alarms;
        if !scene.failures.contains_key(&Call::Alarms) {
            let found: Vec<String> = scene.alarms.iter().map(|it| it.name.clone()).collect();
            note_missing(scene, self.scope, Kind::Alarm, found.iter().map(String::as_str));
        }
    }

    async fn in_region(
        &self,
        region: &str,
        all: &mut Vec<(Alarm, String)>,
        failures: &mut Failures,
    ) {
        use aws_sdk_cloudwatch::types::AlarmType;
        let client = self.account.cloudwatch(region);
        pages!(failures, Call::Alarms,
        token => client.describe_alarms().alarm_types(AlarmType::MetricAlarm)
            .alarm_types(AlarmType::CompositeAlarm).set_next_token(token.clone()),
        answer => {
            let arn = |arn: Option<String>| arn.unwrap_or_default();
            let metric = answer.metric_alarms.unwrap_or_default().into_iter();
            all.extend(metric.map(|it| (Alarm::metric(&it, region), arn(it.alarm_arn))));
            let composite = answer.composite_alarms.unwrap_or_default().into_iter();
            all.extend(composite.map(|it| (Alarm::composite(&it, region), arn(it.alarm_arn))));
            answer.next_token
        });
    }

    async fn tagged_alarms(
        &self,
        all: &[(Alarm, String)],
        failures: &mut Failures,
    ) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        if self.scope.tags.is_empty() {
            return found;
        }
        let asks = all.iter().map(|(alarm, arn)| {
            let client = self.account.cloudwatch(&alarm.region);
            let ask = client.list_tags_for_resource().resource_arn(arn).send();
            async { (alarm.name.clone(), ask.await) }
        });
        let asks: Vec<_> = asks.collect();
        let answers = stream::iter(asks).buffered(AT_ONCE).collect::<Vec<_>>().await;
        for (name, answer) in answers {
            let answer = noted(failures, Call::AlarmTags, answer);
            let tags = answer.and_then(|it| it.tags).unwrap_or_default().into_iter();
            let tags = tags.filter_map(|it| Some((it.key?, it.value?)));
            if self.scope.has_tags(&tags.collect::<Vec<_>>()) {
                found.insert(name);
            }
        }
        found
    }

    /// Whether anybody writes the metrics that alarms and dashboards name.
    pub(super) async fn metrics(&self, scene: &mut Scene) {
        if !self.wants(Call::ListMetrics) {
            return;
        }
        let mut wanted = BTreeSet::new();
        for alarm in &scene.alarms {
            let watched = alarm.watched.iter();
            wanted.extend(
                watched.map(|it| (alarm.region.clone(), it.namespace.clone(), it.name.clone())),
            );
        }
        for (_, mentioned) in scene.dashboards.iter().flat_map(|it| it.mentions()) {
            if let Mentioned::Metric(metric, region) = mentioned {
                let region = region.unwrap_or_else(|| scene.region.clone());
                wanted.insert((region, metric.namespace, metric.name));
            }
        }
        for (region, namespace, name) in wanted {
            let client = self.account.cloudwatch(&region);
            let mut found = Vec::new();
            pages!(&mut scene.failures, Call::ListMetrics,
            token => client.list_metrics().namespace(&namespace).metric_name(&name)
                .set_next_token(token.clone()),
            answer => {
                found.extend(answer.metrics.unwrap_or_default());
                answer.next_token
            });
            scene.metrics.add(&region, &namespace, &name, &found);
        }
    }
}
