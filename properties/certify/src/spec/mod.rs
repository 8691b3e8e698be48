//! What a specification says: requirements with acceptance criteria, properties of the design, tasks.
//!
//! The files are written by people and by their tools, in English or French, so they are read liberally.
//! Nothing that looks like a criterion is dropped without a [`Note`].

mod blocks;
mod design;
mod grammar;
mod parts;
mod references;
mod requirements;
mod tasks;

pub use parts::{Criterion, Note, Property, Requirement, Task};

use grammar::Grammar;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

/// How large a file may be, in bytes.
const FILE_MAX: usize = 4 * 1024 * 1024;

/// A specification.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spec {
    /// In the order of the file.
    pub requirements: Vec<Requirement>,
    /// In the order of the file.
    pub properties: Vec<Property>,
    /// In the order of the file.
    pub tasks: Vec<Task>,
    /// What was not understood.
    pub notes: Vec<Note>,
}

impl Spec {
    /// Reads `requirements.md`, `design.md` and `tasks.md` of a folder, whatever the case of their names.
    /// Without the last two there is a note; without the first, nothing to certify.
    ///
    /// # Errors
    /// There are no requirements, or a file cannot be read.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let requirements = file(folder, "requirements.md")?.ok_or_else(|| {
            format!(
                "{} has no requirements.md: name a folder with requirements.md, design.md and tasks.md",
                folder.display()
            )
        })?;
        let design = file(folder, "design.md")?;
        let tasks = file(folder, "tasks.md")?;
        let mut spec = Self::parse(
            &requirements,
            design.as_deref().unwrap_or_default(),
            tasks.as_deref().unwrap_or_default(),
        );
        for (name, text, what) in
            [("design.md", &design, "properties"), ("tasks.md", &tasks, "tasks")]
        {
            if text.is_none() {
                spec.notes.push(Note::of(
                    name,
                    0,
                    "",
                    format!("there is none: no {what} are read"),
                ));
            }
        }
        if spec.criteria().next().is_none() {
            let why = "no acceptance criterion was found in requirements.md: write them as \
                       \"1. WHEN … THEN the system SHALL …\" below \"### Requirement 1\"";
            return Err(format!("{}: {why}", folder.display()));
        }
        Ok(spec)
    }

    /// Reads the texts of the three files.
    pub fn parse(requirements: &str, design: &str, tasks: &str) -> Self {
        // Patterns take longer to build than any file to read.
        static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::new);
        let grammar = &*GRAMMAR;
        let mut notes = Vec::new();
        let requirements = requirements::read(grammar, requirements, &mut notes);
        let ids: Vec<String> = requirements
            .iter()
            .flat_map(|requirement: &Requirement| {
                requirement.criteria.iter().map(|it| it.id.clone())
            })
            .collect();
        let properties = design::read(grammar, design, &ids, &mut notes);
        let tasks = tasks::read(grammar, tasks, &ids, &mut notes);
        let known: BTreeSet<&str> = properties.iter().map(|it| it.number.as_str()).collect();
        for task in &tasks {
            for property in task.properties.iter().filter(|it| !known.contains(it.as_str())) {
                let why = format!("it names property {property}, which design.md does not have");
                notes.push(Note::of("tasks.md", task.line, &task.title, why));
            }
        }
        Self { requirements, properties, tasks, notes }
    }

    /// Every criterion.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.requirements.iter().flat_map(|requirement| &requirement.criteria)
    }
}

/// A file of the folder by its name in any case; `None`: there is none.
fn file(folder: &Path, name: &str) -> Result<Option<String>, String> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let named = |path: &&std::path::PathBuf| {
        path.file_name().is_some_and(|found| found.to_string_lossy().eq_ignore_ascii_case(name))
    };
    let Some(path) = paths.iter().find(named) else { return Ok(None) };
    let bytes = std::fs::read(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    if bytes.len() > FILE_MAX {
        return Err(format!("{} is larger than 4 MiB: that is no specification", path.display()));
    }
    let text = String::from_utf8(bytes).map_err(|_| format!("{} is not UTF-8", path.display()))?;
    Ok(Some(text))
}
