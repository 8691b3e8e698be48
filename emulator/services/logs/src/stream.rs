//! A log stream: its events and the times that are shown of it (CW-A3.1, CW-A3.7).

use crate::choices::STREAM_TIMES;
use crate::events::{Event, Events};
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use parhelion_world::rows::equal_by_identity;
use serde::{Deserialize, Serialize};

/// A log stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stream {
    pub created: Timestamp,
    pub events: Events,
    times: Times,
    /// What is shown instead of `times` until the moment comes (CW-F3).
    stale: Option<(Timestamp, Times)>,
}

/// A stream's times; none before the first event. They stay when events expire.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Times {
    pub first_event: Option<i64>,
    pub last_event: Option<i64>,
    pub last_ingestion: Option<Timestamp>,
}

equal_by_identity!(Stream);

impl Stream {
    pub(crate) fn new(created: Timestamp) -> Self {
        Self { created, events: Events::default(), times: Times::default(), stale: None }
    }

    /// Stores a batch.
    pub(crate) fn store(&mut self, cx: &mut Context, batch: Vec<Event>) {
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return };
        let delay = cx.choose_delay(&STREAM_TIMES);
        let shown = self.shown(cx.now);
        self.stale = (!delay.is_zero()).then_some((cx.now + delay, shown));
        let (first, last) = (first.place.at, last.place.at);
        let times = &mut self.times;
        times.first_event = Some(times.first_event.map_or(first, |at| at.min(first)));
        times.last_event = Some(times.last_event.map_or(last, |at| at.max(last)));
        times.last_ingestion = Some(cx.now);
        self.events.insert(batch);
    }

    pub(crate) fn shown(&self, now: Timestamp) -> Times {
        match self.stale {
            Some((until, stale)) if now < until => stale,
            _ => self.times,
        }
    }
}
