//! The journal: every call, answer, viewer request, choice and background event, in order.

use crate::choice::{Attempt, Pick, Site};
use crate::input::{Input, Start, Step};
use imbl::Vector;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub seq: u64,
    pub at: Timestamp,
    /// Which attempt of which operation it belongs to; none for background events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// An API request that reached a service.
    Call {
        service: String,
        /// The operation's name, or empty where none was recognised.
        operation: String,
        account: String,
        region: String,
        caller: String,
        /// `bucket/key`, `log-group:stream`, …: what the operation is about.
        resource: String,
        method: String,
        uri: String,
        bytes: u64,
        /// CRC-64/NVME of the body as sent, so that two journals compare contents too.
        checksum: u64,
    },
    /// The answer to a call, or to a viewer.
    Answer {
        /// `seq` of the call.
        to: u64,
        status: u16,
        /// AWS's error code; empty on success.
        code: String,
        bytes: u64,
        checksum: u64,
        /// The client never got it (choice).
        lost: bool,
    },
    /// A viewer's request that reached an edge location.
    Viewer { pop: String, method: String, url: String, headers: BTreeMap<String, String> },
    /// The edge's answer, with the headers that prove where it came from.
    Served { to: u64, status: u16, headers: BTreeMap<String, String>, bytes: u64, checksum: u64 },
    /// A deviation from calm.
    Choice { site: Site, point: String, pick: Pick, option: String, clause: String },
    /// Work that came due: expiry, alarm evaluation, deployment, invalidation, …
    Background {
        service: String,
        event: String,
        resource: String,
        detail: BTreeMap<String, String>,
    },
    /// An exchange that a handler asked for, and what came of it.
    Effect {
        /// `http`, `function` or `process`.
        kind: String,
        /// Where it went.
        target: String,
        /// A status, `ok`, or why it failed.
        outcome: String,
        bytes: u64,
        /// False where the same run may bring something else next time.
        repeatable: bool,
    },
    /// The first event of a journal that keeps inputs.
    Start(Start),
    /// What a door was given; only in journals that keep inputs.
    Input(Input),
    /// How what an input began went on; only in journals that keep inputs.
    Step {
        /// `seq` of the input.
        of: u64,
        #[serde(flatten)]
        step: Step,
    },
    /// What an application or a harness saw or did: `upload-accepted`, `asset-served`, …
    Fact { name: String, fields: BTreeMap<String, String> },
}

/// Append-only; forks share what came before.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Journal {
    events: Vector<Arc<Event>>,
    next: u64,
    /// Oldest events go when there are more than this; `None`: all are kept.
    limit: Option<usize>,
    off: bool,
    #[serde(default)]
    keeps_inputs: bool,
}

impl Journal {
    /// A journal that keeps what doors are given, so that it alone replays the run
    /// (`parhelion::replay`). Nothing of a request is left out, not even its signature: keep such a
    /// journal as you keep credentials. It is never cut. Answers that are streams are not kept: a run
    /// that has one does not replay, and neither does one that goes on with a request over which a
    /// state was loaded.
    pub fn keeping_inputs(self) -> Self {
        Self { keeps_inputs: true, limit: None, off: false, ..self }
    }

    /// Whether inputs are kept.
    pub fn keeps_inputs(&self) -> bool {
        self.keeps_inputs
    }

    pub fn with_limit(limit: usize) -> Self {
        Self { limit: Some(limit), ..Self::default() }
    }

    /// Records nothing: for raw speed.
    pub fn off() -> Self {
        Self { off: true, ..Self::default() }
    }

    pub fn is_off(&self) -> bool {
        self.off
    }

    /// Appends, and returns the event's `seq`.
    pub fn push(&mut self, at: Timestamp, attempt: Option<Attempt>, what: What) -> u64 {
        let seq = self.next;
        self.next += 1;
        if self.off {
            return seq;
        }
        self.events.push_back(Arc::new(Event { seq, at, attempt, what }));
        if self.limit.is_some_and(|limit| self.events.len() > limit) {
            self.events.pop_front();
        }
        seq
    }

    pub fn events(&self) -> &Vector<Arc<Event>> {
        &self.events
    }

    /// One JSON object a line.
    pub fn to_json_lines(&self) -> String {
        let mut text = String::new();
        for event in &self.events {
            // Events hold only texts and numbers, which always serialise.
            text.push_str(&serde_json::to_string(event).unwrap_or_default());
            text.push('\n');
        }
        text
    }
}
