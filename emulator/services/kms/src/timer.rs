//! What KMS wakes itself for.

use serde::{Deserialize, Serialize};

/// Work that comes due.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Timer {
    /// Something about a key may be due.
    Tend {
        /// The key's ARN.
        key: String,
    },
}

impl parhelion_world::Timer for Timer {
    fn site(&self) -> String {
        match self {
            Self::Tend { key } => format!("key:{key}"),
        }
    }
}
