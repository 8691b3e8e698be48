//! A report as plain data: what all other forms are made of. As JSON it is stable: members are added, and
//! none goes or changes.

use crate::property::Property;
use crate::story::Story;
use crate::suite::{self, Failure, Options, Outcome, Searched, Shard, Verdict};
use parhelion::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What came of proving a property of an application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Who has made it.
    pub program: Program,
    /// A short name: `16`.
    pub property: String,
    /// What it says, in a few words.
    pub says: String,
    /// `dashboard`, `dashboard/<mutant>`.
    pub application: String,
    /// `holds`, `stale`, `vacuous`, `violated`, `panicked`, `died`, `hangs` or `unrepeatable`.
    pub verdict: String,
    /// When the run began: `2026-11-20T10:00:00Z`; empty: nobody knows.
    pub date: String,
    /// What was asked for.
    pub options: Asked,
    /// Which part of a run it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// Of how many parts it was merged; 0: of none.
    #[serde(skip_serializing_if = "is_zero")]
    pub merged: usize,
    /// A digest of all that is tried but random cases, in hexadecimal digits: the same in all parts of a run.
    pub trials: String,
    /// The clauses, and how often each had something to judge.
    pub clauses: Vec<Clause>,
    /// How many runs there were.
    pub runs: Runs,
    /// How many there would have been without a failure.
    pub planned: Runs,
    /// Deviations that were taken, in all runs together.
    pub deviations: usize,
    /// How often each point deviated.
    pub points: BTreeMap<String, usize>,
    /// Calls with what may deviate at them (`PutObject × s3.before`), and at which of them it did.
    pub reach: Reach,
    /// What a search within a budget has kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<Search>,
    /// What passed on the clouds' clocks.
    pub virtual_seconds: u64,
    /// What it took here; of parts that were merged, the longest.
    pub wall_seconds: f64,
    /// Stored cases that can no longer be run.
    pub stale: Vec<String>,
    /// What fails, as small as it got.
    pub counterexample: Option<Found>,
    /// Of parts that were merged: what fails by other clauses, the smallest of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further_counterexamples: Vec<Found>,
}

/// A program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Program {
    /// `parhelion-verify`
    pub name: String,
    /// `0.1.0`
    pub version: String,
}

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where random cases come from.
    pub seed: u64,
    /// How many random cases; none: as many as the budget allowed.
    pub cases: Option<usize>,
    /// For how long random cases were run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_seconds: Option<f64>,
    /// Whether every single deviation was tried.
    pub sweep: bool,
    /// Whether calls were also refused until the SDK gives up.
    pub giving_up: bool,
    /// How many pairs of deviations.
    pub pairs: usize,
}

/// What was tried, of what may deviate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reach {
    /// What the examples met: calls, each with one thing that may deviate at it.
    pub met: BTreeSet<String>,
    /// Where it deviated, in whichever case.
    pub tried: BTreeSet<String>,
}

impl Reach {
    /// Met, and never tried.
    pub fn missed(&self) -> impl Iterator<Item = &str> {
        self.met.difference(&self.tried).map(String::as_str)
    }
}

/// What a search within a budget has kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Cases that did something new; the next search begins with them.
    pub kept: usize,
    /// How many earlier searches had kept.
    pub known: usize,
    /// How many behaviours were seen.
    pub behaviours: usize,
}

/// A clause, and how often it had something to judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// In words.
    pub clause: String,
    /// How often it had something to judge.
    pub fired: usize,
}

/// Runs by their kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Runs {
    /// Stored cases.
    pub stored: usize,
    /// Examples: calm, and with one deviation each.
    pub single_deviations: usize,
    /// Examples with two deviations each.
    pub pairs: usize,
    /// Cases at random.
    pub random: usize,
}

/// What fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Found {
    /// A case that fails.
    Counterexample(Box<Counterexample>),
    /// A case whose runs differ.
    Unrepeatable(Box<Unrepeatable>),
}

/// A case that fails.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counterexample {
    /// What does not hold.
    pub clause: String,
    /// With what, in words.
    #[serde(default)]
    pub why: String,
    /// `violated`, `panicked`, `died` or `hangs`; empty: as the report says.
    #[serde(default)]
    pub verdict: String,
    /// Whether AWS's deviations are needed; none: there are none, or nobody has tried.
    #[serde(default)]
    pub holds_on_a_good_day: Option<bool>,
    /// Runs until it was found, the last one included.
    #[serde(default)]
    pub found_after: usize,
    /// Operations and deviations as found, and how it was made smaller.
    #[serde(default)]
    pub smaller: Smaller,
    /// Operations, deviations and seed: what is run again.
    #[serde(default)]
    pub case: Value,
    /// Where the case was stored.
    #[serde(default)]
    pub file: Option<String>,
    /// How it went.
    #[serde(default)]
    pub story: Story,
}

/// How a case was made smaller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Smaller {
    /// Operations and deviations as found.
    pub operations: usize,
    /// See above.
    pub deviations: usize,
    /// Runs that made it smaller.
    pub runs: usize,
    /// How long they took.
    pub seconds: f64,
}

/// A case whose runs differ.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unrepeatable {
    /// Operations, deviations and seed.
    #[serde(default)]
    pub case: Value,
    /// How many events both runs have in common.
    pub after_events: usize,
    /// What happened next the first time; none: nothing more.
    pub first: Option<String>,
    /// What happened next the second time.
    pub second: Option<String>,
    /// What such a difference most often comes from.
    pub likely: String,
    /// What was wrong with the first run, if anything was.
    #[serde(default)]
    pub failure: Option<Wrong>,
}

/// What is wrong with a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wrong {
    /// What does not hold.
    pub clause: String,
    /// With what, in words.
    pub why: String,
    /// The observation that shows it; of runs on targets where nothing is made smaller.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub witness: String,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Report {
    /// Of what came of a proof.
    pub fn of<P: Property>(outcome: &Outcome<P>) -> Self {
        let (verdict, found) = match &outcome.verdict {
            Verdict::Holds if outcome.stale.is_empty() => ("holds", None),
            Verdict::Holds => ("stale", None),
            Verdict::Vacuous(_) => ("vacuous", None),
            Verdict::Fails(found) => {
                let told = Box::new(Counterexample::of(found));
                (found.failure.verdict(), Some(Found::Counterexample(told)))
            }
            Verdict::Unrepeatable(found) => {
                ("unrepeatable", Some(Found::Unrepeatable(Box::new(Unrepeatable::of(found)))))
            }
        };
        let clauses = outcome.clauses.iter();
        let clauses =
            clauses.map(|(clause, fired)| Clause { clause: clause.clone(), fired: *fired });
        Self {
            program: Program {
                name: "parhelion-properties".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            property: outcome.title.property.clone(),
            says: outcome.title.says.clone(),
            application: outcome.title.application.clone(),
            verdict: verdict.to_owned(),
            date: Timestamp::from_system_time(outcome.begun).date_time(),
            options: Asked::of(&outcome.options),
            shard: outcome.options.shard,
            merged: 0,
            trials: format!("{:016x}", outcome.trials),
            clauses: clauses.collect(),
            runs: outcome.runs.into(),
            planned: outcome.planned.into(),
            deviations: outcome.deviations,
            points: outcome.points.clone(),
            reach: Reach { met: outcome.met.clone(), tried: outcome.tried.clone() },
            search: outcome.searched.map(|Searched { kept, known, behaviours }| Search {
                kept,
                known,
                behaviours,
            }),
            virtual_seconds: outcome.virtual_time.as_secs(),
            wall_seconds: outcome.wall_time.as_secs_f64(),
            stale: outcome.stale.clone(),
            counterexample: found,
            further_counterexamples: Vec::new(),
        }
    }

    /// Made by this program.
    #[must_use]
    pub fn by(mut self, program: &str) -> Self {
        self.program.name = program.to_owned();
        self
    }

    /// Reads a report from JSON: of this program's, or of a run on an endpoint or an account, which tells
    /// `cases` and a `violation`.
    ///
    /// # Errors
    /// It is none, in a sentence.
    pub fn read(json: &str) -> Result<Self, String> {
        let told: Value =
            serde_json::from_str(json).map_err(|error| format!("no JSON: {error}"))?;
        for member in ["property", "application", "verdict", "clauses"] {
            if told.get(member).is_none() {
                return Err(format!("no report of a run: it has no {member:?}"));
            }
        }
        let cases = told.get("cases").and_then(Value::as_u64).unwrap_or(0);
        let violation = told.get("violation").cloned().unwrap_or_default();
        let mut report: Self =
            serde_json::from_value(told).map_err(|error| format!("no report of a run: {error}"))?;
        if report.runs == Runs::default() {
            report.runs.random = usize::try_from(cases).unwrap_or(usize::MAX);
        }
        if let (None, Ok(wrong)) = (&report.counterexample, Wrong::deserialize(violation)) {
            let why = format!("{}: {}", wrong.why, wrong.witness);
            let found = Counterexample { clause: wrong.clause, why, ..Counterexample::default() };
            report.counterexample = Some(Found::Counterexample(Box::new(found)));
        }
        Ok(report)
    }

    /// All that fails, the smallest first.
    pub fn found(&self) -> impl Iterator<Item = &Found> {
        self.counterexample.iter().chain(&self.further_counterexamples)
    }

    /// The cases that fail.
    pub fn counterexamples(&self) -> impl Iterator<Item = &Counterexample> {
        self.found().filter_map(|found| match found {
            Found::Counterexample(found) => Some(&**found),
            Found::Unrepeatable(_) => None,
        })
    }

    /// The counterexample of a clause.
    pub fn counterexample_of(&self, clause: &str) -> Option<&Counterexample> {
        self.counterexamples().find(|found| found.clause == clause)
    }

    /// Whether the runs went on to their end: else nothing is said of clauses that were not violated.
    pub fn is_whole(&self) -> bool {
        matches!(self.verdict.as_str(), "holds" | "vacuous" | "stale")
    }

    /// Clauses that never had anything to judge, in a run that is no part of one.
    pub fn silent(&self) -> Vec<&str> {
        let silent = self.clauses.iter().filter(|clause| clause.fired == 0);
        silent.map(|clause| clause.clause.as_str()).collect()
    }
}

impl Counterexample {
    pub(super) fn of<P: Property>(found: &suite::Counterexample<P>) -> Self {
        Self {
            clause: found.failure.clause().to_owned(),
            why: found.failure.why(),
            verdict: found.failure.verdict().to_owned(),
            holds_on_a_good_day: Some(found.calm.is_none()),
            found_after: found.found_after,
            smaller: Smaller {
                operations: found.was.0,
                deviations: found.was.1,
                runs: found.minimised_in.0,
                seconds: found.minimised_in.1.as_secs_f64(),
            },
            // Operations that are no JSON cannot be stored either.
            case: serde_json::to_value(&found.case).unwrap_or_default(),
            file: found.file.as_ref().map(|file| file.display().to_string()),
            story: found.story.clone(),
        }
    }

    /// How many operations and deviations the case has: what is smaller is easier to understand.
    pub fn size(&self) -> (usize, usize) {
        let members = |name: &str| match self.case.get(name) {
            Some(Value::Array(all)) => all.len(),
            Some(Value::Object(all)) => all.len(),
            _ => 0,
        };
        (members("operations"), members("plan"))
    }
}

impl Unrepeatable {
    pub(super) fn of<P: Property>(found: &suite::Unrepeatable<P>) -> Self {
        Self {
            case: serde_json::to_value(&found.case).unwrap_or_default(),
            after_events: found.difference.after,
            first: found.difference.first.clone(),
            second: found.difference.second.clone(),
            likely: found.difference.likely.to_owned(),
            failure: found.failure.as_ref().map(Wrong::of),
        }
    }
}

impl Wrong {
    pub(super) fn of(failure: &Failure) -> Self {
        let (clause, why) = (failure.clause().to_owned(), failure.why());
        Self { clause, why, witness: String::new() }
    }
}

impl Asked {
    fn of(options: &Options) -> Self {
        let Options { cases, seed, sweep, giving_up, pairs, budget, .. } = options;
        Self {
            seed: *seed,
            cases: budget.is_none().then_some(*cases),
            budget_seconds: budget.map(|budget| budget.as_secs_f64()),
            sweep: *sweep,
            giving_up: *giving_up,
            pairs: *pairs,
        }
    }
}

impl From<suite::Runs> for Runs {
    fn from(runs: suite::Runs) -> Self {
        let suite::Runs { stored, singles, pairs, random } = runs;
        Self { stored, single_deviations: singles, pairs, random }
    }
}

impl Runs {
    /// All of them.
    pub fn all(&self) -> usize {
        self.stored + self.single_deviations + self.pairs + self.random
    }
}
