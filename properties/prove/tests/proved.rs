//! The dashboard, started as a process: it holds, its bugs are caught, made small, stored and found again.

use crate::child::declaration;
use parhelion_properties::property_16::Operation;
use parhelion_properties::property_16::operation::Content;
use parhelion_properties::report::text;
use parhelion_properties::{Case, Options, Property, Suite};
use parhelion_prove::child::Living;
use parhelion_prove::declaration::read;
use parhelion_prove::property::{Proved, Step};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

pub(crate) fn suite(file: &str, mutant: Option<&str>) -> Result<Suite<Proved>, String> {
    let declaration = Arc::new(read(Path::new(file))?);
    let environment = mutant.map(|mutant| ("MUTANT".to_owned(), mutant.to_owned()));
    let environment: BTreeMap<_, _> = environment.into_iter().collect();
    let proved = Proved::new(declaration, environment, Living::default(), None, 1);
    Suite::in_real_time(proved, Duration::from_secs(60))
}

fn options(folder: &Path) -> Options {
    Options {
        cases: 3,
        singles: Some(6),
        jobs: 2,
        stored: Some(folder.to_owned()),
        smaller_within: Some(Duration::from_secs(10)),
        ..Options::default()
    }
}

#[test]
fn an_application_in_a_process_of_its_own_holds() {
    let (folder, file) = declaration("dashboard", "");
    let outcome = suite(&file, None).unwrap().prove(&options(folder.path()), &|_, _| {});
    assert!(outcome.holds(), "{}", text::report(&outcome));
    assert_eq!(outcome.title.application, "dashboard");
    assert!(outcome.deviations > 0, "{}", text::report(&outcome));
}

#[test]
fn bugs_are_caught_over_the_wire_and_their_cases_come_first() {
    for (mutant, clause) in [
        ("assets-linked-to-s3", "16b: pages link static assets to the distribution"),
        ("logs-dropped-on-shutdown", "16c: every production log line reaches CloudWatch"),
        ("no-retention", "16c: production logs are kept as long as promised"),
    ] {
        let (folder, file) = declaration("dashboard", "");
        let suite = suite(&file, Some(mutant)).unwrap();
        let outcome = suite.prove(&options(folder.path()), &|_, _| {});
        let found = outcome
            .counterexample()
            .unwrap_or_else(|| panic!("{mutant}: {}", text::report(&outcome)));
        assert_eq!(found.failure.clause(), clause, "{mutant}");
        assert!(found.case.operations.len() <= 1, "{mutant}: {:?}", found.case);
        assert_eq!(found.case.application, format!("dashboard/MUTANT={mutant}"));
        let again = suite.prove(&options(folder.path()), &|_, _| {});
        let found = again.counterexample().unwrap();
        assert_eq!((found.found_after, again.planned.all()), (1, 1), "{mutant}");
    }
}

/// CloudWatch Logs throttles the first batch of lines, which the dashboard has the SDK send once: it tries
/// again by itself, and this mutant does not.
#[test]
fn a_deviation_at_the_wire_is_met_again_in_another_process() {
    let (folder, file) = declaration("dashboard", "");
    let suite = suite(&file, Some("throttled-batch-dropped")).unwrap();
    let upload = Operation::Upload { name: 0, content: Content { bytes: 3, seed: 1 } };
    let calm = Case::new(&suite.property().title(), vec![Step::Driven(upload)], 1);
    assert_eq!(suite.replay(&calm).failure, None);
    let site = "user/0/tasks/PutLogEvents:|dashboard|production:web-1#0.1/logs.before.0";
    let plan = [(site.into(), 1)];
    let case = Case { plan: plan.into(), ..calm };
    let run = suite.replay(&case);
    assert_eq!(run.taken.len(), 1, "{:?}", run.taken);
    let clause = "16c: every production log line reaches CloudWatch";
    assert_eq!(run.failure.unwrap().clause(), clause);
    // Stored, it is the first that is tried, and no fewer deviations do.
    case.store(folder.path()).unwrap();
    let outcome = suite.prove(&options(folder.path()), &|_, _| {});
    let found = outcome.counterexample().unwrap();
    assert_eq!((found.failure.clause(), found.found_after), (clause, 1));
    assert!(found.calm.is_none() && found.case.plan.len() == 1, "{}", text::counterexample(found));
}
