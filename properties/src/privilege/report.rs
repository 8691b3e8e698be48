//! What was found out of an application's rights, told.

use super::LeastPrivilege;
use serde_json::{Value, json};
use std::fmt::Write;

impl LeastPrivilege {
    /// For a person.
    pub fn text(&self, application: &str) -> String {
        let mut out = format!("{application}: what it must be allowed to do\n\n");
        // Writing to a String cannot fail: results are ignored.
        for (action, clause) in &self.without {
            let _ = writeln!(out, "  {action}");
            for resource in self.rights.resources(action) {
                let _ = writeln!(out, "    on {resource}");
            }
            let _ = writeln!(out, "    without it: {clause}");
        }
        for action in self.unneeded.actions() {
            let _ = writeln!(out, "  {action}: asked for, and nothing that is judged needs it");
        }
        let policy = self.rights.policy();
        let _ = writeln!(out, "\n{}\n", policy.as_deref().unwrap_or("no rights at all"));
        let _ = writeln!(out, "{} runs hold with these rights and no others", self.runs);
        out
    }

    /// For a script.
    pub fn json(&self, application: &str) -> Value {
        let policy = self.rights.policy();
        let policy = policy.and_then(|policy| serde_json::from_str::<Value>(&policy).ok());
        let needed = self.without.iter().map(|(action, clause)| {
            let resources = self.rights.resources(action);
            json!({ "action": action, "resources": resources, "without": clause })
        });
        json!({
            "application": application,
            "policy": policy,
            "needed": needed.collect::<Vec<_>>(),
            "unneeded": self.unneeded.actions(),
            "runs": self.runs,
        })
    }
}
