//! The totals of a proof, and its verdict.

use super::{Counterexample, Run};
use crate::property_16::MONITORS;
use parhelion::Site;
use std::collections::BTreeMap;
use std::time::Duration;

/// What came of it all.
#[derive(Clone)]
pub struct Outcome {
    /// The application's name: `dashboard`, or `dashboard/<mutant>`.
    pub application: String,
    /// Clause and how often it fired.
    pub clauses: Vec<(&'static str, usize)>,
    /// How many stored cases were to be run.
    pub stored: usize,
    /// How many cases tried one deviation each, the calm examples included.
    pub swept: usize,
    /// How many cases at random were to be run.
    pub cases: usize,
    /// How many deviations were taken, in all runs together.
    pub deviations: usize,
    /// How often each point deviated.
    pub points: BTreeMap<String, usize>,
    /// What passed on the clouds' clocks, in all runs together.
    pub virtual_time: Duration,
    /// What it took here.
    pub wall_time: Duration,
    /// Stored cases that can no longer be run.
    pub stale: Vec<String>,
    /// Whether the property holds.
    pub verdict: Verdict,
}

/// Whether the property holds.
#[derive(Clone)]
pub enum Verdict {
    /// No run violated it, and every clause had something to judge.
    Holds,
    /// A run violated it.
    Violated(Box<Counterexample>),
    /// Clauses that never had anything to judge.
    Vacuous(Vec<&'static str>),
}

impl Outcome {
    pub(super) fn new(application: &str) -> Self {
        Self {
            application: application.to_owned(),
            clauses: MONITORS.iter().map(|monitor| (monitor.clause, 0)).collect(),
            stored: 0,
            swept: 0,
            cases: 0,
            deviations: 0,
            points: BTreeMap::new(),
            virtual_time: Duration::ZERO,
            wall_time: Duration::ZERO,
            stale: Vec::new(),
            verdict: Verdict::Holds,
        }
    }

    pub(super) fn add(&mut self, run: &Run) {
        for ((_, total), fired) in self.clauses.iter_mut().zip(&run.fired) {
            *total += fired;
        }
        self.deviations += run.taken.len();
        for site in run.taken.keys() {
            *self.points.entry(point_of(site).to_owned()).or_default() += 1;
        }
        self.virtual_time += run.passed;
    }

    pub(super) fn vacuity(&self) -> Verdict {
        let silent = self.clauses.iter().filter(|(_, fired)| *fired == 0);
        let silent: Vec<_> = silent.map(|(clause, _)| *clause).collect();
        if silent.is_empty() { Verdict::Holds } else { Verdict::Vacuous(silent) }
    }

    /// Whether the property holds, and no stored case is stale.
    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Holds) && self.stale.is_empty()
    }
}

/// `s3.before` of `user/4/PutObject:…#0.1/s3.before.0`.
fn point_of(site: &Site) -> &str {
    let point = site.as_str().rsplit('/').next().unwrap_or_default();
    point.rsplit_once('.').map_or(point, |(point, _)| point)
}
