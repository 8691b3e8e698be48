//! Turns: where a journal keeps inputs, whatever touches the world does so in turn, and the journal
//! holds the order. A replay takes the same turns.

use crate::cloud::Cloud;
use parhelion_wire::Timestamp;
use parhelion_world::{Background, Input, Step, What, World};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whose turn it is.
#[derive(Default)]
pub(crate) struct Turns {
    keeps_inputs: bool,
    lock: Mutex<()>,
    /// How many states have been loaded.
    history: AtomicU64,
    /// In a replay nothing is carried out: what is begun waits here for its recorded result.
    replays: AtomicBool,
    begun: Mutex<BTreeMap<u64, Begun>>,
}

/// Where an input stands: its number in a journal that keeps inputs, else zero, and in which history.
/// A state that is loaded begins another history, which gives the same numbers anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct InputId {
    pub seq: u64,
    history: u64,
}

/// Work that nobody waits for.
pub(crate) struct Begun {
    pub input: InputId,
    /// When it was begun.
    pub at: Timestamp,
    pub work: Background,
}

/// The time of a turn, which stands still.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TurnTime {
    /// The clock's.
    pub now: Timestamp,
    /// The world's, which stays where it is while a server's clock is behind it.
    pub world: Timestamp,
    /// The system's, of a server whose clock may have been moved.
    pub system: Option<Timestamp>,
}

/// A handle in its turn; a free one where no inputs are kept.
pub(crate) enum Turn<'a> {
    Free(&'a Cloud),
    Taken { cloud: Cloud, input: InputId, _guard: MutexGuard<'a, ()> },
}

impl Turn<'_> {
    /// Where the input that it was taken for stands.
    pub fn input(&self) -> InputId {
        match self {
            Self::Free(_) => InputId::default(),
            Self::Taken { input, .. } => *input,
        }
    }
}

impl Deref for Turn<'_> {
    type Target = Cloud;
    fn deref(&self) -> &Cloud {
        match self {
            Self::Free(cloud) => cloud,
            Self::Taken { cloud, .. } => cloud,
        }
    }
}

/// What a turn is for.
pub(crate) enum Mark {
    Input(Input),
    Step(InputId, Step),
}

/// How journals name what has outlived the history that it began in.
pub(crate) const OUTLIVED: &str = "a request that was under way when a state was loaded";

impl Mark {
    /// What the journal of a history says of it.
    fn written(self, history: u64) -> What {
        match self {
            Self::Input(input) => What::Input(input),
            Self::Step(of, step) if of.history == history => What::Step { of: of.seq, step },
            // Its beginning stands in no journal any more, or how far it had come does not.
            Self::Step(..) => What::Input(Input::Unrecorded { call: OUTLIVED.to_owned() }),
        }
    }
}

impl From<Input> for Mark {
    fn from(input: Input) -> Self {
        Self::Input(input)
    }
}

impl From<(InputId, Step)> for Mark {
    fn from((of, step): (InputId, Step)) -> Self {
        Self::Step(of, step)
    }
}

impl Turns {
    pub fn new(keeps_inputs: bool) -> Self {
        Self { keeps_inputs, ..Self::default() }
    }

    pub fn keeps_inputs(&self) -> bool {
        self.keeps_inputs
    }

    /// Waits for one's turn, where there are any.
    pub fn take(&self) -> Option<MutexGuard<'_, ()>> {
        // Whoever panicked in it has left a world behind all the same.
        self.keeps_inputs.then(|| self.lock.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes down what a turn is for. To be called in the turn.
    pub fn write(&self, world: &mut World, mark: Mark) -> InputId {
        let now = world.now();
        let written = mark.written(self.history.load(Ordering::Relaxed));
        self.id(world.journal_mut().push(now, None, written))
    }

    /// An input of the present history.
    pub fn id(&self, seq: u64) -> InputId {
        InputId { seq, history: self.history.load(Ordering::Relaxed) }
    }

    /// Whether an input stands in a history that is over.
    pub fn is_past(&self, input: InputId) -> bool {
        self.keeps_inputs && input.history != self.history.load(Ordering::Relaxed)
    }

    /// The world is another one from here on.
    pub fn begin_history(&self) {
        self.history.fetch_add(1, Ordering::Relaxed);
    }

    pub fn set_replays(&self, replays: bool) {
        self.replays.store(replays, Ordering::Relaxed);
    }

    pub fn replays(&self) -> bool {
        self.replays.load(Ordering::Relaxed)
    }

    /// Gives what has been begun its numbers, or keeps it for a replay.
    pub fn number(&self, world: &mut World, works: Vec<Background>) -> Vec<Begun> {
        let at = world.now();
        let number = |work: Background| {
            let input = match self.keeps_inputs {
                true => {
                    let input = Input::Background { service: work.service.to_owned() };
                    self.write(world, input.into())
                }
                false => InputId::default(),
            };
            Begun { input, at, work }
        };
        let begun: Vec<Begun> = works.into_iter().map(number).collect();
        if !self.replays() {
            return begun;
        }
        let mut waiting = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend(begun.into_iter().map(|begun| (begun.input.seq, begun)));
        Vec::new()
    }

    /// What a replay has begun under a number.
    pub fn take_begun(&self, seq: u64) -> Option<Begun> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).remove(&seq)
    }
}
