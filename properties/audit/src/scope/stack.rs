//! The answer of `aws cloudformation describe-stack-resources`.

use super::Scope;
use serde_json::Value;

/// Adds what a file says.
///
/// # Errors
/// In words, if it is no such answer or names nothing that is audited.
pub fn read(scope: &mut Scope, file: &str, text: &str) -> Result<(), String> {
    let wrong = |why: &str| {
        format!(
            "{file}: {why}: make it by `aws cloudformation describe-stack-resources --stack-name NAME > {file}`"
        )
    };
    let answer: Value = serde_json::from_str(text).map_err(|error| wrong(&error.to_string()))?;
    let list = answer["StackResources"].as_array().or(answer["StackResourceSummaries"].as_array());
    let list = list.ok_or_else(|| wrong("there is no StackResources in it"))?;
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let pairs = list.iter().filter(|it| it["ResourceStatus"] != "DELETE_COMPLETE");
    let pairs = pairs.map(|it| (word(&it["ResourceType"]), word(&it["PhysicalResourceId"])));
    match scope.add_stack(&pairs.collect::<Vec<_>>()) {
        0 => Err(format!("{file} lists no bucket, distribution, log group, alarm or dashboard")),
        _ => Ok(()),
    }
}
