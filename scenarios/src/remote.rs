//! The property on something that listens: an endpoint or a real account. No choices, no forks,
//! real time; one infrastructure, cases one after the other.

use crate::DashboardApplication;
use dashboard::Mutant;
use parhelion_properties::monitor::Violation;
use parhelion_properties::property_16::property::publish_first_versions;
use parhelion_properties::property_16::{Operation, Property16, probe};
use parhelion_properties::suite::{drive, generate};
use parhelion_properties::target::endpoint::Remote;
use parhelion_properties::{Case, Property, Stage, Target};
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::Arc;

/// How many random cases are run where waiting is real.
pub const CASES: usize = 20;

/// What was found on one target.
pub struct Report {
    /// `dashboard`, or `dashboard/<mutant>`.
    pub application: String,
    /// Examples and random cases that were run.
    pub cases: usize,
    /// Each clause, and how often it had something to judge.
    pub fired: Vec<(String, usize)>,
    /// The first violation, if there was any.
    pub violation: Option<Violation>,
}

impl Report {
    /// Whether every clause had something to judge, and held.
    pub fn holds(&self) -> bool {
        self.violation.is_none() && self.fired.iter().all(|(_, fired)| *fired > 0)
    }

    /// For a person.
    pub fn text(&self) -> String {
        let mut out = format!("Property 16 on {}, where waiting is real\n\n", self.application);
        for (clause, fired) in &self.fired {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "  {clause:<76} {fired:>9}");
        }
        let _ = writeln!(out, "\n  cases {}\n", self.cases);
        let _ = match &self.violation {
            None if self.holds() => writeln!(out, "HOLDS"),
            None => writeln!(out, "VACUOUS: some clauses had nothing to judge"),
            Some(found) => {
                let Violation { clause, why, witness } = found;
                writeln!(out, "VIOLATED  {clause}\n {why}: {witness}")
            }
        };
        out
    }

    /// For a script.
    pub fn json(&self) -> Value {
        let clauses = self.fired.iter();
        let clauses: Vec<_> =
            clauses.map(|(clause, fired)| json!({ "clause": clause, "fired": fired })).collect();
        let verdict = match &self.violation {
            Some(_) => "violated",
            None if self.holds() => "holds",
            None => "vacuous",
        };
        let violation = self.violation.as_ref().map(
            |found| json!({ "clause": found.clause, "why": found.why, "witness": found.witness }),
        );
        json!({
            "property": "16",
            "application": self.application,
            "verdict": verdict,
            "clauses": clauses,
            "cases": self.cases,
            "violation": violation,
        })
    }
}

/// Where `PARHELION_TARGET` points: `None` for the fake.
///
/// # Errors
/// In words, if it points nowhere.
pub async fn from_environment(prefix: &str) -> Result<Option<Remote>, String> {
    match std::env::var("PARHELION_TARGET").as_deref() {
        Err(_) | Ok("" | "fake") => Ok(None),
        Ok("aws") => connect(prefix).await.map(Some),
        Ok(address) => Remote::endpoint(address).map(Some),
    }
}

#[cfg(feature = "aws")]
async fn connect(prefix: &str) -> Result<Remote, String> {
    parhelion_properties::target::aws::connect(prefix).await
}

#[cfg(not(feature = "aws"))]
async fn connect(_: &str) -> Result<Remote, String> {
    Err("this build has no TLS: add `--features aws`".to_owned())
}

/// Waiting is real there, so long waits are left out.
fn without_long_waits(operations: Vec<Operation>) -> Vec<Operation> {
    let short = |operation: &Operation| match operation {
        Operation::Wait { millis } => *millis <= 1000,
        // Only time shows whether it is seen in time.
        Operation::ReplaceBehind { .. } => false,
        _ => true,
    };
    operations.into_iter().filter(short).collect()
}

/// So many cases at random.
pub fn random(cases: usize, seed: u64) -> Vec<Vec<Operation>> {
    let property = Property16::new(Arc::new(DashboardApplication::new(None)));
    (0..cases as u64).map(|number| generate(&property, seed.wrapping_add(number))).collect()
}

/// Sets the application up and runs the examples, then other cases, until one fails.
///
/// # Errors
/// In words, if the application cannot be set up.
pub async fn prove(
    remote: Remote,
    name: &str,
    region: &str,
    mutant: Option<Mutant>,
    cases: Vec<Vec<Operation>>,
) -> Result<Report, String> {
    // A mutant on what another one has set up would find that one's infrastructure in order.
    let name = mutant.map_or(name.to_owned(), |mutant| format!("{name}-{}", mutant.name()));
    let application = Arc::new(DashboardApplication::named(&name, region, mutant));
    let property = Property16::new(application.clone());
    let target = Target::remote(remote.clone());
    let deployment = property.set_up(&target).await?;
    let monitors = property.monitors();
    let mut report = Report {
        application: property.title().application,
        cases: 0,
        fired: monitors.iter().map(|monitor| (monitor.clause.clone().into_owned(), 0)).collect(),
        violation: None,
    };
    for operations in property.examples().into_iter().chain(cases) {
        let stage = Stage::new(Target::remote(remote.clone()));
        let driver = property.start(&deployment, &stage);
        driver.clear_uploads().await;
        publish_first_versions(&*application, &deployment, stage.target()).await?;
        probe::invalidations_done(&driver).await;
        let case = Case::new(&property.title(), without_long_waits(operations), 0);
        drive(&property, &driver, &stage, &case).await?;
        report.cases += 1;
        let observations = stage.observations();
        for (monitor, (_, fired)) in monitors.iter().zip(&mut report.fired) {
            let judgement = monitor.judge(&observations);
            *fired += judgement.fired;
            report.violation = report.violation.or(judgement.violation);
        }
        if report.violation.is_some() {
            break;
        }
    }
    Ok(report)
}
