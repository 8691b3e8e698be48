//! GetLogEvents and FilterLogEvents (CW-A4, CW-A5).

mod filtering;
mod getting;

use crate::events::{Event, Place};
use crate::group::Group;
use crate::retention::readable_from;
use parhelion_wire::Timestamp;
use std::ops::Range;

/// A page holds so many events and bytes at the most (CW-A4.3, CW-A5.4).
const EVENTS_MAX: usize = 10_000;
const PAGE_BYTES_MAX: u64 = 1_048_576;

/// What may be read of a group now, between two boundaries.
struct View {
    range: Range<Place>,
    now: Timestamp,
}

impl View {
    /// `end` is exclusive.
    fn new(group: &Group, now: Timestamp, start: Option<i64>, end: Option<i64>) -> Self {
        let start = Place::from(start.unwrap_or(0)).max(readable_from(group, now));
        let end = end.map_or(Place { at: i64::MAX, number: u64::MAX }, Place::from);
        Self { range: start..end, now }
    }

    /// Late events are not seen yet (CW-F1).
    fn sees(&self, event: &Event) -> bool {
        event.visible <= self.now
    }
}

/// Fills a page; says no once it is full. The first event always fits.
struct Room {
    events: usize,
    bytes: u64,
}

impl Room {
    fn new(limit: Option<i32>) -> Self {
        let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(EVENTS_MAX);
        Self { events: limit.clamp(1, EVENTS_MAX), bytes: PAGE_BYTES_MAX }
    }

    fn takes(&mut self, event: &Event) -> bool {
        let bytes = event.bytes();
        if self.events == 0 || bytes > self.bytes {
            return false;
        }
        self.events -= 1;
        self.bytes -= bytes;
        true
    }
}
