//! What PutMetricData accepts (CW-B2). Everything is checked before anything is stored.

use crate::errors::{Findings, invalid_combination, invalid_value, missing_parameter};
use crate::model::{Dimension, MetricDatum, PutMetricDataInput, StatisticSet};
use crate::reasons::double;
use crate::series::{Content, DAY, Datum, HOUR, MetricKey};
use crate::unit::Unit;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use std::time::Duration;

const DATA_MAX: usize = 1_000;
const VALUES_MAX: usize = 150;
const ENTITIES_MAX: usize = 2;
/// ±2^360 (CW-B2.4).
const MAGNITUDE_MAX: f64 = 2.348_542_582_773_833_2e108;
const AGE_MAX: Duration = Duration::from_secs(14 * DAY as u64);
const AHEAD_MAX: Duration = Duration::from_secs(2 * HOUR as u64);

/// Every datum of a request with the name that messages give it, in order.
fn data(input: &PutMetricDataInput) -> impl Iterator<Item = (At, &MetricDatum)> {
    let plain = input.metric_data.iter().flatten().enumerate();
    let plain = plain.map(|(i, datum)| (At { entity: None, index: i + 1 }, datum));
    let entities = input.entity_metric_data.iter().flatten().enumerate();
    plain.chain(entities.flat_map(|(e, entity)| {
        let data = entity.metric_data.iter().flatten().enumerate();
        data.map(move |(i, datum)| (At { entity: Some(e + 1), index: i + 1 }, datum))
    }))
}

/// Where a datum stands in its request, counted from 1.
#[derive(Clone, Copy)]
struct At {
    entity: Option<usize>,
    index: usize,
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(entity) = self.entity {
            write!(f, "EntityMetricData.member.{entity}.")?;
        }
        write!(f, "MetricData.member.{}", self.index)
    }
}

/// Refuses a request as AWS does, or passes it whole.
pub(crate) fn check(input: &PutMetricDataInput, now: Timestamp) -> Result<()> {
    namespace(&input.namespace)?;
    if input.entity_metric_data.as_ref().is_some_and(|entities| entities.len() > ENTITIES_MAX) {
        return Err(invalid_value(format!(
            "The collection EntityMetricData must not have a size greater than {ENTITIES_MAX}."
        )));
    }
    match data(input).count() {
        0 => return Err(missing_parameter("The parameter MetricData is required.")),
        1..=DATA_MAX => {}
        _ => {
            return Err(invalid_value(format!(
                "The collection MetricData must not have a size greater than {DATA_MAX}."
            )));
        }
    }
    let mut findings = Findings::default();
    for (at, datum) in data(input) {
        check_datum(at, datum, &mut findings);
        if let Some(message) = datum.timestamp.and_then(|time| out_of_time(at, time, now)) {
            findings.add(invalid_value(message));
        }
    }
    findings.result()
}

/// CW-B2.6. The model refused a first `:` and too long a name.
fn namespace(namespace: &str) -> Result<()> {
    if namespace.starts_with("AWS/") {
        return Err(invalid_value("The value AWS/ for parameter Namespace is invalid."));
    }
    Ok(())
}

/// CW-B2.7. The text for the future is our own.
fn out_of_time(at: At, time: Timestamp, now: Timestamp) -> Option<String> {
    if time < now - AGE_MAX {
        Some(format!("The parameter {at}.Timestamp must specify a time within the past two weeks."))
    } else if time > now + AHEAD_MAX {
        Some(format!(
            "The parameter {at}.Timestamp must specify a time no more than two hours in the future."
        ))
    } else {
        None
    }
}

fn check_datum(at: At, datum: &MetricDatum, findings: &mut Findings) {
    check_dimensions(at, datum.dimensions.as_deref().unwrap_or_default(), findings);
    one_form(at, datum, findings);
    if let Some(value) = datum.value {
        number(value, findings, || format!("{at}.Value"));
    }
    values(at, datum, findings);
    if let Some(set) = &datum.statistic_values {
        statistics(at, set, findings);
    }
    if let Some(other) = datum.storage_resolution.filter(|it| ![1, 60].contains(it)) {
        invalid(other, findings, || format!("{at}.StorageResolution"));
    }
}

fn invalid(
    value: impl std::fmt::Display,
    findings: &mut Findings,
    parameter: impl FnOnce() -> String,
) {
    let parameter = parameter();
    findings.add(invalid_value(format!("The value {value} for parameter {parameter} is invalid.")));
}

/// CW-B2.2; who gives nothing hears of two forms of three
/// (<https://github.com/AdRoll/goamz/pull/301>).
fn one_form(at: At, datum: &MetricDatum, findings: &mut Findings) {
    let given: Vec<&str> = [
        ("Value", datum.value.is_some()),
        ("StatisticValues", datum.statistic_values.is_some()),
        ("Values", datum.values.as_ref().is_some_and(|values| !values.is_empty())),
    ]
    .into_iter()
    .filter_map(|(name, given)| given.then_some(name))
    .collect();
    match given[..] {
        [] => findings.add(invalid_combination(format!(
            "At least one of the parameters {at}.Value and {at}.StatisticValues must be specified."
        ))),
        [_] => {}
        [one, other, ..] => findings.add(invalid_combination(format!(
            "The parameters {at}.{one} and {at}.{other} are mutually exclusive and you have \
             specified both."
        ))),
    }
}

/// CW-B2.3
fn values(at: At, datum: &MetricDatum, findings: &mut Findings) {
    let values = datum.values.as_deref().unwrap_or_default();
    if values.len() > VALUES_MAX {
        return findings.add(invalid_value(format!(
            "The collection {at}.Values must not have a size greater than {VALUES_MAX}."
        )));
    }
    if let Some(counts) = &datum.counts {
        if counts.len() != values.len() {
            return findings.add(invalid_value(format!(
                "The parameters {at}.Values and {at}.Counts must be of the same size."
            )));
        }
        for (i, count) in counts.iter().enumerate() {
            let parameter = || format!("{at}.Counts.member.{}", i + 1);
            if *count < 0.0 {
                invalid(double(*count), findings, parameter);
            } else {
                number(*count, findings, parameter);
            }
        }
    }
    for (i, value) in values.iter().enumerate() {
        number(*value, findings, || format!("{at}.Values.member.{}", i + 1));
    }
}

/// The texts of the last two are our own.
fn statistics(at: At, set: &StatisticSet, findings: &mut Findings) {
    let members = [
        ("SampleCount", set.sample_count),
        ("Sum", set.sum),
        ("Minimum", set.minimum),
        ("Maximum", set.maximum),
    ];
    for (name, value) in members {
        number(value, findings, || format!("{at}.StatisticValues.{name}"));
    }
    if set.sample_count <= 0.0 {
        let parameter = || format!("{at}.StatisticValues.SampleCount");
        invalid(double(set.sample_count), findings, parameter);
    }
    if set.minimum > set.maximum {
        findings.add(invalid_value(format!(
            "The parameter {at}.StatisticValues.Minimum must be less than or equal to the \
             parameter {at}.StatisticValues.Maximum."
        )));
    }
}

/// CW-B2.4
fn number(value: f64, findings: &mut Findings, parameter: impl FnOnce() -> String) {
    // What is no number at all is not below the bound either.
    let fits = value.abs() <= MAGNITUDE_MAX;
    if !fits {
        invalid(double(value), findings, parameter);
    }
}

/// CW-B2.5. The model checked lengths and the number of dimensions. What AWS does with a name given
/// twice is not known (CW-H): refused, rather than one lost.
fn check_dimensions(at: At, dimensions: &[Dimension], findings: &mut Findings) {
    let fits = |text: &str| text.is_ascii() && text.bytes().any(|b| !b.is_ascii_whitespace());
    for (i, Dimension { name, value }) in dimensions.iter().enumerate() {
        let member = |member: &str| format!("{at}.Dimensions.member.{}.{member}", i + 1);
        let repeated = dimensions[..i].iter().any(|other| other.name == *name);
        if !fits(name) || name.starts_with(':') || repeated {
            invalid(name, findings, || member("Name"));
        }
        if !fits(value) {
            invalid(value, findings, || member("Value"));
        }
    }
}

/// A datum that was checked, as it is stored.
pub(crate) fn stored(datum: MetricDatum, now: Timestamp) -> (MetricKey, Datum) {
    let content = if let Some(value) = datum.value {
        Content::Value(value)
    } else if let Some(set) = datum.statistic_values {
        Content::Set {
            sample_count: set.sample_count,
            sum: set.sum,
            minimum: set.minimum,
            maximum: set.maximum,
        }
    } else {
        let values = datum.values.unwrap_or_default();
        let counts = datum.counts.unwrap_or_else(|| vec![1.0; values.len()]);
        // A value that was seen zero times was not seen.
        let seen = values.into_iter().zip(counts).filter(|(_, count)| *count > 0.0);
        Content::Values(seen.collect())
    };
    let stored = Datum {
        at: datum.timestamp.unwrap_or(now),
        unit: datum.unit.as_deref().and_then(Unit::parse).unwrap_or(Unit::NONE),
        fine: datum.storage_resolution == Some(1),
        content,
    };
    (key(datum.metric_name, datum.dimensions), stored)
}

/// The identity of a metric in its namespace.
pub(crate) fn key(name: String, dimensions: Option<Vec<Dimension>>) -> MetricKey {
    let dimensions = dimensions.unwrap_or_default();
    MetricKey::new(name, dimensions.into_iter().map(|d| (d.name, d.value)).collect())
}

/// The dimensions of a metric, as answers show them.
pub(crate) fn dimensions(key: &MetricKey) -> Vec<Dimension> {
    let shell =
        |(name, value): &(String, String)| Dimension { name: name.clone(), value: value.clone() };
    key.dimensions.iter().map(shell).collect()
}
