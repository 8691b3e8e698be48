//! Named states of a server's cloud, in memory. Each is a snapshot: O(1) to keep and to go back to.

use crate::cloud::Cloud;
use serde::Deserialize;
use serde_json::{Value, json};

/// So that a suite that never deletes any does not fill the memory.
const STATES_MAX: usize = 100;
const NAME_MAX: usize = 100;

/// A command; exactly one of them.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Change {
    Save(String),
    Load(String),
    Delete(String),
}

/// Names and times.
pub(crate) fn list(cloud: &Cloud) -> Value {
    let states = cloud.named_states();
    let states = states
        .iter()
        .map(|(name, state)| json!({ "name": name, "now": state.now().date_time_millis() }));
    json!({ "states": states.collect::<Vec<_>>() })
}

/// Does what a command says, and gives the list.
///
/// # Errors
/// It is none, or about a state that there is not.
pub(crate) fn change(cloud: &Cloud, body: &[u8]) -> Result<Value, String> {
    let change = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let mut states = cloud.named_states();
    let missing = |name: &str| format!("there is no state {name:?}");
    match change {
        Change::Save(name) => {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            if name.is_empty() || name.len() > NAME_MAX || !name.bytes().all(plain) {
                return Err(format!(
                    "save: a name is 1 to {NAME_MAX} letters, digits, '-', '_' and '.'"
                ));
            }
            if states.len() >= STATES_MAX && !states.contains_key(&name) {
                return Err(format!("save: there are {STATES_MAX} states already"));
            }
            states.insert(name, cloud.snapshot());
        }
        Change::Load(name) => {
            cloud.restore(states.get(&name).ok_or_else(|| missing(&name))?);
            cloud.know_what_stands();
        }
        Change::Delete(name) => {
            states.remove(&name).ok_or_else(|| missing(&name))?;
        }
    }
    drop(states);
    Ok(list(cloud))
}
