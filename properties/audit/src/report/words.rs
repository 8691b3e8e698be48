//! What all reports say alike.

use crate::audit::{Audit, Finding};
use crate::check::Severity;
use crate::verdict::Verdict;

/// `HEALTHY`, `NOT HEALTHY`, `COULD NOT LOOK`.
pub(super) fn headline(audit: &Audit, fail_on: Severity) -> &'static str {
    match audit.exit_code(fail_on) {
        0 => "HEALTHY",
        1 => "NOT HEALTHY",
        _ => "COULD NOT LOOK AT EVERYTHING",
    }
}

/// Those that fail, worst first, then in the order of checks.
pub(super) fn failing(audit: &Audit) -> Vec<&Finding> {
    let mut found: Vec<&Finding> = audit.findings.iter().filter(|it| it.counts()).collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.check.severity));
    found
}

/// Those of one verdict.
pub(super) fn of<'a>(audit: &'a Audit, word: &str) -> Vec<&'a Finding> {
    audit.findings.iter().filter(|it| it.verdict.word() == word).collect()
}

/// Those that were accepted.
pub(super) fn accepted(audit: &Audit) -> Vec<&Finding> {
    audit.findings.iter().filter(|it| it.accepted).collect()
}

/// What a mending command still needs, in words; nothing if it can be run as it stands.
pub(super) fn needs(verdict: &Verdict) -> Option<String> {
    let mend = verdict.mend()?;
    if mend.shows {
        return Some("shows what to decide by".to_owned());
    }
    let variables: Vec<&str> = mend.variables.to_vec();
    (!variables.is_empty()).then(|| format!("export {} first", variables.join(", ")))
}

/// `$1.23 a month`.
pub(super) fn money(usd: f64) -> String {
    if usd > 0.0 && usd < 0.01 { "under $0.01".to_owned() } else { format!("${usd:.2}") }
}

/// `12 g`, `3.4 kg`.
pub(super) fn mass(grams: f64) -> String {
    match grams {
        grams if grams <= 0.0 => "0 g".to_owned(),
        grams if grams < 1.0 => "under 1 g".to_owned(),
        grams if grams < 1000.0 => format!("{grams:.0} g"),
        grams => format!("{:.1} kg", grams / 1000.0),
    }
}
