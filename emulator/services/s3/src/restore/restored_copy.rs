//! Restored copies of archived objects (S3-3.17).

use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};

/// A copy of an archived object that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Restored {
    pub tier: Tier,
    pub days: i32,
    /// When the copy goes; `None`: it is still being made.
    pub until: Option<Timestamp>,
}

/// From slow to fast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Tier {
    Bulk,
    #[default]
    Standard,
    Expedited,
}

impl Tier {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "Bulk" => Some(Self::Bulk),
            "Standard" => Some(Self::Standard),
            "Expedited" => Some(Self::Expedited),
            _ => None,
        }
    }
}

impl Restored {
    /// `x-amz-restore` (S3-3.17e).
    pub(crate) fn header(&self) -> String {
        match self.until {
            None => "ongoing-request=\"true\"".to_owned(),
            Some(until) => {
                format!("ongoing-request=\"false\", expiry-date=\"{}\"", until.http_date())
            }
        }
    }
}
