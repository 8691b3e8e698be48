//! Processes that do not start, end or hang: verdicts with their last words, and never a hang of the harness.

use crate::child::declaration;
use crate::proved::suite;
use parhelion_properties::property_16::Operation;
use parhelion_properties::property_16::operation::Content;
use parhelion_properties::suite::Failure;
use parhelion_properties::{Case, Property};
use parhelion_prove::property::Step;

fn upload() -> Step {
    Step::Driven(Operation::Upload { name: 0, content: Content { bytes: 3, seed: 1 } })
}

fn failure(role: &str, steps: Vec<Step>) -> (Failure, String) {
    let (_folder, file) = declaration(role, "");
    let text = std::fs::read_to_string(&file).unwrap();
    let kept = |line: &&str| !line.starts_with("publish =") && !line.starts_with("page =");
    std::fs::write(&file, text.lines().filter(kept).collect::<Vec<_>>().join("\n")).unwrap();
    let suite = suite(&file, None).unwrap();
    let case = Case::new(&suite.property().title(), steps, 1);
    let run = suite.replay(&case);
    (run.failure.unwrap(), run.output)
}

#[test]
fn a_process_that_does_not_start_has_died() {
    let (failure, output) = failure("dies-at-once", vec![upload()]);
    assert!(
        matches!(&failure, Failure::Died(why) if why.contains("before it took a request")),
        "{failure:?}"
    );
    assert!(output.contains("no configuration"), "{output}");
}

#[test]
fn a_process_that_is_never_ready_hangs() {
    let (failure, _) = failure("never-ready", vec![upload()]);
    assert!(
        matches!(&failure, Failure::Hangs(why) if why.contains("not ready after 5s")),
        "{failure:?}"
    );
}

#[test]
fn a_process_that_ends_in_a_request_has_died() {
    let (failure, output) = failure("dies-when-asked", vec![upload()]);
    assert!(
        matches!(&failure, Failure::Died(why) if why.contains("POST /files/file-0.txt")),
        "{failure:?}"
    );
    assert!(output.contains("fatal: out of ideas"), "{output}");
}

#[test]
fn a_request_without_an_answer_hangs() {
    let (failure, _) = failure("hangs", vec![upload()]);
    assert!(
        matches!(&failure, Failure::Hangs(why) if why.contains("no answer to POST")),
        "{failure:?}"
    );
}

#[test]
fn a_kill_between_two_calls_loses_no_upload() {
    let (_folder, file) = declaration("dashboard", "");
    let suite = suite(&file, None).unwrap();
    let steps = vec![upload(), Step::crash(), upload()];
    let run = suite.replay(&Case::new(&suite.property().title(), steps, 1));
    assert_eq!(run.failure, None);
    assert!(
        run.output.contains("killed by the harness") && run.output.contains("started anew"),
        "{}",
        run.output
    );
}

#[test]
fn a_program_that_is_not_there_is_told() {
    let (folder, file) = declaration("dashboard", "");
    let text = std::fs::read_to_string(&file).unwrap();
    let exe = std::env::current_exe().unwrap().display().to_string();
    std::fs::write(&file, text.replacen(&exe, "no-such-program", 1)).unwrap();
    let why = suite(&file, None).err().unwrap();
    assert!(why.contains("no-such-program is not there"), "{why}");
    std::fs::write(&file, text.replace(&exe, "no-such-program")).unwrap();
    let why = suite(&file, None).err().unwrap();
    assert!(why.contains("the set-up: no-such-program is not there"), "{why}");
    drop(folder);
}
