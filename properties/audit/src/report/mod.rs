//! What people and machines read. Names of resources are anybody's text: each report escapes them in
//! its own way.

mod escape;
pub mod html;
pub mod json;
pub mod markdown;
mod picture;
pub mod sarif;
pub mod text;
mod words;

use crate::audit::Audit;
use crate::check::Severity;

/// The forms that a report has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For a script.
    Json,
    /// For code scanning.
    Sarif,
    /// For a browser: one file.
    Html,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Markdown, Self::Json, Self::Sarif, Self::Html];

    /// `text`, `markdown`, `json`, `sarif`, `html`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Html => "html",
        }
    }
}

/// A report in one form.
pub fn report(audit: &Audit, format: Format, fail_on: Severity) -> String {
    match format {
        Format::Text => text::report(audit, fail_on),
        Format::Markdown => markdown::report(audit, fail_on),
        Format::Json => format!("{:#}\n", json::report(audit, fail_on)),
        Format::Sarif => format!("{:#}\n", sarif::report(audit)),
        Format::Html => html::report(audit, fail_on),
    }
}
