//! What a specification consists of: plain data.

use serde::Serialize;

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
