//! The journal as a timeline: what happened, when, and what came of it.

use super::super::chart;
use super::super::layout::{Sheet, carried};
use super::super::parts::{Mood, ROWS, badge, more, nothing, table, time};
use super::super::story::{self, Row, Wanted};
use super::super::view::View;
use maud::{Markup, html};
use parhelion_world::What;

/// Kinds of events, as they are chosen.
const KINDS: [(&str, &str); 8] = [
    ("", "Everything"),
    ("call", "Calls"),
    ("viewer", "Viewers"),
    ("background", "What came due"),
    ("choice", "Deviations"),
    ("effect", "Effects"),
    ("fact", "Facts"),
    ("input", "Inputs"),
];

pub(super) fn page(view: &View) -> Sheet {
    let query = &view.query;
    let follows = query.given("before").is_none();
    let live = view.here_with(&[]).replacen("/console/journal", "/console/journal/events", 1);
    let body = html! {
        form.filter role="search" aria-label="Events" {
            label { "Kind" select name="kind" {
                @for (kind, name) in KINDS { option value=(kind) selected[query.get("kind") == kind] { (name) } }
            } }
            label { "Service" select name="service" {
                option value="" { "All" }
                @for service in services(view) { option value=(service) selected[query.get("service") == service] { (service) } }
            } }
            label.grow { "With" input type="search" name="q" value=(query.get("q")) autocomplete="off"; }
            label.inline { input type="checkbox" name="failed" value="1" checked[query.get("failed") == "1"]; "Failed only" }
            (carried(view))
            button { "Show" }
        }
        div data-live=[follows.then_some(live)] { (events(view)) }
    };
    Sheet::new("journal", "Journal", body)
}

fn services(view: &View) -> Vec<&'static str> {
    let mut names: Vec<&str> = view.still().entries().iter().map(|entry| entry.name).collect();
    names.extend(["edge", "http", "adversary", "application"]);
    names
}

/// A page of events: their places in time, and a row for each.
pub(super) fn events(view: &View) -> Markup {
    let query = &view.query;
    let wanted = Wanted {
        kind: query.get("kind"),
        service: query.get("service"),
        text: query.get("q"),
        failed: query.get("failed") == "1",
    };
    let (found, next) = story::rows(view.journal.events(), query.number("before"), wanted, ROWS);
    if found.is_empty() && next.is_none() {
        return nothing("Nothing has happened yet, or nothing of this kind.");
    }
    let next = next.map(|seq| view.here_with(&[("before", &seq.to_string())]));
    let next = next.map(|href| href.replacen("/journal/events", "/journal", 1));
    let (from, to) = ends(&found);
    html! {
        p.row { a href=(view.href("export", &[("from", &from), ("to", &to)])) { "Export these events as a test" } }
        (chart::timeline(&found, |seq| view.href("event", &[("seq", &seq.to_string())])))
        (rows(view, &found))
        (more(next, query.given("before").map(|_| view.here_with(&[("before", "")]))))
    }
}

/// The numbers of the oldest and the newest row.
fn ends(rows: &[Row]) -> (String, String) {
    let seqs = || rows.iter().map(|row| row.event.seq);
    (seqs().min().unwrap_or(0).to_string(), seqs().max().unwrap_or(0).to_string())
}

/// The newest events, without a choice.
pub(super) fn brief(view: &View, count: usize) -> Markup {
    let (found, _) = story::rows(view.journal.events(), None, Wanted::default(), count);
    if found.is_empty() {
        return nothing("Nothing has happened yet.");
    }
    rows(view, &found)
}

/// The newest events of some kind.
pub(super) fn chosen(view: &View, count: usize, takes: impl Fn(&What) -> bool) -> Markup {
    const SCANNED: usize = 20_000;
    let events = view.journal.events().iter().rev().take(SCANNED);
    let found = events.filter(|event| takes(&event.what)).take(count);
    let row = |event: &std::sync::Arc<parhelion_world::Event>| Row {
        told: story::told(&event.what),
        ended: None,
        event: event.clone(),
    };
    let found: Vec<Row> = found.map(row).collect();
    if found.is_empty() {
        return nothing("Nothing yet.");
    }
    rows(view, &found)
}

pub(super) fn rows(view: &View, rows: &[Row]) -> Markup {
    let rows = html! {
        @for Row { event, told, ended } in rows {
            tr {
                td.number { a href=(view.href("event", &[("seq", &event.seq.to_string())])) { (event.seq) } }
                td.tight { (time(event.at)) }
                td { span.muted { (told.service) } }
                td { (told.what) @if told.kind == "choice" { " " (badge(Mood::Bad, "deviation")) } }
                td.wide { code { (told.to) } @if !told.more.is_empty() { " " span.muted { (told.more) } } }
                td.tight {
                    @match ended {
                        Some(ended) => (badge(ended.mood, &ended.text)),
                        None => {},
                    }
                }
            }
        }
    };
    table("Events, newest first", &["#", "Time", "Service", "What", "To what", "Outcome"], &rows)
}
