//! A run, told on a page.

use super::drawing;
use crate::story::{Beside, Entry, Kind, Story};
use maud::{Markup, html};

/// Sentences, operations, what AWS did and why it may, and the timeline as a drawing and a table.
pub fn story(story: &Story) -> Markup {
    html! {
        p.told { (story.sentences.join(" ")) }
        @if !story.operations.is_empty() {
            h3 { "What was done" }
            ol.operations {
                @for operation in &story.operations {
                    li {
                        code { "op#" (operation.number) } " " (operation.text)
                        @if let Some(client) = operation.client { span.muted { " (client " (client) ")" } }
                    }
                }
            }
        }
        @if !story.deviations.is_empty() {
            h3 { "What AWS did, and may" }
            ul {
                @for deviation in &story.deviations {
                    li {
                        b { (deviation.option) } " "
                        span.muted { "(" (deviation.point) ", " (deviation.rule) ")" } ": "
                        @if deviation.page.starts_with("https://") {
                            a href=(deviation.page) rel="noreferrer" { (deviation.says) }
                        } @else { (deviation.says) }
                    }
                }
            }
        }
        @if !story.timeline.is_empty() {
            h3 { "Timeline" }
            (drawing::of(story))
            (table(story))
            @let folded = story.timeline.iter().filter(|entry| entry.folded).count();
            @if folded > 0 {
                details {
                    summary { "All of it, with " (folded) " entries that are not involved" }
                    (rows(story, |_| true))
                }
            }
        }
    }
}

fn table(story: &Story) -> Markup {
    html! {
        @if story.diverges.is_some() {
            p.muted {
                "Green and " code { "+" } ": only in this run. Struck and " code { "−" }
                ": only on a good day. The arrow names the entry that brought it about."
            }
        }
        (rows(story, |entry| !entry.folded))
        @if story.left_out > 0 { p.muted { (story.left_out) " entries of its middle are left out." } }
    }
}

fn rows(story: &Story, shown: impl Fn(&Entry) -> bool) -> Markup {
    html! {
        div.wide {
            table.timeline {
                thead {
                    tr { th.number { "#" } th.number { "Seconds" } th { "By" } th { "" } th { "What" } th { "After" } }
                }
                tbody {
                    @for entry in story.timeline.iter().filter(|entry| shown(entry)) {
                        tr class=(class(entry)) {
                            td.number { (entry.number) }
                            td.number { (format!("{:.3}", entry.at_millis as f64 / 1000.0)) }
                            td { code { (entry.lane) } }
                            td { (mark(entry)) }
                            td {
                                (sign(entry.kind)) (entry.text)
                                @if let Some(source) = &entry.source { " " code.muted { (source) } }
                                @if story.diverges == Some(entry.number) { " " em { "here it parts from a good day" } }
                                @if entry.witness { " " em { "this is wrong" } }
                            }
                            td.number { @if let Some(cause) = entry.cause { "← " (cause) } }
                        }
                    }
                }
            }
        }
    }
}

fn class(entry: &Entry) -> &'static str {
    match (entry.witness, entry.kind, entry.beside) {
        (true, _, _) => "wrong",
        (_, Kind::Deviation, _) => "deviation",
        (_, _, Beside::OnlyHere) => "here",
        (_, _, Beside::OnlyCalm) => "calm",
        _ => "",
    }
}

fn mark(entry: &Entry) -> &'static str {
    match entry.beside {
        Beside::Same => "",
        Beside::OnlyHere => "+",
        Beside::OnlyCalm => "−",
    }
}

fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Answer | Kind::Served => "→ ",
        Kind::Deviation => "✦ ",
        Kind::Seen => "• ",
        _ => "",
    }
}
