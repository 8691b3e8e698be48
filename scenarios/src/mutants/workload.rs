//! The mutants as workloads for other engines, in ETNA's format (Shi et al., "Etna: An Evaluation Platform
//! for Property-Based Testing"): a list of mutations, each with its tasks, which are properties that it
//! violates, each with a counterexample. Beside them, of which kind a bug is and what it takes to see it.
//!
//! The counterexamples are the smallest cases that were found: CI replays them.

use super::hunt::Caught;
use crate::subject::Subject;
use mutation::{Class, Needs};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// One bug.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Workload {
    /// The mutant's name; `parhelion-verify --app <application>:<name>` runs it.
    pub mutations: Vec<String>,
    /// What the bug is.
    pub description: String,
    /// Of which kind it is.
    pub class: String,
    /// What it takes to see it.
    pub needs: String,
    /// What it violates.
    pub tasks: Vec<Task>,
}

/// One property that a mutant violates.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Task {
    /// The clause.
    pub property: String,
    /// The smallest case, as `parhelion-verify --replay` takes it.
    pub counterexample: String,
}

impl Workload {
    fn of(caught: &Caught) -> Self {
        let subject = &caught.subject;
        let task = |found: &super::hunt::Found| Task {
            property: found.clause.clone(),
            counterexample: found.case.to_string(),
        };
        Self {
            mutations: vec![subject.mutant().unwrap_or_default().to_owned()],
            description: subject.description().to_owned(),
            class: subject.class().map_or("", Class::name).to_owned(),
            needs: subject.needs().map_or("", Needs::name).to_owned(),
            tasks: caught.by.iter().map(task).collect(),
        }
    }
}

/// Writes a file for each application that was hunted in: `<folder>/gallery.json`.
///
/// # Errors
/// The folder cannot be made or written to.
pub fn write(folder: &Path, all: &[Caught]) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(told)?;
    for application in Subject::APPLICATIONS.map(|subject| subject.application()) {
        let own = all.iter().filter(|caught| caught.subject.application() == application);
        let own: Vec<Workload> = own.map(Workload::of).collect();
        if own.is_empty() {
            continue;
        }
        let text = serde_json::to_string_pretty(&own).map_err(|error| error.to_string())?;
        let file = folder.join(format!("{application}.json"));
        std::fs::write(&file, text + "\n").map_err(told)?;
    }
    Ok(())
}

/// The workloads of an application that were written to a folder.
///
/// # Errors
/// There are none, or the file is none of this format.
pub fn read(folder: &Path, application: &str) -> Result<Vec<Workload>, String> {
    let file = folder.join(format!("{application}.json"));
    let text = std::fs::read_to_string(&file);
    let text = text.map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}
