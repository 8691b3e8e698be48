//! A policy as the control plane holds it.

use crate::model::ContinuousDeploymentPolicyConfig;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A policy, and which of its sessions are not over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredPolicy {
    pub config: ContinuousDeploymentPolicyConfig,
    pub epoch: Arc<str>,
}
