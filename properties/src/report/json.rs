//! The report that a script reads.

use crate::suite::{Outcome, Verdict};
use serde_json::{Value, json};

/// An object with `verdict` (`holds`, `stale`, `vacuous` or `violated`), how often each of the `clauses`
/// fired, the totals, and the `counterexample` or `null`.
pub fn report(outcome: &Outcome) -> Value {
    let clauses = outcome.clauses.iter();
    let clauses: Vec<_> =
        clauses.map(|(clause, fired)| json!({ "clause": clause, "fired": fired })).collect();
    let (verdict, counterexample) = match &outcome.verdict {
        Verdict::Holds if outcome.stale.is_empty() => ("holds", Value::Null),
        Verdict::Holds => ("stale", Value::Null),
        Verdict::Vacuous(_) => ("vacuous", Value::Null),
        Verdict::Violated(found) => (
            "violated",
            json!({
                "clause": found.violation.clause,
                "why": found.violation.why,
                "witness": found.violation.witness,
                "found_after": found.found_after,
                "case": found.case,
                "file": found.file,
            }),
        ),
    };
    json!({
        "property": "16",
        "application": outcome.application,
        "verdict": verdict,
        "clauses": clauses,
        "stored_cases": outcome.stored,
        "single_deviations": outcome.swept,
        "random_cases": outcome.cases,
        "deviations": outcome.deviations,
        "points": outcome.points,
        "virtual_seconds": outcome.virtual_time.as_secs(),
        "wall_seconds": outcome.wall_time.as_secs_f64(),
        "stale": outcome.stale,
        "counterexample": counterexample,
    })
}
