//! Tags of everything that has some. Of users and roles conditions see them as `aws:PrincipalTag`.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>

use crate::limits;
use crate::model::{Tag, errors};
use imbl::OrdMap;
use parhelion_wire::error::Result;
use std::sync::Arc;

/// By key, as it was written last.
pub(crate) type Tags = OrdMap<Arc<str>, Arc<str>>;

/// Keys fold case.
pub(crate) fn remove(held: &mut Tags, keys: &[String]) {
    for key in keys {
        let found = held.keys().find(|held| held.eq_ignore_ascii_case(key)).cloned();
        if let Some(found) = found {
            held.remove(&found);
        }
    }
}

pub(crate) fn add(held: &mut Tags, tags: Vec<Tag>) -> Result<()> {
    let mut keys: Vec<String> = tags.iter().map(|tag| tag.key.to_ascii_lowercase()).collect();
    if keys.iter().any(|key| key.starts_with("aws:")) {
        let message = "Tag keys starting with 'aws:' are reserved for system use";
        return Err(errors::invalid_input_exception(message));
    }
    keys.sort();
    if keys.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
        let message = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
        return Err(errors::invalid_input_exception(message));
    }
    let mut all = held.clone();
    for Tag { key, value } in tags {
        remove(&mut all, std::slice::from_ref(&key));
        all.insert(Arc::from(key), Arc::from(value));
    }
    if all.len() > limits::TAGS {
        let message = format!("The number of tags has reached the maximum limit: {}", limits::TAGS);
        return Err(errors::limit_exceeded_exception(message));
    }
    *held = all;
    Ok(())
}

pub(crate) fn shown(held: &Tags) -> Vec<Tag> {
    let tag = |(key, value): (&Arc<str>, &Arc<str>)| Tag {
        key: key.to_string(),
        value: value.to_string(),
    };
    held.iter().map(tag).collect()
}

/// Absent where there are none.
pub(crate) fn shown_if_any(held: &Tags) -> Option<Vec<Tag>> {
    (!held.is_empty()).then(|| shown(held))
}
