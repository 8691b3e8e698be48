//! A certificate for people, scripts, CI servers and browsers.

pub mod html;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod text;

use crate::certificate::{Entry, Status};

/// What a criterion is called: `6.1`; a property: `Property 16`.
fn name(entry: &Entry, property: bool) -> String {
    if property { format!("Property {}", entry.id) } else { entry.id.clone() }
}

/// One letter for a verdict.
fn mark(status: Status) -> &'static str {
    match status {
        Status::Proved => "✓",
        Status::Violated | Status::Misbound => "✗",
        Status::Vacuous | Status::Undecided => "·",
        Status::Unproved | Status::Unbound => "?",
        Status::Review | Status::OutOfScope => "-",
    }
}

/// As many letters as fit, on one line.
fn cut(text: &str, most: usize) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
