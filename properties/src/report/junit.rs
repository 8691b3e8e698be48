//! The report that a CI server reads: one test case a clause, and one for the runs themselves.

use crate::property::Property;
use crate::report::text;
use crate::suite::{Outcome, Verdict};
use std::fmt::Write;

/// What the test case is called that fails where no clause does: by panics, hangs, runs that differ.
const RUNS: &str = "every run ends, without a panic, and repeats";

/// A `<testsuite>` with a `<testcase>` for each clause; one that is violated, or that never had anything
/// to judge, is a failure.
pub fn report<P: Property>(outcome: &Outcome<P>) -> String {
    let (mut cases, mut failures) = (String::new(), 0);
    let all = outcome.clauses.iter().map(|(clause, fired)| (clause.as_str(), *fired));
    let all: Vec<_> = all.chain([(RUNS, outcome.runs.all())]).collect();
    let each = outcome.wall_time.as_secs_f64() / all.len() as f64;
    let suite = format!("property_{}", escape(&outcome.title.property));
    for (clause, fired) in &all {
        let failure = failure(outcome, clause);
        let name = escape(clause);
        // Writing to a String cannot fail.
        let _ =
            write!(cases, "  <testcase classname=\"{suite}\" name=\"{name}\" time=\"{each:.3}\">");
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
    let (property, name) = (escape(&outcome.title.property), escape(&outcome.title.application));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuite name=\"Property {property} on {name}\" tests=\"{tests}\" failures=\"{failures}\">\n\
         {cases}</testsuite>\n",
        tests = all.len(),
    )
}

fn failure<P: Property>(outcome: &Outcome<P>, clause: &str) -> Option<String> {
    match &outcome.verdict {
        Verdict::Fails(found) if found.failure.clause() == clause => {
            Some(text::counterexample(found))
        }
        Verdict::Fails(found) if clause == RUNS && found.failure.verdict() != "violated" => {
            Some(text::counterexample(found))
        }
        Verdict::Unrepeatable(found) if clause == RUNS => Some(text::unrepeatable(found)),
        Verdict::Vacuous(silent) if silent.iter().any(|silent| silent == clause) => {
            Some("vacuous".to_owned())
        }
        _ => None,
    }
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = text.replace('"', "&quot;");
    // Control characters cannot stand in XML 1.0 at all.
    text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect()
}
