//! What CloudFront wakes itself for.

use parhelion_world::Account;
use serde::{Deserialize, Serialize};

/// Work that comes due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Timer {
    /// A deployment is everywhere, and that is reported.
    Deployed {
        /// The distribution's id.
        distribution: String,
        /// Which of its deployments.
        deployment: u64,
    },
    /// The last POP has purged, and that is reported.
    Completed {
        /// The distribution's id.
        distribution: String,
        /// The invalidation's id.
        invalidation: String,
    },
    /// A minute of traffic is over, and becomes metrics.
    Minute {
        /// Since 1970.
        minute: i64,
    },
    /// An hour of traffic is over, and its log is delivered.
    Hour {
        /// Since 1970.
        hour: i64,
    },
    /// A new key value store can be used.
    Provisioned {
        /// Its owner.
        account: Account,
        /// Its id.
        store: String,
    },
}

impl parhelion_world::Timer for Timer {
    fn site(&self) -> String {
        match self {
            Self::Deployed { distribution, deployment } => {
                format!("deployed:{distribution}:{deployment}")
            }
            Self::Completed { distribution, .. } => format!("completed:{distribution}"),
            Self::Minute { .. } => "minute".to_owned(),
            Self::Hour { .. } => "hour".to_owned(),
            Self::Provisioned { store, .. } => format!("provisioned:{store}"),
        }
    }
}
