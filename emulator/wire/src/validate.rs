//! The model's constraints, checked on the tree.

use crate::Error;

/// One violated constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where: `logEvents.1.member.message`.
    pub path: String,
    /// The value as AWS quotes it; `None`: absent.
    pub value: Option<String>,
    /// What it failed: the words after "failed to satisfy constraint: ".
    pub constraint: String,
    pub kind: ProblemKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    Required,
    Length,
    Range,
    Pattern,
    Enum,
}

/// How JSON services word it (CW-A1.2), with code `ValidationException`.
pub fn default_error(problems: &[Problem]) -> Error {
    let _ = problems;
    Error::new(400, "ValidationException", "")
}
