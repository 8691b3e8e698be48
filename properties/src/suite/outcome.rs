//! The totals of a proof, and its verdict.

use super::sites::call_and_point;
use super::{Counterexample, Options, Run, Unrepeatable};
use crate::property::{Property, Title};
use parhelion::Site;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

/// What came of it all.
pub struct Outcome<P: Property> {
    /// The property and the application.
    pub title: Title,
    /// Clause and how often it fired.
    pub clauses: Vec<(String, usize)>,
    /// How many runs there were: stored cases, those that tried one or two deviations, and random ones.
    pub runs: Runs,
    /// How many runs there would have been without a failure.
    pub planned: Runs,
    /// What was asked for.
    pub options: Options,
    /// When it began.
    pub begun: SystemTime,
    /// A digest of all that is tried but random cases: the same in all parts of a run.
    pub trials: u64,
    /// How many deviations were taken, in all runs together.
    pub deviations: usize,
    /// How often each point deviated.
    pub points: BTreeMap<String, usize>,
    /// Calls of the examples, with what may deviate at them: `PutObject × s3.before`.
    pub met: BTreeSet<String>,
    /// Those, and others, at which it did.
    pub tried: BTreeSet<String>,
    /// What a search within a budget has kept.
    pub searched: Option<Searched>,
    /// What passed on the clouds' clocks, in all runs together.
    pub virtual_time: Duration,
    /// What it took here.
    pub wall_time: Duration,
    /// Stored cases that can no longer be run.
    pub stale: Vec<String>,
    /// Whether the property holds.
    pub verdict: Verdict<P>,
}

/// What a search within a budget has kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// Cases that did something new: the next search begins with them, where cases are stored.
    pub kept: usize,
    /// How many of them earlier runs had kept.
    pub known: usize,
    /// Behaviours that were met.
    pub behaviours: usize,
}

/// Runs by their kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Runs {
    /// Stored cases.
    pub stored: usize,
    /// Examples: calm, and with one deviation each.
    pub singles: usize,
    /// Examples with two deviations each.
    pub pairs: usize,
    /// Cases at random.
    pub random: usize,
}

impl Runs {
    /// All of them.
    pub fn all(&self) -> usize {
        self.stored + self.singles + self.pairs + self.random
    }
}

/// Whether the property holds.
pub enum Verdict<P: Property> {
    /// No run failed, and every clause had something to judge.
    Holds,
    /// A run violated a clause, panicked or never ended.
    Fails(Box<Counterexample<P>>),
    /// One case's runs differ: nothing can be said.
    Unrepeatable(Box<Unrepeatable<P>>),
    /// Clauses that never had anything to judge.
    Vacuous(Vec<String>),
}

impl<P: Property> Outcome<P> {
    pub(super) fn new(
        title: Title,
        clauses: impl Iterator<Item = String>,
        options: &Options,
    ) -> Self {
        Self {
            title,
            clauses: clauses.map(|clause| (clause, 0)).collect(),
            runs: Runs::default(),
            planned: Runs::default(),
            options: options.clone(),
            begun: SystemTime::now(),
            trials: 0,
            deviations: 0,
            points: BTreeMap::new(),
            met: BTreeSet::new(),
            tried: BTreeSet::new(),
            searched: None,
            virtual_time: Duration::ZERO,
            wall_time: Duration::ZERO,
            stale: Vec::new(),
            verdict: Verdict::Holds,
        }
    }

    pub(super) fn add(&mut self, run: &Run<P::Seen>) {
        for ((_, total), fired) in self.clauses.iter_mut().zip(&run.fired) {
            *total += fired;
        }
        self.deviations += run.taken.len();
        for site in run.taken.keys() {
            *self.points.entry(point_of(site).to_owned()).or_default() += 1;
            self.tried.insert(call_and_point(site));
        }
        self.virtual_time += run.passed;
    }

    /// A part of a run says nothing of what only the others had to judge: whoever merges them does.
    pub(super) fn vacuity(&self) -> Verdict<P> {
        if self.options.shard.is_some_and(|shard| shard.count > 1) {
            return Verdict::Holds;
        }
        let silent = self.clauses.iter().filter(|(_, fired)| *fired == 0);
        let silent: Vec<_> = silent.map(|(clause, _)| clause.clone()).collect();
        if silent.is_empty() { Verdict::Holds } else { Verdict::Vacuous(silent) }
    }

    /// Whether the property holds, and no stored case is stale.
    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Holds) && self.stale.is_empty()
    }

    /// The failing case, if there is one.
    pub fn counterexample(&self) -> Option<&Counterexample<P>> {
        match &self.verdict {
            Verdict::Fails(found) => Some(found),
            _ => None,
        }
    }
}

/// `s3.before` of `user/4/PutObject:…#0.1/s3.before.0`.
fn point_of(site: &Site) -> &str {
    site.point().unwrap_or_else(|| site.as_str())
}
