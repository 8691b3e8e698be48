//! Metrics, and one drawn on the axis of virtual time.

use super::super::chart::{self, Curve};
use super::super::layout::{Sheet, carried};
use super::super::parts::{more, nothing, table, trouble};
use super::super::tree::{self, Json};
use super::super::view::View;
use maud::{Markup, html};
use parhelion_wire::Timestamp;
use serde_json::json;

pub(super) fn page(view: &View) -> Sheet {
    let mut input = json!({});
    for (member, name) in [("Namespace", "ns"), ("MetricName", "metric"), ("NextToken", "from")] {
        if let Some(value) = view.query.given(name) {
            tree::set(&mut input, member, json!(value));
        }
    }
    let body = match view.ask("cloudwatch", "ListMetrics", input) {
        Ok(listed) => list(view, &listed),
        Err(error) => trouble(&error),
    };
    Sheet::new("metrics", "Metrics", body)
}

fn list(view: &View, listed: &Json) -> Markup {
    let all = tree::entries(listed, "Metrics");
    let next = tree::text(listed, "NextToken");
    let rows = html! {
        @for metric in all {
            @let (ns, name) = (tree::text(metric, "Namespace"), tree::text(metric, "MetricName"));
            @let dimensions = written(tree::at(metric, "Dimensions"));
            tr {
                td { a href=(view.here_with(&[("ns", ns)])) { (ns) } }
                td { a href=(view.href("metric", &[("ns", ns), ("metric", name), ("dimensions", &dimensions)])) { (name) } }
                td.wide { code { (dimensions) } }
            }
        }
    };
    html! {
        form.filter role="search" aria-label="Metrics" {
            label { "Namespace" input name="ns" value=(view.query.get("ns")); }
            label { "Name" input name="metric" value=(view.query.get("metric")); }
            (carried(view))
            button { "Find" }
        }
        @if all.is_empty() { (nothing("There are none, or none that had data in the last two weeks.")) } @else {
            (table("Metrics", &["Namespace", "Name", "Dimensions"], &rows))
        }
        (more(
            (!next.is_empty()).then(|| view.here_with(&[("from", next)])),
            view.query.given("from").map(|_| view.here_with(&[("from", "")])),
        ))
    }
}

/// Dimensions as a line: `Name=Value, …`.
pub(super) fn written(dimensions: &Json) -> String {
    let all = dimensions.as_array().map_or(&[][..], Vec::as_slice);
    let all =
        all.iter().map(|it| format!("{}={}", tree::text(it, "Name"), tree::text(it, "Value")));
    all.collect::<Vec<_>>().join(", ")
}

/// The dimensions of such a line.
fn read(line: &str) -> Json {
    let pairs = line.split(", ").filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| json!({ "Name": name, "Value": value })).collect()
}

const STATISTICS: [&str; 7] = ["Average", "Sum", "Minimum", "Maximum", "SampleCount", "p50", "p99"];

/// A year, in seconds.
const PERIOD_MAX: i64 = 31_536_000;

/// How long back: what is written, in milliseconds, and the period in seconds that goes with it.
const RANGES: [(&str, i64, i64); 6] = [
    ("1 h", 3_600_000, 60),
    ("3 h", 10_800_000, 60),
    ("12 h", 43_200_000, 300),
    ("1 d", 86_400_000, 300),
    ("1 w", 604_800_000, 3_600),
    ("15 d", 1_296_000_000, 3_600),
];

pub(super) fn one(view: &View) -> Sheet {
    let query = &view.query;
    let (ns, name) = (query.get("ns"), query.get("metric"));
    let stat = query.given("stat").unwrap_or("Average");
    let range = RANGES.iter().find(|(text, ..)| query.get("range") == *text).unwrap_or(&RANGES[1]);
    let (chosen, millis, period) = *range;
    let asked = query.number("period").and_then(|it| i64::try_from(it).ok());
    let period = asked.unwrap_or(period).clamp(1, PERIOD_MAX);
    let drawn = Drawn {
        metric: json!({ "Namespace": ns, "MetricName": name, "Dimensions": read(query.get("dimensions")) }),
        stat: stat.to_owned(),
        period,
    };
    let body = html! {
        p { code { (query.get("dimensions")) } }
        form.filter aria-label="How it is drawn" {
            @for name in ["ns", "metric", "dimensions"] { input type="hidden" name=(name) value=(query.get(name)); }
            (carried(view))
            label { "Statistic" select name="stat" { @for it in STATISTICS { option selected[it == stat] { (it) } } } }
            label { "Back" select name="range" { @for (it, ..) in RANGES { option selected[it == chosen] { (it) } } } }
            label { "Period, s" input name="period" inputmode="numeric" size="6" value=(period); }
            button { "Draw" }
        }
        (curve(view, &drawn, (view.now().0 - millis, view.now().0), Curve::default()))
    };
    Sheet::new("metrics", name, body)
        .below("Metrics", view.href("metrics", &[]))
        .below(ns, view.href("metrics", &[("ns", ns)]))
}

/// What is drawn of a metric.
pub(super) struct Drawn {
    pub metric: Json,
    pub stat: String,
    pub period: i64,
}

/// A metric's curve in a span of time, with what else is to be in it, and its numbers.
pub(super) fn curve(view: &View, drawn: &Drawn, (from, to): (i64, i64), with: Curve) -> Markup {
    let Drawn { metric, stat, period } = drawn;
    let points = match points(view, drawn, (from, to)) {
        Ok(points) => points,
        Err(error) => return trouble(&error),
    };
    let label = format!("{stat} of {}, every {period} s", tree::text(metric, "MetricName"));
    let rows = html! {
        @for (at, value) in points.iter().rev().take(100) {
            tr { td.tight { (super::super::parts::time(Timestamp(*at))) } td.number { (value) } }
        }
    };
    let is_empty = points.is_empty();
    html! {
        (chart::curve(&Curve { from, to, points, label: label.clone(), ..with }))
        @if is_empty { (nothing("There are no data points in this time.")) } @else {
            details { summary { (label) ", as numbers" } (table("Data points, newest first", &["Time", "Value"], &rows)) }
        }
    }
}

fn points(
    view: &View,
    drawn: &Drawn,
    (from, to): (i64, i64),
) -> parhelion_wire::error::Result<Vec<(i64, f64)>> {
    let Drawn { metric, stat, period } = drawn;
    let input = json!({
        "MetricDataQueries": [{ "Id": "m", "MetricStat": { "Metric": metric, "Period": period, "Stat": stat } }],
        "StartTime": Timestamp(from).date_time_millis(),
        // The minute that is not over is of interest, too.
        "EndTime": Timestamp(to + period * 1_000).date_time_millis(),
        "ScanBy": "TimestampAscending",
        "MaxDatapoints": 2_000,
    });
    let answer = view.ask("cloudwatch", "GetMetricData", input)?;
    let result = tree::entries(&answer, "MetricDataResults").first().cloned().unwrap_or_default();
    let times = tree::entries(&result, "Timestamps").iter();
    let times = times.filter_map(|it| Some(Timestamp::parse_date_time(it.as_str()?)?.0));
    let values = tree::entries(&result, "Values").iter().filter_map(Json::as_f64);
    Ok(times.zip(values).collect())
}
