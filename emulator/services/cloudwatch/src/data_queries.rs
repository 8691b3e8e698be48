//! GetMetricData, for metrics. Metric math is not here yet and is refused (CW-B6, CW-B7).

use crate::choices;
use crate::datum;
use crate::errors::{Findings, not_implemented, validation};
use crate::labels::{self, Piece, is_id};
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
        let queries = read(cx, input.metric_data_queries, (start_time, end_time))?;
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
            metric: &query.key.name,
            statistic: &query.statistic_name,
            period_secs: query.period_secs,
        }));
        let now = cx.now;
        let (account, region) = (cx.account.clone(), cx.region.clone());
        let metrics = &self.region(cx).metrics;
        let mut results = Vec::new();
        let mut at = 0; // how many datapoints lie before the query, over all of them
        let home = (&*account, &*region);
        for (query, named) in queries.into_iter().zip(labels).filter(|(query, _)| query.returned) {
            let label = query.labelled(named, home);
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
fn check_range(start: Timestamp, end: Timestamp, findings: &mut Findings) {
    if start == end {
        findings.add(validation("The parameter StartTime must not equal parameter EndTime."));
    } else if start > end {
        findings.add(validation("The parameter EndTime must be greater than StartTime."));
    }
}

/// CW-B6.1: all that is wrong is told.
fn read(
    cx: &Context,
    queries: Vec<MetricDataQuery>,
    (start, end): (Timestamp, Timestamp),
) -> Result<Vec<Query>> {
    let mut findings = Findings::default();
    check_range(start, end, &mut findings);
    if queries.is_empty() || queries.len() > QUERIES_MAX {
        findings.add(validation(format!(
            "The collection MetricDataQueries must have a size between 1 and {QUERIES_MAX}."
        )));
        return findings.ended_result().map(|()| Vec::new());
    }
    let mut ids = BTreeSet::new();
    for (i, query) in queries.iter().enumerate() {
        let id = &query.id;
        if !is_id(id) {
            // https://github.com/influxdata/telegraf/issues/5420
            findings.add(validation(format!(
                "The value {id} for parameter MetricDataQueries.member.{}.Id is not matching the \
                 expected pattern ^[a-z][a-zA-Z0-9_]*$.",
                i + 1
            )));
        }
        ids.insert(id.as_str());
    }
    if ids.len() < queries.len() {
        // https://github.com/aws-solutions/quota-monitor-for-aws/issues/171
        findings
            .add(validation("The values for parameter id in MetricDataQueries are not unique."));
    }
    let mut read = Vec::with_capacity(queries.len());
    let mut unknown = None;
    for (i, query) in queries.into_iter().enumerate() {
        match Query::read(cx, i + 1, query, &mut findings) {
            Ok(query) => read.extend(query),
            Err(not_here) => unknown = unknown.or(Some(not_here)),
        }
    }
    findings.ended_result()?;
    unknown.map_or(Ok(read), Err)
}

/// What of a label is not implemented.
fn not_here<'a>(piece: &Piece<'a>) -> Option<&'a str> {
    const KNOWN: [&str; 7] =
        ["AccountId", "AccountLabel", "Region", "Namespace", "MetricName", "Stat", "Period"];
    match piece {
        Piece::Value(value) => Some(value),
        Piece::Property(name) if !KNOWN.contains(name) && !name.starts_with("Dim.") => Some(name),
        _ => None,
    }
}

impl Query {
    /// `None`: it was refused, and the findings say why.
    ///
    /// # Errors
    /// A part of it is not implemented.
    fn read(
        cx: &Context,
        number: usize,
        query: MetricDataQuery,
        findings: &mut Findings,
    ) -> Result<Option<Self>> {
        let at = format!("MetricDataQueries.member.{number}");
        let stat = match (query.metric_stat, &query.expression) {
            (Some(stat), None) => stat,
            (None, Some(_)) => return Err(not_implemented("metric math", OPERATION)),
            (Some(_), Some(_)) => {
                findings.add(validation(format!(
                    "The parameters {at}.Expression and {at}.MetricStat are mutually exclusive \
                     and you have specified both."
                )));
                return Ok(None);
            }
            (None, None) => {
                findings.add(validation(format!(
                    "Either {at}.Expression or {at}.MetricStat must be specified."
                )));
                return Ok(None);
            }
        };
        if query.account_id.is_some_and(|account| *account != *cx.account) {
            return Err(not_implemented("a metric of another account", OPERATION));
        }
        let pieces = query.label.as_deref().map(labels::pieces).unwrap_or_default();
        if let Some(value) = pieces.iter().find_map(not_here) {
            return Err(not_implemented(&format!("${{{value}}} in a label"), OPERATION));
        }
        let statistic = Statistic::parse(&stat.stat);
        if statistic.is_none() {
            // https://github.com/prometheus-community/yet-another-cloudwatch-exporter/issues/385
            findings.add(validation(format!(
                "The value {} for parameter {at}.MetricStat.Stat is not a valid statistic.",
                stat.stat
            )));
        }
        let period_secs = i64::from(stat.period);
        if !is_period(period_secs) {
            findings.add(validation(format!(
                "The value {period_secs} for parameter {at}.MetricStat.Period is invalid."
            )));
        }
        let (Some(namespace), Some(name)) = (stat.metric.namespace, stat.metric.metric_name) else {
            findings.add(validation(format!(
                "{at}.MetricStat.Metric must name the namespace and the metric."
            )));
            return Ok(None);
        };
        Ok(statistic.map(|statistic| Self {
            id: query.id,
            namespace,
            key: datum::key(name, stat.metric.dimensions),
            statistic,
            statistic_name: stat.stat,
            period_secs,
            unit: stat.unit.as_deref().and_then(Unit::parse),
            label: query.label,
            returned: query.return_data != Some(false),
        }))
    }

    /// As it was asked for, with its dynamic parts; or as it is `named`.
    fn labelled(&self, named: String, (account, region): (&str, &str)) -> String {
        let Some(label) = &self.label else { return named };
        let piece = |piece: Piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Label => named.clone(),
            Piece::Property("AccountId" | "AccountLabel") => account.to_owned(),
            Piece::Property("Region") => region.to_owned(),
            Piece::Property("Namespace") => self.namespace.clone(),
            Piece::Property("MetricName") => self.key.name.clone(),
            Piece::Property("Stat") => self.statistic_name.clone(),
            Piece::Property("Period") => self.period_secs.to_string(),
            Piece::Property(name) => {
                let name = name.strip_prefix("Dim.").unwrap_or_default();
                let dimension = self.key.dimensions.iter().find(|(key, _)| key == name);
                dimension.map(|(_, value)| value.clone()).unwrap_or_default()
            }
            Piece::Value(_) => String::new(), // refused when it was read
        };
        labels::pieces(label).into_iter().map(piece).collect()
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
