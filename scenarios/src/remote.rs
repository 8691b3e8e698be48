//! The property on something that listens: an endpoint or a real account. No choices, no forks,
//! real time; one infrastructure, cases one after the other.

use crate::DashboardApplication;
use dashboard::Mutant;
use parhelion_properties::application::Application;
use parhelion_properties::monitor::Violation;
use parhelion_properties::property_16::drive::{Driver, first_version};
use parhelion_properties::property_16::{MONITORS, Operation, drive, operation};
use parhelion_properties::suite::generate;
use parhelion_properties::target::Target;
use parhelion_properties::target::endpoint::Remote;
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::Duration;

/// How many random cases are run where waiting is real.
pub const CASES: usize = 20;

/// What was found on one target.
pub struct Report {
    /// `dashboard`, or `dashboard/<mutant>`.
    pub application: String,
    /// Examples and random cases that were run.
    pub cases: usize,
    /// Each clause, and how often it had something to judge.
    pub fired: Vec<(&'static str, usize)>,
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

/// Sets the application up and runs the examples and some random cases.
///
/// # Errors
/// In words, if the application cannot be set up.
pub async fn prove(
    remote: Remote,
    name: &str,
    region: &str,
    mutant: Option<Mutant>,
    cases: usize,
    seed: u64,
) -> Result<Report, String> {
    // A mutant on what another one has set up would find that one's infrastructure in order.
    let name = mutant.map_or(name.to_owned(), |mutant| format!("{name}-{}", mutant.name()));
    let application = DashboardApplication::named(&name, region, mutant);
    let target = Target::remote(remote.clone());
    let clients = target.clients();
    let deployment = application.set_up(&clients).await?;
    // Half an hour of polling at the most: a distribution takes minutes.
    for _ in 0..1800 {
        let get = clients.cloudfront.get_distribution().id(&deployment.distribution);
        let answer = get.send().await.map_err(|error| format!("{error:?}"))?;
        if answer.distribution.is_some_and(|distribution| distribution.status == "Deployed") {
            break;
        }
        target.pass(Duration::from_secs(1)).await;
    }
    let mut report = Report {
        application: application.name(),
        cases: 0,
        fired: MONITORS.iter().map(|monitor| (monitor.clause, 0)).collect(),
        violation: None,
    };
    let random = (0..cases as u64).map(|number| generate(seed.wrapping_add(number)));
    for operations in operation::examples().into_iter().chain(random) {
        let target = Target::remote(remote.clone());
        let driver = Driver::start(&application, &deployment, target);
        driver.clear_uploads().await;
        for (index, asset) in deployment.assets.iter().enumerate() {
            let request = http::Request::put(format!("/assets/{asset}")).body(first_version(index));
            let request = request.map_err(|error| error.to_string())?;
            driver.application.handle(request).await;
        }
        parhelion_properties::property_16::probe::invalidations_done(&driver).await;
        let operations: Vec<_> = (0..).zip(without_long_waits(operations)).collect();
        drive(&driver, &operations).await;
        report.cases += 1;
        let observations = driver.target.observations();
        for (monitor, (_, fired)) in MONITORS.iter().zip(&mut report.fired) {
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
