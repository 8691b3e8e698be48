//! The report as one HTML page that loads nothing and runs no script: for the browser, and to be sent about.

mod drawing;
mod story;

pub use story::story;

use super::shape::{Counterexample, Found, Report};
use super::text;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::time::Duration;

/// One style for light and dark.
const STYLE: &str = include_str!("style.css");

/// A whole page.
pub fn page(title: &str, body: &Markup) -> String {
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                // Nothing is loaded and nothing runs, whatever stands in the texts.
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    };
    whole.into_string()
}

/// The report of a run.
pub fn of(report: &Report) -> String {
    let title = format!("Property {} on {}", report.property, report.application);
    let body = html! {
        header {
            h1 { (title) }
            p.says { (report.says) }
            (verdict(&report.verdict))
        }
        @for found in report.found() { (one_found(found)) }
        section {
            h2 { "Clauses" }
            @if !report.is_whole() {
                p.muted { "The run ended at a failure: of the other clauses nothing is said." }
            }
            (clauses(report))
        }
        section {
            h2 { "Runs" }
            (totals(report))
        }
    };
    page(&title, &body)
}

/// `HOLDS`, `VIOLATED`, …, with a colour of its own.
pub fn verdict(verdict: &str) -> Markup {
    let kind = match verdict {
        "holds" | "proved" | "certified" => "good",
        "vacuous" | "stale" | "unbound" | "undecided" | "partly certified" | "draft"
        | "unproved" => "mild",
        "review" | "out of scope" => "plain",
        _ => "bad",
    };
    html! { span class={ "verdict " (kind) } { (verdict.to_uppercase()) } }
}

fn one_found(found: &Found) -> Markup {
    match found {
        Found::Counterexample(found) => counterexample(found),
        Found::Unrepeatable(found) => html! {
            section {
                h2 { "The same case, run twice, did two things" }
                p { "After " (found.after_events) " events that are the same. Likely: " (found.likely) "." }
                dl {
                    dt { "first" } dd { code { (found.first.as_deref().unwrap_or("nothing more")) } }
                    dt { "then" } dd { code { (found.second.as_deref().unwrap_or("nothing more")) } }
                }
            }
        },
    }
}

/// A counterexample: sentences, operations, timeline, clause and page.
pub fn counterexample(found: &Counterexample) -> Markup {
    let (operations, deviations) = found.size();
    html! {
        section.found {
            h2 { (found.clause) }
            (story(&found.story))
            dl {
                dt { "why" } dd { (found.why) }
                @if deviations > 0 && let Some(holds) = found.holds_on_a_good_day {
                    dt { "on a good day" }
                    dd { @if holds { "these operations hold" } @else { "these operations fail as well" } }
                }
                @if found.smaller.runs > 0 {
                    dt { "found" }
                    dd {
                        "in run " (found.found_after) "; made smaller: operations " (found.smaller.operations)
                        " → " (operations) ", deviations " (found.smaller.deviations) " → " (deviations)
                        ", in " (found.smaller.runs) " runs"
                    }
                }
                @if let Some(file) = &found.file { dt { "stored" } dd { code { (file) } } }
            }
            details {
                summary { "As code" }
                pre { (serde_json::to_string_pretty(&found.case).unwrap_or_default()) }
            }
        }
    }
}

fn clauses(report: &Report) -> Markup {
    html! {
        table {
            thead { tr { th { "" } th { "Clause" } th.number { "Judged" } } }
            tbody {
                @for clause in &report.clauses {
                    @let violated = report.counterexample_of(&clause.clause).is_some();
                    tr class=[violated.then_some("wrong")] {
                        td {
                            @if violated { span.bad { "✗" } }
                            @else if !report.is_whole() { "" }
                            @else if clause.fired == 0 { span.mild { "·" } }
                            @else { span.good { "✓" } }
                        }
                        td { (clause.clause) }
                        td.number { (text::group(clause.fired)) }
                    }
                }
            }
        }
    }
}

fn totals(report: &Report) -> Markup {
    let of = |runs: usize, planned: usize| match runs < planned {
        true => format!("{} of {}", text::group(runs), text::group(planned)),
        false => text::group(runs),
    };
    let (runs, planned) = (&report.runs, &report.planned);
    let span = text::span(Duration::from_secs(report.virtual_seconds));
    html! {
        dl {
            @if planned.stored > 0 { dt { "stored cases" } dd { (of(runs.stored, planned.stored)) } }
            dt { "single deviations" } dd { (of(runs.single_deviations, planned.single_deviations)) }
            @if planned.pairs > 0 { dt { "pairs of deviations" } dd { (of(runs.pairs, planned.pairs)) } }
            dt { "random cases" } dd { (of(runs.random, planned.random)) }
            dt { "deviations explored" }
            dd { (text::group(report.deviations)) " at " (report.points.len()) " points" }
            dt { "virtual time" } dd { (span) }
            dt { "wall time" } dd { (format!("{:.1} s", report.wall_seconds)) }
            dt { "seed" } dd { (report.options.seed) }
            @if !report.date.is_empty() { dt { "begun" } dd { (report.date) } }
            dt { "made by" } dd { (report.program.name) " " (report.program.version) }
        }
    }
}
