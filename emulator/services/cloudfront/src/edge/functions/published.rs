//! A published function, and which behaviours call it.

use parhelion_javascript::Program;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A published function, as edge locations have it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EdgeFunction {
    pub(crate) account: Arc<str>,
    pub(crate) name: Arc<str>,
    /// The ARN of its key value store.
    pub(crate) store: Option<Arc<str>>,
    pub(crate) program: Program,
}

/// The functions that a behaviour calls, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Triggers {
    pub(crate) viewer_request: Option<Arc<str>>,
    pub(crate) viewer_response: Option<Arc<str>>,
}
