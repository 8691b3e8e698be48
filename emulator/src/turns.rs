//! Turns: where a journal keeps inputs, whatever touches the world does so in turn, and the journal
//! holds the order. A replay takes the same turns.

use parhelion_wire::Timestamp;
use parhelion_world::{Background, Input, Step, What, World};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whose turn it is.
#[derive(Default)]
pub(crate) struct Turns {
    keeps_inputs: bool,
    lock: Mutex<()>,
    /// In a replay nothing is carried out: what is begun waits here for its recorded result.
    replays: AtomicBool,
    begun: Mutex<BTreeMap<u64, Begun>>,
}

/// Work that nobody waits for.
pub(crate) struct Begun {
    /// Its number in a journal that keeps inputs; else zero.
    pub seq: u64,
    /// When it was begun.
    pub at: Timestamp,
    pub work: Background,
}

/// The time of a turn, which stands still.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TurnTime {
    pub now: Timestamp,
    /// The system's, of a server whose clock may have been moved.
    pub system: Option<Timestamp>,
}

/// What the journal says of a turn.
pub(crate) struct Mark(pub What);

impl From<Input> for Mark {
    fn from(input: Input) -> Self {
        Self(What::Input(input))
    }
}

impl From<(u64, Step)> for Mark {
    fn from((of, step): (u64, Step)) -> Self {
        Self(What::Step { of, step })
    }
}

impl Turns {
    pub(crate) fn new(keeps_inputs: bool) -> Self {
        Self { keeps_inputs, ..Self::default() }
    }

    pub(crate) fn keeps_inputs(&self) -> bool {
        self.keeps_inputs
    }

    /// Waits for one's turn, where there are any.
    pub(crate) fn take(&self) -> Option<MutexGuard<'_, ()>> {
        // Whoever panicked in it has left a world behind all the same.
        self.keeps_inputs.then(|| self.lock.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set_replays(&self, replays: bool) {
        self.replays.store(replays, Ordering::Relaxed);
    }

    pub(crate) fn replays(&self) -> bool {
        self.replays.load(Ordering::Relaxed)
    }

    /// Gives what has been begun its numbers, or keeps it for a replay.
    pub(crate) fn number(&self, world: &mut World, works: Vec<Background>) -> Vec<Begun> {
        let at = world.now();
        let number = |work: Background| {
            let seq = match self.keeps_inputs {
                true => {
                    let input = Input::Background { service: work.service.to_owned() };
                    world.journal_mut().push(at, None, What::Input(input))
                }
                false => 0,
            };
            Begun { seq, at, work }
        };
        let begun: Vec<Begun> = works.into_iter().map(number).collect();
        if !self.replays() {
            return begun;
        }
        let mut waiting = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend(begun.into_iter().map(|begun| (begun.seq, begun)));
        Vec::new()
    }

    /// What a replay has begun under a number.
    pub(crate) fn take_begun(&self, seq: u64) -> Option<Begun> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).remove(&seq)
    }
}
