//! For a terminal.

use super::escape::terminal;
use super::words::{accepted, failing, headline, mass, money, needs, of};
use crate::audit::Audit;
use crate::check::Severity;
use crate::estimate::estimate;
use std::fmt::Write;

/// The whole report.
pub fn report(audit: &Audit, fail_on: Severity) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_report(&mut out, audit, fail_on);
    out
}

fn write_report(out: &mut String, audit: &Audit, fail_on: Severity) -> std::fmt::Result {
    let scene = &audit.scene;
    let account = &scene.account;
    writeln!(out, "Audit of account {account}, {}, at {}", scene.region, scene.now.date_time())?;
    for (word, names) in super::json::things(scene) {
        if !names.is_empty() {
            writeln!(out, "  {word:<14}{}", terminal(&names.join(", ")))?;
        }
    }
    writeln!(out, "\nConnection")?;
    for finding in audit.findings.iter().filter(|it| it.check.id.starts_with("connection-")) {
        let mark = mark(finding.verdict.word());
        let about = if finding.subject.is_empty() {
            String::new()
        } else {
            format!(" [{}]", finding.subject)
        };
        let evidence = terminal(finding.verdict.evidence());
        writeln!(out, "  {mark} {}{}: {evidence}", finding.check.title, terminal(&about))?;
    }
    for finding in failing(audit) {
        let check = finding.check;
        writeln!(
            out,
            "\n{:<6} ✗ {} [{}]",
            check.severity.word().to_uppercase(),
            check.title,
            check.id
        )?;
        writeln!(
            out,
            "  {}: {}",
            terminal(&finding.about()),
            terminal(finding.verdict.evidence())
        )?;
        writeln!(out, "  {}", check.consequence)?;
        if let Some(mend) = finding.verdict.mend() {
            let note = needs(&finding.verdict).map(|it| format!("   # {it}")).unwrap_or_default();
            writeln!(out, "  $ {}{note}", terminal(&mend.command))?;
        }
        writeln!(out, "  {}", check.page)?;
    }
    for (word, title) in [("unknown", "Could not look"), ("not-here", "Not at this endpoint")] {
        let found = of(audit, word);
        if !found.is_empty() {
            writeln!(out, "\n{title}")?;
        }
        for finding in found {
            let (about, why) = (finding.about(), finding.verdict.evidence());
            writeln!(out, "  ? {} [{}]: {}", terminal(&about), finding.check.id, terminal(why))?;
        }
    }
    write_end(out, audit, fail_on)
}

fn write_end(out: &mut String, audit: &Audit, fail_on: Severity) -> std::fmt::Result {
    let estimate = estimate(&audit.scene);
    let least = if estimate.at_least() { "at least " } else { "" };
    writeln!(
        out,
        "\nEstimate, no bill: {least}{} and {} of CO2e a month for what was seen",
        money(estimate.usd()),
        mass(estimate.grams())
    )?;
    let counts = audit.failures();
    let told: Vec<String> =
        Severity::ALL.iter().map(|it| format!("{} {}", counts[it], it.word())).collect();
    writeln!(
        out,
        "{}: {}; {} pass, {} accepted, {} could not look, {} not at this endpoint, {} not applicable",
        headline(audit, fail_on),
        told.join(", "),
        audit.count("pass"),
        accepted(audit).len(),
        audit.count("unknown"),
        audit.count("not-here"),
        audit.count("not-applicable"),
    )
}

fn mark(word: &str) -> char {
    match word {
        "pass" => '✓',
        "fail" => '✗',
        "unknown" => '?',
        _ => '–',
    }
}
