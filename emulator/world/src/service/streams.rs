//! Answers that are streams of events.

use super::contract::Service;
use crate::context::Context;
use crate::effect::Pause;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Value};

/// Where the events of one answer come from.
pub enum Supply {
    /// Out of the world, as time goes by.
    World(Box<dyn Source>),
    /// Out of what it was made with.
    Apart(Box<dyn Producer>),
}

/// Events that depend on nothing but what they are made of. The world is not lent to it, no lock is
/// held while it works, and the same comes of it each time: who reads how much of it is in no journal.
pub trait Producer: Send {
    /// The next events; `None`: that was all. Asked the first time before the answer begins.
    ///
    /// # Errors
    /// There are no more. The first time the call is refused with it; later it is the last event.
    fn next(&mut self) -> Result<Option<Vec<(usize, Value)>>>;
}

/// Events of a service. It belongs to the door, as a request that waits does: a
/// fork has the service's state, but nobody who reads.
pub trait Source: Send {
    /// What comes next. Asked when the reader is ready for it, with the service lent.
    fn next(&mut self, service: &mut dyn Service, cx: &mut Context) -> Next;

    /// The reader is gone, or has had everything. Called once.
    fn closed(&mut self, service: &mut dyn Service, cx: &mut Context) {
        let _ = (service, cx);
    }
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
