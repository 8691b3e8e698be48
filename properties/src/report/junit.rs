//! The report that a CI server reads: one test case a clause, and one for the runs themselves.

use super::shape::{Found, Report};
use super::text;
use crate::property::Property;
use crate::suite::Outcome;
use std::fmt::Write;

/// What the test case is called that fails where no clause does: by panics, hangs, runs that differ.
const RUNS: &str = "every run ends, without a panic, and repeats";

/// A `<testsuite>` with a `<testcase>` for each clause; one that is violated, or that never had anything
/// to judge, is a failure. What was not judged to the end is skipped.
pub fn report<P: Property>(outcome: &Outcome<P>) -> String {
    of(&Report::of(outcome))
}

/// The same, of its data.
pub fn of(report: &Report) -> String {
    let (mut cases, mut failures, mut skipped) = (String::new(), 0, 0);
    let all = report.clauses.iter().map(|clause| (clause.clause.as_str(), clause.fired));
    let all: Vec<_> = all.chain([(RUNS, report.runs.all())]).collect();
    let each = report.wall_seconds / all.len() as f64;
    let suite = format!("property_{}", escape(&report.property));
    for (clause, fired) in &all {
        let name = escape(clause);
        // Writing to a String cannot fail.
        let _ =
            write!(cases, "  <testcase classname=\"{suite}\" name=\"{name}\" time=\"{each:.3}\">");
        let _ = match failure(report, clause) {
            Some(why) => {
                failures += 1;
                let message = escape(why.lines().next().unwrap_or_default());
                write!(cases, "<failure message=\"{message}\">{}</failure>", escape(&why))
            }
            None if !report.is_whole() && *clause != RUNS => {
                skipped += 1;
                let why = format!("fired {fired} times until the run ended at another failure");
                write!(cases, "<skipped message=\"{}\"/>", escape(&why))
            }
            None => write!(cases, "<system-out>fired {fired} times</system-out>"),
        };
        let _ = writeln!(cases, "</testcase>");
    }
    let (property, name) = (escape(&report.property), escape(&report.application));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuite name=\"Property {property} on {name}\" tests=\"{tests}\" failures=\"{failures}\" \
         skipped=\"{skipped}\">\n{cases}</testsuite>\n",
        tests = all.len(),
    )
}

fn failure(report: &Report, clause: &str) -> Option<String> {
    let vacuous = report.verdict == "vacuous" && report.silent().contains(&clause);
    if vacuous {
        return Some("vacuous: it never had anything to judge".to_owned());
    }
    if clause == RUNS && report.verdict == "stale" {
        return Some(report.stale.join("\n"));
    }
    report.found().find_map(|found| match found {
        Found::Counterexample(found) if found.clause == clause => Some(text::told(found)),
        Found::Counterexample(found)
            if clause == RUNS && !matches!(found.verdict.as_str(), "violated" | "") =>
        {
            Some(text::told(found))
        }
        Found::Unrepeatable(found) if clause == RUNS => Some(text::differs(found)),
        _ => None,
    })
}

/// Text in an XML element or attribute.
pub fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = text.replace('"', "&quot;");
    // Control characters and two others cannot stand in XML 1.0 at all.
    let legal = |c: &char| match c {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    text.chars().filter(legal).collect()
}
