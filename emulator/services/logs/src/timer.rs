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
    /// An export task goes on.
    Export {
        /// Its id.
        task: String,
    },
    /// What a group's metric filters found is reported.
    Report {
        /// The group's name.
        group: String,
    },
}

impl parhelion_world::Timer for Timer {
    fn site(&self) -> String {
        match self {
            Self::Sweep { group } => format!("retention:{group}"),
            Self::Export { task } => format!("export:{task}"),
            Self::Report { group } => format!("metric-filters:{group}"),
        }
    }
}
