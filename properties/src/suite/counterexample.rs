//! A failing case, made as small as it gets.

use super::Run;
use crate::case::Case;
use crate::minimise::minimise;
use crate::monitor::Violation;
use crate::observation::Observed;
use parhelion::{Pick, Plan, Site};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A failing case, as small as it got.
#[derive(Clone)]
pub struct Counterexample {
    /// Operations and deviations; to be run again with [`Suite::replay`](super::Suite::replay).
    pub case: Case,
    /// The small case, run.
    pub run: Run,
    /// What that run violates.
    pub violation: Violation,
    /// Runs until it was found, the last one included.
    pub found_after: usize,
    /// Operations and deviations as found.
    pub was: (usize, usize),
    /// Runs that made it small, and how long they took.
    pub minimised_in: (usize, Duration),
    /// Where the case was stored, if it was.
    pub file: Option<PathBuf>,
}

impl Counterexample {
    /// Makes the failing case of a run small: the same clause must stay violated. `replay` runs a
    /// candidate; a case is stored in `stored`.
    pub(super) fn minimised(
        found_after: usize,
        mut case: Case,
        run: Run,
        replay: &dyn Fn(&Case) -> Run,
        stored: Option<&Path>,
    ) -> Self {
        let begun = Instant::now();
        // Only runs with a violation come here.
        let mut violation = run.violation.clone().unwrap_or_else(|| Violation {
            clause: "",
            why: String::new(),
            witness: Observed {
                at: parhelion::Timestamp(0),
                operation: None,
                name: "",
                fields: BTreeMap::new(),
            },
        });
        let clause = violation.clause;
        case.clause = clause.to_owned();
        case.plan = plan_of(&run.taken);
        let was = (case.operations.len(), case.plan.len());
        let (case, runs) = minimise(case, &mut |candidate| {
            let run = replay(candidate);
            let same = run.violation.as_ref().is_some_and(|found| found.clause == clause);
            // What the plan names but the run never met is no part of the case.
            same.then(|| Case { plan: plan_of(&run.taken), ..candidate.clone() })
        });
        let run = replay(&case);
        if let Some(found) = run.violation.clone() {
            violation = found;
        }
        // A folder that cannot be written to costs the file, not the verdict.
        let file = stored.and_then(|folder| case.store(folder).ok());
        let minimised_in = (runs, begun.elapsed());
        Self { case, run, violation, found_after, was, minimised_in, file }
    }
}

fn plan_of(taken: &Plan) -> BTreeMap<Site, Pick> {
    taken.iter().map(|(site, pick)| (site.clone(), *pick)).collect()
}
