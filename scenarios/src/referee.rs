//! `parhelion-verify --mutants` with `PARHELION_TARGET`: which of the dashboard's bugs an endpoint reveals, by the operations that reveal each one here. What it never does, nobody finds on it.

use crate::mutants::workload;
use crate::remote::{self, Report};
use crate::subject::Subject;
use parhelion_properties::Case;
use parhelion_properties::property_16::Operation;
use parhelion_properties::target::endpoint::Remote;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// What became of one bug.
pub struct Ruled {
    /// Which one.
    pub subject: Subject,
    /// What was found; in words why nothing could be tried.
    pub report: Result<Report, String>,
}

impl Ruled {
    /// Whether a clause that says what the bug is was violated.
    pub fn is_revealed(&self) -> bool {
        let found = self.report.as_ref().ok().and_then(|report| report.violation.as_ref());
        let violates = self.subject.violates();
        found.is_some_and(|found| violates.iter().any(|clause| found.clause.starts_with(clause)))
    }

    fn told(&self) -> String {
        match (&self.report, self.is_revealed()) {
            (Err(why), _) => format!("not tried: {why}"),
            (Ok(Report { violation: Some(found), .. }), true) => found.clause.clone(),
            (Ok(Report { violation: Some(found), .. }), false) => {
                format!("something else: {}", found.clause)
            }
            (Ok(_), _) => "not revealed".to_owned(),
        }
    }
}

/// Tries every bug of the dashboard, each with an infrastructure of its own: the examples, and the operations of
/// its smallest case.
///
/// # Errors
/// The smallest cases cannot be read, or the application without a bug does not hold there.
pub async fn all(remote: &Remote, name: &str, region: &str) -> Result<Vec<Ruled>, String> {
    let whole = remote::prove(remote.clone(), name, region, None, Vec::new()).await?;
    if let Some(found) = whole.violation {
        return Err(format!("without a bug it does not hold there already: {}", found.clause));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workloads");
    let workloads = workload::read(&folder, "dashboard")?;
    let mut ruled = Vec::new();
    for subject in Subject::mutants() {
        let Subject::Dashboard(mutant) = subject else { continue };
        let own = workloads
            .iter()
            .find(|it| it.mutations.first().map(String::as_str) == subject.mutant());
        let tasks = own.into_iter().flat_map(|workload| &workload.tasks);
        let cases = tasks.map(|task| operations(&task.counterexample));
        let cases = cases.collect::<Result<Vec<_>, String>>()?;
        let report = remote::prove(remote.clone(), name, region, mutant, cases).await;
        let one = Ruled { subject, report };
        eprint!("{}", if one.is_revealed() { "." } else { "!" });
        ruled.push(one);
    }
    eprintln!();
    Ok(ruled)
}

fn operations(case: &str) -> Result<Vec<Operation>, String> {
    let case: Case<Operation> =
        serde_json::from_str(case).map_err(|error| format!("a smallest case: {error}"))?;
    Ok(case.operations.into_iter().map(|(_, operation)| operation).collect())
}

/// For a person.
pub fn text(all: &[Ruled]) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail: results are ignored.
    for one in all {
        let needs = one.subject.needs().map_or("", |needs| needs.name());
        let _ = writeln!(out, "  {:<34} {needs:<24} {}", one.subject.name(), one.told());
    }
    let revealed = all.iter().filter(|one| one.is_revealed()).count();
    let _ = writeln!(out, "\n{revealed} of {} bugs are revealed there", all.len());
    out
}

/// For a script.
pub fn json(all: &[Ruled]) -> Value {
    let one = |one: &Ruled| {
        json!({
            "mutant": one.subject.name(),
            "needs": one.subject.needs().map(|needs| needs.name()),
            "revealed": one.is_revealed(),
            "told": one.told(),
        })
    };
    all.iter().map(one).collect()
}
