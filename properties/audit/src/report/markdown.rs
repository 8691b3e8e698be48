//! For a pull request.

use super::escape::{fence, markdown, terminal};
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
    writeln!(out, "# Audit: {}\n", headline(audit, fail_on))?;
    writeln!(out, "Account {}, {}, {}.\n", scene.account, scene.region, scene.now.date_time())?;
    writeln!(out, "| | |\n| --- | --- |")?;
    for (word, names) in super::json::things(scene) {
        if !names.is_empty() {
            writeln!(out, "| {word} | {} |", markdown(&names.join(", ")))?;
        }
    }
    for (severity, count) in audit.failures().into_iter().rev() {
        writeln!(out, "| {} | {count} |", severity.word())?;
    }
    writeln!(out, "| pass | {} |", audit.count("pass"))?;
    writeln!(out, "| could not look | {} |", audit.count("unknown"))?;
    writeln!(out, "\n## Connection\n")?;
    for finding in audit.findings.iter().filter(|it| it.check.id.starts_with("connection-")) {
        let (word, title) = (finding.verdict.word(), finding.check.title);
        let about = markdown(&finding.about());
        writeln!(out, "- **{word}** {title} ({about}): {}", markdown(finding.verdict.evidence()))?;
    }
    let failing = failing(audit);
    if !failing.is_empty() {
        writeln!(out, "\n## Findings")?;
    }
    for finding in failing {
        let check = finding.check;
        writeln!(out, "\n### {}: ✗ {}\n", check.severity.word(), check.title)?;
        let evidence = markdown(finding.verdict.evidence());
        writeln!(out, "{}: {evidence}. {}", markdown(&finding.about()), check.consequence)?;
        writeln!(out, "[AWS's page]({}), `{}`\n", check.page, check.id)?;
        if let Some(mend) = finding.verdict.mend() {
            if let Some(needs) = needs(&finding.verdict) {
                writeln!(out, "({needs})\n")?;
            }
            let command = terminal(&mend.command);
            let fence = fence(&command);
            writeln!(out, "{fence}sh\n{command}\n{fence}")?;
        }
    }
    for (word, title) in [("unknown", "Could not look"), ("not-here", "Not at this endpoint")] {
        let found = of(audit, word);
        if !found.is_empty() {
            writeln!(out, "\n## {title}\n")?;
        }
        for finding in found {
            let why = markdown(finding.verdict.evidence());
            writeln!(out, "- `{}`, {}: {why}", finding.check.id, markdown(&finding.about()))?;
        }
    }
    let accepted = accepted(audit);
    if !accepted.is_empty() {
        writeln!(out, "\n## Accepted\n")?;
    }
    for finding in accepted {
        writeln!(out, "- `{}`, {}", finding.check.id, markdown(&finding.about()))?;
    }
    write_estimate(out, audit)
}

fn write_estimate(out: &mut String, audit: &Audit) -> std::fmt::Result {
    let estimate = estimate(&audit.scene);
    writeln!(out, "\n## Estimate, no bill\n\n| | | a month | CO2e |\n| --- | --- | --- | --- |")?;
    for line in &estimate.lines {
        let least = if line.at_least { "at least " } else { "" };
        writeln!(
            out,
            "| {} | {least}{:.3} {} | {} | {} |",
            markdown(&line.what),
            line.amount,
            line.unit,
            money(line.usd),
            mass(line.grams)
        )?;
    }
    let (usd, grams) = (money(estimate.usd()), mass(estimate.grams()));
    writeln!(out, "| together | | {usd} | {grams} |")
}
