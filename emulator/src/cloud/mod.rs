//! The cloud: a handle to a world, its clock and its doors.
//!
//! | what a cloud can do | file |
//! | --- | --- |
//! | hold a state … | [`state`] |
//! | … under a lock, with what is due done first | [`locked`] |
//! | be copied, kept and put back | [`snapshot`] |
//! | wait, let time pass, do in time what nobody asks for | [`keeper`] |
//! | outlive its process | [`lasting`] |
//! | … and be read while nothing can be kept | [`quiet`] |
//! | take turns, so that a journal can replay them | [`turn`] |
//! | be called without HTTP | [`direct`] |
//! | be steered: journal, facts, adversary, functions | [`steering`] |
//! | be served with forks of it beside it | `worlds`, `register` |
//!
//! How one is built is in [`Builder`](crate::Builder); how requests reach it, in
//! [`door`](crate::door).

mod direct;
mod harness;
mod keeper;
mod lasting;
mod locked;
mod quiet;
#[cfg(feature = "server")]
mod register;
mod snapshot;
mod state;
mod steering;
mod turn;
#[cfg(feature = "server")]
mod worlds;

#[cfg(test)]
mod tests;

pub(crate) use direct::root;
#[cfg(feature = "server")]
pub(crate) use lasting::{Commits, Wanted};
#[cfg(feature = "server")]
pub(crate) use register::{Leads, Told};
pub use snapshot::Snapshot;
pub(crate) use state::{DoorState, State};

use crate::clock::Clock;
use crate::connection::{Exchanged, KEPT_MAX};
use crate::origins::Outside;
use crate::turns::{Begun, TurnTime, Turns};
use parhelion_wire::Timestamp;
use parhelion_wire::signature::SigningKeys;
use parhelion_world::{Entry, ExchangeFailure, HttpExchange, World};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicUsize};
use std::sync::{Arc, Mutex};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// An AWS in this process. Cheap to clone: every clone is the same cloud; [`Cloud::fork`] copies.
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

/// What all clones of a cloud share.
struct Inner {
    state: Mutex<State>,
    clock: Clock,
    entries: Arc<[Entry]>,
    settings: Settings,
    /// How many wait for the state at the moment.
    wanted: AtomicUsize,
    keeping: keeper::Keeping,
    /// Only spares time: forks begin without.
    signing_keys: SigningKeys,
    turns: Turns,
    /// Forks begin without.
    lasting: lasting::Lasting,
    /// By how many milliseconds time has gone back, in all, by loading states.
    went_back: AtomicI64,
    /// How many connections may still be kept beyond their exchange.
    places: Arc<Semaphore>,
    /// Kept under names for whoever steers a server; forks begin without.
    named_states: Mutex<BTreeMap<String, Snapshot>>,
    harness: harness::Harness,
    /// What servers of this cloud count; forks begin without.
    #[cfg(feature = "server")]
    metrics: crate::metrics::Metrics,
    /// Forks that a server serves beside this cloud; forks begin without.
    #[cfg(feature = "server")]
    worlds: register::Worlds<Cloud, Snapshot>,
}

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
    Pin<Box<dyn Future<Output = Result<Exchanged, ExchangeFailure>> + Send>>;

impl Cloud {
    pub(crate) fn from_parts(
        world: World,
        clock: Clock,
        door_state: DoorState,
        settings: Settings,
    ) -> Self {
        let inner = Inner {
            clock,
            entries: world.entries().into(),
            settings,
            wanted: AtomicUsize::new(0),
            keeping: keeper::Keeping::default(),
            signing_keys: SigningKeys::default(),
            turns: Turns::new(world.journal().keeps_inputs()),
            lasting: lasting::Lasting::default(),
            went_back: AtomicI64::new(0),
            places: Arc::new(Semaphore::new(KEPT_MAX)),
            named_states: Mutex::default(),
            harness: harness::Harness::default(),
            #[cfg(feature = "server")]
            metrics: crate::metrics::Metrics::default(),
            #[cfg(feature = "server")]
            worlds: register::Worlds::default(),
            state: Mutex::new(State::new(world, door_state)),
        };
        Self { inner: Arc::new(inner), turn: None }
    }

    /// The clock that everything in this cloud goes by.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// What the cloud's clock shows.
    pub fn now(&self) -> Timestamp {
        self.turn.map_or_else(|| self.inner.clock.now(), |turn| turn.now)
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.inner.entries
    }

    /// A place for a connection that is kept beyond its exchange; `None`: there are too many.
    pub(crate) fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.inner.places.clone().try_acquire_owned().ok()
    }

    #[cfg(feature = "server")]
    pub(crate) fn metrics(&self) -> &crate::metrics::Metrics {
        &self.inner.metrics
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn signing_keys(&self) -> &SigningKeys {
        &self.inner.signing_keys
    }
}
