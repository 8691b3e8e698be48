//! Findings that were accepted: a file that is kept beside the code.
//!
//! ```json
//! { "accepted": [{ "check": "s3-versioning", "subject": "photos", "reason": "thumbnails only" }] }
//! ```
//! `"subject": "*"` stands for every thing. A failed read cannot be accepted.

use crate::audit::Finding;
use crate::checks;
use crate::verdict::Verdict;
use serde_json::{Value, json};

/// What was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    accepted: Vec<(String, String)>,
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    /// In words, if it is none, or names a check that is none.
    pub fn parse(file: &str, text: &str) -> Result<Self, String> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| format!("{file} is no JSON: {error}"))?;
        let wrong = || {
            format!(
                "{file} is no baseline: it needs \"accepted\": [{{\"check\": …, \"subject\": …}}]; --write-baseline FILE makes one"
            )
        };
        let list = value["accepted"].as_array().ok_or_else(wrong)?;
        let mut accepted = Vec::new();
        for entry in list {
            let (Some(check), Some(subject)) = (entry["check"].as_str(), entry["subject"].as_str())
            else {
                return Err(wrong());
            };
            checks::chosen(&[check.to_owned()], &[]).map_err(|why| format!("{file}: {why}"))?;
            accepted.push((check.to_owned(), subject.to_owned()));
        }
        Ok(Self { accepted })
    }

    /// Marks what was accepted. Returns entries that fit nothing that fails any more.
    pub fn apply(&self, findings: &mut [Finding]) -> Vec<String> {
        let mut used = vec![false; self.accepted.len()];
        for finding in findings {
            if !matches!(finding.verdict, Verdict::Fail { .. }) {
                continue;
            }
            for ((check, subject), used) in self.accepted.iter().zip(&mut used) {
                if check == finding.check.id && (subject == "*" || *subject == finding.subject) {
                    finding.accepted = true;
                    *used = true;
                }
            }
        }
        let stale = self.accepted.iter().zip(used).filter(|(_, used)| !used);
        stale.map(|((check, subject), _)| format!("{check} of {subject}")).collect()
    }
}

/// A baseline that accepts all that fails now.
pub fn write(findings: &[Finding]) -> String {
    let failing = findings.iter().filter(|it| matches!(it.verdict, Verdict::Fail { .. }));
    let entries =
        failing.map(|it| json!({ "check": it.check.id, "subject": it.subject, "reason": "" }));
    let entries: Vec<Value> = entries.collect();
    format!("{:#}\n", json!({ "accepted": entries }))
}
