//! SARIF 2.1.0: findings as code scanners report them, a rule for each clause.

use super::place::{self, Place};
use super::shape::{Counterexample, Found, Report};
use crate::story::{Kind, Story};
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A log with one run; without results, if the property holds.
pub fn of(report: &Report) -> Value {
    let mut names: Vec<String> = report.clauses.iter().map(|it| it.clause.clone()).collect();
    for found in report.found() {
        let name = clause(found);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let rules: Vec<Value> = names.iter().map(|name| rule(report, name)).collect();
    let mut results: Vec<Value> =
        report.found().map(|found| result(report, &names, found)).collect();
    if report.verdict == "vacuous" {
        results.extend(report.silent().into_iter().map(|silent| {
            let text = format!("Nothing in this run let this clause judge anything: {silent}");
            json!({
                "ruleId": id(report, silent),
                "ruleIndex": names.iter().position(|name| name == silent),
                "level": "warning",
                "kind": "fail",
                "message": { "text": text },
                "locations": [location(report, None)],
            })
        }));
    }
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": if report.program.name.is_empty() { "parhelion" } else { &report.program.name },
                "version": report.program.version,
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": report.is_whole() || report.counterexample.is_some(),
                "startTimeUtc": if report.date.is_empty() { Value::Null } else { report.date.as_str().into() },
            }],
            "results": results,
        }],
    })
}

fn clause(found: &Found) -> String {
    match found {
        Found::Counterexample(found) => found.clause.clone(),
        Found::Unrepeatable(_) => "runs repeat".to_owned(),
    }
}

/// Stable, and no more than letters, digits and `/`, `-`, `.`.
fn id(report: &Report, clause: &str) -> String {
    let mut name = String::new();
    for letter in clause.chars() {
        if letter.is_ascii_alphanumeric() || letter == '.' {
            name.extend(letter.to_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    format!("property-{}/{}", report.property, name.trim_matches('-'))
}

fn rule(report: &Report, clause: &str) -> Value {
    json!({
        "id": id(report, clause),
        "shortDescription": { "text": clause },
        "fullDescription": { "text": format!("Property {}: {}. {clause}", report.property, report.says) },
        "defaultConfiguration": { "level": "error" },
    })
}

fn result(report: &Report, names: &[String], found: &Found) -> Value {
    let name = clause(found);
    let (message, at) = match found {
        Found::Counterexample(found) => {
            let told = found.story.sentences.join(" ");
            let told = if told.is_empty() { found.why.clone() } else { told };
            (format!("{name}: {told}"), place::of(found))
        }
        Found::Unrepeatable(found) => (format!("Runs differ. Likely: {}", found.likely), None),
    };
    let mut result = json!({
        "ruleId": id(report, &name),
        "ruleIndex": names.iter().position(|known| *known == name),
        "level": "error",
        "message": { "text": message },
        "locations": [location(report, at)],
        "partialFingerprints": { "parhelionClause/v1": format!("{}/{}", report.application, id(report, &name)) },
    });
    if let (Found::Counterexample(found), Some(members)) = (found, result.as_object_mut()) {
        members.insert("codeFlows".to_owned(), flow(&found.story));
        members.insert("properties".to_owned(), properties(found));
    }
    result
}

/// What SARIF demands for a place: the line where there is one, else the application's name.
fn location(report: &Report, at: Option<Place>) -> Value {
    let name = json!([{ "name": report.application, "kind": "module" }]);
    match at {
        Some(Place { file, line }) => json!({
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&file) },
                "region": { "startLine": line.max(1) },
            },
            "logicalLocations": name,
        }),
        None => json!({ "logicalLocations": name }),
    }
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let segments = path.replace('\\', "/");
    let segments = segments.split('/').map(crate::property_16::names::segment);
    let relative = segments.collect::<Vec<_>>().join("/");
    if path.starts_with('/') { format!("file://{relative}") } else { relative }
}

/// The timeline, without its noise, as the steps of one thread.
fn flow(story: &Story) -> Value {
    let steps = story.timeline.iter().filter(|entry| !entry.folded);
    let steps: Vec<Value> = steps
        .map(|entry| {
            let importance = if entry.witness || entry.kind == Kind::Deviation {
                "essential"
            } else {
                "important"
            };
            json!({
                "executionOrder": entry.number,
                "importance": importance,
                "location": { "message": { "text": format!("{}: {}", entry.lane, entry.text) } },
            })
        })
        .collect();
    if steps.is_empty() {
        return json!([]);
    }
    json!([{ "threadFlows": [{ "locations": steps }] }])
}

fn properties(found: &Counterexample) -> Value {
    let pages: Vec<_> = found
        .story
        .deviations
        .iter()
        .map(|it| json!({ "rule": it.rule, "page": it.page }))
        .collect();
    json!({ "case": found.case, "why": found.why, "legal": pages })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_uris_are_what_sarif_takes() {
        let report = Report { property: "16".into(), ..Report::default() };
        let name = "6.5: a second request within the TTL is a hit";
        assert_eq!(id(&report, name), "property-16/6.5-a-second-request-within-the-ttl-is-a-hit");
        assert_eq!(uri("a b/c%.rs"), "a%20b/c%25.rs");
        assert_eq!(uri("/x y"), "file:///x%20y");
    }
}
