//! The cloud: a handle to a world, its clock and its doors. Clone shares; [`Cloud::fork`] copies.

use crate::clock::Clock;
use crate::functions::Functions;
use crate::origins::{Origins, Outside};
use crate::scope::CallNames;
use crate::turns::{Begun, Mark, Turn, TurnTime, Turns};
use crate::waiting::{Waiter, Waiting};
use parhelion_wire::error::Result;
use parhelion_wire::heavy::Held;
use parhelion_wire::signature::SigningKeys;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::identity::Credential;
use parhelion_world::service::{Handles, Kind};
use parhelion_world::{
    Adversary, Caller, Context, Entry, ExchangeFailure, HttpExchange, Input, Journal, OnBehalf,
    RequestInfo, What, World, identity,
};
use std::collections::BTreeMap;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// An AWS in this process. Cheap to clone: every clone is the same cloud.
///
/// The lock is held for the microseconds of one call and never over an await.
pub struct Cloud {
    inner: Arc<Inner>,
    /// What time it is to this handle, which is in its turn ([`Cloud::turn`]).
    turn: Option<TurnTime>,
}

/// A clone outlives the turn that it was made in.
impl Clone for Cloud {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), turn: None }
    }
}

struct Inner {
    state: Mutex<State>,
    clock: Clock,
    entries: Arc<[Entry]>,
    settings: Settings,
    /// Rings when something has become due earlier than [`Inner::kept_until`].
    due_bell: Notify,
    /// Until when the keeper of a server sleeps, in milliseconds; [`NOT_KEPT`] without one.
    kept_until: AtomicI64,
    /// How many wait for the state at the moment.
    wanted: AtomicUsize,
    /// Only spares time: forks begin without.
    signing_keys: SigningKeys,
    turns: Turns,
    /// Kept under names for whoever steers a server; forks begin without.
    named_states: Mutex<BTreeMap<String, Snapshot>>,
}

/// A world, and what its doors keep beside it. All but the waiting forks with it.
pub(crate) struct State {
    pub world: World,
    pub names: CallNames,
    pub origins: Origins,
    pub functions: Functions,
    pub waiting: Waiting,
}

/// The state, locked. A std mutex is right: nothing awaits while it is held. What a call left for the
/// doors to do is begun when it is let go of.
pub(crate) struct Locked<'a> {
    state: MutexGuard<'a, State>,
    _held: Held,
    cloud: &'a Cloud,
    _turn: Option<MutexGuard<'a, ()>>,
}

impl Deref for Locked<'_> {
    type Target = State;
    fn deref(&self) -> &State {
        &self.state
    }
}

impl DerefMut for Locked<'_> {
    fn deref_mut(&mut self) -> &mut State {
        &mut self.state
    }
}

impl Drop for Locked<'_> {
    fn drop(&mut self) {
        let State { world, waiting, .. } = &mut *self.state;
        for signal in world.take_signals() {
            waiting.give(&signal);
        }
        let inner = &self.cloud.inner;
        let works = world.take_background();
        if !works.is_empty() {
            let works = inner.turns.number(world, works);
            if !inner.turns.replays() && tokio::runtime::Handle::try_current().is_ok() {
                (inner.settings.doors.background)(self.cloud, works);
            }
        }
        let due = world.next_due().map_or(i64::MAX, |due| due.0);
        if due < inner.kept_until.load(Ordering::Relaxed) {
            inner.due_bell.notify_one();
        }
    }
}

/// Work of the doors that the cloud has done: handed in when it is built, because doors know the cloud
/// and it cannot know them.
#[derive(Clone, Copy)]
pub(crate) struct Doors {
    /// Begins what nobody waits for.
    pub background: fn(&Cloud, Vec<Begun>),
    /// Carries a request to its origin.
    pub exchange: fn(Cloud, HttpExchange) -> Exchanging,
    /// Whether an exchange leads to a socket, and may bring something else next time.
    pub leaves: fn(&Cloud, &HttpExchange) -> bool,
}

/// An exchange under way.
pub(crate) type Exchanging =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, ExchangeFailure>> + Send>>;

/// A cloud that no keeper has begun to keep.
const NOT_KEPT: i64 = i64::MIN;

/// How many things that are due a server does before it lets others in.
const DUE_SLICE: usize = 1;

/// What a cloud is built with.
#[derive(Clone)]
pub(crate) struct Settings {
    /// What the doors do for the cloud.
    pub doors: Doors,
    pub seed: u64,
    /// Signatures are checked.
    pub auth: bool,
    /// Hosts that may be reached over sockets.
    pub outside: Outside,
}

impl Cloud {
    pub(crate) fn from_parts(
        world: World,
        clock: Clock,
        beside: Beside,
        settings: Settings,
    ) -> Self {
        let entries = world.entries().into();
        let turns = Turns::new(world.journal().keeps_inputs());
        let Beside { names, origins, functions } = beside;
        let waiting = Waiting::default();
        let state = Mutex::new(State { world, names, origins, functions, waiting });
        let (due_bell, kept_until) = (Notify::new(), AtomicI64::new(NOT_KEPT));
        let (signing_keys, named_states) = (SigningKeys::default(), Mutex::default());
        let inner = Inner {
            state,
            clock,
            entries,
            settings,
            due_bell,
            kept_until,
            wanted: AtomicUsize::new(0),
            signing_keys,
            turns,
            named_states,
        };
        Self { inner: Arc::new(inner), turn: None }
    }

    /// A copy of the whole cloud as it is now, in O(1). Neither sees what the other does next.
    /// Requests that wait at the moment belong to the original alone.
    ///
    /// On tokio's clock, fork inside the runtime that will use the fork.
    pub fn fork(&self) -> Self {
        let inner = &self.inner;
        let (mut world, beside) = {
            let state = self.state();
            (state.world.clone(), Beside::of(&state))
        };
        // A fixture may have been built in another runtime: time goes on from the world's.
        let clock = inner.clock.fork_at(world.now());
        world.advance_to(clock.now());
        Self::from_parts(world, clock, beside, inner.settings.clone())
    }

    /// The cloud as it is now, standing still: what many cases start from. O(1).
    pub fn snapshot(&self) -> Snapshot {
        let state = self.state();
        let (world, beside) = (state.world.clone(), Beside::of(&state));
        Snapshot { world, beside, settings: self.inner.settings.clone() }
    }

    /// Becomes what a snapshot holds, and its clock shows the snapshot's time. What happened since is
    /// as if it had never been; requests that wait go on in the world that they find. On tokio's
    /// clock, which cannot be turned back, the time that has passed passes there too.
    pub fn restore(&self, snapshot: &Snapshot) {
        let Snapshot { world, beside, .. } = snapshot.clone();
        let Beside { names, origins, functions } = beside;
        let mut state = self.inner.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.inner.clock.turn_to(world.now());
        let waiting = std::mem::take(&mut state.waiting);
        let restored = State { world, names, origins, functions, waiting };
        let before = std::mem::replace(&mut *state, restored);
        drop(state);
        // Freeing it takes as long as it is big, so it goes when the lock is free.
        drop(before);
        // Others may be due now.
        drop(self.state());
    }

    /// The state, with what is due until now done: all of it, or in servers a slice, so that nobody
    /// waits for a year's work.
    pub(crate) fn state(&self) -> Locked<'_> {
        let turn = self.turn.is_none().then(|| self.inner.turns.take()).flatten();
        let now = self.now();
        // A panic in a handler is caught at the door; what it left behind is still a world.
        self.inner.wanted.fetch_add(1, Ordering::Relaxed);
        let state = self.inner.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.inner.wanted.fetch_sub(1, Ordering::Relaxed);
        let mut locked = Locked { state, _held: Held::new(), cloud: self, _turn: turn };
        // What is due belongs before the turn that comes next, if runs are to repeat.
        let slices = self.is_kept() && !self.inner.turns.keeps_inputs();
        let slice = if slices { DUE_SLICE } else { usize::MAX };
        locked.state.world.advance_some(now, slice);
        locked
    }

    /// Whether a server's keeper does what a visitor leaves undone. Where none does, nobody would
    /// catch up with the clock.
    fn is_kept(&self) -> bool {
        let kept = self.inner.kept_until.load(Ordering::Relaxed) != NOT_KEPT;
        kept && self.inner.clock.is_wall()
    }

    /// States that are kept under names, the same for every door of this cloud.
    #[cfg(feature = "server")]
    pub(crate) fn named_states(&self) -> MutexGuard<'_, BTreeMap<String, Snapshot>> {
        self.inner.named_states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn signing_keys(&self) -> &SigningKeys {
        &self.inner.signing_keys
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.inner.entries
    }

    pub(crate) fn credential(&self, access_key: &str) -> Option<Credential> {
        self.state().world.credential(access_key).cloned()
    }

    /// Whether a service's data plane answers under a host of any name.
    pub(crate) fn serves_host(&self, service: &'static str, host: &str) -> bool {
        let request = RequestInfo::default();
        let mut state = self.state();
        state.world.with_service(service, &root(&request), |lent, _| lent.hooks().serves_host(host))
    }

    /// Waits until it is `until`, or until the waiter is given its signal.
    pub(crate) async fn wait(&self, until: Timestamp, waiter: Option<&Waiter>) {
        loop {
            let changed = self.inner.clock.changed();
            let mut changed = std::pin::pin!(changed);
            changed.as_mut().enable();
            let next = {
                let state = self.state();
                let now = state.world.now();
                if now >= until || waiter.is_some_and(Waiter::is_given) {
                    return;
                }
                let due = state.world.next_due();
                due.map_or(until, |due| due.min(until))
            };
            let heard = async {
                match waiter {
                    Some(waiter) => waiter.heard().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = heard => {}
                () = self.inner.clock.reach(next) => tokio::task::yield_now().await,
                () = changed => {}
            }
        }
    }

    /// Performs what comes due at its time, not at the next visitor's: for servers, whose pushes
    /// nobody asks for. Never ends.
    pub async fn keep(&self) {
        let inner = &self.inner;
        loop {
            let changed = inner.clock.changed();
            let mut changed = std::pin::pin!(changed);
            changed.as_mut().enable();
            let due = self.state().world.next_due();
            inner.kept_until.store(due.map_or(i64::MAX, |due| due.0), Ordering::Relaxed);
            let reach = async {
                match due {
                    Some(due) => inner.clock.reach(due).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = reach => self.let_others_in().await,
                () = changed => {}
                () = inner.due_bell.notified() => {}
            }
        }
    }

    /// Between two slices of work: a std mutex goes to whoever asks first, so who works on steps back
    /// while others wait for it.
    async fn let_others_in(&self) {
        if self.inner.wanted.load(Ordering::Relaxed) > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        } else {
            tokio::task::yield_now().await;
        }
    }

    /// Computes with no lock held, and in servers away from the thread that serves connections.
    /// `None`: it panicked there.
    pub(crate) async fn off_the_door<R: Send + 'static>(
        &self,
        work: impl FnOnce() -> R + Send + 'static,
    ) -> Option<R> {
        if self.inner.clock.is_wall() {
            tokio::task::spawn_blocking(work).await.ok()
        } else {
            // On this thread, so that runs repeat.
            Some(work())
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    pub fn now(&self) -> Timestamp {
        self.turn.map_or_else(|| self.inner.clock.now(), |turn| turn.now)
    }

    /// The time by which a request that was signed at `signed_at` is judged.
    pub(crate) fn time_nearest_to(&self, signed_at: Timestamp) -> Timestamp {
        match self.turn {
            None => self.inner.clock.nearest_to(signed_at),
            Some(TurnTime { now, system }) => {
                let apart = |time: &Timestamp| time.0.abs_diff(signed_at.0);
                std::cmp::min_by_key(now, system.unwrap_or(now), apart)
            }
        }
    }

    /// Lets virtual time pass; everything due happens, in order, each at its own time.
    pub async fn advance(&self, duration: Duration) {
        self.inner.clock.pass(duration).await;
        let now = self.inner.clock.now();
        while self.state().world.now() < now {
            // In slices, so that others are served between them.
            self.let_others_in().await;
        }
    }

    /// When the next thing is due: an expiry, a deployment, an alarm's evaluation.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.state().world.next_due()
    }

    /// Takes this handle's turn: where inputs are kept, nobody else touches the world until it is
    /// over, no time passes in it, and the journal says what it was for. Never over an await.
    pub(crate) fn turn<T: Into<Mark>>(&self, what: impl FnOnce(TurnTime) -> T) -> Turn<'_> {
        self.turn_at(None, what)
    }

    /// As [`Cloud::turn`], at a time that a journal recorded.
    pub(crate) fn turn_at<T: Into<Mark>>(
        &self,
        time: Option<TurnTime>,
        what: impl FnOnce(TurnTime) -> T,
    ) -> Turn<'_> {
        let guard = self.turn.is_none().then(|| self.inner.turns.take()).flatten();
        let Some(guard) = guard else { return Turn::Free(self) };
        let clock = &self.inner.clock;
        let of_clock = || TurnTime { now: clock.now(), system: clock.system() };
        let time = time.unwrap_or_else(of_clock);
        let cloud = Self { inner: self.inner.clone(), turn: Some(time) };
        let seq = {
            let mut state = cloud.state();
            let now = state.world.now();
            state.world.journal_mut().push(now, None, what(time).into().0)
        };
        Turn::Taken { cloud, seq, _guard: guard }
    }

    /// A turn of which nothing can be kept but that it was.
    pub(crate) fn unrecorded(&self, call: &str) -> Turn<'_> {
        self.turn(|_| Input::Unrecorded { call: call.to_owned() })
    }

    pub(crate) fn turns(&self) -> &Turns {
        &self.inner.turns
    }

    /// What happened so far. O(1).
    pub fn journal(&self) -> Journal {
        self.state().world.journal().clone()
    }

    /// Notes what an application or a test saw or did, between AWS's own events.
    pub fn fact(&self, name: &str, fields: &[(&str, &str)]) {
        let fields: BTreeMap<String, String> =
            fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let attempt = crate::scope::current()
            .map(|scope| parhelion_world::Attempt { scope, ..Default::default() });
        let mut state = self.state();
        state.world.begin(attempt);
        state.world.record(What::Fact { name: name.into(), fields });
        state.world.leave();
    }

    /// Who decides AWS's choices from here on.
    pub fn set_adversary(&self, adversary: Adversary) {
        let cloud = self.turn(|_| Input::Adversary { adversary: adversary.written() });
        *cloud.state().world.adversary_mut() = adversary;
    }

    /// The adversary as it stands: what it decided and what it was offered.
    pub fn adversary(&self) -> Adversary {
        self.state().world.adversary().clone()
    }

    /// From here on AWS has a good day.
    pub fn heal(&self) {
        self.turn(|_| Input::Heal).state().world.adversary_mut().heal();
    }

    /// The raw door: one operation, typed, straight into the core, as the development account's
    /// root in us-east-1. No HTTP, no signature, no faults, no journal.
    ///
    /// ```
    /// # use parhelion::{Cloud, s3};
    /// let cloud = Cloud::new();
    /// let input = s3::model::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    /// cloud.call::<s3::S3, s3::model::operations::CreateBucket>(input)?;
    /// # Ok::<(), parhelion::Error>(())
    /// ```
    pub fn call<K, O>(&self, input: O::Input) -> Result<O::Output>
    where
        K: Handles<O>,
        O: parhelion_wire::shell::Shape,
    {
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let who = root(&request);
        let cloud = self.unrecorded(O::NAME);
        parhelion_world::ask::handle_now(input, |input, kept| {
            let mut state = cloud.state();
            state.world.begin(None);
            let run = |service: &mut K, cx: &mut Context| service.handle_keeping(cx, input, kept);
            state.world.with::<K, _>(&who, run)
        })
    }

    /// Runs a command of the control API that one of the services has; `None`: none has it.
    pub fn control(&self, name: &str, body: &[u8]) -> Option<Result<serde_json::Value, String>> {
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let body_kept = || Body::from(body.to_vec());
        let cloud = self.turn(|_| Input::Control { name: name.to_owned(), body: body_kept() });
        let mut state = cloud.state();
        state.world.begin(None);
        self.entries().iter().find_map(|entry| {
            state.world.with_service(entry.name, &root(&request), |lent, cx| {
                lent.hooks_mut().control(cx, name, body)
            })
        })
    }

    /// Lends a service's state, for set-up that its API does not have.
    pub fn with<K: Kind, R>(&self, f: impl FnOnce(&mut K, &mut Context) -> R) -> R {
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let cloud = self.unrecorded("with");
        let mut state = cloud.state();
        state.world.begin(None);
        state.world.with::<K, R>(&root(&request), f)
    }
}

/// A cloud standing still. Unlike a [`Cloud`], it belongs to no runtime.
#[derive(Clone)]
pub struct Snapshot {
    pub(crate) world: World,
    pub(crate) beside: Beside,
    pub(crate) settings: Settings,
}

/// What doors keep beside a world and a fork takes along.
#[derive(Clone, Default)]
pub(crate) struct Beside {
    pub names: CallNames,
    pub origins: Origins,
    pub functions: Functions,
}

impl Beside {
    fn of(state: &State) -> Self {
        let State { names, origins, functions, .. } = state;
        Self { names: names.clone(), origins: origins.clone(), functions: functions.clone() }
    }
}

/// What there is: see [`World`].
impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.world.fmt(f)
    }
}

impl Snapshot {
    /// What its clock shows.
    pub fn now(&self) -> Timestamp {
        self.world.now()
    }

    /// A cloud that goes on from here, with chance and choices of its own and an empty journal.
    /// To be called inside the runtime whose clock it shall go by. O(1).
    pub fn start(&self, seed: u64, adversary: Adversary) -> Cloud {
        let Self { mut world, mut beside, mut settings } = self.clone();
        beside.names = CallNames::default();
        *world.random_mut() = parhelion_world::Random::new(seed);
        *world.adversary_mut() = adversary;
        *world.journal_mut() = Journal::default();
        settings.seed = seed;
        let clock = Clock::tokio(world.now());
        Cloud::from_parts(world, clock, beside, settings)
    }
}

/// The development account's root, in us-east-1.
pub(crate) fn root(request: &RequestInfo) -> OnBehalf<'_> {
    let caller = Caller::root(identity::ACCOUNT, identity::ACCESS_KEY);
    OnBehalf::of(caller, identity::ACCOUNT, "us-east-1".into(), request)
}

#[cfg(test)]
mod tests;
