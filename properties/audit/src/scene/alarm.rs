//! An alarm.

use crate::account::Failures;
use aws_sdk_cloudwatch::types as cw;
use parhelion::Timestamp;
use std::collections::BTreeMap;

/// What was seen of one.
#[derive(Clone, Debug, Default)]
pub struct Alarm {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub region: String,
    /// What is written about it.
    pub description: String,
    /// It watches other alarms.
    pub composite: bool,
    /// Metrics that it watches.
    pub watched: Vec<Watched>,
    /// ARNs of what it does.
    pub actions: Vec<String>,
    /// Whether it does it.
    pub actions_enabled: bool,
    /// `OK`, `ALARM`, `INSUFFICIENT_DATA`.
    pub state: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: Option<Timestamp>,
    /// `missing`, `notBreaching`, ….
    pub missing_data: String,
    /// Reads that failed.
    pub failures: Failures,
}

/// A metric that an alarm watches, or a widget shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Watched {
    /// `AWS/S3`, or one's own.
    pub namespace: String,
    /// `5xxErrors`.
    pub name: String,
    /// By name.
    pub dimensions: BTreeMap<String, String>,
}

impl Watched {
    /// In words: `AWS/S3 5xxErrors {BucketName=photos}`.
    pub fn text(&self) -> String {
        let all = self.dimensions.iter().map(|(name, value)| format!("{name}={value}"));
        let all = all.collect::<Vec<_>>().join(", ");
        format!("{} {} {{{all}}}", self.namespace, self.name)
    }
}

impl Alarm {
    /// Of a metric, or several and an expression.
    pub fn metric(alarm: &cw::MetricAlarm, region: &str) -> Self {
        let one = alarm.metric_name.as_ref().map(|name| Watched {
            namespace: alarm.namespace.clone().unwrap_or_default(),
            name: name.clone(),
            dimensions: dimensions(alarm.dimensions.as_deref()),
        });
        let queries = alarm.metrics.as_deref().unwrap_or_default();
        let stats = queries.iter().filter_map(|query| query.metric_stat.as_ref()?.metric.as_ref());
        let stats = stats.map(|metric| Watched {
            namespace: metric.namespace.clone().unwrap_or_default(),
            name: metric.metric_name.clone().unwrap_or_default(),
            dimensions: dimensions(metric.dimensions.as_deref()),
        });
        let state = alarm.state_value.as_ref().map(cw::StateValue::as_str);
        Self {
            name: alarm.alarm_name.clone().unwrap_or_default(),
            region: region.to_owned(),
            description: alarm.alarm_description.clone().unwrap_or_default(),
            composite: false,
            watched: one.into_iter().chain(stats).collect(),
            actions: alarm.alarm_actions.clone().unwrap_or_default(),
            actions_enabled: alarm.actions_enabled.unwrap_or_default(),
            state: state.unwrap_or_default().to_owned(),
            reason: alarm.state_reason.clone().unwrap_or_default(),
            since: since(
                alarm.state_transitioned_timestamp.or(alarm.state_updated_timestamp).as_ref(),
            ),
            missing_data: alarm.treat_missing_data.clone().unwrap_or_else(|| "missing".into()),
            failures: Failures::new(),
        }
    }

    /// Of other alarms.
    pub fn composite(alarm: &cw::CompositeAlarm, region: &str) -> Self {
        let state = alarm.state_value.as_ref().map(cw::StateValue::as_str);
        Self {
            name: alarm.alarm_name.clone().unwrap_or_default(),
            region: region.to_owned(),
            description: alarm.alarm_description.clone().unwrap_or_default(),
            composite: true,
            actions: alarm.alarm_actions.clone().unwrap_or_default(),
            actions_enabled: alarm.actions_enabled.unwrap_or_default(),
            state: state.unwrap_or_default().to_owned(),
            reason: alarm.state_reason.clone().unwrap_or_default(),
            since: since(
                alarm.state_transitioned_timestamp.or(alarm.state_updated_timestamp).as_ref(),
            ),
            ..Self::default()
        }
    }
}

fn since(time: Option<&aws_smithy_types::DateTime>) -> Option<Timestamp> {
    time.map(super::moment)
}

/// By name.
pub(super) fn dimensions(all: Option<&[cw::Dimension]>) -> BTreeMap<String, String> {
    let pair = |it: &cw::Dimension| Some((it.name.clone()?, it.value.clone()?));
    all.unwrap_or_default().iter().filter_map(pair).collect()
}
