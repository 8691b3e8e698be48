//! What is kept of managed policies: up to five versions, of which the default one decides.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html>

use crate::tags::Tags;
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_world::identity::{Document, ManagedPolicy};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A managed policy with all that only IAM asks of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct HeldPolicy {
    /// With the document of the default version.
    pub(crate) managed: Arc<ManagedPolicy>,
    /// When its default version was last made or changed.
    pub(crate) updated: Timestamp,
    /// The number of the default version.
    pub(crate) default: u32,
    /// The number that was given last: none is given twice.
    pub(crate) last: u32,
    /// By number.
    pub(crate) versions: OrdMap<u32, Version>,
    pub(crate) tags: Tags,
}

/// One version of a managed policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) document: Document,
    pub(crate) created: Timestamp,
}

impl HeldPolicy {
    /// With one version, which has this number.
    pub(crate) fn new(managed: ManagedPolicy, number: u32) -> Self {
        let version = Version { document: managed.document.clone(), created: managed.created };
        Self {
            updated: managed.created,
            default: number,
            last: number,
            versions: OrdMap::unit(number, version),
            tags: Tags::new(),
            managed: Arc::new(managed),
        }
    }

    /// Has a version decide from now on; `None`: there is no such version.
    pub(crate) fn set_default(&mut self, number: u32, now: Timestamp) -> Option<()> {
        let document = self.versions.get(&number)?.document.clone();
        self.managed = Arc::new(ManagedPolicy { document, ..(*self.managed).clone() });
        self.default = number;
        self.updated = now;
        Some(())
    }

    /// The account that it is of: `aws` for AWS's own.
    pub(crate) fn account(&self) -> &str {
        self.managed.arn.split(':').nth(4).unwrap_or_default()
    }
}

/// `v3`
pub(crate) fn version_name(number: u32) -> String {
    format!("v{number}")
}

/// The number of `v3`.
pub(crate) fn version_number(name: &str) -> Option<u32> {
    name.strip_prefix('v')?.parse().ok()
}
