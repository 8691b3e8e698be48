//! What CloudWatch wakes itself for.

use crate::home::Home;
use serde::{Deserialize, Serialize};

/// Work that comes due, of one account in one region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Timer {
    /// An alarm is evaluated.
    Evaluate {
        /// Where the alarm lives.
        home: Home,
        /// Its name.
        alarm: String,
    },
    /// A datum that was held back becomes readable (CW-F17).
    Arrive {
        /// Where the metric lives.
        home: Home,
        /// Which of those held back.
        number: u64,
    },
}

impl parhelion_world::Timer for Timer {
    fn site(&self) -> String {
        match self {
            Self::Evaluate { home: (account, region), alarm } => {
                format!("alarm:{account}:{region}:{alarm}")
            }
            Self::Arrive { home: (account, region), number } => {
                format!("datum:{account}:{region}:{number}")
            }
        }
    }
}
