//! What a specification says: requirements with acceptance criteria, properties of the design, tasks.
//!
//! The files are written by people and by their tools, in English or French, so they are read liberally.
//! Nothing that looks like a criterion is dropped without a [`Note`].

mod blocks;
mod design;
mod grammar;
mod references;
mod requirements;
mod tasks;

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

/// A requirement.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Requirement {
    /// `6`
    pub number: String,
    /// Its heading, without the number.
    pub title: String,
    /// Where it stands.
    pub line: usize,
    /// Who wants it, and why.
    pub story: Option<String>,
    /// What must be true.
    pub criteria: Vec<Criterion>,
}

/// An acceptance criterion.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Criterion {
    /// `6.1`
    pub id: String,
    /// `WHEN … THEN the system SHALL …`
    pub text: String,
    /// Where it stands.
    pub line: usize,
}

/// A property of the design.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Property {
    /// `16`
    pub number: String,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub line: usize,
    /// The criteria that it validates.
    pub validates: Vec<String>,
}

/// A task.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Task {
    /// `7.1`; empty where it has none.
    pub number: String,
    /// What is to be done.
    pub title: String,
    /// Where it stands.
    pub line: usize,
    /// Its box is ticked.
    pub done: bool,
    /// The criteria that it is for.
    pub requirements: Vec<String>,
    /// The properties that it is for.
    pub properties: Vec<String>,
}

/// Something that was not understood, or read in a way that may not be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// `requirements.md`
    pub file: String,
    /// From 1; 0: the whole file.
    pub line: usize,
    /// What stands there, shortened.
    pub text: String,
    /// What is the matter with it.
    pub why: String,
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

impl Note {
    pub(crate) fn of(file: &str, line: usize, text: &str, why: impl Into<String>) -> Self {
        const LETTERS: usize = 100;
        let mut shown: String = text.chars().take(LETTERS).collect();
        if text.chars().count() > LETTERS {
            shown.push('…');
        }
        Self { file: file.to_owned(), line, text: shown, why: why.into() }
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
