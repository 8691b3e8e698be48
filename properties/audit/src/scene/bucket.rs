//! A bucket.

use crate::account::Failures;
use aws_sdk_s3::types as s3;
use parhelion::Timestamp;

/// Whose it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// The account's.
    #[default]
    Ours,
    /// Somebody else's.
    Foreign,
    /// Nobody's: anybody may create it.
    Missing,
    /// The account's buckets could not be listed.
    Unknown,
}

/// What was seen of one.
#[derive(Clone, Debug, Default)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub region: String,
    /// Why it is looked at: `named`, `origin of E…`.
    pub because: String,
    /// Whose it is.
    pub standing: Standing,
    /// Its own public access block.
    pub block: Option<s3::PublicAccessBlockConfiguration>,
    /// Its policy's text.
    pub policy: Option<String>,
    /// What S3 says of its policy.
    pub policy_is_public: Option<bool>,
    /// `BucketOwnerEnforced`, ….
    pub ownership: Option<String>,
    /// The owner's canonical id.
    pub owner: Option<String>,
    /// Of its ACL.
    pub grants: Vec<s3::Grant>,
    /// Default encryption.
    pub encryption: Option<s3::ServerSideEncryptionRule>,
    /// `Enabled`, `Suspended`.
    pub versioning: Option<String>,
    /// Whether deleting versions needs a second factor.
    pub mfa_delete: bool,
    /// Rules that expire and move objects.
    pub lifecycle: Vec<s3::LifecycleRule>,
    /// Rules for other sites' scripts.
    pub cors: Vec<s3::CorsRule>,
    /// Where its access log goes: bucket and prefix.
    pub logging: Option<(String, String)>,
    /// ARNs of queues that are told of its events.
    pub queues: Vec<String>,
    /// ARNs of topics and functions that are.
    pub other_targets: Vec<String>,
    /// Whether objects can be locked.
    pub lock: bool,
    /// Whether they are by default: `GOVERNANCE 30 days`.
    pub default_retention: Option<String>,
    /// Whether it serves a website.
    pub website: bool,
    /// Multipart uploads under way: key, id, begin.
    pub uploads: Vec<(String, String, Option<Timestamp>)>,
    /// Its objects.
    pub objects: Objects,
    /// Reads that failed.
    pub failures: Failures,
}

/// What was seen of a bucket's objects.
#[derive(Clone, Debug, Default)]
pub struct Objects {
    /// How many were looked at.
    pub count: usize,
    /// Of those.
    pub bytes: u64,
    /// The youngest of those, and its date.
    pub newest: Option<(String, Timestamp)>,
    /// There are no others.
    pub all: bool,
}

impl Bucket {
    /// Whether its versions are kept.
    pub fn keeps_versions(&self) -> bool {
        self.versioning.as_deref() == Some("Enabled")
    }

    /// `arn:aws:s3:::name`.
    pub fn arn(&self) -> String {
        format!("arn:aws:s3:::{}", self.name)
    }

    /// The key of default encryption, if it is one of KMS.
    pub fn key(&self) -> Option<&str> {
        let default = self.encryption.as_ref()?.apply_server_side_encryption_by_default.as_ref()?;
        default.kms_master_key_id.as_deref()
    }

    /// `AES256`, `aws:kms`, ….
    pub fn algorithm(&self) -> Option<&str> {
        let default = self.encryption.as_ref()?.apply_server_side_encryption_by_default.as_ref()?;
        Some(default.sse_algorithm.as_str())
    }
}
