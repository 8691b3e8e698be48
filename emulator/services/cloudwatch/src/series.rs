//! Metrics as stored: series of buckets in time, and the windows that queries and alarms read.

use crate::distribution::Distribution;
use crate::unit::Unit;
use parhelion_wire::Timestamp;
use parhelion_world::rows::{Table, row_key_by_serde};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// What a metric is called within its namespace: the unit is no part of it (CW-B2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct MetricKey {
    pub name: String,
    /// Name and value, by name.
    pub dimensions: Vec<(String, String)>,
}

impl MetricKey {
    /// The order of dimensions does not matter.
    pub(crate) fn new(name: String, mut dimensions: Vec<(String, String)>) -> Self {
        dimensions.sort_unstable();
        Self { name, dimensions }
    }
}

row_key_by_serde!(MetricKey, Slot);

/// Which bucket: where it starts, whether it is of one second or of one minute, which unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Slot {
    start_secs: i64,
    fine: bool,
    unit: Unit,
}

/// One value or set of values of a metric, on its way in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Datum {
    pub at: Timestamp,
    pub unit: Unit,
    /// `StorageResolution` 1: kept by the second, otherwise by the minute.
    pub fine: bool,
    pub content: Content,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Content {
    Value(f64),
    /// Values and counts.
    Values(Vec<(f64, f64)>),
    Set {
        sample_count: f64,
        sum: f64,
        minimum: f64,
        maximum: f64,
    },
}

/// The data of one metric.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Series {
    slots: Table<Slot, Arc<Distribution>>,
    /// GetMetricStatistics and GetMetricData see nothing before (CW-F16).
    pub readable_from: Timestamp,
    /// ListMetrics does not see it before (CW-F16).
    pub listed_from: Timestamp,
}

/// What to read of a series.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// The first window starts here.
    pub start: Timestamp,
    /// Exclusive.
    pub end: Timestamp,
    pub period_secs: i64,
    /// Only this unit; `None`: windows of every unit.
    pub unit: Option<Unit>,
    /// Keep the single samples, which percentiles need.
    pub samples: bool,
    /// Only what was sent as high-resolution data: alarms with short periods see nothing else (CW-C3).
    pub fine: bool,
    pub now: Timestamp,
}

/// The values of one unit in one period.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub start: Timestamp,
    pub unit: Unit,
    pub values: Distribution,
}

impl Series {
    pub(crate) fn new(readable_from: Timestamp, listed_from: Timestamp) -> Self {
        Self { slots: Table::new(), readable_from, listed_from }
    }

    pub(crate) fn add(&mut self, datum: Datum, now: Timestamp) {
        self.expire(now);
        let Datum { at, unit, fine, content } = datum;
        let secs = at.secs();
        let start_secs = if fine { secs } else { secs - secs.rem_euclid(MINUTE) };
        let slot = self.slots.entry(Slot { start_secs, fine, unit }).or_default();
        let slot = Arc::make_mut(slot);
        match content {
            Content::Value(value) => slot.add(value, 1.0),
            Content::Values(values) => {
                values.into_iter().for_each(|(value, count)| slot.add(value, count));
            }
            Content::Set { sample_count, sum, minimum, maximum } => {
                slot.add_set(sample_count, sum, minimum, maximum);
            }
        }
    }

    /// Data are gone after 15 months (CW-B3). Two a put are enough to never fall behind.
    fn expire(&mut self, now: Timestamp) {
        for _ in 0..2 {
            match self.slots.get_min().map(|(slot, _)| *slot) {
                Some(slot) if now.secs() - slot.start_secs > RETENTION_SECS => {
                    self.slots.remove(&slot)
                }
                _ => return,
            };
        }
    }

    /// When the newest bucket starts.
    pub(crate) fn latest(&self) -> Option<Timestamp> {
        self.slots.get_max().map(|(slot, _)| Timestamp::from_secs(slot.start_secs))
    }

    /// True if nothing lies at or after `start`.
    pub(crate) fn ends_before(&self, start: Timestamp) -> bool {
        self.latest().is_none_or(|latest| latest < start)
    }

    /// The windows that hold data, by time and then unit. The grid begins at `start` and has
    /// `period_secs` between its lines; a window that has been rolled up to something coarser
    /// than the period is not there any more (CW-B3).
    pub(crate) fn windows(&self, reading: &Reading) -> Vec<Window> {
        let Reading { start, end, period_secs, unit, samples, fine, now } = *reading;
        let mut windows: Vec<Window> = Vec::new();
        let from = Slot { start_secs: start.secs(), fine: false, unit: Unit::FIRST };
        // From the first slot of the window that `windows` ends with, one for each unit met.
        let mut current = 0;
        for (slot, values) in self.slots.range(from..) {
            if Timestamp::from_secs(slot.start_secs) >= end {
                break;
            }
            if unit.is_some_and(|unit| unit != slot.unit) || (fine && !slot.fine) {
                continue;
            }
            let offset = (slot.start_secs - start.secs()).div_euclid(period_secs) * period_secs;
            let start = Timestamp::from_secs(start.secs() + offset);
            if !is_retained(start, period_secs, now) {
                continue;
            }
            if windows.last().is_none_or(|last| last.start != start) {
                current = windows.len();
            }
            match windows[current..].iter_mut().find(|window| window.unit == slot.unit) {
                Some(window) => window.values.merge(values, samples),
                None => {
                    let mut merged = Distribution::default();
                    merged.merge(values, samples);
                    windows.push(Window { start, unit: slot.unit, values: merged });
                }
            }
        }
        windows.sort_by_key(|window| (window.start, window.unit));
        windows
    }
}

/// How long anything is kept.
const RETENTION_SECS: i64 = 455 * DAY;

/// Up to which age data of a granularity are kept, both in seconds (CW-B3).
const RETENTION: [(i64, i64); 4] =
    [(1, 3 * HOUR), (MINUTE, 15 * DAY), (5 * MINUTE, 63 * DAY), (HOUR, RETENTION_SECS)];

/// The finest granularity that is still there of a time, in seconds; `None`: nothing is.
fn granularity(at: Timestamp, now: Timestamp) -> Option<i64> {
    let age = now.secs() - at.secs();
    RETENTION.iter().find(|(_, kept)| age < *kept).map(|(granularity, _)| *granularity)
}

fn is_retained(start: Timestamp, period_secs: i64, now: Timestamp) -> bool {
    granularity(start, now).is_some_and(|granularity| period_secs % granularity == 0)
}

/// Where the grid of a query begins: `StartTime` rounded down (CW-B3).
pub(crate) fn grid_start(start: Timestamp, period_secs: i64, now: Timestamp) -> Timestamp {
    let age = now.secs() - start.secs();
    let step = if period_secs < MINUTE {
        period_secs
    } else if age < 15 * DAY {
        MINUTE
    } else if age < 63 * DAY {
        5 * MINUTE
    } else {
        HOUR
    };
    Timestamp::from_secs(start.secs() - start.secs().rem_euclid(step))
}

/// A valid period: 1, 5, 10, 20, 30 or a multiple of 60 seconds (CW-B5.8).
pub(crate) fn is_period(secs: i64) -> bool {
    matches!(secs, 1 | 5 | 10 | 20 | 30) || (secs > 0 && secs % MINUTE == 0)
}

/// By what it shares.
impl PartialEq for Series {
    fn eq(&self, other: &Self) -> bool {
        let Self { slots, readable_from, listed_from } = self;
        slots.ptr_eq(&other.slots)
            && (readable_from, listed_from) == (&other.readable_from, &other.listed_from)
    }
}

/// Metrics vanish from ListMetrics two weeks after their last datum (CW-B10).
pub(crate) const LISTED: Duration = Duration::from_secs(14 * DAY as u64);

/// All series of one account and region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Metrics {
    pub namespaces: Table<Arc<str>, Namespace>,
}

pub(crate) type Namespace = Table<Arc<MetricKey>, Series>;

impl Metrics {
    pub(crate) fn find(&self, namespace: &str, key: &MetricKey) -> Option<&Series> {
        self.namespaces.get(namespace)?.get(key)
    }

    pub(crate) fn namespace_mut(&mut self, namespace: &str) -> &mut Namespace {
        if !self.namespaces.contains_key(namespace) {
            self.namespaces.insert(namespace.into(), Namespace::new());
        }
        #[allow(clippy::expect_used)] // inserted just above
        self.namespaces.get_mut(namespace).expect("a namespace")
    }
}

#[cfg(test)]
mod tests;
