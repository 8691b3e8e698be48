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
            Self::Provisioned { store, .. } => format!("provisioned:{store}"),
        }
    }
}
