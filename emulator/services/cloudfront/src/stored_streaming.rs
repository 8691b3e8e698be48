//! A streaming distribution as the control plane holds it.

use crate::model::StreamingDistributionConfig;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A streaming distribution, and when it is everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredStreaming {
    pub config: StreamingDistributionConfig,
    pub domain_name: Arc<str>,
    pub deployed: Timestamp,
}
