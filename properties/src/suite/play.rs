//! Plays one case: a cloud, a runtime and a system of its own, from the first operation to the last
//! look.

use super::run::{Failure, Run};
use crate::case::CaseOf;
use crate::monitor::Monitor;
use crate::observation::Observed;
use crate::panics;
use crate::property::Property;
use crate::stage::{Breakdown, Stage, operating};
use crate::target::Target;
use futures_util::future::join_all;
use parhelion::wire::signature::Credentials;
use parhelion::{Adversary, Clock, Cloud, Snapshot};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// No operation takes longer than this in virtual time: the harness's own patience is a quarter of it.
const DEADLINE: Duration = Duration::from_secs(24 * 3600);

/// The scope of the requests of a property's last look.
pub(super) const PROBE: &str = "harness/probe";

/// In real time, how long before its cases a system is set up: longer than deployments take in virtual time.
const SET_UP_BEFORE: Duration = Duration::from_secs(2 * 3600);

/// What passes while a case is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// Virtual time, in this process alone.
    Virtual,
    /// The system's, with sockets: for systems in processes of their own. No operation may take longer.
    Real(Duration),
}

impl Time {
    fn deadline(self) -> Duration {
        match self {
            Self::Virtual => DEADLINE,
            Self::Real(deadline) => deadline,
        }
    }

    /// Where a case begins.
    pub(super) fn start(self, snapshot: &Snapshot, seed: u64, adversary: Adversary) -> Cloud {
        match self {
            Self::Virtual => snapshot.start(seed, adversary),
            Self::Real(_) => snapshot.start_in_real_time(seed, adversary),
        }
    }

    /// A cloud to set a system up on.
    pub(super) fn cloud(self) -> Cloud {
        match self {
            Self::Virtual => Cloud::new(),
            Self::Real(_) => {
                // Set up in the past, so that cases can begin now however long deployments have taken.
                let clock = Clock::wall();
                clock.set(clock.now() - SET_UP_BEFORE);
                Cloud::builder().clock(clock).build()
            }
        }
    }
}

/// How long a step may take.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if *self == Self::Virtual { "virtual" } else { "real" };
        write!(f, "{:?} of {kind} time", self.deadline())
    }
}

/// What a run leaves, however it ends.
struct Left<S> {
    cloud: Cloud,
    stage: Stage<S>,
    started: parhelion::Timestamp,
}

/// One thread.
///
/// # Errors
/// The system has no more handles for one that uses sockets.
pub(super) fn runtime(time: Time) -> std::io::Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    match time {
        Time::Virtual => builder.enable_time().start_paused(true).build(),
        Time::Real(_) => builder.enable_all().build(),
    }
}

/// What cases find.
pub(super) struct Standing<'a, F> {
    pub fixture: &'a F,
    pub snapshot: &'a Snapshot,
    pub time: Time,
    /// Whose key the system signs with; none: the account's own.
    pub user: Option<&'a Credentials>,
}

/// Plays a case under an adversary.
pub(super) fn play<P: Property>(
    property: &P,
    monitors: &[Monitor<P::Seen>],
    standing: Standing<'_, P::Fixture>,
    case: &CaseOf<P>,
    adversary: Adversary,
) -> Run<P::Seen> {
    let Standing { fixture, snapshot, time, user } = standing;
    let left = RefCell::new(None);
    let (ended, panicked) = panics::caught(|| {
        #[allow(clippy::expect_used)] // caught, and told as what keeps the case from beginning
        let runtime = runtime(time).expect("a runtime");
        fastrand::seed(case.seed);
        let ended = runtime.block_on(async {
            let cloud = time.start(snapshot, case.seed, adversary);
            cloud.answer_calls(property.calls_max());
            let stage = Stage::new(Target::fake(cloud.clone()).signing_as(user.cloned()));
            let started = cloud.now();
            *left.borrow_mut() = Some(Left { cloud, stage: stage.clone(), started });
            let system = property.start(fixture, &stage);
            let hangs = drive_within(time, property, &system, &stage, case).await.err();
            // Outside its runtime the clock stands.
            (hangs, stage.target().now())
        });
        // What goes on for nobody is not waited for.
        runtime.shutdown_background();
        ended
    });
    let (hangs, now) = ended.unzip();
    let hangs = hangs.flatten();
    let panicked = panicked.into_iter().next();
    let Some(Left { cloud, stage, started }) = left.into_inner() else {
        // The runtime or the fork panicked: nothing of the case has begun.
        return Run::nothing(panicked.unwrap_or_default());
    };
    let observations = stage.observations();
    let (fired, violated) = judge(monitors, &observations);
    let apart = stage.apart();
    let broken = apart.breakdown.map(|breakdown| match breakdown {
        Breakdown::Died(what) => Failure::Died(what),
        Breakdown::Hangs(what) => Failure::Hangs(what),
    });
    // What a panic, an end or a hang leaves undone is no news.
    let panicked = panicked.map(Failure::Panicked);
    let failure = panicked.or(broken).or(hangs.map(Failure::Hangs)).or(violated);
    let (journal, adversary) = (cloud.journal(), cloud.adversary());
    let last = journal.events().back().map(|event| event.at);
    let offered = adversary.offered();
    let offered = offered.map(|(site, (point, n))| (site.clone(), point.clone(), *n)).collect();
    Run {
        failure,
        fired,
        taken: adversary.taken().clone(),
        offered,
        passed: now.or(last).unwrap_or(started).since(started),
        journal,
        observations,
        output: apart.output,
    }
}

impl<S> Run<S> {
    fn nothing(why: String) -> Self {
        Self {
            failure: Some(Failure::Panicked(why)),
            fired: Vec::new(),
            taken: parhelion::Plan::default(),
            offered: Vec::new(),
            passed: Duration::ZERO,
            journal: parhelion::Journal::default(),
            observations: Vec::new(),
            output: String::new(),
        }
    }
}

/// Every operation, then the stop, a good day, and a look at what is left.
///
/// # Errors
/// What never came to its end.
pub async fn drive<P: Property>(
    property: &P,
    system: &P::System,
    stage: &Stage<P::Seen>,
    case: &CaseOf<P>,
) -> Result<(), String> {
    drive_within(Time::Virtual, property, system, stage, case).await
}

/// As [`drive`], in any time.
async fn drive_within<P: Property>(
    time: Time,
    property: &P,
    system: &P::System,
    stage: &Stage<P::Seen>,
    case: &CaseOf<P>,
) -> Result<(), String> {
    let deadline = time.deadline();
    let begun = Mutex::new(BTreeSet::new());
    let client = |operations: Vec<(u32, _)>| async {
        for (number, operation) in operations {
            if stage.apart().breakdown.is_some() {
                return Ok(());
            }
            under_way(&begun, |begun| begun.insert(number));
            let work = operating(stage.target(), number, property.drive(system, operation));
            let ended = tokio::time::timeout(deadline, work).await;
            if ended.is_err() {
                let all = under_way(&begun, |begun| begun.clone());
                let others = all.iter().map(|number| format!("op#{number}"));
                return Err(others.collect::<Vec<_>>().join(", "));
            }
            under_way(&begun, |begun| begun.remove(&number));
        }
        Ok(())
    };
    let clients: Vec<_> = case.by_client().into_iter().map(client).collect();
    // Looked at in their order each time, as long as there are no more than thirty: the same in every run.
    for ended in join_all(clients).await {
        ended.map_err(|what| format!("after {time} still under way: {what}"))?;
    }
    let stop = parhelion::within("application/stop", property.stop(system));
    tokio::time::timeout(deadline, stop)
        .await
        .map_err(|_| format!("after {time} it has not stopped"))?;
    stage.target().settle().await;
    if let Some(cloud) = stage.cloud() {
        cloud.answer_calls(u64::MAX);
    }
    let probe = parhelion::within(PROBE, property.probe(system));
    tokio::time::timeout(deadline, probe)
        .await
        .map_err(|_| format!("after {time} the last look has found no end"))
}

fn under_way<T>(begun: &Mutex<BTreeSet<u32>>, f: impl FnOnce(&mut BTreeSet<u32>) -> T) -> T {
    f(&mut begun.lock().unwrap_or_else(PoisonError::into_inner))
}

fn judge<S: serde::Serialize>(
    monitors: &[Monitor<S>],
    observations: &[Observed<S>],
) -> (Vec<usize>, Option<Failure>) {
    let mut fired = Vec::new();
    let mut violation = None;
    for monitor in monitors {
        let judgement = monitor.judge(observations);
        fired.push(judgement.fired);
        violation = violation.or(judgement.violation);
    }
    (fired, violation.map(Failure::Violated))
}
