//! What is tried, and how: stored cases, single deviations and cases at random, side by side.

use super::{Options, Outcome, Progress, Run, Suite};
use crate::case::Case;
use crate::property_16::operation;
use crate::target::ATTEMPTS;
use parhelion::{Adversary, Pick, Plan, Site, choices, random};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Freedoms under which a clause is legally false: CloudFront may skip compression and then keep
/// the plain bytes until they expire (N16), so 6.5 speaks of edges that are not that busy.
const EXCLUDED: [&str; 1] = ["cloudfront.compress"];

/// A call that is refused at each of its attempts, which a single deviation never does: the SDK's
/// retries hide it from the application.
fn given_up(site: &Site) -> Option<BTreeMap<Site, Pick>> {
    let attempts = (1..=ATTEMPTS).map(|number| Some((site.at_attempt(number)?, 1)));
    if site.at_first_attempt().is_some() { None } else { attempts.collect() }
}

/// One run that is to be made.
pub(super) enum Trial {
    /// A case with a plan of its own.
    Plan(Case),
    /// The case of a number, with a bad day.
    Random { number: usize },
}

impl Suite {
    /// The examples on a calm day, then with every deviation that they offer, each alone, and with
    /// every call of the application refused until it gives up.
    pub(super) fn single_deviations(
        &self,
        options: &Options,
        points: &mut BTreeSet<String>,
    ) -> Vec<Case> {
        let (mut cases, mut deviating) = (Vec::new(), Vec::new());
        let refusals = choices::refusals();
        for operations in operation::examples() {
            let case = Case::new(&self.application.name(), operations, options.seed);
            let run = self.run(&case, Adversary::calm().recording_offers());
            cases.push(case.clone());
            for (site, point, count) in run.offered {
                if EXCLUDED.iter().any(|excluded| point.starts_with(excluded)) {
                    continue;
                }
                points.insert((*point).to_owned());
                for pick in 1..count {
                    let plan = [(site.clone(), pick)].into();
                    deviating.push(Case { plan, ..case.clone() });
                }
                let refuses = refusals.iter().any(|refusal| refusal.name == &*point);
                let plan = refuses.then(|| given_up(&site)).flatten();
                deviating.extend(plan.map(|plan| Case { plan, ..case.clone() }));
            }
        }
        cases.extend(deviating);
        cases
    }

    /// Runs trials side by side until one fails; that of the lowest index is the one found.
    pub(super) fn try_all(
        &self,
        trials: &[Trial],
        points: &[String],
        options: &Options,
        progress: Progress<'_>,
        outcome: &mut Outcome,
    ) -> Option<(usize, Case, Run)> {
        let next = AtomicUsize::new(0);
        let first_failure = AtomicUsize::new(usize::MAX);
        let found = Mutex::new(None::<(usize, Case, Run)>);
        let totals = Mutex::new(outcome);
        std::thread::scope(|scope| {
            for _ in 0..options.jobs.max(1) {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        if index >= trials.len() || index > first_failure.load(Ordering::Relaxed) {
                            return;
                        }
                        let (case, adversary) = self.prepare(&trials[index], points, options);
                        let run = self.run(&case, adversary);
                        let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
                        totals.add(&run);
                        progress(index + 1, trials.len());
                        drop(totals);
                        if run.violation.is_some() {
                            first_failure.fetch_min(index, Ordering::Relaxed);
                            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                            if found.as_ref().is_none_or(|(held, ..)| index < *held) {
                                *found = Some((index, case, run));
                            }
                        }
                    }
                });
            }
        });
        found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn prepare(&self, trial: &Trial, points: &[String], options: &Options) -> (Case, Adversary) {
        match trial {
            Trial::Plan(case) => {
                let plan: Plan = case.plan.iter().map(|(s, p)| (s.clone(), *p)).collect();
                (case.clone(), Adversary::plan(plan))
            }
            Trial::Random { number } => {
                let seed = random::hash(options.seed, &number.to_string());
                let case = Case::new(&self.application.name(), generate(seed), seed);
                (case, bad_day(seed, points))
            }
        }
    }
}

/// Operations from a seed, as proptest generates them.
pub fn generate(seed: u64) -> Vec<operation::Operation> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config { failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let tree = operation::operations().new_tree(&mut runner);
    // The strategy rejects nothing, so a tree there always is.
    tree.map(|tree| tree.current()).unwrap_or_default()
}

/// A day on which some of AWS's freedoms are taken, more or less often (swarm testing).
fn bad_day(seed: u64, points: &[String]) -> Adversary {
    const RATES: [f64; 5] = [0.0, 0.02, 0.05, 0.1, 0.2];
    let rate = RATES[(random::hash(seed, "rate") % RATES.len() as u64) as usize];
    let chosen = points.iter().filter(|point| random::hash(seed, point).is_multiple_of(2));
    let chosen: BTreeSet<String> = chosen.cloned().collect();
    if chosen.is_empty() { Adversary::calm() } else { Adversary::random_at(seed, rate, chosen) }
}
