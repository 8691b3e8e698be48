//! An object: the data of one version, and all that is kept with it.

use crate::access::acl::Acl;
use crate::encryption::object_encryption::ObjectEncryption;
use crate::lock::object_lock::Lock;
use crate::model::RestoreStatus;
use crate::objects::checksums::ObjectChecksum;
use crate::objects::metadata::Metadata;
use crate::restore::restored_copy::Restored;
use crate::tags::tag_set::Tags;
use parhelion_wire::checksum::Checksum;
use parhelion_wire::{Body, serde_shared};
use parhelion_world::Account;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An ETag as headers and listings have it (S3-3.12).
pub(crate) fn quoted(e_tag: &str) -> String {
    ["\"", e_tag, "\""].concat()
}

/// The data and properties of a version that is no delete marker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Object {
    pub body: Body,
    /// Without quotes (S3-3.12).
    #[serde(deserialize_with = "serde_shared::text")]
    pub e_tag: Arc<str>,
    /// S3 always has one (S3-3.13e).
    pub checksum: ObjectChecksum,
    /// Those of a multipart upload, for ever (S3-3.8); `None`: put in one piece.
    pub parts: Option<Arc<[ObjectPart]>>,
    pub properties: Properties,
}

/// A part as it was uploaded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ObjectPart {
    pub number: i32,
    pub size: u64,
    /// Kept where the object's checksum is made of them (S3-3.15d).
    pub checksum: Option<Checksum>,
}

/// All that is kept with the bytes; an overwrite inherits nothing of it (S3-3.1e).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Properties {
    pub headers: SystemHeaders,
    pub metadata: Metadata,
    pub storage_class: StorageClass,
    pub encryption: ObjectEncryption,
    pub tags: Tags,
    /// `x-amz-website-redirect-location` (S3-3.22).
    pub redirect: Option<Box<str>>,
    /// Who wrote it, where that matters (S3-7.7); empty: nobody known.
    #[serde(deserialize_with = "serde_shared::text")]
    pub owner: Account,
    /// `None`: private.
    pub acl: Option<Arc<Acl>>,
    pub lock: Lock,
    /// Of an archived object (S3-3.17).
    pub restored: Option<Restored>,
    pub replication: Option<Replication>,
}

/// `x-amz-replication-status` (S3-6.15f).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Replication {
    Pending,
    Completed,
    Failed,
    Replica,
}

impl Replication {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
            Self::Replica => "REPLICA",
        }
    }
}

impl Object {
    pub(crate) fn size(&self) -> u64 {
        self.body.len()
    }

    pub(crate) fn quoted_e_tag(&self) -> String {
        quoted(&self.e_tag)
    }

    /// In listings that ask for it (S3-5.1i).
    pub(crate) fn restore_status(&self, asked: bool) -> Option<RestoreStatus> {
        let restored = self.properties.restored.filter(|_| asked)?;
        Some(RestoreStatus {
            is_restore_in_progress: Some(restored.until.is_none()),
            restore_expiry_date: restored.until,
        })
    }

    /// Archived, and no copy of it is there to read (S3-3.17b).
    pub(crate) fn is_out_of_reach(&self) -> bool {
        let Properties { storage_class, restored, .. } = &self.properties;
        storage_class.is_archive() && !restored.is_some_and(|restored| restored.until.is_some())
    }
}

/// Headers that are kept and given back verbatim (S3-3.11).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SystemHeaders {
    pub cache_control: Option<String>,
    pub content_disposition: Option<String>,
    pub content_encoding: Option<String>,
    pub content_language: Option<String>,
    pub content_type: Option<String>,
    pub expires: Option<String>,
}

/// What an object without Content-Type has (S3-3.1g).
pub(crate) const CONTENT_TYPE_DEFAULT: &str = "binary/octet-stream";

/// A storage class that can be chosen (S3-3.17a).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum StorageClass {
    #[default]
    Standard,
    ReducedRedundancy,
    StandardIa,
    OneZoneIa,
    IntelligentTiering,
    GlacierIr,
    Glacier,
    DeepArchive,
}

impl StorageClass {
    const ALL: [Self; 8] = [
        Self::Standard,
        Self::ReducedRedundancy,
        Self::StandardIa,
        Self::OneZoneIa,
        Self::IntelligentTiering,
        Self::GlacierIr,
        Self::Glacier,
        Self::DeepArchive,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::ReducedRedundancy => "REDUCED_REDUNDANCY",
            Self::StandardIa => "STANDARD_IA",
            Self::OneZoneIa => "ONEZONE_IA",
            Self::IntelligentTiering => "INTELLIGENT_TIERING",
            Self::GlacierIr => "GLACIER_IR",
            Self::Glacier => "GLACIER",
            Self::DeepArchive => "DEEP_ARCHIVE",
        }
    }

    /// `None` for a class that does not exist or not here (S3-3.1i).
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    /// Not readable before it is restored (S3-3.17b).
    pub(crate) fn is_archive(self) -> bool {
        matches!(self, Self::Glacier | Self::DeepArchive)
    }
}
