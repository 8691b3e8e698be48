//! One case, run: what was seen, and what AWS did.

use crate::monitor::Violation;
use crate::observation::Observed;
use parhelion::{Journal, Plan, Site};
use std::sync::Arc;
use std::time::Duration;

/// One case, run.
#[derive(Clone)]
pub struct Run<S> {
    /// What went wrong, if anything did.
    pub failure: Option<Failure>,
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
    pub observations: Vec<Observed<S>>,
    /// The end of what a system in a process of its own wrote; else empty.
    pub output: String,
}

/// What is wrong with a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A clause does not hold: the first one, in the order of [`Property::monitors`](crate::Property::monitors).
    Violated(Violation),
    /// The application, or a task of its, panicked: place and message.
    Panicked(String),
    /// The application's process ended by itself: how, and its last words.
    Died(String),
    /// It never came to its end: what was under way.
    Hangs(String),
}

impl Failure {
    /// What does not hold, in words.
    pub fn clause(&self) -> &str {
        match self {
            Self::Violated(violation) => &violation.clause,
            Self::Panicked(_) => "nothing panics",
            Self::Died(_) => "the application runs until it is stopped",
            Self::Hangs(_) => "everything comes to its end",
        }
    }

    /// Whether a smaller case fails in the same way: by the same clause, or by a panic at the same place.
    pub fn is_like(&self, other: &Self) -> bool {
        let place = |what: &str| what.split_once(": ").map(|(place, _)| place.to_owned());
        match (self, other) {
            (Self::Panicked(one), Self::Panicked(other)) => place(one) == place(other),
            _ => self.clause() == other.clause(),
        }
    }

    /// What is wrong, and with what.
    pub fn why(&self) -> String {
        match self {
            Self::Violated(Violation { why, witness, .. }) if witness.is_empty() => why.clone(),
            Self::Violated(Violation { why, witness, .. }) => format!("{why}: {witness}"),
            Self::Panicked(what) | Self::Died(what) | Self::Hangs(what) => what.clone(),
        }
    }

    /// `violated`, `panicked`, `died` or `hangs`.
    pub fn verdict(&self) -> &'static str {
        match self {
            Self::Violated(_) => "violated",
            Self::Panicked(_) => "panicked",
            Self::Died(_) => "died",
            Self::Hangs(_) => "hangs",
        }
    }
}
