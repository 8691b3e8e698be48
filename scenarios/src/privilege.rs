//! `parhelion-verify --least-privilege`: the smallest policy under which an application's property holds.

use crate::subject::{Subject, Visit};
use parhelion_properties::privilege::{LeastPrivilege, least_privilege};
use parhelion_properties::{Options, Property, Suite};
use serde_json::{Value, json};
use std::fmt::Write;

/// What an application must be allowed to do.
///
/// # Errors
/// The property does not hold with all rights already, in words.
pub fn of(subject: Subject, options: &Options) -> Result<LeastPrivilege, String> {
    struct Least<'a>(&'a Options);
    impl Visit for Least<'_> {
        type Out = Result<LeastPrivilege, String>;
        fn visit<P: Property>(self, property: P) -> Self::Out {
            least_privilege(&mut Suite::new(property)?, self.0)
        }
    }
    subject.with(Least(options))
}

/// For a person.
pub fn text(application: &str, least: &LeastPrivilege) -> String {
    let mut out = format!("{application}: what it must be allowed to do\n\n");
    // Writing to a String cannot fail: results are ignored.
    for (action, clause) in &least.without {
        let _ = writeln!(out, "  {action}\n    without it: {clause}");
        for resource in least.rights.resources(action) {
            let _ = writeln!(out, "    on {resource}");
        }
    }
    for action in least.unneeded.actions() {
        let _ = writeln!(out, "  {action}: asked for, and not needed");
    }
    let policy = least.rights.policy();
    let _ = writeln!(out, "\n{}\n", policy.as_deref().unwrap_or("no rights at all"));
    let _ = writeln!(out, "{} runs hold with these rights and no others", least.runs);
    out
}

/// For a script.
pub fn json(application: &str, least: &LeastPrivilege) -> Value {
    let policy = least.rights.policy();
    let policy = policy.and_then(|policy| serde_json::from_str(&policy).ok());
    let needed = least.without.iter().map(|(action, clause)| {
        json!({ "action": action, "resources": least.rights.resources(action), "without": clause })
    });
    json!({
        "application": application,
        "policy": policy.unwrap_or(Value::Null),
        "needed": needed.collect::<Vec<_>>(),
        "unneeded": least.unneeded.actions(),
        "runs": least.runs,
    })
}
