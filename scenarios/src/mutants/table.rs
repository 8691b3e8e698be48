//! What came of all mutants, for people and scripts.

use super::hunt::Caught;
use mutation::Class;
use serde_json::{Value, json};
use std::fmt::Write;

/// One line for each mutant, then one for each class.
pub fn text(all: &[Caught]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail: results are ignored.
    let _ = writeln!(
        out,
        "{:<38} {:<64} {:>5} {:>4} {:>4} {:>8}",
        "mutant", "caught by", "runs", "ops", "dev", "time"
    );
    for caught in all {
        let name = caught.subject.name();
        let time = format!("{:.2} s", caught.time.as_secs_f64());
        let _ = match &caught.by {
            Some(found) => {
                let odd = if caught.fits() { "" } else { "?! " };
                let clause = format!("{odd}{}", found.clause);
                writeln!(
                    out,
                    "{name:<38} {clause:<64.64} {:>5} {:>4} {:>4} {time:>8}",
                    found.runs, found.operations, found.deviations
                )
            }
            None => writeln!(out, "{name:<38} {:<64} {:>15} {time:>8}", "SURVIVED", ""),
        };
    }
    let _ = writeln!(
        out,
        "\n{:<28} {:>9} {:>12} {:>9} {:>9} {:>9}",
        "class", "caught", "median runs", "seconds", "most ops", "most dev"
    );
    for class in Class::ALL {
        let of = Summary::of(all.iter().filter(|caught| caught.subject.class() == Some(class)));
        let _ = writeln!(out, "{}", of.line(class.name()));
    }
    let _ = writeln!(out, "{}", Summary::of(all.iter()).line("all"));
    out
}

/// The totals of some mutants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// How many there are.
    pub all: usize,
    /// How many were caught.
    pub caught: usize,
    /// Runs until one was caught, in the middle of those that were.
    pub median_runs: usize,
    /// What it took to catch those that were caught, all together.
    pub seconds: f64,
    /// The largest of the smallest cases.
    pub operations: usize,
    /// The largest of the smallest plans.
    pub deviations: usize,
}

impl Summary {
    /// Of these mutants.
    pub fn of<'a>(all: impl Iterator<Item = &'a Caught>) -> Self {
        let mut summary = Self::default();
        let mut runs = Vec::new();
        for caught in all {
            summary.all += 1;
            let Some(found) = &caught.by else { continue };
            summary.caught += 1;
            summary.seconds += caught.time.as_secs_f64();
            summary.operations = summary.operations.max(found.operations);
            summary.deviations = summary.deviations.max(found.deviations);
            runs.push(found.runs);
        }
        runs.sort_unstable();
        summary.median_runs = runs.get(runs.len() / 2).copied().unwrap_or(0);
        summary
    }

    fn line(&self, name: &str) -> String {
        let Self { all, caught, median_runs, seconds, operations, deviations } = self;
        let of = format!("{caught} of {all}");
        format!(
            "{name:<28} {of:>9} {median_runs:>12} {seconds:>9.1} {operations:>9} {deviations:>9}"
        )
    }
}

/// The same for a script: of each mutant what caught it, or `null`.
pub fn json(all: &[Caught]) -> Value {
    let one = |caught: &Caught| {
        let by = caught.by.as_ref().map(|found| {
            json!({
                "verdict": found.verdict,
                "clause": found.clause,
                "fits": caught.fits(),
                "runs": found.runs,
                "operations": found.operations,
                "deviations": found.deviations,
                "clients": found.clients,
                "case": found.case,
            })
        });
        let subject = &caught.subject;
        json!({
            "application": subject.application(),
            "mutant": subject.mutant(),
            "class": subject.class().map(Class::name),
            "engine": caught.engine,
            "seconds": caught.time.as_secs_f64(),
            "caught_by": by,
        })
    };
    json!({
        "mutants": all.iter().map(one).collect::<Vec<_>>(),
        "caught": all.iter().filter(|caught| caught.by.is_some()).count(),
        "all": all.len(),
    })
}
