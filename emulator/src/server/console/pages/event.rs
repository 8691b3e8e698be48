//! One event: what it came from and what came of it.

use super::super::layout::Sheet;
use super::super::parts::{badge, facts, shown, time};
use super::super::story::{self, Row};
use super::super::view::View;
use super::journal;
use maud::{Markup, html};
use parhelion_world::{Event, What};
use std::sync::Arc;

/// So many effects are shown.
const EFFECTS: usize = 100;

pub(super) fn page(view: &View) -> Option<Sheet> {
    let seq = view.query.number("seq")?;
    let events = view.journal.events();
    let event = events.get(story::place(events, seq)?)?;
    let told = story::told(&event.what);
    let answer = story::answer_to(events, seq);
    let cause = story::cause(events, seq);
    let effects = story::effects(events, seq, EFFECTS);
    let body = html! {
        (facts(&[
            ("When", time(event.at)),
            ("Kind", html! { (told.kind) }),
            ("To what", html! { code { (told.to) } }),
            ("Outcome", outcome(answer)),
        ]))
        (around(view, seq))
        (may(view, event))
        @if let Some(cause) = cause {
            h2 { "It came from" }
            (journal::rows(view, &[row(cause, events)]))
        } @else if told.kind == "background" {
            p.notice { "Nobody asked for it: its time had come." }
        }
        @if !effects.is_empty() {
            h2 { "What came of it" }
            @let found: Vec<Row> = effects.iter().map(|event| row(event, events)).collect();
            (journal::rows(view, &found))
        }
        @if let Some(answer) = answer {
            h2 { "Its answer" }
            (journal::rows(view, &[row(answer, events)]))
        }
        h2 { "As the journal has it" }
        div.panel { (shown(&serde_json::to_value(&**event).unwrap_or_default())) }
        @if !told.to.is_empty() {
            p { a href=(view.href("journal", &[("q", &told.to)])) { "All that happened to " (told.to) } }
        }
    };
    let title = format!("{seq}: {}", told.what);
    Some(Sheet::new("journal", title, body).below("Journal", view.href("journal", &[])))
}

fn outcome(answer: Option<&Arc<Event>>) -> Markup {
    let ended = answer.and_then(|answer| story::ended(&answer.what));
    html! {
        @match ended {
            Some(ended) => (badge(ended.mood, &ended.text)),
            None => span.muted { "–" },
        }
    }
}

fn row(event: &Arc<Event>, events: &story::Events) -> Row {
    let answer = story::answer_to(events, event.seq);
    let ended = answer.and_then(|answer| story::ended(&answer.what));
    Row { told: story::told(&event.what), ended, event: event.clone() }
}

/// Where it is asked whether a user or role may do what it did: the action and the ARN are those that
/// come first to mind, and can be changed there.
fn may(view: &View, event: &Event) -> Markup {
    let What::Call { service, operation, caller, resource, .. } = &event.what else {
        return html! {};
    };
    let entry = view.still().entries().iter().find(|entry| entry.name == service);
    let (Some(entry), true) = (entry, caller.contains(":user/") || caller.contains(":role/"))
    else {
        return html! {};
    };
    let operation = match operation.as_str() {
        "HeadObject" => "GetObject",
        "ListObjectsV2" | "ListObjects" | "HeadBucket" => "ListBucket",
        other => other,
    };
    let action = format!("{}:{operation}", entry.declaration.action_prefix);
    let resource = match service.as_str() {
        "s3" if !resource.is_empty() => format!("arn:aws:s3:::{resource}"),
        _ => String::new(),
    };
    let asked = [("principal", caller.as_str()), ("action", &action), ("resource", &resource)];
    html! { p { a href=(view.href("access", &asked)) { "May they? By which statement?" } } }
}

/// The events before and after.
fn around(view: &View, seq: u64) -> Markup {
    let events = view.journal.events();
    let href = |seq: u64| view.href("event", &[("seq", &seq.to_string())]);
    let before = seq.checked_sub(1).filter(|seq| story::place(events, *seq).is_some());
    let after = Some(seq + 1).filter(|seq| story::place(events, *seq).is_some());
    html! {
        nav.pages aria-label="Events beside it" {
            @if let Some(seq) = before { a href=(href(seq)) { "← " (seq) } }
            @if let Some(seq) = after { a href=(href(seq)) { (seq) " →" } }
            a href=(view.href("export", &[("from", &seq.to_string()), ("to", &seq.to_string())])) { "Export as test" }
        }
    }
}
