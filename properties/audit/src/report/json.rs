//! For a script.

use super::words::headline;
use crate::audit::Audit;
use crate::check::Severity;
use crate::estimate::estimate;
use crate::scene::Scene;
use serde_json::{Map, Value, json};

/// What was looked at, by kind.
pub(super) fn things(scene: &Scene) -> [(&'static str, Vec<&str>); 5] {
    [
        ("buckets", scene.buckets.iter().map(|it| it.name.as_str()).collect()),
        ("distributions", scene.distributions.iter().map(|it| it.id.as_str()).collect()),
        ("log groups", scene.groups.iter().map(|it| it.name.as_str()).collect()),
        ("alarms", scene.alarms.iter().map(|it| it.name.as_str()).collect()),
        ("dashboards", scene.dashboards.iter().map(|it| it.name.as_str()).collect()),
    ]
}

/// The whole report.
pub fn report(audit: &Audit, fail_on: Severity) -> Value {
    let scene = &audit.scene;
    let findings: Vec<Value> = audit
        .findings
        .iter()
        .map(|finding| {
            let check = finding.check;
            let mend = finding.verdict.mend().map(|mend| {
                json!({
                    "command": mend.command,
                    "variables": mend.variables,
                    "complete": mend.is_complete(),
                })
            });
            json!({
                "check": check.id,
                "title": check.title,
                "severity": check.severity.word(),
                "kind": finding.kind.map(crate::scene::Kind::word),
                "subject": finding.subject,
                "verdict": finding.verdict.word(),
                "evidence": finding.verdict.evidence(),
                "accepted": finding.accepted,
                "consequence": check.consequence,
                "mend": mend,
                "page": check.page,
            })
        })
        .collect();
    let counts: Map<String, Value> = audit
        .failures()
        .into_iter()
        .map(|(severity, count)| (severity.word().to_owned(), json!(count)))
        .collect();
    let scope: Map<String, Value> = things(scene)
        .into_iter()
        .map(|(word, names)| (word.replace(' ', "_"), json!(names)))
        .collect();
    json!({
        "version": 1,
        "verdict": headline(audit, fail_on).to_lowercase(),
        "exit_code": audit.exit_code(fail_on),
        "account": scene.account,
        "region": scene.region,
        "time": scene.now.date_time(),
        "recent_seconds": scene.options.recent.as_secs(),
        "scope": scope,
        "failures": counts,
        "could_not_look": audit.count("unknown"),
        "findings": findings,
        "estimate": estimated(scene),
    })
}

fn estimated(scene: &Scene) -> Value {
    let estimate = estimate(scene);
    let lines: Vec<Value> = estimate
        .lines
        .iter()
        .map(|line| {
            json!({
                "what": line.what, "amount": line.amount, "unit": line.unit,
                "at_least": line.at_least, "usd_a_month": line.usd, "grams_co2e_a_month": line.grams,
            })
        })
        .collect();
    json!({
        "note": "an estimate from declared factors, no bill",
        "usd_a_month": estimate.usd(),
        "grams_co2e_a_month": estimate.grams(),
        "lines": lines,
    })
}
