//! A cloud's state, and the lock around it: who takes it has what is due done first, and what a call
//! left for the doors to do is begun when it is let go of.

use super::{Cloud, State};
use parhelion_wire::heavy::Held;
use parhelion_world::identity::Credential;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError};

/// How many things that are due a server does before it lets others in.
const DUE_SLICE: usize = 1;

/// The state, locked. A std mutex is right: nothing awaits while it is held.
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
        inner.keeping.hear(world.next_due());
    }
}

impl Cloud {
    /// The state, with what is due until now done: all of it, or in servers a slice, so that nobody
    /// waits for a year's work.
    pub(crate) fn state(&self) -> Locked<'_> {
        let turn = self.turn.is_none().then(|| self.inner.turns.take()).flatten();
        let now = self.now();
        self.inner.wanted.fetch_add(1, Ordering::Relaxed);
        let state = self.locked_as_it_is();
        self.inner.wanted.fetch_sub(1, Ordering::Relaxed);
        let mut locked = Locked { state, _held: Held::new(), cloud: self, _turn: turn };
        // What is due belongs before the turn that comes next, if runs are to repeat.
        let slices = self.is_kept() && !self.inner.turns.keeps_inputs();
        let slice = if slices { DUE_SLICE } else { usize::MAX };
        locked.state.world.advance_some(now, slice);
        locked
    }

    /// The state, with nothing done to it.
    pub(super) fn locked_as_it_is(&self) -> MutexGuard<'_, State> {
        // A panic in a handler is caught at the door; what it left behind is still a world.
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a server's keeper does what a visitor leaves undone. Where none does, nobody would
    /// catch up with the clock.
    fn is_kept(&self) -> bool {
        self.inner.keeping.has_begun() && self.inner.clock.is_wall()
    }

    pub(crate) fn credential(&self, access_key: &str) -> Option<Credential> {
        self.state().world.credential(access_key)
    }
}
