//! Which functions a behaviour calls.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A function that a behaviour calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lambda {
    /// Of a numbered version.
    pub(crate) arn: Arc<str>,
    pub(crate) include_body: bool,
}

/// Those of a behaviour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lambdas {
    pub(crate) viewer_request: Option<Lambda>,
    pub(crate) origin_request: Option<Lambda>,
    pub(crate) origin_response: Option<Lambda>,
    pub(crate) viewer_response: Option<Lambda>,
}
