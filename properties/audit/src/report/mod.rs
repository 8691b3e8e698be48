//! What people and machines read. Names of resources are anybody's text: each report escapes them in
//! its own way.

mod escape;
pub mod html;
pub mod json;
pub mod markdown;
mod picture;
pub mod sarif;
pub mod text;

use crate::audit::{Audit, Finding};
use crate::check::Severity;
use crate::verdict::Verdict;

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

/// `HEALTHY`, `NOT HEALTHY`, `COULD NOT LOOK`.
fn headline(audit: &Audit, fail_on: Severity) -> &'static str {
    match audit.exit_code(fail_on) {
        0 => "HEALTHY",
        1 => "NOT HEALTHY",
        _ => "COULD NOT LOOK AT EVERYTHING",
    }
}

/// Those that fail, worst first, then in the order of checks.
fn failing(audit: &Audit) -> Vec<&Finding> {
    let mut found: Vec<&Finding> = audit.findings.iter().filter(|it| it.counts()).collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.check.severity));
    found
}

/// Those of one verdict.
fn of<'a>(audit: &'a Audit, word: &str) -> Vec<&'a Finding> {
    audit.findings.iter().filter(|it| it.verdict.word() == word).collect()
}

/// Those that were accepted.
fn accepted(audit: &Audit) -> Vec<&Finding> {
    audit.findings.iter().filter(|it| it.accepted).collect()
}

/// What a mending command still needs, in words; nothing if it can be run as it stands.
fn needs(verdict: &Verdict) -> Option<String> {
    let mend = verdict.mend()?;
    if mend.shows {
        return Some("shows what to decide by".to_owned());
    }
    let variables: Vec<&str> = mend.variables.to_vec();
    (!variables.is_empty()).then(|| format!("export {} first", variables.join(", ")))
}

/// `$1.23 a month`.
fn money(usd: f64) -> String {
    if usd > 0.0 && usd < 0.01 { "under $0.01".to_owned() } else { format!("${usd:.2}") }
}

/// `12 g`, `3.4 kg`.
fn mass(grams: f64) -> String {
    match grams {
        grams if grams <= 0.0 => "0 g".to_owned(),
        grams if grams < 1.0 => "under 1 g".to_owned(),
        grams if grams < 1000.0 => format!("{grams:.0} g"),
        grams => format!("{:.1} kg", grams / 1000.0),
    }
}
