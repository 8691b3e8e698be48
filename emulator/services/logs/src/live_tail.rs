//! A Live Tail session as state (CW-A10): what it shows, and what it has not shown yet.

use crate::events::Event;
use crate::filter::Pattern;
use parhelion_wire::{Timestamp, Value};
use parhelion_world::rows::{Queue, Same};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const UPDATE_EVENTS_MAX: usize = 500;

/// What is kept for a reader who is slow.
pub(crate) const UPDATES_KEPT: u32 = 10;
const EVENTS_KEPT: usize = UPDATES_KEPT as usize * UPDATE_EVENTS_MAX;

/// A session, and the events that it has not shown yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LiveTail {
    /// Names of the groups, each with the identifier by which it was asked for.
    pub groups: Vec<(Arc<str>, Arc<str>)>,
    pub streams: Vec<String>,
    pub prefixes: Vec<String>,
    pub pattern: String,
    /// When it was last read.
    pub read: Timestamp,
    pub waiting: Queue<Tailed>,
}

/// An event on its way to a reader.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Tailed {
    group: Arc<str>,
    stream: Arc<str>,
    event: Event,
}

/// Events have numbers of their own.
impl Same for Tailed {
    fn same(&self, other: &Self) -> bool {
        self.event.place == other.event.place
    }
}

impl LiveTail {
    /// Takes those of the events that it shows, in order.
    pub(crate) fn feed(&mut self, group: &str, stream: &Arc<str>, batch: &[Event]) {
        let Some((_, identifier)) = self.groups.iter().find(|(name, _)| **name == *group) else {
            return;
        };
        let any = self.streams.is_empty() && self.prefixes.is_empty();
        let named = self.streams.iter().any(|name| **name == **stream);
        if !any && !named && !self.prefixes.iter().any(|prefix| stream.starts_with(&**prefix)) {
            return;
        }
        // It was read when the session began.
        let Ok(pattern) = Pattern::parse(&self.pattern) else { return };
        for event in batch.iter().filter(|event| pattern.matches(&event.message)) {
            let (group, stream) = (identifier.clone(), stream.clone());
            self.waiting.push_back(Tailed { group, stream, event: event.clone() });
        }
        let over = self.waiting.len().saturating_sub(EVENTS_KEPT);
        if over > 0 {
            self.waiting = self.waiting.split_off(over).into();
        }
    }

    /// The events that are readable by then; of more than an update holds, every so-manieth.
    pub(crate) fn update(&mut self, until: Timestamp) -> Value {
        let (now, later): (Vec<Tailed>, Vec<Tailed>) =
            std::mem::take(&mut self.waiting).into_iter().partition(|it| it.event.visible <= until);
        self.waiting = later.into_iter().collect();
        let count = now.len();
        let sampled = count > UPDATE_EVENTS_MAX;
        let kept = count.min(UPDATE_EVENTS_MAX);
        let results = (0..kept).filter_map(|at| now.get(at * count / kept)).map(Tailed::shown);
        Value::Struct(vec![
            Value::Struct(vec![Value::Bool(sampled)]),
            Value::List(results.collect()),
        ])
    }
}

impl Tailed {
    fn shown(&self) -> Value {
        let Event { place, ingested, message, .. } = &self.event;
        Value::Struct(vec![
            Value::Text(self.stream.to_string()),
            Value::Text(self.group.to_string()),
            Value::Text(message.clone()),
            Value::Int(place.at),
            Value::Int(ingested.0),
        ])
    }
}
