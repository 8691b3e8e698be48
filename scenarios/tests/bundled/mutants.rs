//! Mutants are caught by a clause that says what their bug is: the smallest case, kept in `workloads`,
//! fails on it and holds on the unbroken application. Nights look for all of them.

use mutation::{Class, Needs};
use parhelion_properties::suite::Run;
use parhelion_properties::{Case, Property, Suite};
use parhelion_scenarios::mutants::workload::{self, Workload};
use parhelion_scenarios::subject::{Subject, Visit};
use std::path::Path;

/// No smallest case has more operations …
const OPERATIONS_MAX: usize = 6;
/// … or deviations: a call that is refused until the SDK gives up is three.
const DEVIATIONS_MAX: usize = 6;

fn workloads(application: &Subject) -> Vec<Workload> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workloads");
    workload::read(&folder, application.application()).unwrap()
}

/// What became of a case.
struct Replayed {
    verdict: Option<&'static str>,
    clause: String,
    why: String,
    operations: usize,
    deviations: usize,
    clients: usize,
}

/// Runs cases again, each on the same subject.
struct Replay<'a>(Vec<&'a str>);

impl Visit for Replay<'_> {
    type Out = Vec<Replayed>;
    fn visit<P: Property>(self, property: P) -> Vec<Replayed> {
        let suite = Suite::new(property).unwrap();
        let replay = |text: &&str| {
            let case: Case<P::Operation> = serde_json::from_str(text).unwrap();
            let run: Run<P::Seen> = suite.replay(&case);
            let failure = run.failure.as_ref();
            Replayed {
                verdict: failure.map(|failure| failure.verdict()),
                clause: failure.map(|failure| failure.clause().to_owned()).unwrap_or_default(),
                why: failure.map(|failure| failure.why()).unwrap_or_default(),
                operations: case.operations.len(),
                deviations: case.plan.len(),
                clients: case.by_client().len(),
            }
        };
        self.0.iter().map(replay).collect()
    }
}

fn each_fails_on_its_mutant(application: Subject) {
    let workloads = workloads(&application);
    let mutants: Vec<Subject> =
        Subject::mutants().into_iter().filter(|it| it.whole() == application).collect();
    let names: Vec<_> = workloads.iter().map(|workload| workload.mutations[0].as_str()).collect();
    let known: Vec<_> = mutants.iter().filter_map(|mutant| mutant.mutant()).collect();
    assert_eq!(names, known, "write them anew: parhelion-verify --mutants --workloads …");
    for (mutant, workload) in mutants.into_iter().zip(&workloads) {
        let name = mutant.name();
        let [task] = &workload.tasks[..] else {
            panic!("{name}: no case is known, or more than one");
        };
        let case = &task.counterexample;
        let replayed = mutant.with(Replay(vec![case])).pop().unwrap();
        assert_eq!(replayed.verdict, Some("violated"), "{name}");
        assert_eq!(replayed.clause, task.property, "{name}");
        let fits = mutant.violates().iter().any(|clause| replayed.clause.starts_with(clause));
        assert!(fits, "{name} should violate {:?}: {}", mutant.violates(), replayed.clause);
        assert!(
            replayed.operations <= OPERATIONS_MAX,
            "{name}: {} operations",
            replayed.operations
        );
        assert!(
            replayed.deviations <= DEVIATIONS_MAX,
            "{name}: {} deviations",
            replayed.deviations
        );
        let at_once = replayed.clients > 1 || case.contains("Twins") || case.contains("AtOnce");
        let crashes = case.contains("Interrupted");
        let needs = match mutant.needs().unwrap() {
            Needs::Nothing => replayed.deviations == 0 && !crashes,
            Needs::Deviation => replayed.deviations == 1,
            Needs::Deviations => replayed.deviations > 1,
            Needs::Clients => at_once,
            Needs::Crash => crashes,
        };
        let (needs, deviations) = ((needs, mutant.needs()), replayed.deviations);
        assert!(needs.0, "{name}: {needs:?}, {deviations} deviations, crashes: {crashes}");
    }
}

#[test]
fn each_smallest_case_fails_on_its_mutant_of_the_dashboard() {
    each_fails_on_its_mutant(Subject::Dashboard(None));
}

#[test]
fn each_smallest_case_fails_on_its_mutant_of_the_gallery() {
    each_fails_on_its_mutant(Subject::Gallery(None));
}

#[test]
fn each_smallest_case_fails_on_its_mutant_of_the_invoice_service() {
    each_fails_on_its_mutant(Subject::Invoices(None));
}

/// It is the bug that fails, and not the case.
#[test]
fn the_unbroken_applications_hold_on_all_of_them() {
    for application in Subject::APPLICATIONS {
        let workloads = workloads(&application);
        let tasks = workloads.iter().flat_map(|workload| &workload.tasks);
        let cases: Vec<&str> = tasks.map(|task| task.counterexample.as_str()).collect();
        let replayed = application.with(Replay(cases));
        for (replayed, workload) in replayed.iter().zip(&workloads) {
            let name = (application.name(), &workload.mutations);
            assert_eq!(replayed.verdict, None, "{name:?}: {}: {}", replayed.clause, replayed.why);
        }
    }
}

#[test]
fn there_are_enough_of_each_kind() {
    let all = Subject::mutants();
    let share = |class| {
        let of = all.iter().filter(|mutant| mutant.class() == Some(class)).count();
        100 * of / all.len()
    };
    let needing = |needs| all.iter().filter(|mutant| mutant.needs() == Some(needs)).count();
    assert!(all.len() >= 100, "{}", all.len());
    assert!(share(Class::NotHandled) >= 33, "{}", share(Class::NotHandled));
    assert!(share(Class::OwnEffect) >= 20, "{}", share(Class::OwnEffect));
    assert!(needing(Needs::Deviations) >= 10 && needing(Needs::Clients) >= 10);
    assert!(needing(Needs::Crash) >= 5, "{}", needing(Needs::Crash));
    let named = all
        .iter()
        .all(|mutant| !mutant.violates().contains(&"") && mutant.description().len() > 20);
    assert!(named, "each says what it is and what it violates");
}

/// The names of before, and the new ones.
#[test]
fn names_are_understood() {
    let named = |name: &str| Subject::named(name).map(|subject| subject.name());
    assert_eq!(named("dashboard").unwrap(), "dashboard");
    assert_eq!(named("no-retention").unwrap(), "dashboard/no-retention");
    assert_eq!(named("gallery:no-index-lock").unwrap(), "gallery/no-index-lock");
    assert_eq!(named("invoices/no-ledger-lock").unwrap(), "invoices/no-ledger-lock");
    assert_eq!(named("no-ledger-lock").unwrap(), "invoices/no-ledger-lock");
    assert!(named("throttled-lines-dropped").unwrap_err().contains("say which"));
    assert!(named("galery").unwrap_err().contains("did you mean gallery?"));
}
