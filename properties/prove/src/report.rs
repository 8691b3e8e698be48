//! What is told besides the harness's own reports: what the application wrote, and what real time means.

use crate::property::Proved;
use parhelion_properties::Outcome;
use parhelion_properties::suite::{Run, Verdict};
use std::fmt::Write;

/// After the report of an outcome.
pub fn after(outcome: &Outcome<Proved>, file: Option<&str>) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    match &outcome.verdict {
        Verdict::Fails(found) => {
            out += &written(&found.run);
            if let Some(stored) = &found.file {
                let file = file.map(|file| format!(" --file {file}")).unwrap_or_default();
                let stored = stored.display();
                let _ = writeln!(out, " replay: parhelion prove{file} --replay {stored}");
            }
        }
        Verdict::Unrepeatable(_) => {
            let _ = writeln!(
                out,
                " Time is real here and the application has threads of its own: what fails once and not again may \
                 be a race. Try --jobs 1, and --time virtual on Linux."
            );
        }
        Verdict::Vacuous(_) => {
            let _ = writeln!(
                out,
                " A clause with nothing to judge proves nothing: see that `accepted`, `published` and `assets` are \
                 as the application has them, try more --cases, or name the clause in clauses.off."
            );
        }
        Verdict::Holds => {}
    }
    out
}

/// The end of what the application wrote in a run.
pub fn written<S>(run: &Run<S>) -> String {
    if run.output.is_empty() {
        return String::new();
    }
    let lines = run.output.lines().map(|line| format!("   | {line}\n"));
    format!(" what the application wrote, its end:\n{}", lines.collect::<String>())
}
