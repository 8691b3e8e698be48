//! The unbroken application holds, mutants are caught, and runs repeat to the byte.

use dashboard::Mutant;
use parhelion_properties::property_16::Property16;
use parhelion_properties::suite::{Verdict, generate};
use parhelion_properties::{Case, Options, Property, Suite};
use parhelion_scenarios::DashboardApplication;
use parhelion_scenarios::mutants::{Engine, hunt};
use parhelion_scenarios::subject::Subject;
use std::process::Command;
use std::sync::Arc;

fn options(cases: usize) -> Options {
    Options { cases, sweep: true, stored: None, ..Options::default() }
}

fn suite(mutant: Option<Mutant>) -> Suite<Property16> {
    Suite::new(Property16::new(Arc::new(DashboardApplication::new(mutant)))).unwrap()
}

#[test]
fn the_unbroken_application_holds() {
    let suite = suite(None);
    // Some of the single deviations: the main job, which CI runs too, tries all.
    let some = Options { singles: Some(100), ..options(40) };
    let outcome = suite.prove(&some, &|_, _| {});
    let report = parhelion_properties::report::text::report(&outcome);
    assert!(matches!(outcome.verdict, Verdict::Holds), "{report}");
}

/// The suite itself finds the bugs, and makes what it has found small. Of all others the smallest cases are kept
/// (`mutants.rs`), and nights look for them anew.
#[test]
fn mutants_are_caught_by_a_small_counterexample() {
    for name in [
        "uploads-to-local-folder",
        "lost-answer-stored-twice",
        "failed-upload-ignored",
        "bucket-left-public",
        "failed-head-is-absence",
        "stale-on-error",
        "throttled-batch-dropped",
        "batch-out-of-order",
    ] {
        let mutant = Subject::named(name).unwrap();
        let caught = hunt(mutant, Engine::Legal, &options(300)).unwrap();
        assert!(caught.fits(), "{name}: {:?}", caught.by);
        let found = caught.by.unwrap();
        assert!(found.operations <= 4 && found.deviations <= 3, "{name}: {found:?}");
    }
}

/// P9's meta-test: one case, twice here and once in another process.
#[test]
fn the_same_case_gives_the_same_journal() {
    let suite = suite(None);
    let property = suite.property();
    let mut case = Case::new(&property.title(), generate(property, 11), 11);
    let offered = suite.run(&case, parhelion::Adversary::random(11, 0.2));
    case.plan = offered.taken.iter().map(|(site, pick)| (site.clone(), *pick)).collect();
    assert!(!case.plan.is_empty());
    let first = suite.replay(&case).journal.to_json_lines();
    assert_eq!(first, suite.replay(&case).journal.to_json_lines());
    assert_eq!(first, offered.journal.to_json_lines());

    let folder = std::env::temp_dir().join(format!("parhelion-meta-{}", std::process::id()));
    let file = case.store(&folder).unwrap();
    for level in ["off", "trace"] {
        let verify = env!("CARGO_BIN_EXE_parhelion-verify");
        let replay = ["--journal", "--replay"];
        let run = Command::new(verify).args(replay).arg(&file).env("RUST_LOG", level).output();
        assert_eq!(first, String::from_utf8(run.unwrap().stdout).unwrap(), "RUST_LOG={level}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Cases on which the dashboard once failed, or was once accused for AWS's failures.
#[test]
fn kept_cases_hold() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let cases = Case::stored(&folder, &suite(None).property().title());
    assert!(!cases.is_empty());
    let suite = suite(None);
    for case in cases {
        let case = case.unwrap();
        let run = suite.replay(&case);
        assert_eq!(run.failure, None, "{}", case.name());
    }
}

/// A verdict is about what was asked for, or there is none.
#[test]
fn arguments_that_would_be_ignored_are_refused() {
    let case = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/dashboard-a4c7ab.case.json");
    let refused: [&[&str]; 15] = [
        &["--replay", case, "--app", "no-retention"],
        &["--replay", case, "--junit", "x.xml"],
        &["--replay", case, "--cases", "3"],
        &["--mutants", "--app", "no-retention"],
        &["--mutants", "--replay", case],
        &["--mutants", "--html", "x.html"],
        &["--mutants", "--shard", "1/2"],
        &["--certificate", "--sarif", "x.sarif"],
        &["--certificate", "--budget", "1s"],
        &["--assumptions", "--certificate"],
        &["--assumptions", "--emit-test", "x.rs"],
        &["--least-privilege", "--html", "x.html"],
        &["--least-privilege", "--stored", "x"],
        &["--list", "--json"],
        &["--journal"],
    ];
    let run = |arguments: &[&str]| {
        let command = &mut Command::new(env!("CARGO_BIN_EXE_parhelion-verify"));
        command.args(arguments).env_remove("PARHELION_TARGET").output().unwrap()
    };
    for arguments in refused {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    // On a target mutants have their own cases, and no choices.
    for arguments in [["--page", "x.md"], ["--cases", "3"], ["--seed", "3"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion-verify"));
        command.arg("--mutants").args(arguments).env("PARHELION_TARGET", "http://127.0.0.1:9");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(arguments[0]), "{arguments:?}");
    }
    let output = run(&["--replay", case, "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&report["application"], &report["verdict"]),
        (&"dashboard".into(), &"holds".into())
    );
    assert!(report["observations"].as_array().is_some_and(|seen| seen.len() > 3));
    let output = run(&["--replay", case]);
    let story = String::from_utf8_lossy(&output.stdout);
    for part in ["op#12", "HeadObject", "✦ AWS: ", "holds on this case"] {
        assert!(story.contains(part), "{part}: {story}");
    }
    let output = run(&["--app", "no-retenton"]);
    assert_eq!(output.status.code(), Some(2));
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(why.contains("no-retenton; did you mean no-retention?"), "{why}");
    let output = run(&["--replay", "no/such.case.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no/such.case.json"));
}
