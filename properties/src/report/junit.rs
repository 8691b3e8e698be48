//! The report that a CI server reads: one test case a clause.

use crate::report::text;
use crate::suite::{Outcome, Verdict};
use std::fmt::Write;

/// A `<testsuite>` with a `<testcase>` for each clause; one that is violated, or that never had anything
/// to judge, is a failure.
pub fn report(outcome: &Outcome) -> String {
    let mut cases = String::new();
    let mut failures = 0;
    let each = outcome.wall_time.as_secs_f64() / outcome.clauses.len().max(1) as f64;
    for (clause, fired) in &outcome.clauses {
        let failure = match &outcome.verdict {
            Verdict::Violated(found) if found.violation.clause == *clause => {
                Some(text::counterexample(found))
            }
            Verdict::Vacuous(silent) if silent.contains(clause) => Some("vacuous".to_owned()),
            _ => None,
        };
        let name = escape(clause);
        // Writing to a String cannot fail.
        let _ = write!(
            cases,
            "  <testcase classname=\"property_16\" name=\"{name}\" time=\"{each:.3}\">"
        );
        match failure {
            Some(why) => {
                failures += 1;
                let message = escape(why.lines().next().unwrap_or_default());
                let why = escape(&why);
                let _ = write!(cases, "<failure message=\"{message}\">{why}</failure>");
            }
            None => {
                let _ = write!(cases, "<system-out>fired {fired} times</system-out>");
            }
        }
        let _ = writeln!(cases, "</testcase>");
    }
    let (name, tests) = (escape(&outcome.application), outcome.clauses.len());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuite name=\"Property 16 on {name}\" tests=\"{tests}\" failures=\"{failures}\">\n\
         {cases}</testsuite>\n"
    )
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = text.replace('"', "&quot;");
    // Control characters cannot stand in XML 1.0 at all.
    text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect()
}
