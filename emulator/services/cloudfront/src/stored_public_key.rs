//! A public key as the control plane holds it.

use crate::model::PublicKeyConfig;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};

/// A key, and since when it is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredPublicKey {
    pub config: PublicKeyConfig,
    pub created: Timestamp,
}
