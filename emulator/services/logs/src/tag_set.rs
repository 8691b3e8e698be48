//! The tags of one group (CW-A2.8).

use crate::errors;
use crate::model::*;
use imbl::OrdMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const TAGS_MAX: usize = 50;
const RESERVED_PREFIX: &str = "aws:";

/// The tags of one group. Keys are case-sensitive; the same key overwrites.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Tags(OrdMap<String, String>);

impl Tags {
    pub(crate) fn new(tags: BTreeMap<String, String>) -> Result<Self> {
        let mut set = Self::default();
        set.add(tags, || errors::invalid(too_many()))?;
        Ok(set)
    }

    /// All or nothing.
    pub(crate) fn add(
        &mut self,
        tags: BTreeMap<String, String>,
        full: impl Fn() -> Error,
    ) -> Result<()> {
        if let Some(key) = tags.keys().find(|key| key.starts_with(RESERVED_PREFIX)) {
            let text = format!("Tag key '{key}' is reserved: keys must not start with aws:");
            return Err(errors::invalid(text));
        }
        let added = tags.keys().filter(|key| !self.0.contains_key(*key)).count();
        if self.0.len() + added > TAGS_MAX {
            return Err(full());
        }
        for (key, value) in tags {
            self.0.insert(key, value);
        }
        Ok(())
    }

    /// Absent keys are no error (CW-H).
    pub(crate) fn remove(&mut self, keys: Vec<String>) {
        for key in keys {
            self.0.remove(&key);
        }
    }

    pub(crate) fn listed(&self) -> BTreeMap<String, String> {
        self.0.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

pub(crate) fn too_many() -> String {
    format!("A log group can have at most {TAGS_MAX} tags.")
}

/// ListLogGroups' filter: every key must be there, with one of its values if values are given;
/// `!` negates a value and `*` opens its start or end.
pub(crate) fn selects(filters: &[TagFilter], tags: &Tags) -> bool {
    let one = |text: &str, value: &str| {
        let (wanted, text) = match text.strip_prefix('!') {
            Some(text) => (false, text),
            None => (true, text),
        };
        let open_start = text.strip_prefix('*');
        let text = open_start.unwrap_or(text);
        let open_end = text.strip_suffix('*');
        let text = open_end.unwrap_or(text);
        let fits = match (open_start.is_some(), open_end.is_some()) {
            (false, false) => value == text,
            (false, true) => value.starts_with(text),
            (true, false) => value.ends_with(text),
            (true, true) => value.contains(text),
        };
        fits == wanted
    };
    filters.iter().all(|TagFilter { key, values }| {
        let values = values.as_deref().unwrap_or_default();
        let found = tags.0.get(key);
        found.is_some_and(|found| values.is_empty() || values.iter().any(|text| one(text, found)))
    })
}
