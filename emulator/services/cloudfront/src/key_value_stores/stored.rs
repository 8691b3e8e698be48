//! A store as the control plane holds it.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const READY: &str = "READY";
pub(super) const PROVISIONING: &str = "PROVISIONING";

/// A store without what is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredKeyValueStore {
    pub name: Arc<str>,
    /// None where none was given, which is told otherwise than an empty one.
    pub comment: Option<String>,
    /// It can be read and written.
    pub ready: bool,
}

impl StoredKeyValueStore {
    pub(super) fn status(&self) -> &'static str {
        if self.ready { READY } else { PROVISIONING }
    }
}
