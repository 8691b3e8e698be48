//! What metric filters find in events (CW-A7.4 to 12).

use crate::events::Event;
use crate::filter::Pattern;
use crate::model::{MetricFilter, MetricTransformation};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(crate) const MINUTE_MILLIS: i64 = 60_000;

/// Metrics that one report of a group may be about: AWS switches a filter off that finds more than 1,000
/// sets of dimensions (CW-A7.10).
const METRICS_MAX: usize = 1_000;

/// What was found since the last report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Found {
    /// How often each value, by its bits. A minute without any gets the filter's default value.
    pub values: OrdMap<Slot, OrdMap<u64, u64>>,
    /// A report is on its way.
    pub is_due: bool,
}

/// A minute of a metric.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Slot {
    pub filter: Arc<str>,
    pub dimensions: Vec<(String, String)>,
    /// When it began.
    pub at: i64,
}

impl Found {
    pub(crate) fn look(&mut self, name: &Arc<str>, filter: &MetricFilter, events: &[Event]) {
        let text = filter.filter_pattern.as_deref().unwrap_or_default();
        // It was read when the filter was put.
        let Ok(pattern) = Pattern::parse(text) else { return };
        for transformation in filter.metric_transformations.as_deref().unwrap_or_default() {
            for event in events {
                let minute = event.place.at.div_euclid(MINUTE_MILLIS) * MINUTE_MILLIS;
                let slot = |dimensions| Slot { filter: name.clone(), dimensions, at: minute };
                if transformation.default_value.is_some() {
                    self.note(slot(Vec::new()), None);
                }
                if let Some((dimensions, value)) = datum(&pattern, transformation, &event.message) {
                    self.note(slot(dimensions), Some(value));
                }
            }
        }
    }

    fn note(&mut self, slot: Slot, value: Option<f64>) {
        if self.values.len() >= METRICS_MAX && !self.values.contains_key(&slot) {
            return;
        }
        let values = self.values.entry(slot).or_default();
        if let Some(value) = value {
            *values.entry(value.to_bits()).or_default() += 1;
        }
    }
}

/// The dimensions and the value of an event that matches. An event that lacks one, or whose value is no
/// number, gives nothing (CW-A7.9).
fn datum(
    pattern: &Pattern,
    transformation: &MetricTransformation,
    message: &str,
) -> Option<(Vec<(String, String)>, f64)> {
    if !pattern.matches(message) {
        return None;
    }
    let dimensions = transformation.dimensions.iter().flatten();
    let dimensions = dimensions
        .map(|(name, part)| Some((name.clone(), pattern.part(message, part)?)))
        .collect::<Option<_>>()?;
    let value: f64 = match transformation.metric_value.parse() {
        Ok(value) => value,
        Err(_) => pattern.part(message, &transformation.metric_value)?.trim().parse().ok()?,
    };
    Some((dimensions, value)).filter(|(_, value)| value.is_finite())
}
