//! GetMetricData, for metrics. Metric math is not here yet and is refused (CW-B6, CW-B7).

use crate::choices;
use crate::datum;
use crate::errors::{not_implemented, validation};
use crate::labels;
use crate::model::{
    GetMetricDataInput, GetMetricDataOutput, MessageData, MetricDataQuery, MetricDataResult,
};
use crate::page;
use crate::series::{MetricKey, Metrics, Reading, grid_start, is_period};
use crate::state::CloudWatch;
use crate::statistics::Statistic;
use crate::unit::Unit;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeSet;

const QUERIES_MAX: usize = 500;
const DATAPOINTS_MAX: usize = 100_800;
const OPERATION: &str = "GetMetricData";

/// One query for a metric, checked.
struct Query {
    id: String,
    namespace: String,
    key: MetricKey,
    statistic: Statistic,
    statistic_name: String,
    period_secs: i64,
    unit: Option<Unit>,
    label: Option<String>,
    returned: bool,
}

/// All datapoints of a query.
#[derive(Default)]
struct Found {
    points: Vec<(Timestamp, f64)>,
    messages: Vec<MessageData>,
}

impl CloudWatch {
    pub(crate) fn get_metric_data(
        &mut self,
        cx: &mut Context,
        input: GetMetricDataInput,
    ) -> Result<GetMetricDataOutput> {
        let GetMetricDataInput { start_time, end_time, .. } = input;
        let queries = read(cx, input.metric_data_queries)?;
        check_range(start_time, end_time)?;
        let most = match input.max_datapoints {
            None => DATAPOINTS_MAX,
            Some(n) => match usize::try_from(n) {
                Ok(n) if n > 0 => n.min(DATAPOINTS_MAX),
                _ => return Err(validation("MaxDatapoints must be greater than 0.")),
            },
        };
        let from: usize = page::read(input.next_token.as_deref())?.unwrap_or(0);
        let most = match cx.choose(&choices::DATA_PAGE) {
            0 => most,
            _ => 1,
        };
        let ascending = input.scan_by.as_deref() == Some("TimestampAscending");
        let labels = labels::of(queries.iter().map(|query| labels::Named {
            label: query.label.as_deref(),
            metric: &query.key.name,
            statistic: &query.statistic_name,
            period_secs: query.period_secs,
        }));
        let now = cx.now;
        let metrics = &self.region(cx).metrics;
        let mut results = Vec::new();
        let mut at = 0; // how many datapoints lie before the query, over all of them
        for (query, label) in queries.into_iter().zip(labels).filter(|(query, _)| query.returned) {
            let mut found = query.run(metrics, start_time, end_time, now);
            if !ascending {
                found.points.reverse();
            }
            let total = found.points.len();
            let (start, end) = (from.max(at), (from + most).min(at + total));
            let page = if start < end { start - at..end - at } else { 0..0 };
            let partial = at + total > from + most;
            at += total;
            let (timestamps, values) = found.points[page].iter().copied().unzip();
            results.push(MetricDataResult {
                id: Some(query.id),
                label: Some(label),
                timestamps: Some(timestamps),
                values: Some(values),
                status_code: Some(if partial { "PartialData" } else { "Complete" }.into()),
                messages: (!found.messages.is_empty()).then_some(found.messages),
            });
        }
        let next_token = (at > from + most).then(|| page::token(&(from + most)));
        Ok(GetMetricDataOutput {
            metric_data_results: Some(results),
            next_token,
            messages: Some(Vec::new()),
        })
    }
}

/// CW-B6.10
fn check_range(start: Timestamp, end: Timestamp) -> Result<()> {
    if start == end {
        return Err(validation("The parameter StartTime must not equal parameter EndTime."));
    }
    if start > end {
        return Err(validation("The parameter EndTime must be greater than StartTime."));
    }
    Ok(())
}

/// CW-B6.1
fn read(cx: &Context, queries: Vec<MetricDataQuery>) -> Result<Vec<Query>> {
    if queries.is_empty() || queries.len() > QUERIES_MAX {
        return Err(validation(format!(
            "The collection MetricDataQueries must have a size between 1 and {QUERIES_MAX}."
        )));
    }
    let mut ids = BTreeSet::new();
    for (i, query) in queries.iter().enumerate() {
        let id = &query.id;
        let mut bytes = id.bytes();
        let valid = bytes.next().is_some_and(|b| b.is_ascii_lowercase())
            && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !valid {
            return Err(validation(format!(
                "The value {id} for parameter MetricDataQueries.member.{}.Id is invalid.",
                i + 1
            )));
        }
        if !ids.insert(id.as_str()) {
            return Err(validation(format!(
                "The id {id} is used by more than one of MetricDataQueries."
            )));
        }
    }
    queries.into_iter().enumerate().map(|(i, query)| Query::read(cx, i + 1, query)).collect()
}

impl Query {
    fn read(cx: &Context, number: usize, query: MetricDataQuery) -> Result<Self> {
        let at = format!("MetricDataQueries.member.{number}");
        let stat = match (query.metric_stat, &query.expression) {
            (Some(stat), None) => stat,
            (None, Some(_)) => return Err(not_implemented("metric math", OPERATION)),
            (Some(_), Some(_)) => {
                return Err(validation(format!(
                    "The parameters {at}.Expression and {at}.MetricStat are mutually exclusive \
                     and you have specified both."
                )));
            }
            (None, None) => {
                return Err(validation(format!(
                    "Either {at}.Expression or {at}.MetricStat must be specified."
                )));
            }
        };
        if query.account_id.is_some_and(|account| *account != *cx.account) {
            return Err(not_implemented("a metric of another account", OPERATION));
        }
        if query.label.as_ref().is_some_and(|label| label.contains("${")) {
            return Err(not_implemented("a dynamic label", OPERATION));
        }
        let invalid = |member: &str, value: &str| {
            validation(format!("The value {value} for parameter {at}.{member} is invalid."))
        };
        let Some(statistic) = Statistic::parse(&stat.stat) else {
            return Err(invalid("MetricStat.Stat", &stat.stat));
        };
        let period_secs = i64::from(stat.period);
        if !is_period(period_secs) {
            return Err(invalid("MetricStat.Period", &stat.period.to_string()));
        }
        let (Some(namespace), Some(name)) = (stat.metric.namespace, stat.metric.metric_name) else {
            return Err(validation(format!(
                "{at}.MetricStat.Metric must name the namespace and the metric."
            )));
        };
        Ok(Self {
            id: query.id,
            namespace,
            key: datum::key(name, stat.metric.dimensions),
            statistic,
            statistic_name: stat.stat,
            period_secs,
            unit: stat.unit.as_deref().and_then(Unit::parse),
            label: query.label,
            returned: query.return_data != Some(false),
        })
    }

    /// All datapoints, oldest first. Nothing for a metric or a unit that is not there (CW-B6.6).
    fn run(&self, metrics: &Metrics, start: Timestamp, end: Timestamp, now: Timestamp) -> Found {
        let series = metrics.find(&self.namespace, &self.key);
        let Some(series) = series.filter(|series| now >= series.readable_from) else {
            return Found::default();
        };
        let windows = series.windows(&Reading {
            start: grid_start(start, self.period_secs, now),
            end,
            period_secs: self.period_secs,
            unit: self.unit,
            samples: self.statistic.needs_samples(),
            fine: false,
            now,
        });
        // Of several units, the first by name is returned (CW-B6.5).
        let units: BTreeSet<Unit> = windows.iter().map(|window| window.unit).collect();
        let unit = units.first().copied();
        let points = windows
            .iter()
            .filter(|window| Some(window.unit) == unit)
            .filter_map(|window| Some((window.start, self.statistic.of(&window.values)?)))
            .collect();
        let mut messages = Vec::new();
        if units.len() > 1 {
            let names: Vec<&str> = units.iter().map(|unit| unit.as_str()).collect();
            messages.push(MessageData {
                code: Some("MultipleUnits".into()),
                value: Some(format!("Multiple units returned: '[{}]'", names.join(", "))),
            });
        }
        Found { points, messages }
    }
}
