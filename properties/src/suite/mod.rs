//! Proves a property on the fake: stored cases first, then every single deviation of the examples,
//! pairs of them, then cases at random. Cases run side by side, one runtime each.
//!
//! - [`Suite`]: what was set up, and how one case is run on it; [`play`]: one case from begin to end;
//! - [`trials`]: which cases are tried, on which [`Days`]; [`shard`]: in which part of a run; [`workers`]: side by side, until one fails;
//! - [`repeat`]: whether runs repeat; [`counterexample`]: a failure made small;
//! - [`outcome`]: totals and the verdict; [`certificate`]: what single deviations there are.

mod budget;
mod certificate;
mod counterexample;
mod days;
mod outcome;
mod play;
mod repeat;
mod run;
mod shard;
mod trials;
mod workers;

pub use budget::budget;
pub use certificate::{Deviations, Happens};
pub use counterexample::{Counterexample, Unrepeatable};
pub use days::Days;
pub use outcome::{Outcome, Runs, Verdict};
pub use play::drive;
pub use repeat::Difference;
pub use run::{Failure, Run};
pub use shard::Shard;
pub use trials::generate;

use crate::case::CaseOf;
use crate::monitor::Monitor;
use crate::panics;
use crate::property::Property;
use crate::story::{self, Story};
use crate::target::Target;
use counterexample::plan_of;
use parhelion::{Adversary, Cloud, Snapshot};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use trials::{Trial, by_plan};
use workers::Found;

/// How many random cases come before the deviations of the examples.
const FIRST_RANDOM: usize = 20;

/// How much to try.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cases at random.
    pub cases: usize,
    /// Where they come from: the same seed gives the same cases.
    pub seed: u64,
    /// What AWS does.
    pub days: Days,
    /// Whether every single deviation is tried.
    pub sweep: bool,
    /// Whether a single deviation may also be that a call is refused at each of its tries, until the SDK
    /// gives up.
    pub giving_up: bool,
    /// How many pairs of deviations are tried, after the single ones.
    pub pairs: usize,
    /// Where failing cases are stored and replayed from; none: nowhere.
    pub stored: Option<PathBuf>,
    /// Worker threads.
    pub jobs: usize,
    /// Which part of the run this is; none: it has no parts.
    pub shard: Option<Shard>,
    /// How long random cases are run, from the begin of the run on, instead of `cases` of them. All else
    /// is run whatever it takes.
    pub budget: Option<Duration>,
}

impl Default for Options {
    /// 1,000 cases and the sweep; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` have their say.
    fn default() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
        Self {
            cases: number("PROPTEST_CASES").unwrap_or(1000) as usize,
            seed: number("PROPTEST_RNG_SEED").unwrap_or(0),
            days: Days::Legal,
            sweep: true,
            giving_up: true,
            pairs: 0,
            stored: None,
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
            shard: None,
            budget: None,
        }
    }
}

/// A property's system, set up on a calm cloud, ready for cases.
///
/// ```no_run
/// # fn application() -> std::sync::Arc<dyn parhelion_properties::Application> { todo!() }
/// use parhelion_properties::property_16::Property16;
/// use parhelion_properties::{Options, Suite, report::text};
///
/// let suite = Suite::new(Property16::new(application()))?;
/// let outcome = suite.prove(&Options::default(), &|_, _| {});
/// assert!(outcome.holds(), "{}", text::report(&outcome));
/// # Ok::<(), String>(())
/// ```
pub struct Suite<P: Property> {
    property: P,
    monitors: Vec<Monitor<P::Seen>>,
    fixture: P::Fixture,
    snapshot: Snapshot,
}

/// Told of every run: how many are done, of how many; for progress bars.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

impl<P: Property> Suite<P> {
    /// Sets the system up on a calm cloud, and waits until what that began is done: deployments,
    /// invalidations.
    ///
    /// # Errors
    /// In words, if it cannot be set up.
    pub fn new(property: P) -> Result<Self, String> {
        let (made, panicked) = panics::caught(|| {
            play::runtime().block_on(async {
                fastrand::seed(0);
                let cloud = Cloud::new();
                let target = Target::fake(cloud.clone());
                let fixture = property.set_up(&target).await?;
                target.settle().await;
                Ok((fixture, cloud.snapshot()))
            })
        });
        let panicked = || panicked.first().cloned().unwrap_or_default();
        let made = made.unwrap_or_else(|| Err(format!("setting up panicked: {}", panicked())));
        let (fixture, snapshot) = made?;
        Ok(Self { monitors: property.monitors(), property, fixture, snapshot })
    }

    /// What is proved.
    pub fn property(&self) -> &P {
        &self.property
    }

    /// Runs one case under an adversary, in a runtime and a cloud of its own.
    pub fn run(&self, case: &CaseOf<P>, adversary: Adversary) -> Run<P::Seen> {
        let fixture = (&self.fixture, &self.snapshot);
        play::play(&self.property, &self.monitors, fixture, case, adversary)
    }

    /// Runs a case with its own plan.
    pub fn replay(&self, case: &CaseOf<P>) -> Run<P::Seen> {
        self.run(case, by_plan(case))
    }

    /// Where another run of a case parts from this one, if it does.
    pub fn difference(&self, case: &CaseOf<P>, run: &Run<P::Seen>) -> Option<Difference> {
        repeat::difference(&run.journal, &self.replay(case).journal)
    }

    /// Proves the property, or finds a counterexample.
    pub fn prove(&self, options: &Options, progress: Progress<'_>) -> Outcome<P> {
        let begun = Instant::now();
        let title = self.property.title();
        let clauses = self.monitors.iter().map(|monitor| monitor.clause.clone().into_owned());
        let mut outcome = Outcome::new(title, clauses, options);
        let (trials, points) = self.trials(options, &mut outcome);
        let mut found = self.try_all(&trials, &points, options, progress, &mut outcome);
        if let Some(budget) = options.budget.filter(|_| found.is_none()) {
            let until = (begun, budget);
            found = self.try_until(until, trials.len(), &points, options, progress, &mut outcome);
        }
        outcome.verdict = match found {
            None => outcome.vacuity(),
            Some(found) => self.verdict(found, options),
        };
        outcome.wall_time = begun.elapsed();
        outcome
    }

    /// Everything that is to be tried, and at which points days may be bad.
    fn trials(&self, options: &Options, outcome: &mut Outcome<P>) -> (Vec<Trial<P>>, Vec<String>) {
        let mut trials = Vec::new();
        let stored = options.stored.as_deref();
        let stored = stored.map(|folder| CaseOf::<P>::stored(folder, &outcome.title));
        for case in stored.unwrap_or_default() {
            match case {
                Ok(case) => trials.push(Trial::Stored(case)),
                Err(why) => outcome.stale.push(why),
            }
        }
        outcome.planned.stored = trials.len();
        let mut points = BTreeSet::new();
        let singles = self.single_deviations(options, &mut points);
        // Within a budget they come behind everything else, as long as there is time.
        let cases = if options.budget.is_some() { 0 } else { options.cases };
        let mut random = (0..cases).map(|number| Trial::Random { number });
        outcome.planned.random = cases;
        if options.sweep {
            outcome.planned.singles = singles.len();
            let pairs = self.pairs(&singles, options);
            outcome.planned.pairs = pairs.len();
            let (calm, deviating): (Vec<_>, Vec<_>) =
                singles.into_iter().partition(|case| case.plan.is_empty());
            trials.extend(calm.into_iter().map(Trial::Single));
            // Some that examples have not, clients at once above all, before the long sweep.
            trials.extend(random.by_ref().take(FIRST_RANDOM));
            trials.extend(deviating.into_iter().map(Trial::Single).chain(pairs));
        }
        outcome.trials = self.digest(&trials);
        trials.extend(random);
        self.keep_part(&mut trials, options, &mut outcome.planned);
        (trials, points.into_iter().collect())
    }

    /// Of all trials, those that this part of the run has.
    fn keep_part(&self, trials: &mut Vec<Trial<P>>, options: &Options, planned: &mut Runs) {
        let Some(shard) = options.shard else { return };
        let mut number = 0..;
        trials.retain(|_| number.next().is_some_and(|number| shard.has(number)));
        *planned = Runs::default();
        for trial in trials {
            *trial.counted(planned) += 1;
        }
    }

    /// Tells how a run of this case went, beside a calm run of it.
    pub fn story(&self, case: &CaseOf<P>, run: &Run<P::Seen>) -> Story {
        let calm = CaseOf::<P> { plan: std::collections::BTreeMap::new(), ..case.clone() };
        let calm = (!case.plan.is_empty()).then(|| self.replay(&calm).journal);
        story::tell(&self.property, case, run, calm.as_ref())
    }

    /// A failure is made small, if it fails again.
    fn verdict(&self, found: Found<P>, options: &Options) -> Verdict<P> {
        let Found { index, case, run, difference } = found;
        let case = CaseOf::<P> { plan: plan_of(&run.taken), ..case };
        if let Some(difference) = difference.or_else(|| self.difference(&case, &run)) {
            let failure = run.failure;
            return Verdict::Unrepeatable(Box::new(Unrepeatable { case, difference, failure }));
        }
        match run.failure.clone() {
            None => Verdict::Holds,
            Some(failure) => {
                let replay = |case: &CaseOf<P>| self.replay(case);
                let found = (case, run, failure);
                let stored = options.stored.as_deref();
                let small =
                    Counterexample::minimised(&self.property, index + 1, found, &replay, stored);
                Verdict::Fails(Box::new(small))
            }
        }
    }
}
