//! An object: the data of one version, and all that is kept with it.

use crate::encryption::ObjectEncryption;
use crate::metadata::Metadata;
use crate::tags::Tags;
use parhelion_wire::Body;
use parhelion_wire::checksum::Checksum;
use std::sync::Arc;

/// The data and properties of a version that is no delete marker.
#[derive(Clone, Debug)]
pub struct Object {
    pub body: Body,
    /// Without quotes (S3-3.12).
    pub e_tag: Arc<str>,
    /// S3 always has one (S3-3.13e); of the full object, as everything put in one piece.
    pub checksum: Checksum,
    pub headers: SystemHeaders,
    pub metadata: Metadata,
    pub storage_class: StorageClass,
    pub encryption: ObjectEncryption,
    pub tags: Tags,
    /// `x-amz-website-redirect-location` (S3-3.22).
    pub redirect: Option<Box<str>>,
}

impl Object {
    pub fn size(&self) -> u64 {
        self.body.len()
    }

    pub fn quoted_e_tag(&self) -> String {
        format!("\"{}\"", self.e_tag)
    }
}

/// Headers that are kept and given back verbatim (S3-3.11).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SystemHeaders {
    pub cache_control: Option<String>,
    pub content_disposition: Option<String>,
    pub content_encoding: Option<String>,
    pub content_language: Option<String>,
    pub content_type: Option<String>,
    pub expires: Option<String>,
}

/// What an object without Content-Type has (S3-3.1g).
pub const CONTENT_TYPE_DEFAULT: &str = "binary/octet-stream";

/// A storage class that can be chosen (S3-3.17a).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StorageClass {
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

    pub fn name(self) -> &'static str {
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
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    /// Not readable before it is restored (S3-3.17b).
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Glacier | Self::DeepArchive)
    }
}
