//! One case, run: what was seen, and what AWS did.

use crate::monitor::Violation;
use crate::observation::Observed;
use parhelion::{Journal, Plan, Site};
use std::sync::Arc;
use std::time::Duration;

/// One case, run.
#[derive(Clone)]
pub struct Run {
    /// The first clause that does not hold, in the order of [`MONITORS`](crate::property_16::MONITORS); none: all do.
    pub violation: Option<Violation>,
    /// For each monitor, how often it fired.
    pub fired: Vec<usize>,
    /// The deviations that were taken.
    pub taken: Plan,
    /// Every site with its point and number of options; empty unless asked for.
    pub offered: Vec<(Site, Arc<str>, u8)>,
    /// Virtual time from start to end.
    pub passed: Duration,
    /// What AWS and the application did, in order.
    pub journal: Journal,
    /// What the harness saw, in order: what the clauses judge.
    pub observations: Vec<Observed>,
}
