//! Every mutant, and what caught it.

use crate::DashboardApplication;
use dashboard::Mutant;
use parhelion_properties::suite::{Counterexample, Verdict};
use parhelion_properties::{Options, Suite};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// What became of one mutant.
pub struct Caught {
    /// Which one.
    pub mutant: Mutant,
    /// None: it survived.
    pub by: Option<Box<Counterexample>>,
    /// How long it was tried, wall time.
    pub time: Duration,
}

/// Proves the property on a mutant, which should fail.
///
/// # Errors
/// If the mutant cannot even be set up.
pub fn hunt(mutant: Mutant, options: &Options) -> Result<Caught, String> {
    let suite = Suite::new(Arc::new(DashboardApplication::new(Some(mutant))))?;
    let outcome = suite.prove(options, &|_, _| {});
    let by = match outcome.verdict {
        Verdict::Violated(found) => Some(found),
        Verdict::Holds | Verdict::Vacuous(_) => None,
    };
    Ok(Caught { mutant, by, time: outcome.wall_time })
}

/// The table of mutants.
pub fn table(all: &[Caught]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{:<26} {:<76} {:>5} {:>4} {:>4} {:>7}",
        "mutant", "caught by", "runs", "ops", "dev", "time"
    );
    for Caught { mutant, by, time } in all {
        let time = format!("{:.2} s", time.as_secs_f64());
        let _ = match by {
            Some(found) => writeln!(
                out,
                "{:<26} {:<76} {:>5} {:>4} {:>4} {time:>7}",
                mutant.name(),
                found.violation.clause,
                found.found_after,
                found.case.operations.len(),
                found.case.plan.len(),
            ),
            None => writeln!(out, "{:<26} {:<76} {:>22} {time:>7}", mutant.name(), "SURVIVED", ""),
        };
    }
    let caught = all.iter().filter(|caught| caught.by.is_some()).count();
    let _ = writeln!(out, "\n{caught} of {} mutants caught", all.len());
    out
}
