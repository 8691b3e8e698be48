//! What ACM is woken for.

use serde::{Deserialize, Serialize};

/// Why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Timer {
    /// Something about a certificate may be due.
    Tend {
        /// Its ARN.
        arn: String,
    },
}

impl parhelion_world::Timer for Timer {
    /// Ids of certificates are by chance: they are no part of a site.
    fn site(&self) -> String {
        match self {
            Self::Tend { .. } => "certificate".to_owned(),
        }
    }
}
