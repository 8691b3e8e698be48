//! How expired events are deleted (CW-A2.9).

use crate::group::Group;
use crate::stream::Stream;
use crate::timer::Timer;
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// Fixed for class DELIVERY: the API reference says one day, the guide two (CW-A2.4, CW-H).
pub(crate) const DELIVERY_RETENTION_DAYS: i32 = 1;

pub(crate) const DAY_MILLIS: i64 = 24 * 3_600 * 1_000;

/// Sweeps of one group are this far apart at the least: what expires between cannot be read anyway.
const SWEEP_INTERVAL: Duration = Duration::from_secs(60);

/// When expired events of a group are deleted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sweep {
    pub next: Option<Timestamp>,
    pub last: Option<Timestamp>,
    /// Expired events are still there and read until the next sweep.
    pub lingering: bool,
}

impl Group {
    /// Events with an earlier timestamp have expired.
    pub(crate) fn expiry(&self, now: Timestamp) -> Option<i64> {
        self.retention_days.map(|days| now.0.saturating_sub(i64::from(days) * DAY_MILLIS))
    }

    /// Events with an earlier timestamp are not read.
    pub(crate) fn unreadable_before(&self, now: Timestamp) -> i64 {
        if self.sweep.lingering { i64::MIN } else { self.expiry(now).unwrap_or(i64::MIN) }
    }

    /// CW-A2.7: without events that have expired, deleted or not.
    pub(crate) fn stored_bytes(&self, now: Timestamp) -> u64 {
        let expired = self.expiry(now).map_or(0, |expiry| {
            self.streams.values().map(|stream| stream.events.bytes_before(expiry)).sum()
        });
        self.bytes.saturating_sub(expired)
    }

    /// Sees to it that an event with this timestamp is swept when it has expired.
    pub(crate) fn schedule_sweep(&mut self, cx: &mut Context, name: &str, earliest: i64) {
        let Some(days) = self.retention_days else { return };
        if self.sweep.lingering {
            return; // the sweep that ends the lingering schedules the next
        }
        let expired = Timestamp(earliest.saturating_add(i64::from(days) * DAY_MILLIS + 1));
        let at = expired.max(cx.now).max(self.sweep.last.map_or(cx.now, |at| at + SWEEP_INTERVAL));
        if self.sweep.next.is_none_or(|next| at < next) {
            self.sweep.next = Some(at);
            cx.later(at, &Timer::Sweep { group: name.to_owned() });
        }
    }

    pub(crate) fn earliest(&self) -> Option<i64> {
        let first = |stream: &Stream| stream.events.first().map(|e| e.place.at);
        self.streams.values().filter_map(|stream| first(stream)).min()
    }

    /// Deletes what has expired; returns how many events.
    pub(crate) fn delete_expired(&mut self, now: Timestamp) -> u64 {
        let Some(expiry) = self.expiry(now) else { return 0 };
        let with_expired = self.streams.iter().filter(|(_, stream)| {
            stream.events.first().is_some_and(|event| event.place.at < expiry)
        });
        let names: Vec<Arc<str>> = with_expired.map(|(name, _)| name.clone()).collect();
        let mut deleted = 0;
        for name in names {
            if let Some(stream) = self.streams.get_mut(&name) {
                let (events, bytes) = Arc::make_mut(stream).events.remove_before(expiry);
                deleted += events;
                self.bytes = self.bytes.saturating_sub(bytes);
            }
        }
        deleted
    }

    pub(crate) fn set_retention(&mut self, cx: &mut Context, name: &str, days: Option<i32>) {
        // Events that expired under the old policy are gone, unless they linger: those follow the
        // new date (CW-A2.9).
        if !self.sweep.lingering {
            self.delete_expired(cx.now);
        }
        self.retention_days = days;
        self.sweep = Sweep { last: self.sweep.last, ..Sweep::default() };
        if let Some(earliest) = self.earliest() {
            self.schedule_sweep(cx, name, earliest);
        }
    }
}
