//! What keys hold beside their names: data only.

use imbl::OrdSet;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;

/// Who made what a key consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Origin {
    /// KMS, from the key ring's secret.
    AwsKms,
    /// The key's owner, who imports it.
    External,
}

impl Origin {
    /// AWS's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::AwsKms => "AWS_KMS",
            Self::External => "EXTERNAL",
        }
    }
}

/// One of the things that a key consists of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BackingKey {
    /// `KeyMaterialId`: 64 hex digits that say nothing of it.
    pub id: Arc<str>,
    /// When it took over from the one before. The first took over from none; another that did not
    /// waits for its rotation.
    pub rotated: Option<Rotated>,
    /// Of a key whose material is imported.
    pub imported: Option<Imported>,
}

/// How a backing key took over.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Rotated {
    pub at: Timestamp,
    /// Somebody asked for it.
    pub on_demand: bool,
}

/// Imported material.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Imported {
    /// None: it was deleted, or has expired.
    pub bytes: Option<Arc<[u8]>>,
    /// Its owner's words.
    pub description: Option<Arc<str>>,
    /// When it expires.
    pub valid_to: Option<Timestamp>,
}

/// Without the bytes: they are somebody's secret.
impl fmt::Debug for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bytes, description, valid_to } = self;
        let mut shown = f.debug_struct("Imported");
        shown.field("there", &bytes.is_some());
        shown.field("description", description).field("valid_to", valid_to).finish()
    }
}

impl BackingKey {
    /// A version of what KMS makes.
    pub(crate) fn generated(name: &str, version: u32) -> Self {
        let id = id(name, format!("/{version}").as_bytes());
        Self { id, rotated: None, imported: None }
    }

    /// Whether it must be imported before the key can be used again.
    pub(crate) fn is_missing(&self) -> bool {
        self.imported.as_ref().is_some_and(|imported| imported.bytes.is_none())
    }
}

/// "KMS assigns a unique identifier to the key material based on the KMS key ID and the imported key
/// material" (API_ImportKeyMaterial).
pub(crate) fn id(name: &str, material: &[u8]) -> Arc<str> {
    let digest = Sha256::new().chain_update(name).chain_update(material).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}

/// "If no value is specified, the default value is 365 days."
pub(crate) const DEFAULT_DAYS: u32 = 365;

/// A key's automatic rotation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rotation {
    /// Between rotations.
    pub days: u32,
    /// When it is due; over, where the key cannot be rotated now.
    pub next: Timestamp,
}

/// The set that a multi-Region key belongs to: every key of it knows all others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MultiRegion {
    /// The primary key's region.
    pub primary: Arc<str>,
    /// Those of its replicas.
    pub replicas: OrdSet<Arc<str>>,
}

impl MultiRegion {
    /// Of a primary key without replicas.
    pub(crate) fn alone_in(region: &str) -> Self {
        Self { primary: region.into(), replicas: OrdSet::new() }
    }

    /// Of all its keys.
    pub(crate) fn regions(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.primary).chain(&self.replicas)
    }
}

/// What is being done to a key of several regions, until when.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Settling {
    pub what: Transient,
    pub until: Timestamp,
}

/// A state that passes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Transient {
    /// ReplicateKey goes on.
    Creating,
    /// UpdatePrimaryRegion goes on.
    Updating,
}
