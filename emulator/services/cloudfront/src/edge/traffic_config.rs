//! What an enabled continuous deployment policy says of a primary's requests (CF-8.9b).

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// What an enabled policy says of a primary's requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Split {
    /// The staging distribution's id.
    pub(crate) staging: Arc<str>,
    pub(crate) by: By,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum By {
    /// Requests with this header, which has a lower-case name, and this value.
    Header { name: Arc<str>, value: Arc<str> },
    /// So many requests in a million.
    Weight { millionths: usize, sticky: Option<Sticky> },
}

/// What makes the requests of a viewer one session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sticky {
    pub(crate) idle: Duration,
    pub(crate) longest: Duration,
    /// Sessions of another epoch are over: it changes when policy or stickiness go on or off (CF-8.9e).
    pub(crate) epoch: Arc<str>,
}
