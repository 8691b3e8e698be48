//! A function run against an event that somebody wrote: TestFunction (CF-11.5).

use super::response::is_response;
use super::store::EdgeStore;
use parhelion_javascript::{Call, KeyValues, Program, Run};
use parhelion_wire::Timestamp;
use serde_json::{Value, json};
use std::sync::Arc;

/// What there is to tell.
pub(crate) struct TestOutput {
    /// `{"request":…}` or `{"response":…}`, or why there is none.
    pub(crate) output: Result<String, String>,
    pub(crate) logs: Vec<String>,
    pub(crate) utilization: u8,
}

/// `event` is JSON.
pub(crate) fn test_event(
    program: &Program,
    event: &str,
    store: Option<Arc<EdgeStore>>,
    now: Timestamp,
) -> TestOutput {
    let given: Value = serde_json::from_str(event).unwrap_or_default();
    let is_request = given["context"]["eventType"] != "viewer-response";
    let store = store.map(|store| store as Arc<dyn KeyValues>);
    let now = now.millis();
    let call = Call { is_request, now, seed: now.unsigned_abs(), store, ..Call::new(event) };
    let Run { outcome, logs, utilization, origin: _ } = program.call(&call);
    let output = outcome.and_then(|returned| match serde_json::from_str(&returned) {
        Ok(Value::Object(_)) if is_response(&returned) => Ok(told("response", &returned)),
        Ok(Value::Object(_)) if is_request => Ok(told("request", &returned)),
        _ => Err("The function did not return a valid object.".to_owned()),
    });
    TestOutput { output, logs, utilization }
}

fn told(kind: &str, returned: &str) -> String {
    let mut value: Value = serde_json::from_str(returned).unwrap_or_default();
    for member in ["headers", "cookies"] {
        if value[member].is_null() {
            value[member] = json!({});
        }
    }
    json!({ kind: value }).to_string()
}
