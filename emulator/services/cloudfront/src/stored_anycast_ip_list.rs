//! An Anycast static IP list as the control plane holds it.

use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};

/// A list, and when it is everywhere. Its addresses follow from its id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredAnycastIpList {
    pub name: String,
    /// 3 or 21.
    pub ip_count: i32,
    /// `ipv4`, `ipv6` or `dualstack`.
    pub ip_address_type: String,
    pub deployed: Timestamp,
}
