//! Where a distribution's log goes.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where a distribution's log goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LogTo {
    pub(crate) bucket: Arc<str>,
    pub(crate) prefix: Arc<str>,
    pub(crate) cookies: bool,
}
