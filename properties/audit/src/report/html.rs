//! For a browser: one file, nothing loaded, no script; dark or light as the reader's machine is.

use super::escape::html;
use super::picture;
use super::words::{accepted, failing, headline, mass, money, needs, of};
use crate::audit::{Audit, Finding};
use crate::check::Severity;
use crate::estimate::estimate;
use crate::estimate::factors::Factor;
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");

/// The whole report.
pub fn report(audit: &Audit, fail_on: Severity) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_page(&mut out, audit, fail_on);
    out
}

fn write_page(out: &mut String, audit: &Audit, fail_on: Severity) -> std::fmt::Result {
    let scene = &audit.scene;
    let headline = headline(audit, fail_on);
    let account = html(&scene.account);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>Audit of {account}: {headline}</title><style>{STYLE}</style></head><body><main>\
         <h1>{headline}</h1><p class=\"soft\">Account {account}, {}, looked at {}; recent means within {}.</p>",
        html(&scene.region),
        scene.now.date_time(),
        scene.window()
    )?;
    out.push_str(&picture::bar(audit));
    write_counts(out, audit)?;
    out.push_str("<h2>Connection</h2>");
    out.push_str(&picture::architecture(audit));
    out.push_str("<p class=\"soft\">Whole line: in order; long dashes: stands, not used of late; short dashes: broken; dots: not known.</p>");
    let connection = audit.findings.iter().filter(|it| it.check.id.starts_with("connection-"));
    write_table(out, &connection.collect::<Vec<_>>())?;
    out.push_str("<h2>Findings</h2>");
    let failing = failing(audit);
    if failing.is_empty() {
        out.push_str("<p>None.</p>");
    }
    for finding in failing {
        write_finding(out, finding)?;
    }
    for (word, title) in [
        ("unknown", "Could not look"),
        ("not-here", "Not at this endpoint"),
        ("pass", "In order"),
        ("not-applicable", "Nothing to judge"),
    ] {
        let found = of(audit, word);
        if !found.is_empty() {
            let open = if word == "unknown" { " open" } else { "" };
            write!(out, "<details{open}><summary>{title}: {}</summary>", found.len())?;
            write_table(out, &found)?;
            out.push_str("</details>");
        }
    }
    let accepted = accepted(audit);
    if !accepted.is_empty() {
        write!(out, "<details><summary>Accepted: {}</summary>", accepted.len())?;
        write_table(out, &accepted)?;
        out.push_str("</details>");
    }
    write_estimate(out, audit)?;
    out.push_str("</main></body></html>\n");
    Ok(())
}

fn write_counts(out: &mut String, audit: &Audit) -> std::fmt::Result {
    out.push_str("<p>");
    for (severity, count) in audit.failures().into_iter().rev() {
        write!(out, "<span class=\"tag {0}\">{count} {0}</span> ", severity.word())?;
    }
    let (pass, unknown) = (audit.count("pass"), audit.count("unknown"));
    write!(
        out,
        "<span class=\"tag pass\">{pass} pass</span> <span class=\"tag unknown\">{unknown} could not look</span></p>"
    )
}

fn write_finding(out: &mut String, finding: &Finding) -> std::fmt::Result {
    let check = finding.check;
    write!(
        out,
        "<section><h3><span class=\"tag {0}\">{0}</span> ✗ {1}</h3><p class=\"wrap\"><b>{2}</b>: {3}. {4} \
         <a href=\"{5}\" rel=\"noreferrer\">AWS’s page</a> <span class=\"soft\">{6}</span></p>",
        check.severity.word(),
        html(check.title),
        html(&finding.about()),
        html(finding.verdict.evidence()),
        html(check.consequence),
        html(check.page),
        check.id
    )?;
    if let Some(mend) = finding.verdict.mend() {
        let needs = needs(&finding.verdict).map(|it| format!(" ({it})")).unwrap_or_default();
        write!(
            out,
            "<p class=\"soft\">Mend{}:</p><pre>{}</pre>",
            html(&needs),
            html(&mend.command)
        )?;
    }
    out.push_str("</section>");
    Ok(())
}

fn write_table(out: &mut String, findings: &[&Finding]) -> std::fmt::Result {
    out.push_str("<table><thead><tr><th>Verdict</th><th>Check</th><th>Of</th><th>Evidence</th></tr></thead><tbody>");
    for finding in findings {
        write!(
            out,
            "<tr><td><span class=\"tag {0}\">{0}</span></td><td>{1} <span class=\"soft\">{2}</span></td><td>{3}</td><td>{4}</td></tr>",
            finding.verdict.word(),
            html(finding.check.title),
            finding.check.id,
            html(&finding.about()),
            html(finding.verdict.evidence())
        )?;
    }
    out.push_str("</tbody></table>");
    Ok(())
}

fn write_estimate(out: &mut String, audit: &Audit) -> std::fmt::Result {
    let estimate = estimate(&audit.scene);
    out.push_str(
        "<h2>Estimate, no bill</h2><p class=\"soft\">A month of what was seen, by list prices and declared \
         factors; transfer, requests of S3 and discounts are not in it.</p>\
         <table><thead><tr><th>What</th><th>Amount</th><th>Money</th><th>CO2e</th></tr></thead><tbody>",
    );
    for line in &estimate.lines {
        let least = if line.at_least { "at least " } else { "" };
        let (what, unit) = (html(&line.what), line.unit);
        let (usd, grams) = (money(line.usd), mass(line.grams));
        write!(
            out,
            "<tr><td>{what}</td><td>{least}{:.3} {unit}</td><td>{usd}</td><td>{grams}</td></tr>",
            line.amount
        )?;
    }
    let (usd, grams) = (money(estimate.usd()), mass(estimate.grams()));
    write!(
        out,
        "<tr><th>Together</th><td></td><td>{usd}</td><td>{grams}</td></tr></tbody></table>"
    )?;
    out.push_str("<details><summary>Factors</summary><table><tbody>");
    for factor in Factor::ALL {
        let (value, unit, source) = factor.row();
        write!(
            out,
            "<tr><td>{factor:?}</td><td>{value} {unit}</td><td><a href=\"{source}\" rel=\"noreferrer\">{source}</a></td></tr>"
        )?;
    }
    out.push_str("</tbody></table></details>");
    Ok(())
}
