//! For browsers: one page that loads nothing, with the timeline of whatever is violated.

use super::name;
use super::text::of_whom;
use crate::certificate::{Certificate, Entry};
use crate::evidence::{Known, State};
use maud::{Markup, html};
use parhelion_properties::report::html::{page, story, verdict};
use parhelion_properties::report::text::group;

/// The page.
pub fn of(certificate: &Certificate) -> String {
    let title = format!("Certificate of {}", of_whom(certificate));
    let body = html! {
        header {
            h1 { (title) }
            p { (verdict(certificate.verdict.word())) " " (certificate.because) }
            @if certificate.draft {
                p { (verdict("draft")) " Nobody has read the binding yet." }
            }
        }
        section {
            h2 { "Acceptance criteria" }
            @for entry in &certificate.criteria { (one(entry, false)) }
        }
        @if !certificate.properties.is_empty() {
            section {
                h2 { "Properties" }
                @for entry in &certificate.properties { (one(entry, true)) }
            }
        }
        @if !certificate.tasks.is_empty() {
            section {
                h2 { "Tasks" }
                ul {
                    @for task in &certificate.tasks {
                        li {
                            @if task.done { "☑ " } @else { "☐ " }
                            (task.number) " " (task.title)
                            @if !task.doubts.is_empty() {
                                " " b.bad { "It is ticked, and " (task.doubts.join(", ")) "." }
                            }
                        }
                    }
                }
            }
        }
        (list("It rests on", certificate.sources.iter().map(|it| format!("{}: {}", it.name, it.text)).collect()))
        (list("Fails beside it", certificate.failures.clone()))
        (list("Not understood", certificate.notes.iter().map(|note| {
            format!("{}:{}: {}: {}", note.file, note.line, note.why, note.text)
        }).collect()))
        (list("To know", certificate.remarks.clone()))
    };
    page(&title, &body)
}

fn one(entry: &Entry, property: bool) -> Markup {
    let wrong = entry.clauses.iter().find_map(|known| known.story.as_ref());
    html! {
        article {
            h3 { (name(entry, property)) " " (verdict(entry.status.word())) }
            p { (entry.text) }
            p.muted { (entry.because) }
            @if !entry.related.is_empty() {
                p.muted {
                    @if property { "Validates " } @else { "Validated by property " }
                    (entry.related.join(", "))
                }
            }
            @if !entry.clauses.is_empty() {
                details open[wrong.is_some() && !property] {
                    summary { (entry.clauses.len()) " clauses" }
                    (clauses(&entry.clauses))
                    // A property's are those of its criteria, told there.
                    @if let Some(told) = wrong.filter(|_| !property) { (story(told)) }
                }
            }
        }
    }
}

fn clauses(all: &[Known]) -> Markup {
    html! {
        table {
            thead { tr { th { "Clause" } th { "" } th.number { "Judged" } th { "Why" } } }
            tbody {
                @for known in all {
                    tr {
                        td { (known.clause) }
                        td { (verdict(word(known.state))) }
                        td.number { (group(known.judged)) }
                        td { (known.why) }
                    }
                }
            }
        }
    }
}

fn word(state: State) -> &'static str {
    match state {
        State::Violated => "violated",
        State::Vacuous => "vacuous",
        State::Undecided => "undecided",
        State::Unknown => "misbound",
        State::Unproved => "unproved",
        State::Proved => "proved",
    }
}

fn list(title: &str, lines: Vec<String>) -> Markup {
    html! {
        @if !lines.is_empty() {
            section {
                h2 { (title) }
                ul { @for line in lines { li { (line) } } }
            }
        }
    }
}
