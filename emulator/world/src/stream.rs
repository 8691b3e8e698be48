//! Answers that are a stream of events, which a service makes as time passes.

use crate::context::Context;
use crate::effect::Pause;
use crate::service::Service;
use parhelion_wire::{Error, Value};

/// Where the events of one answer come from. It belongs to the door, as a request that waits does: a
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
