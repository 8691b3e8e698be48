//! A dashboard as it is kept.

use crate::tag_set::Tags;
use parhelion_wire::Timestamp;
use parhelion_world::Account;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A dashboard as put.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Dashboard {
    pub name: Arc<str>,
    /// The text as it came, byte for byte.
    pub body: Arc<str>,
    pub modified: Timestamp,
    /// GetDashboard does not find it before (CW-F25).
    pub found_from: Timestamp,
    pub tags: Tags,
}

impl Dashboard {
    pub(crate) fn arn(&self, account: &Account) -> String {
        format!("arn:aws:cloudwatch::{account}:dashboard/{}", self.name)
    }
}
