//! What the targets of an alarm's actions get (CW-C6).

use crate::alarm::Alarm;
use crate::evaluation::State;
use crate::reasons::date;
use parhelion_wire::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

/// A change of state, as it is told to others.
pub(crate) struct Event<'a> {
    pub alarm: &'a Alarm,
    pub old: State,
    pub old_reason: String,
    pub old_data: Option<String>,
    pub old_updated: Timestamp,
}

/// What SNS is asked to publish (CW-C6.4).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Publication {
    subject: String,
    message: String,
}

/// The message itself, keys in AWS's order.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Message<'a> {
    alarm_name: &'a str,
    alarm_description: Option<&'a str>,
    #[serde(rename = "AWSAccountId")]
    account: &'a str,
    alarm_configuration_updated_timestamp: String,
    new_state_value: &'static str,
    new_state_reason: &'a str,
    state_change_time: String,
    region: &'a str,
    alarm_arn: &'a str,
    old_state_value: &'static str,
    #[serde(rename = "OKActions")]
    ok_actions: &'a [String],
    alarm_actions: &'a [String],
    insufficient_data_actions: &'a [String],
    action_executed_after_mute_window: bool,
    trigger: Value,
}

impl Event<'_> {
    /// What is sent to an action's target.
    pub(crate) fn payload(&self, arn: &str) -> String {
        match arn.split(':').nth(2) {
            Some("sns") => self.publication(),
            _ => self.invocation(),
        }
    }

    fn publication(&self) -> String {
        let alarm = self.alarm;
        let region = region_name(&alarm.home.1);
        let state = alarm.state.as_str();
        let settings = &alarm.settings;
        let message = Message {
            alarm_name: &alarm.name,
            alarm_description: settings.alarm_description.as_deref(),
            account: &alarm.home.0,
            alarm_configuration_updated_timestamp: date(alarm.configured),
            new_state_value: state,
            new_state_reason: &alarm.reason,
            state_change_time: date(alarm.updated),
            region,
            alarm_arn: &alarm.arn,
            old_state_value: self.old.as_str(),
            ok_actions: settings.ok_actions.as_deref().unwrap_or_default(),
            alarm_actions: settings.alarm_actions.as_deref().unwrap_or_default(),
            insufficient_data_actions: settings
                .insufficient_data_actions
                .as_deref()
                .unwrap_or_default(),
            action_executed_after_mute_window: false,
            trigger: self.trigger(),
        };
        let publication = Publication {
            subject: format!("{state}: \"{}\" in {region}", alarm.name),
            message: serde_json::to_string(&message).unwrap_or_default(),
        };
        serde_json::to_string(&publication).unwrap_or_default()
    }

    fn trigger(&self) -> Value {
        let Alarm { watched, settings, condition, .. } = self.alarm;
        let dimensions: Vec<Value> = watched
            .key
            .dimensions
            .iter()
            .map(|(name, value)| json!({ "value": value, "name": name }))
            .collect();
        let mut trigger = json!({
            "Period": watched.period_secs,
            "EvaluationPeriods": condition.rule.periods,
            "ComparisonOperator": settings.comparison_operator,
            "Threshold": condition.threshold,
            "TreatMissingData": settings.treat_missing_data.as_deref().unwrap_or("missing"),
            "EvaluateLowSampleCountPercentile":
                settings.evaluate_low_sample_count_percentile.as_deref().unwrap_or_default(),
        });
        if let Some(m) = settings.datapoints_to_alarm {
            trigger["DatapointsToAlarm"] = m.into();
        }
        if settings.metrics.is_some() {
            trigger["Metrics"] = json!([self.metric("MetricStat")]);
            return trigger;
        }
        trigger["MetricName"] = watched.key.name.as_str().into();
        trigger["Namespace"] = (*watched.namespace).into();
        trigger["Unit"] = json!(watched.unit.map(crate::unit::Unit::as_str));
        trigger["Dimensions"] = dimensions.into();
        match &settings.extended_statistic {
            Some(extended) => {
                trigger["StatisticType"] = "ExtendedStatistic".into();
                trigger["ExtendedStatistic"] = extended.as_str().into();
            }
            None => {
                trigger["StatisticType"] = "Statistic".into();
                trigger["Statistic"] = match watched.statistic_name.as_str() {
                    "SampleCount" => "SAMPLE_COUNT".into(),
                    other => other.to_ascii_uppercase().into(),
                };
            }
        }
        trigger
    }

    /// The event that Lambda gets, and other targets here.
    fn invocation(&self) -> String {
        let alarm = self.alarm;
        json!({
            "source": "aws.cloudwatch",
            "alarmArn": alarm.arn,
            "accountId": *alarm.home.0,
            "time": date(alarm.updated),
            "region": *alarm.home.1,
            "alarmData": self.alarm_data(),
        })
        .to_string()
    }

    /// `CloudWatch Alarm State Change`, for EventBridge.
    pub(crate) fn state_change(&self) -> String {
        let alarm = self.alarm;
        json!({
            "version": "0",
            "source": "aws.cloudwatch",
            "detail-type": "CloudWatch Alarm State Change",
            "account": *alarm.home.0,
            "region": *alarm.home.1,
            "time": alarm.updated.date_time(),
            "resources": [alarm.arn],
            "detail": self.alarm_data(),
        })
        .to_string()
    }

    fn alarm_data(&self) -> Value {
        let alarm = self.alarm;
        let state = |state: State, reason: &str, data: Option<&str>, at: Timestamp| {
            let mut told = json!({
                "value": state.as_str(),
                "reason": reason,
                "timestamp": date(at),
            });
            if let Some(data) = data {
                told["reasonData"] = data.into();
            }
            told
        };
        let mut configuration = json!({ "metrics": [self.metric("metricStat")] });
        if let Some(description) = &alarm.settings.alarm_description {
            configuration["description"] = description.as_str().into();
        }
        json!({
            "alarmName": *alarm.name,
            "state": state(alarm.state, &alarm.reason, alarm.reason_data.as_deref(), alarm.updated),
            "previousState":
                state(self.old, &self.old_reason, self.old_data.as_deref(), self.old_updated),
            "configuration": configuration,
        })
    }

    /// The metric as a query. Its id is made of the alarm's, so that it is the same each time.
    fn metric(&self, member: &str) -> Value {
        let alarm = self.alarm;
        let watched = &alarm.watched;
        let dimensions: serde_json::Map<String, Value> = watched
            .key
            .dimensions
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().into()))
            .collect();
        let mut stat = json!({
            "metric": {
                "namespace": *watched.namespace,
                "name": watched.key.name,
                "dimensions": dimensions,
            },
            "period": watched.period_secs,
            "stat": watched.statistic_name,
        });
        if let Some(unit) = watched.unit {
            stat["unit"] = unit.as_str().into();
        }
        json!({ "id": alarm.query_id, member: stat, "returnData": true })
    }
}

/// The region as people call it.
fn region_name(region: &str) -> &str {
    match region {
        "us-east-1" => "US East (N. Virginia)",
        "us-east-2" => "US East (Ohio)",
        "us-west-1" => "US West (N. California)",
        "us-west-2" => "US West (Oregon)",
        "af-south-1" => "Africa (Cape Town)",
        "ap-east-1" => "Asia Pacific (Hong Kong)",
        "ap-south-1" => "Asia Pacific (Mumbai)",
        "ap-northeast-1" => "Asia Pacific (Tokyo)",
        "ap-northeast-2" => "Asia Pacific (Seoul)",
        "ap-northeast-3" => "Asia Pacific (Osaka)",
        "ap-southeast-1" => "Asia Pacific (Singapore)",
        "ap-southeast-2" => "Asia Pacific (Sydney)",
        "ca-central-1" => "Canada (Central)",
        "eu-central-1" => "EU (Frankfurt)",
        "eu-west-1" => "EU (Ireland)",
        "eu-west-2" => "EU (London)",
        "eu-west-3" => "EU (Paris)",
        "eu-north-1" => "EU (Stockholm)",
        "eu-south-1" => "EU (Milan)",
        "me-south-1" => "Middle East (Bahrain)",
        "sa-east-1" => "South America (Sao Paulo)",
        other => other,
    }
}
