//! A log group: streams of events, and how long those are kept (CW-A2).

use crate::ciphers::Ciphers;
use crate::errors;
use crate::found::Found;
use crate::model::MetricFilter;
use crate::stream::Stream;
use crate::sweep::Sweep;
use crate::tag_set::Tags;
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(crate) const STANDARD: &str = "STANDARD";
pub(crate) const DELIVERY: &str = "DELIVERY";

/// A log group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub created: Timestamp,
    /// Never changes (CW-A2.4).
    pub class: Arc<str>,
    pub kms_key: Option<Arc<str>>,
    pub protected: bool,
    pub tags: Tags,
    pub streams: Table<Arc<str>, Arc<Stream>>,
    /// Of all events that are physically there, with 26 bytes for each.
    pub bytes: u64,
    pub retention_days: Option<i32>,
    pub sweep: Sweep,
    /// By name (CW-A7).
    #[serde(default)]
    pub metric_filters: OrdMap<Arc<str>, Arc<MetricFilter>>,
    /// What they have found and not reported yet.
    #[serde(default)]
    pub found: Found,
    #[serde(default)]
    pub ciphers: Ciphers,
}

equal_by_identity!(Group);

impl Group {
    /// CW-A2.4: what other classes do not have.
    pub(crate) fn is_standard(&self) -> bool {
        *self.class == *STANDARD
    }

    /// CW-A2.4: export tasks are for all classes but DELIVERY.
    pub(crate) fn exportable(&self) -> Result<()> {
        if *self.class == *DELIVERY { Err(errors::standard_class_only()) } else { Ok(()) }
    }

    /// CW-A2.4: GetLogEvents and FilterLogEvents are for classes whose events can be read so.
    pub(crate) fn readable(&self) -> Result<()> {
        if self.is_standard() { Ok(()) } else { Err(errors::standard_class_only()) }
    }
}
