//! Alarms, what they watch drawn with their states, and why each transition came.

use super::super::chart::Curve;
use super::super::kinds::Kind;
use super::super::layout::Sheet;
use super::super::parts::{Mood, badge, facts, nothing, search, shown, table, time_in, trouble};
use super::super::tree::{self, Json};
use super::super::view::View;
use super::metrics::{self, Drawn};
use super::resources;
use maud::{Markup, html};
use parhelion_wire::Timestamp;
use serde_json::json;

/// Transitions that are shown.
const HISTORY: usize = 100;

pub(super) fn page(view: &View) -> Sheet {
    let body = html! {
        (search(view, "q", "Alarms that begin with", &[]))
        @if let Some(kind) = Kind::find("alarms") { (resources::list(view, kind)) }
    };
    Sheet::new("alarms", "Alarms", body)
}

pub(super) fn one(view: &View) -> Sheet {
    let name = view.query.get("name");
    let found = view.ask("cloudwatch", "DescribeAlarms", json!({ "AlarmNames": [name] }));
    let body = match &found {
        Err(error) => trouble(error),
        Ok(found) => match tree::entries(found, "MetricAlarms").first() {
            None => nothing("There is no alarm of this name."),
            Some(alarm) => of(view, name, alarm),
        },
    };
    Sheet::new("alarms", name, body).below("Alarms", view.href("alarms", &[]))
}

fn of(view: &View, name: &str, alarm: &Json) -> Markup {
    let input =
        json!({ "AlarmName": name, "MaxRecords": HISTORY, "ScanBy": "TimestampDescending" });
    let history = view.ask("cloudwatch", "DescribeAlarmHistory", input).unwrap_or_default();
    let history = tree::entries(&history, "AlarmHistoryItems");
    let state = tree::text(alarm, "StateValue");
    html! {
        (facts(&[
            ("State", badge(Mood::of_alarm(state), state)),
            ("Since", time_in(tree::at(alarm, "StateUpdatedTimestamp"))),
            ("Goes off when", html! { (condition(alarm)) }),
            ("Missing data", html! { (missing(alarm)) }),
        ]))
        p.notice { (tree::text(alarm, "StateReason")) }
        (drawn(view, alarm, history))
        h2 { "What happened, and why" }
        (transitions(history))
        details { summary { "Settings" } div.panel { (shown(alarm)) } }
    }
}

/// In words: `Sum of Errors > 3 for 2 of 3 periods of 60 s`.
fn condition(alarm: &Json) -> String {
    let number = |name: &str| tree::plain(tree::at(alarm, name));
    let sign = match tree::text(alarm, "ComparisonOperator") {
        "GreaterThanThreshold" => ">",
        "GreaterThanOrEqualToThreshold" => "≥",
        "LessThanThreshold" => "<",
        "LessThanOrEqualToThreshold" => "≤",
        other => other,
    };
    let of = number("EvaluationPeriods");
    let needed = match number("DatapointsToAlarm") {
        needed if needed.is_empty() => of.clone(),
        needed => needed,
    };
    let what = match statistic(alarm) {
        "" => "the expression".to_owned(),
        statistic => format!("{statistic} of {}", tree::text(alarm, "MetricName")),
    };
    format!(
        "{what} {sign} {} in {needed} of {of} periods of {} s",
        number("Threshold"),
        number("Period")
    )
}

fn statistic(alarm: &Json) -> &str {
    match tree::text(alarm, "Statistic") {
        "" => tree::text(alarm, "ExtendedStatistic"),
        statistic => statistic,
    }
}

fn missing(alarm: &Json) -> &str {
    match tree::text(alarm, "TreatMissingData") {
        "" | "missing" => "says nothing",
        "notBreaching" => "is within the threshold",
        "breaching" => "is beyond the threshold",
        "ignore" => "keeps the state",
        other => other,
    }
}

/// The metric since before the first transition that is shown, an hour at the least.
fn drawn(view: &View, alarm: &Json, history: &[Json]) -> Markup {
    if statistic(alarm).is_empty() {
        return nothing("It watches an expression, of which no curve is drawn.");
    }
    let now = view.now().0;
    let states = states(history);
    let period = tree::at(alarm, "Period").as_i64().unwrap_or(60);
    // No more points than can be told apart.
    let first = states.first().map_or(now, |(at, _)| *at);
    let longest = now - period * 1_000 * 1_440;
    let from = (first - 300_000).min(now - 3_600_000).max(longest);
    let metric = json!({
        "Namespace": tree::at(alarm, "Namespace"),
        "MetricName": tree::at(alarm, "MetricName"),
        "Dimensions": tree::at(alarm, "Dimensions"),
    });
    let drawn = Drawn { metric, stat: statistic(alarm).to_owned(), period };
    let limit = tree::at(alarm, "Threshold").as_f64();
    metrics::curve(view, &drawn, (from, now), Curve { limit, states, ..Curve::default() })
}

/// From when on which state, oldest first.
fn states(history: &[Json]) -> Vec<(i64, String)> {
    let updates =
        history.iter().rev().filter(|item| tree::text(item, "HistoryItemType") == "StateUpdate");
    let state = |item: &Json| {
        let at = Timestamp::parse_date_time(tree::text(item, "Timestamp"))?.0;
        let data: Json = serde_json::from_str(tree::text(item, "HistoryData")).ok()?;
        Some((at, tree::text(&data, "newState.stateValue").to_owned()))
    };
    updates.filter_map(state).collect()
}

fn transitions(history: &[Json]) -> Markup {
    if history.is_empty() {
        return nothing("Nothing happened to it yet.");
    }
    let rows = html! {
        @for item in history {
            @let data: Json = serde_json::from_str(tree::text(item, "HistoryData")).unwrap_or_default();
            @let (old, new) = (tree::text(&data, "oldState.stateValue"), tree::text(&data, "newState.stateValue"));
            tr {
                td.tight { (time_in(tree::at(item, "Timestamp"))) }
                td.tight {
                    @if new.is_empty() { (tree::text(item, "HistoryItemType")) } @else {
                        (badge(Mood::of_alarm(old), old)) " → " (badge(Mood::of_alarm(new), new))
                    }
                }
                td.wide {
                    @match tree::text(&data, "newState.stateReason") {
                        "" => (tree::text(item, "HistorySummary")),
                        reason => (reason),
                    }
                }
            }
        }
    };
    table("History, newest first", &["Time", "What", "Why"], &rows)
}
