//! What S3 wakes itself for.

use serde::{Deserialize, Serialize};

/// Work that comes due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timer(pub String);

impl parhelion_world::Timer for Timer {
    fn site(&self) -> String {
        self.0.clone()
    }
}
