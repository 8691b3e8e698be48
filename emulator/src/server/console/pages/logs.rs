//! Log groups, and what is written in one, with a live tail.

use super::super::kinds::Kind;
use super::super::layout::{Sheet, carried};
use super::super::parts::{facts, more, nothing, search, shown, size, table, time_in, trouble};
use super::super::tree::{self, Json};
use super::super::view::View;
use super::resources;
use maud::{Markup, html};
use serde_json::json;

/// Events of a page.
const EVENTS: usize = 200;

/// Streams that are offered.
const STREAMS: usize = 50;

/// How far a live tail looks back.
const TAIL_MILLIS: i64 = 3_600_000;

pub(super) fn page(view: &View) -> Sheet {
    let body = html! {
        (search(view, "q", "Groups that begin with", &[]))
        @if let Some(kind) = Kind::find("log-groups") { (resources::list(view, kind)) }
        (about_insights())
    };
    Sheet::new("logs", "Log groups", body)
}

fn about_insights() -> Markup {
    html! { p.lead { "Logs Insights is not implemented in this cloud yet; filter patterns are." } }
}

pub(super) fn one(view: &View) -> Sheet {
    let name = view.query.get("name");
    let tail = view.query.get("tail") == "1";
    let live = view.here_with(&[]).replacen("/console/group", "/console/group/events", 1);
    let body = html! {
        (head(view, name))
        (form(view))
        @if tail { p.muted { "Following: the last hour, again every second." } }
        div data-live=[tail.then_some(live)] data-every="1000" { (events(view)) }
        (about_insights())
        @if let Ok(filters) = view.ask("logs", "DescribeMetricFilters", json!({ "logGroupName": name })) {
            @let filters = tree::entries(&filters, "metricFilters");
            @if !filters.is_empty() { h2 { "Metric filters" } @for filter in filters { div.panel { (shown(filter)) } } }
        }
    };
    Sheet::new("logs", name, body).below("Log groups", view.href("logs", &[]))
}

fn head(view: &View, name: &str) -> Markup {
    let input = json!({ "logGroupNamePrefix": name, "limit": 1 });
    let group = view.ask("logs", "DescribeLogGroups", input).unwrap_or_default();
    let Some(group) = tree::entries(&group, "logGroups").first() else { return html! {} };
    let days = tree::at(group, "retentionInDays").as_u64();
    facts(&[
        ("Created", time_in(tree::at(group, "creationTime"))),
        ("Kept for", html! { @match days { Some(days) => { (days) " days" } None => "ever" } }),
        ("Stored", html! { (size(tree::at(group, "storedBytes").as_u64().unwrap_or(0))) }),
        ("ARN", html! { code { (tree::text(group, "arn")) } }),
    ])
}

fn form(view: &View) -> Markup {
    let query = &view.query;
    let input = json!({
        "logGroupName": query.get("name"), "orderBy": "LastEventTime", "descending": true, "limit": STREAMS,
    });
    let streams = view.ask("logs", "DescribeLogStreams", input).unwrap_or_default();
    html! {
        form.filter role="search" aria-label="Events" {
            input type="hidden" name="name" value=(query.get("name"));
            (carried(view))
            label { "Stream" input name="stream" value=(query.get("stream")) list="streams" placeholder="all"; }
            datalist #streams {
                @for stream in tree::entries(&streams, "logStreams") { option value=(tree::text(stream, "logStreamName")) {} }
            }
            label.grow { "Filter pattern" input name="pattern" value=(query.get("pattern")) spellcheck="false" placeholder="{ $.level = \"error\" }"; }
            label.inline { input type="checkbox" name="tail" value="1" checked[query.get("tail") == "1"]; "Live tail" }
            button { "Show" }
        }
    }
}

/// The events: oldest first, or of the last hour the newest first.
pub(super) fn events(view: &View) -> Markup {
    let query = &view.query;
    let tail = query.get("tail") == "1";
    let mut input = json!({ "logGroupName": query.get("name"), "limit": EVENTS });
    if let Some(stream) = query.given("stream") {
        tree::set(&mut input, "logStreamNames", json!([stream]));
    }
    if let Some(pattern) = query.given("pattern") {
        tree::set(&mut input, "filterPattern", json!(pattern));
    }
    if tail {
        return tailed(view, input);
    }
    if let Some(from) = query.given("from") {
        tree::set(&mut input, "nextToken", json!(from));
    }
    let found = match view.ask("logs", "FilterLogEvents", input) {
        Ok(found) => found,
        Err(error) => return trouble(&error),
    };
    let next = tree::text(&found, "nextToken");
    html! {
        (rows(&tree::entries(&found, "events").iter().collect::<Vec<_>>()))
        (more(
            (!next.is_empty()).then(|| view.here_with(&[("from", next)])),
            query.given("from").map(|_| view.here_with(&[("from", "")])),
        ))
    }
}

/// The last of the last hour: pages are gone through to their end, but not for ever.
fn tailed(view: &View, mut input: Json) -> Markup {
    const PAGES: usize = 10;
    let since = view.now().0 - TAIL_MILLIS;
    tree::set(&mut input, "startTime", json!(since));
    tree::set(&mut input, "limit", json!(10_000));
    let mut all = Vec::new();
    for _ in 0..PAGES {
        let found = match view.ask("logs", "FilterLogEvents", input.clone()) {
            Ok(found) => found,
            Err(error) => return trouble(&error),
        };
        all.extend_from_slice(tree::entries(&found, "events"));
        let from = all.len().saturating_sub(EVENTS);
        all.drain(..from);
        match tree::text(&found, "nextToken") {
            "" => break,
            next => tree::set(&mut input, "nextToken", json!(next)),
        }
    }
    rows(&all.iter().rev().collect::<Vec<_>>())
}

fn rows(events: &[&Json]) -> Markup {
    if events.is_empty() {
        return nothing("No event is like that.");
    }
    let rows = html! {
        @for event in events {
            tr.log {
                td.tight { (time_in(tree::at(event, "timestamp"))) }
                td { span.muted { (tree::text(event, "logStreamName")) } }
                td.said.wide { (tree::text(event, "message")) }
            }
        }
    };
    html! { (table("Log events", &["Time", "Stream", "Message"], &rows)) }
}
