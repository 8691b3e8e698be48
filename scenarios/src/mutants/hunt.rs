//! One mutant is proved, which should fail.

use crate::subject::{Subject, Visit};
use parhelion_properties::suite::{Counterexample, Days};
use parhelion_properties::{Options, Property, Suite};
use serde::Serialize;
use std::time::Duration;

/// What looks for the mutant. All have the same operations, clients and crashes: they differ in what AWS
/// does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// This repository's: whatever AWS may legally do, one at a time and at random.
    #[value(skip)]
    Legal,
    /// Calls are refused before they have an effect, one at a time and at random.
    Errors,
    /// Each try of a call fails with a probability of 5 %, before it has an effect or after.
    Proxy,
    /// Nothing unusual ever happens: a property test without plans.
    Calm,
}

impl Engine {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Legal, Self::Errors, Self::Proxy, Self::Calm];

    /// In tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Legal => "parhelion",
            Self::Errors => "errors before the effect",
            Self::Proxy => "5 % proxy",
            Self::Calm => "calm world",
        }
    }

    /// The same number of cases at random, on the engine's own days.
    pub fn options(self, options: &Options) -> Options {
        let days = match self {
            Self::Legal => Days::Legal,
            Self::Errors => Days::refusals(),
            Self::Proxy => Days::Proxy(0.05),
            Self::Calm => Days::Calm,
        };
        let pairs = if self == Self::Legal { options.pairs } else { 0 };
        // The examples on a calm day come first for everybody.
        Options { days, pairs, stored: None, ..options.clone() }
    }
}

/// What became of one mutant.
#[derive(Clone, Debug)]
pub struct Caught {
    /// Which one.
    pub subject: Subject,
    /// What looked for it.
    pub engine: Engine,
    /// None: it survived.
    pub by: Option<Found>,
    /// How long it was looked for, wall time.
    pub time: Duration,
}

/// How a mutant was caught.
#[derive(Clone, Debug)]
pub struct Found {
    /// `violated`, `panicked` or `hangs`.
    pub verdict: &'static str,
    /// The clause that it violates.
    pub clause: String,
    /// How many runs it took, the last one included.
    pub runs: usize,
    /// Of the smallest case.
    pub operations: usize,
    /// Of the smallest case.
    pub deviations: usize,
    /// Of the smallest case.
    pub clients: usize,
    /// The smallest case.
    pub case: serde_json::Value,
}

impl Caught {
    /// Whether it was caught by a clause that says what its bug is.
    pub fn fits(&self) -> bool {
        self.by.as_ref().is_some_and(|found| found.fits(&self.subject))
    }
}

impl Found {
    /// Whether a clause that fits the bug was violated: a panic or a hang is none.
    pub fn fits(&self, subject: &Subject) -> bool {
        let violates = subject.violates();
        let fits = violates.iter().any(|clause| self.clause.starts_with(clause));
        self.verdict == "violated" && fits
    }

    fn of<P: Property>(found: &Counterexample<P>) -> Self {
        Self {
            verdict: found.failure.verdict(),
            clause: found.failure.clause().to_owned(),
            runs: found.found_after,
            operations: found.case.operations.len(),
            deviations: found.case.plan.len(),
            clients: found.case.by_client().len(),
            // What is stored as JSON can be written as JSON.
            case: serde_json::to_value(&found.case).unwrap_or_default(),
        }
    }
}

/// Proves the property of a mutant, which should fail.
///
/// # Errors
/// If the mutant cannot even be set up.
pub fn hunt(subject: Subject, engine: Engine, options: &Options) -> Result<Caught, String> {
    struct Hunt(Options);
    impl Visit for Hunt {
        type Out = Result<(Option<Found>, Duration), String>;
        fn visit<P: Property>(self, property: P) -> Self::Out {
            let outcome = Suite::new(property)?.prove(&self.0, &|_, _| {});
            Ok((outcome.counterexample().map(Found::of), outcome.wall_time))
        }
    }
    let (by, time) = subject.with(Hunt(engine.options(options)))?;
    Ok(Caught { subject, engine, by, time })
}
