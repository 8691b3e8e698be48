//! What CloudWatch Logs wakes itself for.

use serde::{Deserialize, Serialize};

/// Work that comes due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Timer {
    /// Events of a group expire.
    Sweep {
        /// The group's name.
        group: String,
    },
}

impl parhelion_world::Timer for Timer {
    fn site(&self) -> String {
        let Self::Sweep { group } = self;
        format!("retention:{group}")
    }
}
