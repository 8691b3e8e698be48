//! Retention (CW-A2.9): events expire by their timestamp, on the virtual clock.
//!
//! An expired event cannot be read from the millisecond on in which it expires. A sweep deletes it
//! then, or later where the adversary lets it linger (CW-F7): until then it is still read.

use crate::Logs;
use crate::choices::EXPIRED;
use crate::errors;
use crate::events::Place;
use crate::groups::{DELIVERY, Group};
use crate::model::*;
use crate::timer::Timer;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

const ALLOWED_DAYS: [i32; 22] = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

/// Fixed for class DELIVERY: the API reference says one day, the guide two (CW-A2.4, CW-H).
pub const DELIVERY_RETENTION_DAYS: i32 = 1;

pub const DAY_MILLIS: i64 = 24 * 3_600 * 1_000;

/// Sweeps of one group are this far apart at the least: what expires between cannot be read anyway.
const SWEEP_INTERVAL: Duration = Duration::from_secs(60);

/// When expired events of a group are deleted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sweep {
    next: Option<Timestamp>,
    last: Option<Timestamp>,
    /// Expired events are still there and read until the next sweep.
    lingering: bool,
}

impl Group {
    /// Events with an earlier timestamp have expired.
    pub fn expiry(&self, now: Timestamp) -> Option<i64> {
        self.retention_days.map(|days| now.0.saturating_sub(i64::from(days) * DAY_MILLIS))
    }

    /// Events with an earlier timestamp are not read.
    pub fn unreadable_before(&self, now: Timestamp) -> i64 {
        if self.sweep.lingering { i64::MIN } else { self.expiry(now).unwrap_or(i64::MIN) }
    }

    /// CW-A2.7: without events that have expired, deleted or not.
    pub fn stored_bytes(&self, now: Timestamp) -> u64 {
        let expired = self.expiry(now).map_or(0, |expiry| {
            self.streams.values().map(|stream| stream.events.bytes_before(expiry)).sum()
        });
        self.bytes.saturating_sub(expired)
    }

    /// Sees to it that an event with this timestamp is swept when it has expired.
    pub fn schedule_sweep(&mut self, cx: &mut Context, name: &str, earliest: i64) {
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

    fn earliest(&self) -> Option<i64> {
        let first = |stream: &crate::streams::Stream| stream.events.first().map(|e| e.place.at);
        self.streams.values().filter_map(|stream| first(stream)).min()
    }

    /// Deletes what has expired; returns how many events.
    fn delete_expired(&mut self, now: Timestamp) -> u64 {
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

    fn set_retention(&mut self, cx: &mut Context, name: &str, days: Option<i32>) {
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

impl Logs {
    pub(crate) fn put_retention_policy(
        &mut self,
        cx: &mut Context,
        input: PutRetentionPolicyInput,
    ) -> Result<()> {
        let PutRetentionPolicyInput { log_group_name, retention_in_days } = input;
        if !ALLOWED_DAYS.contains(&retention_in_days) {
            // The text is not verified (CW-H).
            let allowed = ALLOWED_DAYS.map(|days| days.to_string()).join(", ");
            return Err(errors::invalid(format!(
                "1 validation error detected: Value '{retention_in_days}' at 'retentionInDays' \
                 failed to satisfy constraint: Member must satisfy enum value set: [{allowed}]"
            )));
        }
        let group = self.group_mut(&log_group_name)?;
        fixed_for_delivery(group)?;
        group.set_retention(cx, &log_group_name, Some(retention_in_days));
        Ok(())
    }

    pub(crate) fn delete_retention_policy(
        &mut self,
        cx: &mut Context,
        input: DeleteRetentionPolicyInput,
    ) -> Result<()> {
        let DeleteRetentionPolicyInput { log_group_name } = input;
        let group = self.group_mut(&log_group_name)?;
        fixed_for_delivery(group)?;
        group.set_retention(cx, &log_group_name, None);
        Ok(())
    }

    /// A sweep has come due.
    pub(crate) fn sweep(&mut self, cx: &mut Context, name: &str) {
        let Ok(group) = self.group_mut(name) else { return }; // deleted since
        if group.sweep.next.is_none_or(|next| next > cx.now) {
            return; // rescheduled since
        }
        group.sweep.next = None;
        let expiry = group.expiry(cx.now).unwrap_or(i64::MIN);
        if group.earliest().is_some_and(|earliest| earliest < expiry) && !group.sweep.lingering {
            let lingers = cx.choose_delay(&EXPIRED);
            if !lingers.is_zero() {
                group.sweep.lingering = true;
                group.sweep.next = Some(cx.now + lingers);
                return cx.later(cx.now + lingers, &Timer::Sweep { group: name.to_owned() });
            }
        }
        let deleted = group.delete_expired(cx.now);
        group.sweep = Sweep { next: None, last: Some(cx.now), lingering: false };
        if let Some(earliest) = group.earliest() {
            group.schedule_sweep(cx, name, earliest);
        }
        if deleted > 0 {
            cx.note("log-events-expired", name, &[("events", &deleted.to_string())]);
        }
    }
}

fn fixed_for_delivery(group: &Group) -> Result<()> {
    if *group.class == *DELIVERY {
        return Err(errors::invalid("The retention of log class DELIVERY cannot be changed."));
    }
    Ok(())
}

/// The boundary before everything that may be read.
pub fn readable_from(group: &Group, now: Timestamp) -> Place {
    Place::from(group.unreadable_before(now))
}
