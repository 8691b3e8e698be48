//! Trials side by side, until one fails.

use super::counterexample::plan_of;
use super::outcome::Runs;
use super::trials::Trial;
use super::{Difference, Options, Outcome, Progress, Run, Suite, Time};
use crate::case::CaseOf;
use crate::property::Property;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Every so many random cases, one is run twice, to see whether runs repeat.
const REPEATED: usize = 50;

/// A trial that failed, or whose runs differ.
pub(super) struct Found<P: Property> {
    pub index: usize,
    pub case: CaseOf<P>,
    pub run: Run<P::Seen>,
    pub difference: Option<Difference>,
}

/// Told of every run that has ended, by the trial's index.
pub(super) type Seen<'a, P> = &'a (dyn Fn(usize, &CaseOf<P>, &Run<<P as Property>::Seen>) + Sync);

impl<P: Property> Suite<P> {
    /// Runs trials side by side until one fails; that of the lowest index is the one found.
    pub(super) fn try_all(
        &self,
        trials: &[Trial<P>],
        points: &[String],
        options: &Options,
        (progress, seen): (Progress<'_>, Seen<'_, P>),
        outcome: &mut Outcome<P>,
    ) -> Option<Found<P>> {
        let next = AtomicUsize::new(0);
        let first_failure = AtomicUsize::new(usize::MAX);
        let found = Mutex::new(None::<Found<P>>);
        let totals = Mutex::new(outcome);
        let work = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= trials.len() || index > first_failure.load(Ordering::Relaxed) {
                    return;
                }
                let trial = &trials[index];
                let (case, adversary) = self.prepare(trial, points, options);
                let run = self.run(&case, adversary);
                let difference = self.difference_if_asked(trial, &case, &run);
                seen(index, &case, &run);
                let wrong = run.failure.is_some() || difference.is_some();
                let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
                totals.add(&run);
                *trial.counted(&mut totals.runs) += 1;
                progress(totals.runs.all(), totals.planned.all());
                drop(totals);
                if wrong {
                    first_failure.fetch_min(index, Ordering::Relaxed);
                    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                    if found.as_ref().is_none_or(|held| index < held.index) {
                        *found = Some(Found { index, case, run, difference });
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..options.jobs.max(1) {
                scope.spawn(work);
            }
        });
        found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calm examples are always run twice, random cases now and then.
    fn difference_if_asked(
        &self,
        trial: &Trial<P>,
        case: &CaseOf<P>,
        run: &Run<P::Seen>,
    ) -> Option<Difference> {
        if self.time != Time::Virtual {
            return None;
        }
        let asked = match trial {
            Trial::Single(case) => case.plan.is_empty(),
            Trial::Random { number } => number.is_multiple_of(REPEATED),
            Trial::Stored(_) | Trial::Pair { .. } | Trial::Grown { .. } => false,
        };
        let planned = || CaseOf::<P> { plan: plan_of(&run.taken), ..case.clone() };
        if asked { self.difference(&planned(), run) } else { None }
    }
}

impl<P: Property> Trial<P> {
    pub(super) fn counted<'a>(&self, runs: &'a mut Runs) -> &'a mut usize {
        match self {
            Trial::Stored(_) => &mut runs.stored,
            Trial::Single(_) => &mut runs.singles,
            Trial::Pair { .. } => &mut runs.pairs,
            Trial::Random { .. } | Trial::Grown { .. } => &mut runs.random,
        }
    }
}
