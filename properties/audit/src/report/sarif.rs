//! SARIF 2.1.0, for code scanning.

use crate::audit::{Audit, Finding};
use crate::check::Severity;
use crate::checks;
use crate::verdict::Verdict;
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole report: a rule a check, a result a finding. What passes is none.
pub fn report(audit: &Audit) -> Value {
    let rules: Vec<Value> = checks::all()
        .into_iter()
        .map(|check| {
            json!({
                "id": check.id,
                "shortDescription": { "text": check.title },
                "fullDescription": { "text": check.consequence },
                "helpUri": check.page,
                "defaultConfiguration": { "level": level(check.severity) },
                "properties": {
                    "tags": ["aws"],
                    // What GitHub sorts by.
                    "security-severity": match check.severity {
                        Severity::High => "8.0",
                        Severity::Medium => "5.5",
                        Severity::Low => "3.0",
                        Severity::Info => "0.5",
                    },
                },
            })
        })
        .collect();
    let results: Vec<Value> = audit.findings.iter().filter_map(|it| result(it, audit)).collect();
    let unread: Vec<Value> = audit
        .findings
        .iter()
        .filter(|it| matches!(it.verdict, Verdict::Unknown(_)))
        .map(|it| {
            let text = format!("{}: {}", it.about(), it.verdict.evidence());
            json!({
                "level": "error",
                "message": { "text": text },
                "associatedRule": { "id": it.check.id },
            })
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "parhelion-audit",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://docs.aws.amazon.com/",
                "rules": rules,
            }},
            "invocations": [{
                "executionSuccessful": unread.is_empty(),
                "toolExecutionNotifications": unread,
            }],
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn result(finding: &Finding, audit: &Audit) -> Option<Value> {
    let check = finding.check;
    let (kind, level) = match &finding.verdict {
        Verdict::Fail { .. } => ("fail", level(check.severity)),
        Verdict::Unknown(_) => ("review", "none"),
        _ => return None,
    };
    let mut text = format!("{} {}: {}", check.title, finding.about(), finding.verdict.evidence());
    if let Verdict::Fail { mend, .. } = &finding.verdict {
        text = format!("Not so: {text}. {} Mend: {}", check.consequence, mend.command);
    }
    let place = match finding.kind {
        Some(kind) => format!("{}/{}", kind.word().replace(' ', "-"), finding.subject),
        None => "architecture".to_owned(),
    };
    let mut result = json!({
        "ruleId": check.id,
        "kind": kind,
        "level": level,
        "message": { "text": text },
        "locations": [{
            // Code scanning shows only what is in a file: resources have paths of their own.
            "physicalLocation": {
                "artifactLocation": { "uri": format!("aws/{}/{}", audit.scene.account, encode(&place)) },
                "region": { "startLine": 1 },
            },
            "logicalLocations": [{ "fullyQualifiedName": place, "kind": "resource" }],
        }],
        "partialFingerprints": { "parhelionAudit/v1": format!("{}/{place}", check.id) },
    });
    if finding.accepted {
        result["suppressions"] = json!([{ "kind": "external", "status": "accepted" }]);
    }
    Some(result)
}

/// A path of a URI.
fn encode(text: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');
    utf8_percent_encode(text, &KEPT).to_string()
}
