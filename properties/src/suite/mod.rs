//! Proves a property on an application on the fake: stored cases first, then every single
//! deviation of the examples, then cases at random. Cases run side by side, one runtime each.
//!
//! - [`Suite`]: an application, and how one case is run on it;
//! - [`fixture`]: what every case starts from; [`trials`]: which cases are tried;
//! - [`counterexample`]: a failure made small; [`outcome`]: totals and the verdict.

mod counterexample;
mod fixture;
mod outcome;
mod run;
mod trials;

pub use counterexample::Counterexample;
pub use outcome::{Outcome, Verdict};
pub use run::Run;
pub use trials::generate;

use crate::application::{Application, Deployment};
use crate::case::Case;
use crate::monitor::Violation;
use crate::observation::Observed;
use crate::property_16::drive::Driver;
use crate::property_16::{MONITORS, drive};
use crate::target::Target;
use parhelion::{Adversary, Snapshot};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use trials::Trial;

/// A run that takes longer than this in virtual time hangs.
const DEADLINE: Duration = Duration::from_secs(30 * 24 * 3600);

/// How much to try.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cases at random.
    pub cases: usize,
    /// Where they come from: the same seed gives the same cases.
    pub seed: u64,
    /// Whether every single deviation is tried.
    pub sweep: bool,
    /// Where failing cases are stored and replayed from; none: nowhere.
    pub stored: Option<PathBuf>,
    /// Worker threads.
    pub jobs: usize,
}

impl Default for Options {
    /// 1,000 cases and the sweep; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` have their say.
    fn default() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
        Self {
            cases: number("PROPTEST_CASES").unwrap_or(1000) as usize,
            seed: number("PROPTEST_RNG_SEED").unwrap_or(0),
            sweep: true,
            stored: None,
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// An application set up on a calm cloud, ready for cases.
///
/// ```no_run
/// # fn application() -> std::sync::Arc<dyn parhelion_properties::Application> { todo!() }
/// use parhelion_properties::{Options, Suite, report::text};
///
/// let suite = Suite::new(application())?;
/// let outcome = suite.prove(&Options::default(), &|_, _| {});
/// assert!(outcome.holds(), "{}", text::report(&outcome));
/// # Ok::<(), String>(())
/// ```
pub struct Suite {
    application: Arc<dyn Application>,
    deployment: Deployment,
    snapshot: Snapshot,
}

/// Told of every run: how many are done, of how many; for progress bars.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

impl Suite {
    /// Sets the application up.
    ///
    /// # Errors
    /// In words, if the application cannot be set up on a calm cloud.
    pub fn new(application: Arc<dyn Application>) -> Result<Self, String> {
        let runtime = fixture::runtime();
        let (deployment, snapshot) = runtime.block_on(fixture::set_up(&*application))?;
        Ok(Self { application, deployment, snapshot })
    }

    /// Runs one case under an adversary, in a runtime and a cloud of its own.
    pub fn run(&self, case: &Case, adversary: Adversary) -> Run {
        let runtime = fixture::runtime();
        fastrand::seed(case.seed);
        runtime.block_on(async {
            let cloud = self.snapshot.start(case.seed, adversary);
            let started = cloud.now();
            let target = Target::fake(cloud.clone());
            let driver = Driver::start(&*self.application, &self.deployment, target);
            let driven = drive(&driver, &case.operations);
            let ended = tokio::time::timeout(DEADLINE, driven).await.is_ok();
            let observations = driver.target.observations();
            let (fired, mut violation) = judge(&observations);
            if !ended {
                violation.get_or_insert(hangs(&driver));
            }
            let adversary = cloud.adversary();
            let offered = adversary.offered();
            Run {
                violation,
                fired,
                taken: adversary.taken().clone(),
                offered: offered
                    .map(|(site, (point, n))| (site.clone(), point.clone(), *n))
                    .collect(),
                passed: cloud.now().since(started),
                journal: cloud.journal(),
                observations,
            }
        })
    }

    /// Runs a case with its own plan.
    pub fn replay(&self, case: &Case) -> Run {
        let plan = case.plan.iter().map(|(site, pick)| (site.clone(), *pick)).collect();
        self.run(case, Adversary::plan(plan))
    }

    /// Proves Property 16, or finds a counterexample.
    pub fn prove(&self, options: &Options, progress: Progress<'_>) -> Outcome {
        let begun = Instant::now();
        let name = self.application.name();
        let mut outcome = Outcome::new(&name);

        let stored = options.stored.as_deref().map(|folder| Case::stored(folder, &name));
        let (mut plans, mut stale) = (Vec::new(), Vec::new());
        for case in stored.unwrap_or_default() {
            match case {
                Ok(case) => plans.push(Trial::Plan(case)),
                Err(why) => stale.push(why),
            }
        }
        outcome.stale = stale;
        outcome.stored = plans.len();
        let mut points = BTreeSet::new();
        if options.sweep {
            let singles = self.single_deviations(options, &mut points);
            outcome.swept = singles.len();
            plans.extend(singles.into_iter().map(Trial::Plan));
        }
        let random = (0..options.cases).map(|number| Trial::Random { number });
        let trials: Vec<Trial> = plans.into_iter().chain(random).collect();
        outcome.cases = options.cases;

        let points: Vec<String> = points.into_iter().collect();
        let found = self.try_all(&trials, &points, options, progress, &mut outcome);
        outcome.verdict = match found {
            Some((index, case, run)) => {
                let stored = options.stored.as_deref();
                let replay = |case: &Case| self.replay(case);
                let found = Counterexample::minimised(index + 1, case, run, &replay, stored);
                Verdict::Violated(Box::new(found))
            }
            None => outcome.vacuity(),
        };
        outcome.wall_time = begun.elapsed();
        outcome
    }
}

fn judge(observations: &[Observed]) -> (Vec<usize>, Option<Violation>) {
    let mut fired = Vec::new();
    let mut violation = None;
    for monitor in MONITORS {
        let judgement = monitor.judge(observations);
        fired.push(judgement.fired);
        violation = violation.or(judgement.violation);
    }
    (fired, violation)
}

fn hangs(driver: &Driver) -> Violation {
    let at = driver.target.now();
    let fields = BTreeMap::new();
    let witness = Observed { at, operation: None, name: "deadline", fields };
    let why = format!("still running after {DEADLINE:?} of virtual time");
    Violation { clause: "every run comes to its end", why, witness }
}
