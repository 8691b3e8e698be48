//! A cloud's handle in its turn: see [`turns`](crate::turns).

use super::Cloud;
use crate::turns::{InputId, Mark, TurnTime, Turns};
use parhelion_wire::Timestamp;
use parhelion_world::Input;
use std::ops::Deref;
use std::sync::MutexGuard;

/// A handle in its turn; a free one where no inputs are kept.
pub(crate) enum Turn<'a> {
    Free(&'a Cloud),
    Taken { cloud: Cloud, input: InputId, _guard: MutexGuard<'a, ()> },
}

impl Turn<'_> {
    /// Where the input that it was taken for stands.
    pub(crate) fn input(&self) -> InputId {
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

impl Cloud {
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
        let of_clock = || {
            let now = clock.now();
            TurnTime { now, world: now, system: clock.system() }
        };
        let time = time.unwrap_or_else(of_clock);
        let cloud = Self { inner: self.inner.clone(), turn: Some(time) };
        let input = {
            let mut state = cloud.state();
            let time = TurnTime { world: state.world.now(), ..time };
            self.inner.turns.write(&mut state.world, what(time).into())
        };
        Turn::Taken { cloud, input, _guard: guard }
    }

    /// A turn of which nothing can be kept but that it was.
    pub(crate) fn unrecorded(&self, call: &str) -> Turn<'_> {
        self.turn(|_| Input::Unrecorded { call: call.to_owned() })
    }

    pub(crate) fn turns(&self) -> &Turns {
        &self.inner.turns
    }

    /// The time by which a request that was signed at `signed_at` is judged.
    pub(crate) fn time_nearest_to(&self, signed_at: Timestamp) -> Timestamp {
        match self.turn {
            None => self.inner.clock.nearest_to(signed_at),
            Some(TurnTime { now, system, .. }) => {
                let apart = |time: &Timestamp| time.0.abs_diff(signed_at.0);
                std::cmp::min_by_key(now, system.unwrap_or(now), apart)
            }
        }
    }
}
