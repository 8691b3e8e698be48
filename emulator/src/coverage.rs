//! Which operations of AWS's models work: the table in `docs/coverage.md`.

use crate::services;
use parhelion_wire::Model;
use parhelion_wire::table::{Operation, Protocol};
use std::fmt::Write;

/// Every implemented operation, as its service and its name.
pub fn implemented() -> Vec<(&'static str, &'static str)> {
    let entries = services::entries().into_iter();
    entries.flat_map(|it| it.operations.iter().map(move |name| (it.name, *name))).collect()
}

/// The text of `docs/coverage.md`, from the services' own lists. `tested` is the file of the first
/// test that calls an operation of a service.
pub fn table(tested: impl Fn(&'static str, &'static str) -> Option<String>) -> String {
    let mut text = String::from(
        "# Coverage\n\nMade by `just docs` from the services' own lists; a test keeps it true.\n\
         An operation that is not implemented answers 501 `NotImplemented`, naming itself;\n\
         an old form that is the same request as a newer operation is answered as that one (S3-7.1).\n\
         Beside each operation stands the first test that calls it; a test fails for any without.\n\n\
         | service | implemented | in the model |\n| --- | --- | --- |\n",
    );
    let mut lists = String::new();
    for entry in services::entries() {
        let (model, works) = (entry.model, entry.operations);
        let all = model.operations.len();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| {} | {} | {all} |", entry.name, works.len());
        let _ = writeln!(
            lists,
            "\n## {}\n\n| operation | | tested by |\n| --- | --- | --- |",
            entry.name
        );
        for operation in model.operations {
            // Two names for one request: S3's first lifecycles and notifications.
            let same = |other: &&Operation| {
                !operation.query.is_empty()
                    && works.contains(&other.name)
                    && (other.method, other.path, other.query)
                        == (operation.method, operation.path, operation.query)
            };
            let mark = match model.operations.iter().find(same) {
                _ if works.contains(&operation.name) => "yes".to_owned(),
                Some(other) if is_rest(model) => format!("as {}", other.name),
                _ => "501".to_owned(),
            };
            let test = tested(entry.name, operation.name).unwrap_or_default();
            let _ = writeln!(lists, "| {} | {mark} | {test} |", operation.name);
        }
    }
    text + &lists
}

fn is_rest(model: &Model) -> bool {
    model.protocols.iter().all(|it| matches!(it, Protocol::RestXml | Protocol::RestJson))
}
