//! What metric filters find is reported to CloudWatch once a minute (CW-A7.5).

use crate::choices::REPORT;
use crate::events::Event;
use crate::found::{MINUTE_MILLIS, Slot};
use crate::group::Group;
use crate::model::MetricTransformation;
use crate::state::Logs;
use crate::timer::Timer;
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_world::ask::Ask;
use parhelion_world::{Caller, Context};
use serde_json::{Value, json};

/// What PutMetricData takes of one metric, and of all, in one call (CW-B2).
const VALUES_MAX: usize = 150;
const DATA_MAX: usize = 1_000;

impl Group {
    /// Events are looked at as they come, whatever becomes of them (CW-A7.4, 16).
    pub(crate) fn search(&mut self, cx: &mut Context, group: &str, events: &[Event]) {
        for (name, filter) in &self.metric_filters {
            self.found.look(name, filter, events);
        }
        if self.found.values.is_empty() || self.found.is_due {
            return;
        }
        self.found.is_due = true;
        let ends = (cx.now.0.div_euclid(MINUTE_MILLIS) + 1) * MINUTE_MILLIS;
        let at = Timestamp(ends) + cx.choose_delay(&REPORT);
        cx.later(at, &Timer::Report { group: group.to_owned() });
    }
}

impl Logs {
    /// Reports what a group's filters found.
    pub(crate) fn report(&mut self, cx: &mut Context, name: &str) {
        let Ok(group) = self.group_mut(name) else { return }; // deleted since
        let found = std::mem::take(&mut group.found).values;
        let filters = group.metric_filters.clone();
        for (filter, metric) in &filters {
            for transformation in metric.metric_transformations.as_deref().unwrap_or_default() {
                let slots = found.iter().filter(|(slot, _)| slot.filter == *filter);
                let data: Vec<Value> = slots
                    .flat_map(|(slot, values)| reported(transformation, slot, values))
                    .collect();
                for data in data.chunks(DATA_MAX) {
                    let input =
                        json!({ "Namespace": transformation.metric_namespace, "MetricData": data });
                    // It is the account's own data.
                    let ask = Ask::new("cloudwatch", "PutMetricData", input)
                        .by(Caller::root(&cx.account, ""));
                    if let Err(error) = cx.ask(ask) {
                        let detail = [("filter", &**filter), ("code", error.code())];
                        cx.note("metrics-not-reported", name, &detail);
                    }
                }
            }
        }
    }
}

/// The data of a minute, by CW-B2.3's lists of values.
fn reported(
    transformation: &MetricTransformation,
    slot: &Slot,
    values: &OrdMap<u64, u64>,
) -> Vec<Value> {
    let mut all: Vec<(f64, u64)> =
        values.iter().map(|(bits, count)| (f64::from_bits(*bits), *count)).collect();
    if let (true, Some(default)) = (all.is_empty(), transformation.default_value) {
        all.push((default, 1));
    }
    let dimensions: Vec<Value> = slot
        .dimensions
        .iter()
        .map(|(name, value)| json!({ "Name": name, "Value": value }))
        .collect();
    let datum = |values: &[(f64, u64)]| {
        let (values, counts): (Vec<f64>, Vec<u64>) = values.iter().copied().unzip();
        let mut datum = json!({
            "MetricName": transformation.metric_name,
            "Timestamp": slot.at / 1_000,
            "Values": values,
            "Counts": counts,
            "Unit": transformation.unit.as_deref().unwrap_or("None"),
        });
        if !dimensions.is_empty() {
            datum["Dimensions"] = dimensions.clone().into();
        }
        datum
    };
    all.chunks(VALUES_MAX).map(datum).collect()
}
