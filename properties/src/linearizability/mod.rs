//! Whether what clients saw of a key of S3 can be explained by some order in which their calls took
//! effect, each at a moment between its sending and its answer (S3-9.1 a, b, e, f).
//!
//! A key is a register: writes, conditional writes and deletes change it, reads and lists show it.
//! Calls without an answer may have taken effect, at any time from their sending on, or never
//! (S3-9.4 A4). Values must be unique, so that a read says which write it saw.
//!
//! - [`History`]: the calls of one key, as they are recorded; [`check`]: the judge ([`search`]);
//! - [`register`]: clients of real keys that record what they do, against any target.

pub mod register;
mod search;

pub use search::{Impossible, check};

use std::fmt;

/// What a write wrote: unique within a history.
pub type Value = u64;

/// What a client asked of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Put(Value),
    /// `If-None-Match: *`
    PutIfAbsent(Value),
    /// `If-Match`, with the ETag of `held`.
    PutIfMatch {
        held: Value,
        next: Value,
    },
    Delete,
    /// GET, HEAD or a line of a list.
    Read,
}

/// What it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saw {
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
    pub client: u32,
    pub ask: Ask,
    pub saw: Saw,
    pub sent: u64,
    /// Of an unknown outcome it does not matter.
    pub answered: u64,
}

/// The calls of one key.
pub type History = Vec<Call>;

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { client, ask, saw, sent, answered } = self;
        write!(f, "client {client}, {sent}")?;
        match saw {
            Saw::Unknown => write!(f, "..?: ")?,
            _ => write!(f, "..{answered}: ")?,
        }
        match ask {
            Ask::Put(value) => write!(f, "put {value}")?,
            Ask::PutIfAbsent(value) => write!(f, "put {value} if absent")?,
            Ask::PutIfMatch { held, next } => write!(f, "put {next} over {held}")?,
            Ask::Delete => write!(f, "delete")?,
            Ask::Read => write!(f, "read")?,
        }
        match saw {
            Saw::Done => write!(f, " → done"),
            Saw::Refused => write!(f, " → refused"),
            Saw::Holds(Some(value)) => write!(f, " → {value}"),
            Saw::Holds(None) => write!(f, " → nothing there"),
            Saw::Unknown => write!(f, " → no answer"),
        }
    }
}
