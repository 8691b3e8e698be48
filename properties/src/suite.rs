//! Proves a property on an application on the fake: stored cases first, then every single
//! deviation of the examples, then cases at random. Cases run side by side, one runtime each.

use crate::application::{Application, Deployment};
use crate::case::Case;
use crate::minimise::minimise;
use crate::monitor::Violation;
use crate::observation::Observed;
use crate::property_16::drive::{Driver, first_version};
use crate::property_16::{MONITORS, drive, operation};
use crate::target::{ATTEMPTS, Target};
use parhelion::{Adversary, Cloud, Journal, Pick, Plan, Site, Snapshot, random};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A run that takes longer than this in virtual time hangs.
const DEADLINE: Duration = Duration::from_secs(30 * 24 * 3600);

/// Freedoms under which a clause is legally false: CloudFront may skip compression and then keep
/// the plain bytes until they expire (N16), so 6.5 speaks of edges that are not that busy.
const EXCLUDED: [&str; 1] = ["cloudfront.compress"];

/// The points at which a service refuses a call that then had no effect: `s3.before`.
const REFUSALS: &str = ".before";

/// How much to try.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cases at random.
    pub cases: usize,
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
pub struct Suite {
    application: Arc<dyn Application>,
    deployment: Deployment,
    snapshot: Snapshot,
}

/// One case, run.
#[derive(Clone)]
pub struct Run {
    pub violation: Option<Violation>,
    /// For each monitor, how often it fired.
    pub fired: Vec<usize>,
    /// The deviations that were taken.
    pub taken: Plan,
    /// Every site with its point and number of options; empty unless asked for.
    pub offered: Vec<(Site, Arc<str>, u8)>,
    /// Virtual time from start to end.
    pub passed: Duration,
    pub journal: Journal,
    pub observations: Vec<Observed>,
}

/// What came of it all.
#[derive(Clone)]
pub struct Outcome {
    pub application: String,
    /// Clause and how often it fired.
    pub clauses: Vec<(&'static str, usize)>,
    pub stored: usize,
    pub swept: usize,
    pub cases: usize,
    pub deviations: usize,
    /// How often each point deviated.
    pub points: BTreeMap<String, usize>,
    pub virtual_time: Duration,
    pub wall_time: Duration,
    /// Stored cases that can no longer be run.
    pub stale: Vec<String>,
    pub verdict: Verdict,
}

#[derive(Clone)]
pub enum Verdict {
    Holds,
    Violated(Box<Counterexample>),
    /// Clauses that never had anything to judge.
    Vacuous(Vec<&'static str>),
}

/// A failing case, as small as it got.
#[derive(Clone)]
pub struct Counterexample {
    pub case: Case,
    pub run: Run,
    pub violation: Violation,
    /// Runs until it was found, the last one included.
    pub found_after: usize,
    /// Operations and deviations as found.
    pub was: (usize, usize),
    /// Runs that made it small, and how long they took.
    pub minimised_in: (usize, Duration),
    pub file: Option<PathBuf>,
}

/// Told of every run; for progress bars.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

impl Suite {
    /// Sets the application up.
    ///
    /// # Errors
    /// In words, if the application cannot be set up on a calm cloud.
    pub fn new(application: Arc<dyn Application>) -> Result<Self, String> {
        let runtime = runtime();
        let (deployment, snapshot) = runtime.block_on(set_up(&*application))?;
        Ok(Self { application, deployment, snapshot })
    }

    /// Runs one case under an adversary, in a runtime and a cloud of its own.
    pub fn run(&self, case: &Case, adversary: Adversary) -> Run {
        let runtime = runtime();
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
                Verdict::Violated(Box::new(self.counterexample(index + 1, case, run, options)))
            }
            None => outcome.vacuity(),
        };
        outcome.wall_time = begun.elapsed();
        outcome
    }

    /// The examples on a calm day, then with every deviation that they offer, each alone, and with
    /// every call of the application refused until it gives up.
    fn single_deviations(&self, options: &Options, points: &mut BTreeSet<String>) -> Vec<Case> {
        let (mut cases, mut deviating) = (Vec::new(), Vec::new());
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
                let plan = given_up(&site, &point);
                deviating.extend(plan.map(|plan| Case { plan, ..case.clone() }));
            }
        }
        cases.extend(deviating);
        cases
    }

    /// Runs trials side by side until one fails; that of the lowest index is the one found.
    fn try_all(
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

    fn counterexample(
        &self,
        found_after: usize,
        mut case: Case,
        run: Run,
        options: &Options,
    ) -> Counterexample {
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
            let run = self.replay(candidate);
            let same = run.violation.as_ref().is_some_and(|found| found.clause == clause);
            // What the plan names but the run never met is no part of the case.
            same.then(|| Case { plan: plan_of(&run.taken), ..candidate.clone() })
        });
        let run = self.replay(&case);
        if let Some(found) = run.violation.clone() {
            violation = found;
        }
        // A folder that cannot be written to costs the file, not the verdict.
        let file = options.stored.as_deref().and_then(|folder| case.store(folder).ok());
        let minimised_in = (runs, begun.elapsed());
        Counterexample { case, run, violation, found_after, was, minimised_in, file }
    }
}

enum Trial {
    Plan(Case),
    Random { number: usize },
}

impl Outcome {
    fn new(application: &str) -> Self {
        Self {
            application: application.to_owned(),
            clauses: MONITORS.iter().map(|monitor| (monitor.clause, 0)).collect(),
            stored: 0,
            swept: 0,
            cases: 0,
            deviations: 0,
            points: BTreeMap::new(),
            virtual_time: Duration::ZERO,
            wall_time: Duration::ZERO,
            stale: Vec::new(),
            verdict: Verdict::Holds,
        }
    }

    fn add(&mut self, run: &Run) {
        for ((_, total), fired) in self.clauses.iter_mut().zip(&run.fired) {
            *total += fired;
        }
        self.deviations += run.taken.len();
        for site in run.taken.keys() {
            *self.points.entry(point_of(site).to_owned()).or_default() += 1;
        }
        self.virtual_time += run.passed;
    }

    fn vacuity(&self) -> Verdict {
        let silent = self.clauses.iter().filter(|(_, fired)| *fired == 0);
        let silent: Vec<_> = silent.map(|(clause, _)| *clause).collect();
        if silent.is_empty() { Verdict::Holds } else { Verdict::Vacuous(silent) }
    }

    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Holds) && self.stale.is_empty()
    }
}

/// A call that is refused at each of its attempts, which a single deviation never does: the SDK's
/// retries hide it from the application.
fn given_up(site: &Site, point: &str) -> Option<BTreeMap<Site, Pick>> {
    let refusal = point.ends_with(REFUSALS) && site.at_first_attempt().is_none();
    let attempts = (1..=ATTEMPTS).map(|number| Some((site.at_attempt(number)?, 1)));
    refusal.then(|| attempts.collect()).flatten()
}

/// `s3.before` of `user/4/PutObject:…#0.1/s3.before.0`.
fn point_of(site: &Site) -> &str {
    let point = site.as_str().rsplit('/').next().unwrap_or_default();
    point.rsplit_once('.').map_or(point, |(point, _)| point)
}

fn plan_of(taken: &Plan) -> BTreeMap<Site, Pick> {
    taken.iter().map(|(site, pick)| (site.clone(), *pick)).collect()
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

/// One thread, virtual time.
fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let built = builder.enable_time().start_paused(true).build();
    #[allow(clippy::expect_used)] // without I/O, building a runtime asks the OS for nothing
    built.expect("a runtime without I/O")
}

async fn set_up(application: &dyn Application) -> Result<(Deployment, Snapshot), String> {
    fastrand::seed(0);
    let cloud = Cloud::new();
    let target = Target::fake(cloud.clone());
    let deployment = application.set_up(&target.clients()).await?;
    let get = target.clients().cloudfront.get_distribution().id(&deployment.distribution);
    for _ in 0..120 {
        let answer = get.clone().send().await.map_err(|error| format!("{error:?}"))?;
        if answer.distribution.is_some_and(|distribution| distribution.status == "Deployed") {
            publish_first_versions(application, &deployment, &target).await?;
            return Ok((deployment, cloud.snapshot()));
        }
        target.pass(Duration::from_secs(30)).await;
    }
    Err("the distribution was never deployed".to_owned())
}

async fn publish_first_versions(
    application: &dyn Application,
    deployment: &Deployment,
    target: &Target,
) -> Result<(), String> {
    let running = application.start(&target.clients(), deployment);
    for (index, asset) in deployment.assets.iter().enumerate() {
        let request = http::Request::put(format!("/assets/{asset}")).body(first_version(index));
        let request = request.map_err(|error| error.to_string())?;
        let response = running.handle(request).await;
        if !response.status().is_success() {
            let why = String::from_utf8_lossy(response.body()).into_owned();
            return Err(format!("{asset} could not be published: {why}"));
        }
    }
    running.shut_down().await;
    Ok(())
}
