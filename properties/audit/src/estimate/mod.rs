//! Roughly what it costs a month, in money and CO2: from what was seen, and from declared
//! [`factors`]. Never a bill: transfer, requests of S3 and discounts are not in it.

pub mod factors;

use crate::scene::Scene;
use factors::{Factor, GRID_ELSEWHERE, GRIDS};

/// Hours of a month.
const HOURS: f64 = 730.0;
const GB: f64 = 1e9;

/// One line of it.
#[derive(Clone, Debug)]
pub struct Line {
    /// `S3 storage, photos`.
    pub what: String,
    /// How much of it.
    pub amount: f64,
    /// `GB`, `alarms`.
    pub unit: &'static str,
    /// There is more than was looked at.
    pub at_least: bool,
    /// US dollars a month.
    pub usd: f64,
    /// Grams of CO2 equivalent a month.
    pub grams: f64,
}

/// The whole.
#[derive(Clone, Debug, Default)]
pub struct Estimate {
    /// What costs something.
    pub lines: Vec<Line>,
}

impl Estimate {
    /// US dollars a month.
    pub fn usd(&self) -> f64 {
        self.lines.iter().map(|line| line.usd).sum()
    }

    /// Grams of CO2 equivalent a month.
    pub fn grams(&self) -> f64 {
        self.lines.iter().map(|line| line.grams).sum()
    }

    /// Whether there is more than was looked at.
    pub fn at_least(&self) -> bool {
        self.lines.iter().any(|line| line.at_least)
    }
}

/// Grams of CO2 equivalent of so many GB that are stored for a month.
fn grams_of_storage(gb: f64, region: &str) -> f64 {
    let grid = GRIDS.iter().find(|(name, _)| *name == region).map_or(GRID_ELSEWHERE, |(_, it)| *it);
    let watts = gb / 1000.0 * Factor::StorageWattHours.value() * Factor::Copies.value();
    watts * HOURS / 1000.0 * Factor::Overhead.value() * grid
}

/// Of what was seen.
#[allow(clippy::cast_precision_loss, reason = "an estimate")]
pub fn estimate(scene: &Scene) -> Estimate {
    let mut lines = Vec::new();
    let mut line = |what: String, amount: f64, unit, at_least, factor: Factor, grams| {
        if amount > 0.0 {
            lines.push(Line { what, amount, unit, at_least, usd: amount * factor.value(), grams });
        }
    };
    for bucket in &scene.buckets {
        let gb = bucket.objects.bytes as f64 / GB;
        let grams = grams_of_storage(gb, &bucket.region);
        let more = !bucket.objects.all;
        line(format!("S3 storage, {}", bucket.name), gb, "GB", more, Factor::S3Storage, grams);
    }
    for group in &scene.groups {
        let gb = group.stored_bytes as f64 / GB;
        let grams = grams_of_storage(gb, &scene.region);
        line(format!("Logs storage, {}", group.name), gb, "GB", false, Factor::LogStorage, grams);
    }
    for it in &scene.distributions {
        let window = scene.options.recent.as_secs_f64().max(1.0);
        let month = it.requests.unwrap_or_default() * HOURS * 3600.0 / window;
        let what = format!("CloudFront requests, {}", it.id);
        line(what, month, "requests", false, Factor::EdgeRequest, 0.0);
    }
    let alarms =
        scene.alarms.iter().map(|it| if it.composite { 5 } else { it.watched.len().max(1) });
    let alarms = alarms.sum::<usize>() as f64;
    line("CloudWatch alarms".into(), alarms, "metrics of alarms", false, Factor::Alarm, 0.0);
    let paid = scene.dashboards.len().saturating_sub(3) as f64;
    line("CloudWatch dashboards".into(), paid, "above three", false, Factor::Dashboard, 0.0);
    let keys = scene.keys.values().filter(|state| *state == "Enabled").count() as f64;
    line("KMS keys".into(), keys, "keys", false, Factor::Key, 0.0);
    Estimate { lines }
}
