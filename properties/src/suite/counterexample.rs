//! A failing case, made as small as it gets.

use super::Difference;
use super::run::{Failure, Run};
use super::sources;
use crate::case::CaseOf;
use crate::minimise::minimise;
use crate::property::Property;
use crate::story::{self, Story};
use parhelion::{Pick, Plan, Site};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A failing case, as small as it got.
pub struct Counterexample<P: Property> {
    /// Operations and deviations; to be run again with [`Suite::replay`](super::Suite::replay).
    pub case: CaseOf<P>,
    /// The small case, run.
    pub run: Run<P::Seen>,
    /// What is wrong with that run.
    pub failure: Failure,
    /// How the small case fails on a good day; none: it does not.
    pub calm: Option<Failure>,
    /// The small case, told.
    pub story: Story,
    /// Runs until it was found, the last one included.
    pub found_after: usize,
    /// Operations and deviations as found.
    pub was: (usize, usize),
    /// Runs that made it small, and how long they took.
    pub minimised_in: (usize, Duration),
    /// Where the case was stored, if it was.
    pub file: Option<PathBuf>,
}

/// Runs a case with its own plan.
pub(super) type Replay<'a, P> = &'a dyn Fn(&CaseOf<P>) -> Run<<P as Property>::Seen>;

/// A case whose runs differ.
pub struct Unrepeatable<P: Property> {
    /// The case.
    pub case: CaseOf<P>,
    /// Where its two runs part.
    pub difference: Difference,
    /// What was wrong with the first run, if anything was.
    pub failure: Option<Failure>,
}

impl<P: Property> Counterexample<P> {
    /// Makes the failing case of a run small: it must fail by the same clause. `replay` runs a
    /// candidate, as long as there is time `within`; a case is stored in `stored`.
    pub(super) fn minimised(
        property: &P,
        found_after: usize,
        (case, run, failure): (CaseOf<P>, Run<P::Seen>, Failure),
        (replay, within): (Replay<'_, P>, Option<Duration>),
        stored: Option<&Path>,
    ) -> Self {
        let begun = Instant::now();
        let clause = failure.clause().to_owned();
        let case = CaseOf::<P> { clause: clause.clone(), plan: plan_of(&run.taken), ..case };
        let was = (case.operations.len(), case.plan.len());
        let mut runs = 0;
        let (case, _) = minimise(property, case, &mut |candidate| {
            if within.is_some_and(|within| begun.elapsed() > within) {
                return None;
            }
            runs += 1;
            let run = replay(candidate);
            let same = run.failure.as_ref().is_some_and(|found| found.is_like(&failure));
            // What the plan names but the run never met is no part of the case.
            same.then(|| CaseOf::<P> { plan: plan_of(&run.taken), ..candidate.clone() })
        });
        let (again, sources) = sources::told(|| replay(&case));
        let same = again.failure.as_ref().is_some_and(|found| found.is_like(&failure));
        let run = if same { again } else { run };
        let failure = run.failure.clone().unwrap_or(failure);
        let calm = replay(&CaseOf::<P> { plan: BTreeMap::new(), ..case.clone() });
        let beside = (!case.plan.is_empty()).then_some(&calm.journal);
        let story = story::tell(property, &case, &run, beside, &sources);
        let calm = calm.failure;
        // A folder that cannot be written to costs the file, not the verdict.
        let file = stored.and_then(|folder| case.store(folder).ok());
        let minimised_in = (runs, begun.elapsed());
        Self { case, run, failure, calm, story, found_after, was, minimised_in, file }
    }
}

pub(super) fn plan_of(taken: &Plan) -> BTreeMap<Site, Pick> {
    taken.iter().map(|(site, pick)| (site.clone(), *pick)).collect()
}
