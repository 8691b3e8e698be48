//! Terraform's state: the file itself (version 4), and what `terraform show -json` makes of it.

use super::{Scope, resources};
use serde_json::Value;

/// Modules are nested no deeper.
const DEEPEST: usize = 64;

/// Adds what a file says.
///
/// # Errors
/// In words, if it is no state or names nothing that is audited.
pub fn read(scope: &mut Scope, file: &str, text: &str) -> Result<(), String> {
    let state: Value = serde_json::from_str(text)
        .map_err(|error| format!("{file} is no JSON ({error}): give terraform.tfstate, or the output of `terraform show -json`"))?;
    let before = scope.names.len();
    if state["version"] == 4 && state["resources"].is_array() {
        read_file(scope, &state);
    } else if state["values"].is_object() {
        read_module(scope, &state["values"]["root_module"], DEEPEST);
    } else if let Some(version) = state["version"].as_u64() {
        return Err(format!(
            "{file} is a state of version {version}, not 4: use `terraform show -json`"
        ));
    } else {
        return Err(format!(
            "{file} is neither terraform.tfstate nor the output of `terraform show -json`"
        ));
    }
    if scope.names.len() == before {
        return Err(format!("{file} lists no bucket, distribution, log group, alarm or dashboard"));
    }
    scope.whole = true;
    Ok(())
}

fn read_file(scope: &mut Scope, state: &Value) {
    for resource in list(&state["resources"]) {
        // Data sources belong to somebody else.
        if resource["mode"] != "managed" {
            continue;
        }
        for instance in list(&resource["instances"]) {
            add(scope, resource, &instance["attributes"]);
        }
    }
}

fn read_module(scope: &mut Scope, module: &Value, depth: usize) {
    for resource in list(&module["resources"]) {
        if resource["mode"] == "managed" {
            add(scope, resource, &resource["values"]);
        }
    }
    if depth > 0 {
        for child in list(&module["child_modules"]) {
            read_module(scope, child, depth - 1);
        }
    }
}

fn add(scope: &mut Scope, resource: &Value, attributes: &Value) {
    let kind = resource["type"].as_str().and_then(resources::of_terraform);
    let Some((kind, attribute)) = kind else { return };
    let name = attributes[attribute].as_str().or(attributes["id"].as_str());
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        scope.add(kind, name);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::read;
    use crate::scope::Scope;
    use serde_json::json;

    fn names(state: &serde_json::Value) -> Result<Vec<String>, String> {
        let mut scope = Scope::default();
        read(&mut scope, "f", &state.to_string())?;
        Ok(scope.names.iter().map(|(kind, name)| format!("{} {name}", kind.word())).collect())
    }

    #[test]
    fn both_forms() {
        let state = json!({ "version": 4, "resources": [
            { "mode": "managed", "type": "aws_s3_bucket", "instances": [
                { "attributes": { "bucket": "a", "id": "a" } }, { "attributes": { "id": "b" } } ] },
            { "mode": "data", "type": "aws_s3_bucket", "instances": [
                { "attributes": { "bucket": "theirs" } } ] },
            { "mode": "managed", "type": "aws_iam_role", "instances": [{ "attributes": {} }] },
        ]});
        assert_eq!(names(&state).unwrap(), ["bucket a", "bucket b"]);
        let shown = json!({ "format_version": "1.0", "values": { "root_module": {
            "resources": [
                { "mode": "managed", "type": "aws_cloudfront_distribution", "values": { "id": "E1" } },
            ],
            "child_modules": [{ "child_modules": [{ "resources": [
                { "mode": "managed", "type": "aws_cloudwatch_log_group", "values": { "name": "/g" } },
            ]}]}],
        }}});
        assert_eq!(names(&shown).unwrap(), ["distribution E1", "log group /g"]);
    }

    #[test]
    fn what_is_no_state_is_refused_in_words() {
        for (state, why) in [
            (json!({ "version": 3, "modules": [] }), "version 3"),
            (json!({ "hello": 1 }), "neither"),
            (json!({ "version": 4, "resources": [] }), "lists no bucket"),
            (json!([]), "neither"),
        ] {
            let refused = names(&state).unwrap_err();
            assert!(refused.contains(why), "{refused}");
        }
    }
}
