//! What streams of events are made of.

use crate::effect::Pause;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Value};

/// Events that depend on nothing but what they are made of. The world is not lent to it, no lock is
/// held while it works, and the same comes of it each time: who reads how much of it is in no journal.
pub trait Producer: Send {
    /// The next events; `None`: that was all. Asked the first time before the answer begins.
    ///
    /// # Errors
    /// There are no more. The first time the call is refused with it; later it is the last event.
    fn next(&mut self) -> Result<Option<Vec<(usize, Value)>>>;
}

/// What a source comes to.
#[derive(Debug)]
pub enum Next {
    /// Events: each the place of its member in the stream's union, and its value.
    Events(Vec<(usize, Value)>),
    /// Nothing yet; ask again after this.
    Pause(Pause),
    /// The stream ends well.
    End,
    /// It ends with an error, which clients get as an event.
    Fail(Error),
}
