//! What is told of a counterexample, in all its forms; and a test that `--emit-test` writes does what it says.

use parhelion_properties::report::{Files, Report, html, sarif, text};
use parhelion_properties::story::{Beside, Kind};
use parhelion_properties::{CaseOf, Options, Outcome, property_16::Property16};
use parhelion_scenarios::named;
use std::process::Command;

const EMITTED: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bundled/emitted/lost_answer_stored_twice.rs");
const IGNORED: &str = "#[ignore = \"it fails on purpose: tests/bundled/reports.rs runs it\"]\n";

fn proved(application: &str, cases: usize) -> Outcome<Property16> {
    let options = Options { cases, sweep: cases == 0, jobs: 2, ..Options::default() };
    named::suite(application).unwrap().prove(&options, &|_, _| {})
}

/// The mutant's failure by the case that the kept test has: AWS's answer was lost, and nothing else happened.
fn lost_answer() -> Outcome<Property16> {
    let kept = std::fs::read_to_string(EMITTED).unwrap();
    let (_, case) = kept.split_once("r#\"").unwrap();
    let case: CaseOf<Property16> = serde_json::from_str(case.split_once("\"#").unwrap().0).unwrap();
    let folder = std::env::temp_dir().join(format!("parhelion-story-{}", std::process::id()));
    case.store(&folder).unwrap();
    let stored = Some(folder.clone());
    let options = Options { cases: 0, sweep: false, stored, jobs: 2, ..Options::default() };
    let outcome = named::suite(&case.application).unwrap().prove(&options, &|_, _| {});
    std::fs::remove_dir_all(folder).unwrap();
    outcome
}

/// The code's words alone: `cargo fmt` may break lines, and the story above may be told better one day.
fn words(text: &str) -> String {
    let code = text.lines().filter(|line| !line.starts_with("//"));
    code.flat_map(str::split_whitespace).collect::<String>().replace(",)", ")")
}

#[test]
fn the_story_is_told_and_its_test_is_written() {
    let report = Report::of(&lost_answer());
    let found = report.counterexamples().next().unwrap();
    let told = found.story.sentences.join(" ");
    for part in [
        "S3 stored dashboard-files/uploads/file-0.txt, but the answer was lost (500 InternalError).",
        "The retry met its own file and was answered 412 PreconditionFailed.",
        "stored a second copy under dashboard-files/uploads/file-0.txt-1 (PutObject, 200).",
        "In the end S3 holds uploads/file-0.txt-1, which nobody uploaded",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let timeline = &found.story.timeline;
    // It parts from a calm run where AWS deviates; every cause comes before what it brings about …
    let parted = &timeline[found.story.diverges.unwrap() - 1];
    assert_eq!((parted.kind, parted.beside), (Kind::Deviation, Beside::OnlyHere));
    for entry in timeline {
        assert!(entry.cause.is_none_or(|cause| cause != entry.number && cause <= timeline.len()));
    }
    // … and what shows that it is wrong leads back to the second copy.
    let witness = timeline.iter().find(|entry| entry.witness).unwrap();
    assert_eq!(
        timeline[witness.cause.unwrap() - 1].text,
        "PutObject dashboard-files/uploads/file-0.txt-1"
    );
    // Calls tell their line, where the program was built with lines.
    let stack = std::backtrace::Backtrace::force_capture().to_string();
    let source = timeline[witness.cause.unwrap() - 1].source.clone();
    if stack.contains("tests/bundled/reports.rs:") {
        assert!(source.is_some_and(|source| source.contains("dashboard/src/storage.rs:")));
    }
    let folded = timeline.iter().filter(|entry| entry.folded).count();
    assert!(folded > 5 && !witness.folded, "{}", text::of(&report));
    assert!(found.story.deviations[0].page.starts_with("https://docs.aws.amazon.com/"));
    let page = html::of(&report);
    assert!(page.contains("<svg") && page.contains("class=\"arrow\""), "a drawing with arrows");

    let text = parhelion_scenarios::emitted::test(found, &report.application);
    let kept = std::fs::read_to_string(EMITTED).unwrap_or_default();
    let written = text.replace("#[test]\n", &format!("#[test]\n{IGNORED}"));
    if std::env::var_os("PARHELION_WRITE_DOCS").is_some() {
        std::fs::write(EMITTED, &written).unwrap();
    }
    assert_eq!(words(&kept), words(&written), "run it with PARHELION_WRITE_DOCS=1");
}

/// On the mutant it fails and tells why; on the application without the bug it passes.
#[test]
fn the_test_that_is_written_fails_on_the_bug_alone() {
    let run = |application: Option<&str>| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact"]);
        command.arg(
            "emitted::lost_answer_stored_twice::clause_16a_nothing_is_stored_that_nobody_uploaded",
        );
        command.env_remove("PARHELION_APP").envs(application.map(|name| ("PARHELION_APP", name)));
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (passed, told) = run(None);
    assert!(!passed && told.contains("1 failed") && told.contains("second copy"), "{told}");
    let (passed, told) = run(Some("dashboard"));
    assert!(passed && told.contains("1 passed"), "{told}");
}

#[test]
fn a_bug_without_any_deviation_is_told_too() {
    let report = Report::of(&proved("no-retention", 0));
    let found = report.counterexamples().next().unwrap();
    let told = found.story.sentences.join(" ");
    assert!(told.starts_with("AWS did nothing unusual"), "{told}");
    assert!(told.contains("Log lines are kept for ever"), "{told}");
    assert_eq!(found.story.diverges, None);
    let log = sarif::of(&report);
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(1));
}

/// `--junit`, `--html`, `--sarif` and GitHub's lines, from outside.
#[test]
fn files_are_written_beside_the_report() {
    let folder = std::env::temp_dir().join(format!("parhelion-reports-{}", std::process::id()));
    let file = |name: &str| folder.join("made/new").join(name);
    let run = |arguments: &[&str], github: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion-verify"));
        command
            .args(["--app", "no-retention", "--cases", "0", "--stored"])
            .arg(folder.join("cases"));
        for (flag, name) in [
            ("--junit", "a.xml"),
            ("--html", "a.html"),
            ("--sarif", "a.sarif"),
            ("--emit-test", "a.rs"),
        ] {
            command.arg(flag).arg(file(name));
        }
        command.env_remove("PARHELION_TARGET").env_remove("GITHUB_ACTIONS");
        command.envs(github.then_some(("GITHUB_ACTIONS", "true"))).args(arguments).output().unwrap()
    };
    let output = run(&[], true);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    let annotations: Vec<_> = told.lines().filter(|line| line.starts_with("::error ")).collect();
    assert!(annotations.len() == 1 && annotations[0].contains("kept for ever"), "{told}");
    for name in ["a.xml", "a.html", "a.sarif", "a.rs"] {
        assert!(
            std::fs::read_to_string(file(name)).unwrap().contains("as long as promised"),
            "{name}"
        );
    }
    let output = run(&["--json"], true);
    let report = Report::read(&String::from_utf8_lossy(&output.stdout)).unwrap();
    assert_eq!(
        (report.program.name.as_str(), report.verdict.as_str()),
        ("parhelion-verify", "violated")
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("::error "));
    let output = run(&["--shard", "3/2"], false);
    assert_eq!(output.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&run(&[], false).stdout).contains("::error"));
    // A file that cannot be written is said, and no success.
    let files = Files { html: Some(file("a.xml").join("b")), ..Files::default() };
    assert!(files.write(&report).unwrap_err().contains("cannot be written"));
    std::fs::remove_dir_all(folder).unwrap();
}

/// The dashboard's own specification is understood whole, and the main job ends with its certificate.
#[test]
fn the_main_job_prints_the_certificate() {
    let report = Report::of(&proved("dashboard", 50));
    let certificate = parhelion_scenarios::certificate::of(&report, None).unwrap().unwrap();
    assert_eq!(certificate.notes, []);
    let status =
        |id: &str| certificate.criteria.iter().find(|it| it.id == id).unwrap().status.word();
    for id in ["6.1", "6.2", "6.3", "6.4", "6.5"] {
        assert_eq!(status(id), "proved", "{certificate:#?}");
    }
    // What only an audit proves is not claimed.
    for id in ["6.1.1", "6.2.1", "6.2.2", "6.3.1", "6.3.2"] {
        assert_eq!(status(id), "unproved");
    }
    assert_eq!(certificate.properties[0].status.word(), "proved");
    let tasks: Vec<&str> = certificate.tasks.iter().map(|task| task.number.as_str()).collect();
    assert_eq!(tasks, ["7", "7.1", "7.2", "7.3", "7.4", "7.5"]);
    assert!(certificate.tasks.iter().all(|task| task.doubts.is_empty()));
    // A part of a run, or another application's, has none.
    let part = Report { shard: Some("1/2".parse().unwrap()), ..report.clone() };
    assert!(parhelion_scenarios::certificate::of(&part, None).unwrap().is_none());

    let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion-verify"));
    command.args(["--app", "no-retention", "--cases", "0", "--stored", "/nonexistent/folder"]);
    let output =
        command.env_remove("PARHELION_TARGET").env_remove("GITHUB_ACTIONS").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("✗ 6.3 ") && told.contains("NOT CERTIFIED: 6.3 is violated"), "{told}");
    assert!(told.contains("! task 7.3 is ticked, and 6.3 is violated"), "{told}");
    assert_eq!(output.status.code(), Some(1));
}
