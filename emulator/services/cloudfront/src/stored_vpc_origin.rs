//! A VPC origin as the control plane holds it.

use crate::model::VpcOriginEndpointConfig;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};

/// A VPC origin, and when it is everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredVpcOrigin {
    pub config: VpcOriginEndpointConfig,
    pub created: Timestamp,
    pub deployed: Timestamp,
}
