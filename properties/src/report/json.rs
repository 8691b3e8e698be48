//! The report that a script reads.

use crate::case::CaseOf;
use crate::property::Property;
use crate::suite::{Failure, Outcome, Run, Runs, Verdict};
use serde_json::{Value, json};

/// An object with `verdict` (`holds`, `stale`, `vacuous`, `violated`, `panicked`, `hangs` or
/// `unrepeatable`), how often each of the `clauses` fired, the totals, and the `counterexample` or `null`.
pub fn report<P: Property>(outcome: &Outcome<P>) -> Value {
    let clauses = outcome.clauses.iter();
    let clauses: Vec<_> =
        clauses.map(|(clause, fired)| json!({ "clause": clause, "fired": fired })).collect();
    let (verdict, counterexample) = match &outcome.verdict {
        Verdict::Holds if outcome.stale.is_empty() => ("holds", Value::Null),
        Verdict::Holds => ("stale", Value::Null),
        Verdict::Vacuous(_) => ("vacuous", Value::Null),
        Verdict::Fails(found) => (
            found.failure.verdict(),
            json!({
                "clause": found.failure.clause(),
                "why": found.failure.why(),
                "holds_on_a_good_day": found.calm.is_none(),
                "found_after": found.found_after,
                "case": found.case,
                "file": found.file,
            }),
        ),
        Verdict::Unrepeatable(found) => (
            "unrepeatable",
            json!({
                "case": found.case,
                "after_events": found.difference.after,
                "first": found.difference.first,
                "second": found.difference.second,
                "likely": found.difference.likely,
                "failure": found.failure.as_ref().map(failure),
            }),
        ),
    };
    json!({
        "property": outcome.title.property,
        "application": outcome.title.application,
        "verdict": verdict,
        "clauses": clauses,
        "runs": runs(&outcome.runs),
        "planned": runs(&outcome.planned),
        "deviations": outcome.deviations,
        "points": outcome.points,
        "virtual_seconds": outcome.virtual_time.as_secs(),
        "wall_seconds": outcome.wall_time.as_secs_f64(),
        "stale": outcome.stale,
        "counterexample": counterexample,
    })
}

/// One case, run again: `verdict`, and the `failure` or `null`.
pub fn replay<P: Property>(case: &CaseOf<P>, run: &Run<P::Seen>) -> Value {
    json!({
        "property": case.property,
        "application": case.application,
        "verdict": run.failure.as_ref().map_or("holds", Failure::verdict),
        "failure": run.failure.as_ref().map(failure),
        "observations": run.observations,
    })
}

fn failure(failure: &Failure) -> Value {
    json!({ "clause": failure.clause(), "why": failure.why() })
}

fn runs(runs: &Runs) -> Value {
    let Runs { stored, singles, pairs, random } = runs;
    json!({ "stored": stored, "single_deviations": singles, "pairs": pairs, "random": random })
}
