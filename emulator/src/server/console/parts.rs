//! What pages are put together from.

use super::tree::Json;
use super::view::View;
use maud::{Markup, html};
use parhelion_wire::{Error, Timestamp};
use std::time::Duration;

/// The most rows of a page.
pub(super) const ROWS: usize = 100;

/// A moment: to the second, and to the millisecond for who asks.
pub(super) fn time(at: Timestamp) -> Markup {
    let exact = at.date_time_millis();
    let (day, rest) = exact.split_once('T').unwrap_or((&exact, ""));
    let second = rest.split('.').next().unwrap_or_default();
    html! { time datetime=(exact) title=(exact) { span.day { (day) } " " (second) } }
}

/// A moment that some JSON says.
pub(super) fn time_in(json: &Json) -> Markup {
    match json.as_str().and_then(Timestamp::parse_date_time) {
        Some(at) => time(at),
        None => match json.as_i64() {
            Some(millis) => time(Timestamp(millis)),
            None => html! { span.muted { "–" } },
        },
    }
}

/// `1 h 5 min`, `3 d 2 h`, `12.5 s`.
pub(super) fn span(of: Duration) -> String {
    let secs = of.as_secs();
    match secs {
        0..60 if of.subsec_millis() > 0 => format!("{:.1} s", of.as_secs_f64()),
        0..60 => format!("{secs} s"),
        60..3_600 => two(secs / 60, "min", secs % 60, "s"),
        3_600..86_400 => two(secs / 3_600, "h", secs / 60 % 60, "min"),
        _ => two(secs / 86_400, "d", secs / 3_600 % 24, "h"),
    }
}

fn two(large: u64, unit: &str, small: u64, below: &str) -> String {
    if small == 0 { format!("{large} {unit}") } else { format!("{large} {unit} {small} {below}") }
}

/// `1.5 KiB`
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    let mut amount = bytes as f64;
    let mut unit = "B";
    for next in UNITS {
        if amount < 1024.0 {
            break;
        }
        amount /= 1024.0;
        unit = next;
    }
    if unit == "B" { format!("{bytes} B") } else { format!("{amount:.1} {unit}") }
}

/// How good something is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Plain,
    Good,
    Mild,
    Bad,
}

impl Mood {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Mild => "mild",
            Self::Bad => "bad",
        }
    }

    pub(super) fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::Good,
            100..=399 => Self::Plain,
            400..=499 => Self::Mild,
            _ => Self::Bad,
        }
    }

    pub(super) fn of_alarm(state: &str) -> Self {
        match state {
            "OK" => Self::Good,
            "ALARM" => Self::Bad,
            _ => Self::Mild,
        }
    }
}

pub(super) fn badge(mood: Mood, text: &str) -> Markup {
    html! { span class={ "badge " (mood.class()) } { (text) } }
}

/// What a service said instead of an answer.
pub(super) fn trouble(error: &Error) -> Markup {
    html! {
        p.notice.bad role="alert" {
            strong { (error.code()) } " " (error.message()) " " span.muted { "(" (error.status()) ")" }
        }
    }
}

/// In place of rows that there are none of.
pub(super) fn nothing(text: &str) -> Markup {
    html! { p.nothing { (text) } }
}

/// A table that scrolls by itself where there is no room: its heads, and its rows.
pub(super) fn table(caption: &str, heads: &[&str], rows: &Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                caption.hidden { (caption) }
                thead { tr { @for head in heads { th scope="col" class=[numeric(head)] { (head) } } } }
                tbody { (rows) }
            }
        }
    }
}

/// Heads of columns of numbers stand where the numbers do.
fn numeric(head: &str) -> Option<&'static str> {
    ["Size", "Status", "Age", "Bytes", "#"].contains(&head).then_some("number")
}

/// Names and what they have.
pub(super) fn facts(pairs: &[(&str, Markup)]) -> Markup {
    html! {
        dl.facts { @for (name, value) in pairs { div { dt { (name) } dd { (value) } } } }
    }
}

/// Where a list goes on.
pub(super) fn more(href: Option<String>, first: Option<String>) -> Markup {
    html! {
        @if href.is_some() || first.is_some() {
            nav.pages aria-label="Pages" {
                @if let Some(first) = first { a href=(first) { "First page" } }
                @if let Some(href) = href { a href=(href) rel="next" { "Next page" } }
            }
        }
    }
}

/// A search field of the page's own; `kept`: what else of the page's question stays.
pub(super) fn search(view: &View, name: &str, label: &str, kept: &[&str]) -> Markup {
    html! {
        form.filter role="search" aria-label=(label) {
            label { (label) input type="search" name=(name) value=(view.query.get(name)) autocomplete="off"; }
            @for name in kept.iter().chain(&["account", "region"]) {
                @if let Some(value) = view.query.given(name) {
                    input type="hidden" name=(name) value=(value);
                }
            }
            button { "Find" }
        }
    }
}

/// A command of the console's: a form that only its own pages can send.
pub(super) fn command(view: &View, name: &str, inside: &Markup) -> Markup {
    form(view, name, None, inside)
}

/// As [`command`], for what cannot be undone: the page's script asks before.
pub(super) fn grave_command(view: &View, name: &str, question: &str, inside: &Markup) -> Markup {
    form(view, name, Some(question), inside)
}

fn form(view: &View, name: &str, question: Option<&str>, inside: &Markup) -> Markup {
    let action = super::view::base(view.place.world.as_deref(), &format!("do/{name}"));
    html! {
        form.command method="post" action=(action) data-confirm=[question] {
            input type="hidden" name="token" value=(view.token.as_str());
            input type="hidden" name="back" value=(view.here_with(&[]));
            (inside)
        }
    }
}

/// JSON as nested lists: what there is, shown as it is.
pub(super) fn shown(json: &Json) -> Markup {
    match json {
        Json::Object(members) => html! {
            dl.tree {
                // Whether a list goes on is of no interest where all of what is shown is the list.
                @for (name, value) in members.iter().filter(|(name, _)| *name != "IsTruncated") {
                    div class=[is_deep(value).then_some("deep")] { dt { (name) } dd { (shown(value)) } }
                }
            }
        },
        Json::Array(entries) if entries.is_empty() => html! { span.muted { "none" } },
        Json::Array(entries) if !is_deep(json) => {
            let all: Vec<String> = entries.iter().map(super::tree::plain).collect();
            html! { code { (all.join(", ")) } }
        }
        Json::Array(entries) => html! {
            ol.tree { @for entry in entries { li { (shown(entry)) } } }
        },
        Json::String(text) if text.contains('\n') || text.len() > 200 => html! { pre { (text) } },
        other => html! { code { (super::tree::plain(other)) } },
    }
}

/// Whether something has members of its own.
fn is_deep(json: &Json) -> bool {
    match json {
        Json::Object(members) => !members.is_empty(),
        Json::Array(entries) => entries.iter().any(|entry| entry.is_object() || entry.is_array()),
        _ => false,
    }
}
