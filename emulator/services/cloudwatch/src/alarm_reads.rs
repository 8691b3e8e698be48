//! DescribeAlarms and DescribeAlarmsForMetric (CW-C2).

use crate::alarm::Alarm;
use crate::datum;
use crate::errors;
use crate::model::{
    DescribeAlarmContributorsInput, DescribeAlarmContributorsOutput, DescribeAlarmsForMetricInput,
    DescribeAlarmsForMetricOutput, DescribeAlarmsInput, DescribeAlarmsOutput, MetricAlarm,
};
use crate::page;
use crate::state::CloudWatch;
use parhelion_wire::error::Result;
use parhelion_world::{Context, Page};
use std::sync::Arc;

/// MaxRecords where none is given (CW-C2.1, NV).
const PAGE: usize = 50;

impl CloudWatch {
    /// CW-C2.1: by name; unknown names are passed over.
    pub(crate) fn describe_alarms(
        &mut self,
        cx: &mut Context,
        input: DescribeAlarmsInput,
    ) -> Result<DescribeAlarmsOutput> {
        if input.alarm_names.is_some() && input.alarm_name_prefix.is_some() {
            return Err(errors::validation(
                "AlarmNames and AlarmNamePrefix cannot be used together.",
            ));
        }
        if input.children_of_alarm_name.is_some() || input.parents_of_alarm_name.is_some() {
            return Err(errors::not_implemented(
                "ChildrenOfAlarmName and ParentsOfAlarmName",
                "DescribeAlarms",
            ));
        }
        let after: Option<String> = page::read(input.next_token.as_deref())?;
        // Without AlarmTypes only metric alarms are shown; there are no others here yet.
        let types = input.alarm_types.unwrap_or_default();
        let wanted = |alarm: &&Arc<Alarm>| {
            let names = input.alarm_names.as_ref();
            let prefix = input.alarm_name_prefix.as_deref().unwrap_or_default();
            (types.is_empty() || types.iter().any(|t| t == "MetricAlarm"))
                && names.is_none_or(|names| names.iter().any(|name| **name == *alarm.name))
                && alarm.name.starts_with(prefix)
                && input.state_value.as_ref().is_none_or(|state| state == alarm.state.as_str())
                && input.action_prefix.as_ref().is_none_or(|prefix| alarm.acts_on(prefix))
                && after.as_ref().is_none_or(|after| *alarm.name > **after)
        };
        let most = input.max_records.and_then(|n| usize::try_from(n).ok()).unwrap_or(PAGE);
        let alarms = &self.region(cx).alarms;
        let page = Page::of(alarms.by_name.values().filter(wanted), most);
        let next_token = page.last().map(|alarm| page::token(&*alarm.name));
        Ok(DescribeAlarmsOutput {
            metric_alarms: Some(page.items.into_iter().map(|alarm| alarm.shell()).collect()),
            // There are none yet; AWS sends the list all the same.
            composite_alarms: Some(Vec::new()),
            next_token,
        })
    }

    /// Only alarms on Metrics Insights queries have contributors, and there are none of those here.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmContributors.html>
    pub(crate) fn describe_alarm_contributors(
        &mut self,
        cx: &mut Context,
        input: DescribeAlarmContributorsInput,
    ) -> Result<DescribeAlarmContributorsOutput> {
        let DescribeAlarmContributorsInput { alarm_name, next_token } = input;
        if next_token.is_some() {
            return Err(errors::invalid_next_token());
        }
        if !self.region(cx).alarms.by_name.contains_key(alarm_name.as_str()) {
            return Err(errors::no_resource(&cx.arn("cloudwatch", &format!("alarm:{alarm_name}"))));
        }
        Ok(DescribeAlarmContributorsOutput { alarm_contributors: Vec::new(), next_token: None })
    }

    /// CW-C2.4: only alarms on one metric, exactly this one.
    pub(crate) fn describe_alarms_for_metric(
        &mut self,
        cx: &mut Context,
        input: DescribeAlarmsForMetricInput,
    ) -> Result<DescribeAlarmsForMetricOutput> {
        let key = datum::key(input.metric_name, input.dimensions);
        let alarms = &self.region(cx).alarms;
        let wanted = |alarm: &&Arc<Alarm>| {
            let settings = &alarm.settings;
            settings.metric_name.is_some()
                && *alarm.watched.namespace == *input.namespace
                && *alarm.watched.key == key
                && (input.statistic.is_none() || input.statistic == settings.statistic)
                && (input.extended_statistic.is_none()
                    || input.extended_statistic == settings.extended_statistic)
                && (input.period.is_none() || input.period == settings.period)
                && (input.unit.is_none() || input.unit == settings.unit)
        };
        let found = alarms.by_name.values().filter(wanted);
        Ok(DescribeAlarmsForMetricOutput {
            metric_alarms: Some(found.map(|alarm| alarm.shell()).collect()),
        })
    }
}

impl Alarm {
    /// True if any action begins so.
    fn acts_on(&self, prefix: &str) -> bool {
        let settings = &self.settings;
        let lists =
            [&settings.ok_actions, &settings.alarm_actions, &settings.insufficient_data_actions];
        lists.into_iter().flatten().flatten().any(|arn| arn.starts_with(prefix))
    }

    /// The alarm as answers show it: members that were not set are absent (CW-C2.3).
    fn shell(&self) -> MetricAlarm {
        let settings = self.settings.clone();
        MetricAlarm {
            alarm_name: Some(settings.alarm_name),
            alarm_arn: Some(self.arn.clone()),
            alarm_description: settings.alarm_description,
            alarm_configuration_updated_timestamp: Some(self.configured),
            actions_enabled: Some(settings.actions_enabled.unwrap_or(true)),
            ok_actions: Some(settings.ok_actions.unwrap_or_default()),
            alarm_actions: Some(settings.alarm_actions.unwrap_or_default()),
            insufficient_data_actions: Some(settings.insufficient_data_actions.unwrap_or_default()),
            state_value: Some(self.state.as_str().into()),
            state_reason: Some(self.reason.clone()),
            state_reason_data: self.reason_data.clone(),
            state_updated_timestamp: Some(self.updated),
            state_transitioned_timestamp: Some(self.transitioned),
            dimensions: match settings.metric_name {
                Some(_) => Some(settings.dimensions.unwrap_or_default()),
                None => None,
            },
            metric_name: settings.metric_name,
            namespace: settings.namespace,
            statistic: settings.statistic,
            extended_statistic: settings.extended_statistic,
            period: settings.period,
            unit: settings.unit,
            evaluation_periods: settings.evaluation_periods,
            datapoints_to_alarm: settings.datapoints_to_alarm,
            threshold: settings.threshold,
            comparison_operator: settings.comparison_operator,
            treat_missing_data: settings.treat_missing_data,
            evaluate_low_sample_count_percentile: settings.evaluate_low_sample_count_percentile,
            metrics: settings.metrics,
            ..MetricAlarm::default()
        }
    }
}
