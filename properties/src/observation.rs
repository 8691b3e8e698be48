//! What a harness sees and does, in order: the same on the fake and on a real account.

use parhelion::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// One thing seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Observed {
    /// The target's time.
    pub at: Timestamp,
    /// The operation of the case that it belongs to.
    pub operation: Option<u32>,
    /// `upload-accepted`, `asset-served`, …
    pub name: &'static str,
    /// What was seen of it, by name: `key`, `sha256`, `status`, … Facts are `true` or `false`.
    pub fields: BTreeMap<&'static str, String>,
}

impl Observed {
    /// A field's text; empty where there is none.
    pub fn get(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// Whether a field says `true`.
    pub fn is(&self, field: &str) -> bool {
        self.get(field) == "true"
    }
}

impl std::fmt::Display for Observed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.name)?;
        for (name, value) in &self.fields {
            write!(f, "  {name}={value}")?;
        }
        Ok(())
    }
}

/// Everything seen in one run.
#[derive(Clone, Debug, Default)]
pub struct Observations(Arc<Mutex<Vec<Observed>>>);

impl Observations {
    /// Adds one at the end.
    pub fn push(&self, observed: Observed) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(observed);
    }

    /// All so far, in order.
    pub fn all(&self) -> Vec<Observed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
