//! The journal: every call, answer, viewer request, choice and background event, in order.

use crate::choice::{Attempt, Pick, Site};
use crate::input::{Input, Start, Step};
use imbl::Vector;
use parhelion_wire::Timestamp;
use parhelion_wire::cut::cut;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its number in the journal, from 0, without gaps.
    pub seq: u64,
    /// What the world's clock showed.
    pub at: Timestamp,
    /// Which attempt of which operation it belongs to; none for background events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// The kinds of events; `what` in JSON, in snake case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// An API request that reached a service.
    Call {
        /// The service's name in the emulator.
        service: String,
        /// The operation's name, or empty where none was recognised.
        operation: String,
        /// The account that the call acts in.
        account: String,
        /// The region that it acts in.
        region: String,
        /// The caller's ARN, `anonymous`, or a service principal.
        caller: String,
        /// `bucket/key`, `log-group:stream`, …: what the operation is about.
        resource: String,
        /// The HTTP method.
        method: String,
        /// As sent.
        uri: String,
        /// The body's length as sent.
        bytes: u64,
        /// CRC-64/NVME of the body as sent, so that two journals compare contents too.
        checksum: u64,
    },
    /// The answer to a call, or to a viewer.
    Answer {
        /// `seq` of the call.
        to: u64,
        /// The HTTP status.
        status: u16,
        /// AWS's error code; empty on success.
        code: String,
        /// The body's length.
        bytes: u64,
        /// CRC-64/NVME of the body.
        checksum: u64,
        /// The client never got it (choice).
        lost: bool,
        /// What the error says, or which part of what was asked failed; shortened.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        detail: String,
    },
    /// A viewer's request that reached an edge location.
    Viewer {
        /// The edge location: `IAD89-C1`.
        pop: String,
        /// The HTTP method.
        method: String,
        /// Scheme, host, path and query.
        url: String,
        /// By lower-case name.
        headers: BTreeMap<String, String>,
    },
    /// The edge's answer, with the headers that prove where it came from.
    Served {
        /// `seq` of the viewer's request.
        to: u64,
        /// The HTTP status.
        status: u16,
        /// By lower-case name.
        headers: BTreeMap<String, String>,
        /// The body's length.
        bytes: u64,
        /// CRC-64/NVME of the body.
        checksum: u64,
    },
    /// A deviation from calm.
    Choice {
        /// Where in the run.
        site: Site,
        /// The point's name.
        point: String,
        /// The option's index: never 0, which is calm.
        pick: Pick,
        /// The option's name.
        option: String,
        /// The rule that permits it: `S3-9.4(A4)`.
        clause: String,
    },
    /// Work that came due: expiry, alarm evaluation, deployment, invalidation, …
    Background {
        /// Whose work it is.
        service: String,
        /// What was done: `expired`, `undelivered`, …
        event: String,
        /// `bucket/key`, an ARN, …: what it was done to.
        resource: String,
        /// What else the service tells of it.
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
        /// The length of the body or of the output that came back.
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
        /// What went on.
        #[serde(flatten)]
        step: Step,
    },
    /// What an application or a harness saw or did: `upload-accepted`, `asset-served`, …
    Fact {
        /// The application's own name for it.
        name: String,
        /// What else it tells.
        fields: BTreeMap<String, String>,
    },
}

/// How much of a text that a client sent an event keeps, in bytes.
const TEXT_MAX: usize = 4 * 1024;

/// How much of all headers of a message, names not counted.
const HEADERS_MAX: usize = 8 * 1024;

impl What {
    /// Without the rest of what is long: clients choose it, and many events are kept.
    fn cut(mut self) -> Self {
        match &mut self {
            Self::Call { resource, uri, .. } => {
                cut(resource, TEXT_MAX);
                cut(uri, TEXT_MAX);
            }
            Self::Viewer { url, headers, .. } => {
                cut(url, TEXT_MAX);
                cut_all(headers);
            }
            Self::Served { headers, .. } => cut_all(headers),
            Self::Background { resource, .. } => cut(resource, TEXT_MAX),
            Self::Effect { target, .. } => cut(target, TEXT_MAX),
            // A program's own words, or bounded by what a service lets be named.
            Self::Answer { .. } | Self::Choice { .. } | Self::Fact { .. } => {}
            Self::Start(_) | Self::Input(_) | Self::Step { .. } => {}
        }
        self
    }
}

fn cut_all(headers: &mut BTreeMap<String, String>) {
    let mut left = HEADERS_MAX;
    for value in headers.values_mut() {
        cut(value, left);
        left = left.saturating_sub(value.len());
    }
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

    /// An empty journal that keeps the last `limit` events.
    pub fn with_limit(limit: usize) -> Self {
        Self { limit: Some(limit), ..Self::default() }
    }

    /// Records nothing: for raw speed.
    pub fn off() -> Self {
        Self { off: true, ..Self::default() }
    }

    /// An empty one that is cut as this one is. It keeps no inputs: it does not begin where a run does.
    pub fn begun_anew(&self) -> Self {
        Self { limit: self.limit, off: self.off, ..Self::default() }
    }

    /// Whether nothing is recorded.
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
        // What replays a run must say all of it.
        let what = if self.keeps_inputs { what } else { what.cut() };
        self.events.push_back(Arc::new(Event { seq, at, attempt, what }));
        if self.limit.is_some_and(|limit| self.events.len() > limit) {
            self.events.pop_front();
        }
        seq
    }

    /// What is kept, oldest first.
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
