//! Whether what clients saw of a key of S3 can be explained by some order in which their calls took
//! effect, each at a moment between its sending and its answer (S3-9.1 a, b, e, f).
//!
//! A key is a register: writes, conditional writes and deletes change it, reads and lists show it.
//! Calls without an answer may have taken effect, at any time from their sending on, or never
//! (S3-9.4 A4). Values must be unique, so that a read says which write it saw.
//!
//! - [`History`]: the calls of one key, as they are recorded; [`check`]: the judge ([`search`]);
//! - [`registers`]: real keys, of which any client can record what it does.

pub mod registers;
mod search;

pub use search::{Impossible, check};

use std::fmt;

/// What a write wrote: unique within a history.
pub type Value = u64;

/// What a client asked of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invocation {
    /// An unconditional write.
    Put(Value),
    /// `If-None-Match: *`
    PutIfAbsent(Value),
    /// `If-Match`, with the ETag of `held`.
    PutIfMatch {
        /// What the ETag in the condition is of.
        held: Value,
        /// What is written if it holds.
        next: Value,
    },
    /// The key is absent afterwards.
    Delete,
    /// GET, HEAD or a line of a list.
    Read,
}

/// What it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// The write succeeded.
    Done,
    /// The condition did not hold: 412, or 404 for If-Match.
    Refused,
    /// The key held this.
    Holds(Option<Value>),
    /// No answer, or one that says nothing about the effect (500, 503).
    Unknown,
}

/// One call, with the moments of its sending and of its answer on a clock that orders all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who asked.
    pub client: u32,
    /// What was asked.
    pub invocation: Invocation,
    /// What was answered.
    pub response: Response,
    /// When the request was sent.
    pub sent: u64,
    /// Of an unknown outcome it does not matter.
    pub answered: u64,
}

/// The calls of one key.
pub type History = Vec<Call>;

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { client, invocation, response, sent, answered } = self;
        write!(f, "client {client}, {sent}")?;
        match response {
            Response::Unknown => write!(f, "..?: ")?,
            _ => write!(f, "..{answered}: ")?,
        }
        match invocation {
            Invocation::Put(value) => write!(f, "put {value}")?,
            Invocation::PutIfAbsent(value) => write!(f, "put {value} if absent")?,
            Invocation::PutIfMatch { held, next } => write!(f, "put {next} over {held}")?,
            Invocation::Delete => write!(f, "delete")?,
            Invocation::Read => write!(f, "read")?,
        }
        match response {
            Response::Done => write!(f, " → done"),
            Response::Refused => write!(f, " → refused"),
            Response::Holds(Some(value)) => write!(f, " → {value}"),
            Response::Holds(None) => write!(f, " → nothing there"),
            Response::Unknown => write!(f, " → no answer"),
        }
    }
}
