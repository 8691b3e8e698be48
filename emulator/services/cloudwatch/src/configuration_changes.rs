//! How the history tells of alarms that are created, updated and deleted (CW-C2.7).

use crate::alarm::{Alarm, Alarms};
use crate::history::HistoryItemType;
use crate::reasons::date;
use parhelion_world::Context;
use serde_json::{Map, Value, json};

/// What happened to an alarm's configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Configured {
    Created,
    Updated,
    Deleted,
}

impl Configured {
    /// In the summary, as `type`, and as the member that shows the alarm.
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Created => ("created", "Create", "createdAlarm"),
            Self::Updated => ("updated", "Update", "updatedAlarm"),
            Self::Deleted => ("deleted", "Delete", "deletedAlarm"),
        }
    }
}

impl Alarms {
    pub(crate) fn record(&mut self, cx: &mut Context, alarm: &Alarm, what: Configured) {
        let (word, kind, member) = what.words();
        let summary = format!("Alarm \"{}\" {word}", alarm.name);
        let data = format!(
            "{{\"version\":\"1.0\",\"type\":\"{kind}\",\"{member}\":{}}}",
            Value::Object(alarm.configuration())
        );
        let kind = HistoryItemType::ConfigurationUpdate;
        self.history.push(cx.now, &alarm.name, kind, summary, data);
    }
}

impl Alarm {
    /// The alarm as it was put, members that were not set left out. Which members AWS tells in which
    /// order is not written anywhere.
    fn configuration(&self) -> Map<String, Value> {
        let Self { settings, watched, .. } = self;
        let single = settings.metric_name.is_some();
        let dimensions = watched.key.dimensions.iter();
        let dimensions: Vec<Value> =
            dimensions.map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let all = json!({
            "alarmName": *self.name,
            "alarmArn": self.arn,
            "alarmDescription": settings.alarm_description,
            "alarmConfigurationUpdatedTimestamp": date(self.configured),
            "actionsEnabled": settings.actions_enabled.unwrap_or(true),
            "okActions": settings.ok_actions.as_deref().unwrap_or_default(),
            "alarmActions": settings.alarm_actions.as_deref().unwrap_or_default(),
            "insufficientDataActions":
                settings.insufficient_data_actions.as_deref().unwrap_or_default(),
            "stateValue": self.state.as_str(),
            "stateReason": self.reason,
            "stateUpdatedTimestamp": date(self.updated),
            "metricName": single.then(|| watched.key.name.as_str()),
            "namespace": single.then_some(&*watched.namespace),
            "dimensions": single.then_some(dimensions),
            "statistic": settings.statistic,
            "extendedStatistic": settings.extended_statistic,
            "period": settings.period,
            "unit": settings.unit,
            "evaluationPeriods": settings.evaluation_periods,
            "datapointsToAlarm": settings.datapoints_to_alarm,
            "threshold": settings.threshold,
            "comparisonOperator": settings.comparison_operator,
            "treatMissingData": settings.treat_missing_data,
            "evaluateLowSampleCountPercentile": settings.evaluate_low_sample_count_percentile,
        });
        match all {
            Value::Object(members) => {
                members.into_iter().filter(|(_, value)| !value.is_null()).collect()
            }
            _ => Map::new(),
        }
    }
}
