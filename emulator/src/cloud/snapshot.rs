//! Copies of a cloud in O(1): forks that go on by themselves, and snapshots that stand still.

use super::{Cloud, DoorState, Settings, State};
use crate::clock::Clock;
use crate::scope::CallNames;
use parhelion_wire::Timestamp;
use parhelion_world::{Adversary, Journal, Random, World};
#[cfg(feature = "server")]
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
#[cfg(feature = "server")]
use std::sync::{MutexGuard, PoisonError};

/// A cloud standing still. Unlike a [`Cloud`], it belongs to no runtime.
#[derive(Clone)]
pub struct Snapshot {
    pub(crate) world: World,
    pub(crate) door_state: DoorState,
    pub(crate) settings: Settings,
}

/// What there is: see [`World`].
impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.world.fmt(f)
    }
}

impl Cloud {
    /// A copy of the whole cloud as it is now, in O(1). Neither sees what the other does next.
    /// Requests that wait at the moment belong to the original alone.
    ///
    /// On tokio's clock, fork inside the runtime that will use the fork.
    ///
    /// ```
    /// # use parhelion::{Cloud, s3};
    /// use s3::model::operations::{CreateBucket, HeadBucket};
    /// use s3::model::{CreateBucketInput, HeadBucketInput};
    ///
    /// let cloud = Cloud::new();
    /// let fork = cloud.fork();
    /// let photos = CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    /// fork.call::<s3::S3, CreateBucket>(photos)?;
    /// let photos = HeadBucketInput { bucket: "photos".into(), ..Default::default() };
    /// assert_eq!(cloud.call::<s3::S3, HeadBucket>(photos).map(drop).unwrap_err().status(), 404);
    /// # Ok::<(), parhelion::Error>(())
    /// ```
    pub fn fork(&self) -> Self {
        let Snapshot { mut world, door_state, settings } = self.snapshot();
        // A fixture may have been built in another runtime: time goes on from the world's.
        let clock = self.inner.clock.fork_at(world.now());
        world.advance_to(clock.now());
        Self::from_parts(world, clock, door_state, settings)
    }

    /// The cloud as it is now, standing still: what many cases start from. O(1).
    pub fn snapshot(&self) -> Snapshot {
        let state = self.state();
        let (world, door_state) = (state.world.clone(), state.door_state());
        Snapshot { world, door_state, settings: self.inner.settings.clone() }
    }

    /// A copy to look at, in O(1): no time passes in it, AWS has a good day there, nothing is written
    /// down, and no signature is asked for.
    #[cfg(feature = "server")]
    pub(crate) fn still(&self) -> Self {
        let Snapshot { mut world, door_state, mut settings } = self.snapshot();
        *world.adversary_mut() = Adversary::calm();
        *world.journal_mut() = Journal::off();
        settings.auth = false;
        let clock = Clock::manual(world.now());
        Self::from_parts(world, clock, door_state, settings)
    }

    /// Becomes what a snapshot holds, and its clock shows the snapshot's time. What happened since is
    /// as if it had never been; requests that wait go on in the world that they find, and a journal
    /// that keeps inputs says so, because it does not replay then. On tokio's clock, which cannot be
    /// turned back, the time that has passed passes there too.
    pub fn restore(&self, snapshot: &Snapshot) {
        let Snapshot { world, door_state, .. } = snapshot.clone();
        let turn = self.inner.turns.take();
        let mut state = self.locked_as_it_is();
        let left_at = self.inner.clock.now();
        self.inner.clock.turn_to(world.now());
        let back = left_at.0 - self.inner.clock.now().0;
        self.inner.went_back.fetch_add(back, Ordering::Relaxed);
        let waiting = std::mem::take(&mut state.waiting);
        let restored = State { waiting, ..State::new(world, door_state) };
        let before = std::mem::replace(&mut *state, restored);
        self.inner.turns.begin_history();
        drop((state, turn));
        // Freeing it takes as long as it is big, so it goes when the lock is free.
        drop(before);
        // Others may be due now.
        drop(self.state());
    }

    /// States that are kept under names, the same for every door of this cloud.
    #[cfg(feature = "server")]
    pub(crate) fn named_states(&self) -> MutexGuard<'_, BTreeMap<String, Snapshot>> {
        self.inner.named_states.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.start_on(Clock::tokio(self.world.now()), seed, adversary)
    }

    /// As [`Snapshot::start`], on the system's clock, or ahead of it by as much as the snapshot is: for
    /// programs that run beside this one and reach the cloud over a socket. O(1).
    pub fn start_in_real_time(&self, seed: u64, adversary: Adversary) -> Cloud {
        let clock = Clock::wall();
        clock.set(clock.now().max(self.world.now()));
        self.start_on(clock, seed, adversary)
    }

    fn start_on(&self, clock: Clock, seed: u64, adversary: Adversary) -> Cloud {
        let Self { mut world, mut door_state, mut settings } = self.clone();
        door_state.names = CallNames::default();
        *world.random_mut() = Random::new(seed);
        *world.adversary_mut() = adversary;
        *world.journal_mut() = Journal::default();
        settings.seed = seed;
        world.advance_to(clock.now());
        Cloud::from_parts(world, clock, door_state, settings)
    }
}
