//! What PutMetricAlarm accepts (CW-C1), and what of it an evaluation needs.

use crate::datum;
use crate::errors::{not_implemented, validation};
use crate::evaluation::{Comparison, MissingData, Rule};
use crate::labels::is_id;
use crate::model::{MetricDataQuery, PutMetricAlarmInput};
use crate::series::{DAY, HOUR, MINUTE, MetricKey};
use crate::statistics::Statistic;
use crate::unit::Unit;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The one series that an alarm watches.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Watched {
    pub namespace: Arc<str>,
    pub key: Arc<MetricKey>,
    pub statistic: Statistic,
    /// As it was named: `Average`, `p99`.
    pub statistic_name: String,
    pub period_secs: i64,
    pub unit: Option<Unit>,
}

/// When an alarm fires.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Condition {
    pub rule: Rule,
    pub comparison: Comparison,
    pub threshold: f64,
    /// `EvaluateLowSampleCountPercentile=ignore` (CW-C1.11).
    pub ignores_low_samples: bool,
}

const WEEK: i64 = 7 * DAY;
const OPERATION: &str = "PutMetricAlarm";

/// Reads an alarm's settings, or refuses them.
pub(crate) fn read(cx: &Context, input: &PutMetricAlarmInput) -> Result<(Watched, Condition)> {
    if input.alarm_name.chars().any(char::is_control) {
        return Err(validation("AlarmName must not contain control characters."));
    }
    if input.evaluation_criteria.is_some() || input.evaluation_interval.is_some() {
        return Err(not_implemented("an alarm on a PromQL query", OPERATION));
    }
    for arn in actions(input) {
        action(cx, arn)?;
    }
    let watched = match input.metrics.as_deref() {
        None | Some([]) => single(input)?,
        Some(queries) => {
            not_beside_metrics(input)?;
            query(queries)?
        }
    };
    let condition = condition(input)?;
    periods(watched.period_secs, condition.rule.periods)?;
    Ok((watched, condition))
}

/// The texts of this file that name a member are AWS's
/// (<https://github.com/aws-cloudformation/cfn-lint/pull/771>).
fn not_null(member: &str) -> parhelion_wire::Error {
    validation(format!("{member} must not be null"))
}

/// CW-C1.5 (<https://github.com/aws-cloudformation/cfn-lint/issues/766>).
fn not_beside_metrics(input: &PutMetricAlarmInput) -> Result<()> {
    let members = [
        ("MetricName", input.metric_name.is_some()),
        ("Namespace", input.namespace.is_some()),
        ("Dimensions", input.dimensions.is_some()),
        ("Period", input.period.is_some()),
        ("Unit", input.unit.is_some()),
        ("Statistic", input.statistic.is_some()),
        ("ExtendedStatistic", input.extended_statistic.is_some()),
    ];
    match members.into_iter().find(|(_, given)| *given) {
        Some((member, _)) => {
            Err(validation(format!("{member} should not be set if list of Metrics is set.")))
        }
        None => Ok(()),
    }
}

fn actions(input: &PutMetricAlarmInput) -> impl Iterator<Item = &String> {
    let lists = [&input.ok_actions, &input.alarm_actions, &input.insufficient_data_actions];
    lists.into_iter().flatten().flatten()
}

/// Actions are ARNs of the alarm's own region.
fn action(cx: &Context, arn: &str) -> Result<()> {
    let mut parts = arn.splitn(6, ':');
    let mut part = || parts.next().unwrap_or_default();
    let (arn_, _partition, service, region, _account, resource) =
        (part(), part(), part(), part(), part(), part());
    if arn_ != "arn" || service.is_empty() || resource.is_empty() {
        return Err(validation(format!("Invalid arn syntax: {arn}")));
    }
    if !region.is_empty() && region != &*cx.region {
        let own = &cx.region;
        return Err(validation(format!(
            "Invalid region {region} specified. Only {own} is supported."
        )));
    }
    Ok(())
}

/// CW-C1.5: an alarm on one metric, named by members of its own.
fn single(input: &PutMetricAlarmInput) -> Result<Watched> {
    let Some(name) = &input.metric_name else { return Err(not_null("MetricName")) };
    let Some(namespace) = &input.namespace else { return Err(not_null("Namespace")) };
    let statistic = match (&input.statistic, &input.extended_statistic) {
        (Some(statistic), None) => statistic,
        (None, Some(extended)) if !crate::statistics::BASIC.contains(&extended.as_str()) => {
            extended
        }
        (None, Some(extended)) => return Err(no_statistic(extended)),
        _ => {
            return Err(validation(
                "Exactly one of Statistic and ExtendedStatistic must be specified.",
            ));
        }
    };
    let Some(period) = input.period else { return Err(not_null("Period")) };
    Ok(Watched {
        namespace: namespace.as_str().into(),
        key: datum::key(name.clone(), input.dimensions.clone()).into(),
        statistic: Statistic::parse(statistic).ok_or_else(|| no_statistic(statistic))?,
        statistic_name: statistic.clone(),
        period_secs: period.into(),
        unit: input.unit.as_deref().and_then(Unit::parse),
    })
}

fn no_statistic(name: &str) -> parhelion_wire::Error {
    validation(format!("The value {name} for parameter ExtendedStatistic is not supported."))
}

/// `Metrics` with one metric and no expression is the same alarm, written in another way.
fn query(queries: &[MetricDataQuery]) -> Result<Watched> {
    // AWS says no more of what is wrong with a query
    // (https://github.com/hashicorp/terraform-provider-aws/issues/19567).
    let invalid = || validation("Invalid metrics list");
    let ids: BTreeSet<&str> = queries.iter().map(|query| query.id.as_str()).collect();
    let formed = |query: &MetricDataQuery| {
        is_id(&query.id) && query.metric_stat.is_some() != query.expression.is_some()
    };
    if ids.len() < queries.len() || !queries.iter().all(formed) {
        return Err(invalid());
    }
    if queries.iter().any(|query| query.expression.is_some()) {
        return Err(not_implemented("metric math", OPERATION));
    }
    // https://github.com/hashicorp/terraform-provider-aws/issues/29894
    let [MetricDataQuery { metric_stat: Some(stat), return_data: None | Some(true), .. }] = queries
    else {
        return Err(validation("Exactly one element of the metrics list should return data."));
    };
    let (Some(namespace), Some(name)) = (&stat.metric.namespace, &stat.metric.metric_name) else {
        return Err(invalid());
    };
    Ok(Watched {
        namespace: namespace.as_str().into(),
        key: datum::key(name.clone(), stat.metric.dimensions.clone()).into(),
        statistic: Statistic::parse(&stat.stat).ok_or_else(invalid)?,
        statistic_name: stat.stat.clone(),
        period_secs: stat.period.into(),
        unit: stat.unit.as_deref().and_then(Unit::parse),
    })
}

fn condition(input: &PutMetricAlarmInput) -> Result<Condition> {
    let Some(operator) = &input.comparison_operator else {
        return Err(required("comparisonOperator"));
    };
    let Some(comparison) = Comparison::parse(operator) else {
        return Err(not_implemented("an anomaly detection alarm", OPERATION));
    };
    if input.threshold_metric_id.is_some() && input.threshold.is_some() {
        // https://github.com/aws-cloudformation/cfn-lint/pull/1306
        return Err(validation("Threshold and ThresholdMetricId cannot both be set"));
    }
    if input.threshold_metric_id.is_some() {
        return Err(not_implemented("an anomaly detection alarm", OPERATION));
    }
    let Some(threshold) = input.threshold else { return Err(not_null("Threshold")) };
    let Some(periods) = input.evaluation_periods else {
        return Err(required("evaluationPeriods"));
    };
    let to_alarm = input.datapoints_to_alarm.unwrap_or(periods);
    if to_alarm > periods {
        return Err(validation(
            "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
        ));
    }
    let ignores_low_samples = match input.evaluate_low_sample_count_percentile.as_deref() {
        None | Some("evaluate") => false,
        Some("ignore") => true,
        Some(other) => {
            return Err(validation(format!(
                "Option {other} is not supported. Supported options for parameter \
                 EvaluateLowSampleCountPercentile are evaluate and ignore."
            )));
        }
    };
    let count = |n: i32| usize::try_from(n).unwrap_or_default();
    let missing = missing_data(input)?;
    let rule = Rule { periods: count(periods), to_alarm: count(to_alarm), missing };
    Ok(Condition { rule, comparison, threshold, ignores_low_samples })
}

/// AWS says for AWS/DynamoDB both that missing data are always ignored and that this is the
/// default; the latter is taken (CW-C4, NV).
fn missing_data(input: &PutMetricAlarmInput) -> Result<MissingData> {
    let Some(text) = &input.treat_missing_data else {
        let dynamo = input.namespace.as_deref() == Some("AWS/DynamoDB");
        return Ok(if dynamo { MissingData::Ignore } else { MissingData::Missing });
    };
    MissingData::parse(text).ok_or_else(|| {
        validation(format!(
            "Option {text} is not supported. Supported options for parameter TreatMissingData are \
             breaching, notBreaching, ignore and missing."
        ))
    })
}

fn required(member: &str) -> parhelion_wire::Error {
    validation(format!(
        "1 validation error detected: Value null at '{member}' failed to satisfy constraint: \
         Member must not be null"
    ))
}

/// CW-C1.6, CW-C1.7
fn periods(period_secs: i64, periods: usize) -> Result<()> {
    if !matches!(period_secs, 10 | 20 | 30) && period_secs % MINUTE != 0 {
        return Err(validation("Period must be 10, 20, 30 or a multiple of 60"));
    }
    let range = period_secs.saturating_mul(i64::try_from(periods).unwrap_or(i64::MAX));
    if period_secs < HOUR && range > DAY {
        return Err(validation(
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be \
             <= 86400)",
        ));
    }
    if range > WEEK {
        return Err(validation(
            "Metrics cannot be checked across more than a week (EvaluationPeriods * Period must \
             be <= 604800) for alarms using period >= 3600",
        ));
    }
    Ok(())
}
