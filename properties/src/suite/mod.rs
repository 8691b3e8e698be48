//! Proves a property on the fake: stored cases first, then every single deviation of the examples,
//! pairs of them, then cases at random. Cases run side by side, one runtime each.
//!
//! - [`Suite`]: what was set up, and how one case is run on it; [`play`]: one case from begin to end;
//! - [`options`]: how much is tried; [`trials`]: which cases are tried, on which [`Days`]; [`shard`]: in which part of a run; [`workers`]: side by side, until one fails;
//! - [`search`]: random cases within a budget, from a [`corpus`] of those that did something new;
//! - [`repeat`]: whether runs repeat; [`sources`]: from where calls come; [`counterexample`]: a failure made small;
//! - [`outcome`]: totals and the verdict; [`certificate`]: what single deviations there are.

mod budget;
mod certificate;
mod corpus;
mod counterexample;
mod days;
mod options;
mod outcome;
mod play;
mod repeat;
mod run;
mod search;
mod shard;
mod sites;
mod sources;
mod trials;
mod workers;

pub use budget::budget;
pub use certificate::{Deviations, Happens};
pub use counterexample::{Counterexample, Unrepeatable};
pub use days::Days;
pub use options::Options;
pub use outcome::{Outcome, Runs, Searched, Verdict};
pub use play::{Time, drive};
pub use repeat::Difference;
pub use run::{Failure, Run};
pub use shard::Shard;
pub(crate) use sources::Sources;
pub use trials::generate;

use crate::case::CaseOf;
use crate::monitor::Monitor;
use crate::panics;
use crate::privilege::user;
use crate::property::Property;
use crate::story::{self, Story};
use crate::target::Target;
use counterexample::{Replay, plan_of};
use parhelion::wire::signature::Credentials;
use parhelion::{Adversary, Snapshot};
use play::Standing;
use sites::points_of;
use std::time::{Duration, Instant};
use trials::{Trial, by_plan};
use workers::{Found, Seen};

/// By then IAM's changes are known wherever they may be asked for (IAM-P).
const KNOWN_EVERYWHERE: Duration = Duration::from_secs(600);

/// How many random cases come before the deviations of the examples.
const FIRST_RANDOM: usize = 20;

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
    time: Time,
    /// Where the system signs as a user, and that user.
    limited: Option<(Snapshot, Credentials)>,
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
        Self::in_time(property, Time::Virtual)
    }

    /// As [`Suite::new`], for a system in processes of its own: they reach each case's cloud over a socket,
    /// in real time; what the cloud's clock shows may be ahead of it. Runs then need not repeat to the
    /// byte: what fails must fail again by the same clause. No operation takes longer than `deadline`.
    ///
    /// # Errors
    /// As [`Suite::new`].
    pub fn in_real_time(property: P, deadline: Duration) -> Result<Self, String> {
        Self::in_time(property, Time::Real(deadline))
    }

    fn in_time(property: P, time: Time) -> Result<Self, String> {
        let (made, panicked) = panics::caught(|| {
            let runtime = play::runtime(time).map_err(|error| error.to_string())?;
            runtime.block_on(async {
                fastrand::seed(0);
                let cloud = time.cloud();
                let target = Target::fake(cloud.clone());
                let fixture = property.set_up(&target).await?;
                target.settle().await;
                Ok((fixture, cloud.snapshot()))
            })
        });
        let panicked = || panicked.first().cloned().unwrap_or_default();
        let made = made.unwrap_or_else(|| Err(format!("setting up panicked: {}", panicked())));
        let (fixture, snapshot) = made?;
        let monitors = property.monitors();
        Ok(Self { property, monitors, fixture, snapshot, time, limited: None })
    }

    /// From here on the system, but not what set it up, signs as an IAM user who has this policy and no other;
    /// none: who may do nothing.
    ///
    /// # Errors
    /// IAM's, in words.
    pub(crate) fn limit(&mut self, policy: Option<&str>) -> Result<(), String> {
        let runtime = play::runtime(self.time).map_err(|error| error.to_string())?;
        let limited = runtime.block_on(async {
            let cloud = self.time.start(&self.snapshot, 0, Adversary::calm());
            user::grant(&cloud, policy)?;
            // New keys and policies are not known everywhere at once.
            cloud.advance(KNOWN_EVERYWHERE).await;
            Ok::<_, String>((cloud.snapshot(), user::key()))
        })?;
        self.limited = Some(limited);
        Ok(())
    }

    /// What is proved.
    pub fn property(&self) -> &P {
        &self.property
    }

    /// Runs one case under an adversary, in a runtime and a cloud of its own.
    pub fn run(&self, case: &CaseOf<P>, adversary: Adversary) -> Run<P::Seen> {
        let (snapshot, user) = match &self.limited {
            None => (&self.snapshot, None),
            Some((snapshot, user)) => (snapshot, Some(user)),
        };
        let standing = Standing { fixture: &self.fixture, snapshot, time: self.time, user };
        play::play(&self.property, &self.monitors, standing, case, adversary)
    }

    /// Runs a case with its own plan.
    pub fn replay(&self, case: &CaseOf<P>) -> Run<P::Seen> {
        self.run(case, by_plan(case))
    }

    /// Where another run of a case parts from this one, if it does.
    ///
    /// In real time nothing repeats to the byte: there, whether none of a few runs fails as this one did.
    pub fn difference(&self, case: &CaseOf<P>, run: &Run<P::Seen>) -> Option<Difference> {
        match self.time {
            Time::Virtual => repeat::difference(&run.journal, &self.replay(case).journal),
            Time::Real(_) => {
                repeat::of_failures(run.failure.as_ref(), || self.replay(case).failure)
            }
        }
    }

    /// Proves the property, or finds a counterexample.
    pub fn prove(&self, options: &Options, progress: Progress<'_>) -> Outcome<P> {
        let begun = Instant::now();
        let (mut outcome, found) = self.tried(begun, options, progress);
        if let Some(found) = found {
            outcome.verdict = self.verdict(found, options);
        }
        outcome.wall_time = begun.elapsed();
        outcome
    }

    /// What fails first, as it was found: neither repeated nor made small.
    pub(crate) fn first_failure(&self, options: &Options) -> (Outcome<P>, Option<Failing<P>>) {
        let (outcome, found) = self.tried(Instant::now(), options, &|_, _| {});
        (outcome, found.map(|found| (found.case, found.run)))
    }

    /// All that is to be tried, until something fails.
    fn tried(
        &self,
        begun: Instant,
        options: &Options,
        progress: Progress<'_>,
    ) -> (Outcome<P>, Option<Found<P>>) {
        let title = self.property.title();
        let clauses = self.monitors.iter().map(|monitor| monitor.clause.clone().into_owned());
        let nobody: Seen<'_, P> = &|_, _, _| {};
        let mut outcome = Outcome::new(title, clauses, options);
        // What failed before comes first: the others are not even planned if it fails again.
        let (stored, planned) = self.first(options, &mut outcome);
        let mut found = self.try_all(&stored, &[], options, (progress, nobody), &mut outcome);
        if found.is_none() {
            let (trials, points) = planned.unwrap_or_else(|| self.trials(options, &mut outcome));
            found = self.try_all(&trials, &points, options, (progress, nobody), &mut outcome);
            if let Some(budget) = options.budget.filter(|_| found.is_none()) {
                let (until, tried) = ((begun, budget), trials.len());
                found = self.search(until, tried, &points, options, progress, &mut outcome);
            }
            if let Some(found) = &mut found {
                found.index += stored.len();
            }
        }
        outcome.verdict = outcome.vacuity();
        (outcome, found)
    }

    /// The stored cases; of a part of a run, all else as well: parts are known by what all of the run tries,
    /// whatever fails in one of them.
    fn first(
        &self,
        options: &Options,
        outcome: &mut Outcome<P>,
    ) -> (Vec<Trial<P>>, Option<Planned<P>>) {
        let mut stored = self.stored(options, outcome);
        outcome.trials = self.digest(0, &stored);
        let Some(shard) = options.shard else { return (stored, None) };
        let (mut trials, points) = self.trials(options, outcome);
        keep_part(&mut stored, shard);
        keep_part(&mut trials, shard);
        outcome.planned = Runs::default();
        for trial in stored.iter().chain(&trials) {
            *trial.counted(&mut outcome.planned) += 1;
        }
        (stored, Some((trials, points)))
    }

    /// The stored cases.
    fn stored(&self, options: &Options, outcome: &mut Outcome<P>) -> Vec<Trial<P>> {
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
        trials
    }

    /// What else is to be tried, and at which points days may be bad.
    fn trials(&self, options: &Options, outcome: &mut Outcome<P>) -> Planned<P> {
        let mut trials = Vec::new();
        let singles = self.single_deviations(options, &mut outcome.met);
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
        outcome.trials = self.digest(outcome.trials, &trials);
        trials.extend(random);
        (trials, points_of(&outcome.met).into_iter().collect())
    }

    /// Tells how a run of this case went, beside a calm run of it.
    pub fn story(&self, case: &CaseOf<P>, run: &Run<P::Seen>) -> Story {
        let calm = CaseOf::<P> { plan: std::collections::BTreeMap::new(), ..case.clone() };
        let calm = (!case.plan.is_empty()).then(|| self.replay(&calm).journal);
        story::tell(&self.property, case, run, calm.as_ref(), &Sources::new())
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
                let how = (&replay as Replay<'_, P>, options.smaller_within);
                let small =
                    Counterexample::minimised(&self.property, index + 1, found, how, stored);
                Verdict::Fails(Box::new(small))
            }
        }
    }
}

/// A case that fails, run.
pub(crate) type Failing<P> = (CaseOf<P>, Run<<P as Property>::Seen>);

/// What is to be tried, and at which points days may be bad.
type Planned<P> = (Vec<Trial<P>>, Vec<String>);

/// Of all trials, those that this part of the run has.
fn keep_part<P: Property>(trials: &mut Vec<Trial<P>>, shard: Shard) {
    let mut number = 0..;
    trials.retain(|_| number.next().is_some_and(|number| shard.has(number)));
}
