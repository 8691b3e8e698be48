//! Every mutant, and what caught it.

use crate::DashboardApplication;
use dashboard::Mutant;
use parhelion_properties::property_16::Property16;
use parhelion_properties::suite::{Counterexample, Verdict};
use parhelion_properties::{Options, Suite};
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// What became of one mutant.
pub struct Caught {
    /// Which one.
    pub mutant: Mutant,
    /// None: it survived.
    pub by: Option<Box<Counterexample<Property16>>>,
    /// How long it was tried, wall time.
    pub time: Duration,
}

/// Proves the property on a mutant, which should fail.
///
/// # Errors
/// If the mutant cannot even be set up.
pub fn hunt(mutant: Mutant, options: &Options) -> Result<Caught, String> {
    let application = Arc::new(DashboardApplication::new(Some(mutant)));
    let suite = Suite::new(Property16::new(application))?;
    let outcome = suite.prove(options, &|_, _| {});
    let by = match outcome.verdict {
        Verdict::Fails(found) => Some(found),
        Verdict::Holds | Verdict::Vacuous(_) | Verdict::Unrepeatable(_) => None,
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
                found.failure.clause(),
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

/// The same for a script: of each mutant what caught it, or `null`.
pub fn json(all: &[Caught]) -> Value {
    let one = |Caught { mutant, by, time }: &Caught| {
        let by = by.as_ref().map(|found| {
            json!({
                "verdict": found.failure.verdict(),
                "clause": found.failure.clause(),
                "runs": found.found_after,
                "operations": found.case.operations.len(),
                "deviations": found.case.plan.len(),
                "case": found.case,
            })
        });
        json!({ "mutant": mutant.name(), "seconds": time.as_secs_f64(), "caught_by": by })
    };
    let caught = all.iter().filter(|caught| caught.by.is_some()).count();
    json!({
        "mutants": all.iter().map(one).collect::<Vec<_>>(),
        "caught": caught,
        "all": all.len(),
    })
}
