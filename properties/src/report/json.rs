//! The report that a script reads.

use super::shape::{Report, Wrong};
use crate::case::CaseOf;
use crate::property::Property;
use crate::suite::{Failure, Outcome, Run};
use serde_json::{Value, json};

/// A [`Report`] as JSON: an object with `verdict` (`holds`, `stale`, `vacuous`, `violated`, `panicked`,
/// `died`, `hangs` or `unrepeatable`), how often each of the `clauses` fired, the totals, and the
/// `counterexample` with its `story`, or `null`.
pub fn report<P: Property>(outcome: &Outcome<P>) -> Value {
    // Texts, numbers and maps with text keys: nothing that JSON has not.
    serde_json::to_value(Report::of(outcome)).unwrap_or_default()
}

/// One case, run again: `verdict`, and the `failure` or `null`.
pub fn replay<P: Property>(case: &CaseOf<P>, run: &Run<P::Seen>) -> Value {
    json!({
        "property": case.property,
        "application": case.application,
        "verdict": run.failure.as_ref().map_or("holds", Failure::verdict),
        "failure": run.failure.as_ref().map(Wrong::of),
        "observations": run.observations,
    })
}
