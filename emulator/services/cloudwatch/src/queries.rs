//! GetMetricStatistics (CW-B5).

use crate::choices;
use crate::datum;
use crate::errors::{invalid_combination, invalid_value};
use crate::model::{Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput};
use crate::series::{Reading, Window, grid_start, is_period};
use crate::state::CloudWatch;
use crate::statistics::{BASIC, Statistic};
use crate::unit::Unit;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeMap;

const DATAPOINTS_MAX: i64 = 1_440;

impl CloudWatch {
    pub(crate) fn get_metric_statistics(
        &mut self,
        cx: &mut Context,
        input: GetMetricStatisticsInput,
    ) -> Result<GetMetricStatisticsOutput> {
        let statistics = requested_statistics(&input)?;
        check_range(&input)?;
        let GetMetricStatisticsInput {
            namespace,
            metric_name,
            dimensions,
            start_time,
            end_time,
            period,
            unit,
            ..
        } = input;
        let period_secs = i64::from(period);
        let reading = Reading {
            start: grid_start(start_time, period_secs, cx.now),
            end: end_time,
            period_secs,
            unit: unit.as_deref().and_then(Unit::parse),
            samples: statistics.iter().any(|(_, statistic)| statistic.needs_samples()),
            fine: false,
            now: cx.now,
        };
        let label = Some(metric_name.clone());
        let key = datum::key(metric_name, dimensions);
        let series = self.region(cx).metrics.find(&namespace, &key);
        let series = series.filter(|series| cx.now >= series.readable_from);
        let windows = series.map(|series| series.windows(&reading)).unwrap_or_default();
        let mut datapoints: Vec<Datapoint> =
            windows.iter().filter_map(|window| datapoint(window, &statistics)).collect();
        if datapoints.len() > 1 {
            match cx.choose(&choices::DATAPOINT_ORDER) {
                1 => datapoints.reverse(),
                2 => {
                    let middle = datapoints.len() / 2;
                    datapoints.rotate_left(middle);
                }
                _ => {}
            }
        }
        Ok(GetMetricStatisticsOutput { label, datapoints: Some(datapoints) })
    }
}

/// The statistics asked for, by name (CW-B5.1).
fn requested_statistics(input: &GetMetricStatisticsInput) -> Result<Vec<(String, Statistic)>> {
    let (names, extended) = match (&input.statistics, &input.extended_statistics) {
        (Some(names), None) => (names, false),
        (None, Some(names)) => (names, true),
        (None, None) => {
            return Err(invalid_combination(
                "At least one of the parameters Statistics and ExtendedStatistics must be \
                 specified.",
            ));
        }
        (Some(_), Some(_)) => {
            return Err(invalid_combination(
                "The parameters Statistics and ExtendedStatistics are mutually exclusive and you \
                 have specified both.",
            ));
        }
    };
    let read = |(i, name): (usize, &String)| {
        let known = BASIC.contains(&name.as_str()) != extended;
        match Statistic::parse(name).filter(|_| known) {
            Some(statistic) => Ok((name.clone(), statistic)),
            None => {
                let member = if extended { "ExtendedStatistics" } else { "Statistics" };
                let n = i + 1;
                Err(invalid_value(format!(
                    "The value {name} for parameter {member}.member.{n} is invalid."
                )))
            }
        }
    };
    names.iter().enumerate().map(read).collect()
}

/// CW-B5.2, CW-B5.3, CW-B5.8
fn check_range(input: &GetMetricStatisticsInput) -> Result<()> {
    let period = i64::from(input.period);
    if !is_period(period) {
        return Err(invalid_value(
            "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.",
        ));
    }
    let (start, end) = (input.start_time, input.end_time);
    if start >= end {
        return Err(invalid_value(
            "The parameter StartTime must be less than the parameter EndTime.",
        ));
    }
    let datapoints = end.millis().saturating_sub(start.millis()) / (period * 1000);
    if datapoints > DATAPOINTS_MAX {
        return Err(invalid_combination(format!(
            "You have requested up to {datapoints} datapoints, which exceeds the limit of \
             {DATAPOINTS_MAX}. You may reduce the datapoints requested by increasing Period, or \
             decreasing the time range."
        )));
    }
    Ok(())
}

/// `None` if the window has none of the statistics (CW-B4).
fn datapoint(window: &Window, statistics: &[(String, Statistic)]) -> Option<Datapoint> {
    let mut point = Datapoint {
        timestamp: Some(window.start),
        unit: Some(window.unit.as_str().into()),
        ..Datapoint::default()
    };
    let mut extended = BTreeMap::new();
    let mut some = false;
    for (name, statistic) in statistics {
        let value = statistic.of(&window.values);
        some |= value.is_some();
        match statistic {
            Statistic::SampleCount => point.sample_count = value,
            Statistic::Average => point.average = value,
            Statistic::Sum => point.sum = value,
            Statistic::Minimum => point.minimum = value,
            Statistic::Maximum => point.maximum = value,
            Statistic::Percentile(_) | Statistic::Trimmed(..) => {
                extended.extend(value.map(|value| (name.clone(), value)));
            }
        }
    }
    point.extended_statistics = (!extended.is_empty()).then_some(extended);
    some.then_some(point)
}
