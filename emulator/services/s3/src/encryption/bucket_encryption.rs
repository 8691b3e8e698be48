//! A bucket's default encryption (S3-7.11).

use crate::encryption::algorithm::Algorithm;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A bucket's default encryption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BucketEncryption {
    /// It was put, if only to say what is the default anyway (S3-3.19g).
    pub explicit: bool,
    pub algorithm: Algorithm,
    /// As it was given: read back so.
    pub key: Option<Arc<str>>,
    pub bucket_key: bool,
    /// Uploads with SSE-C are refused: so of every bucket since April 2026.
    pub blocks_sse_c: bool,
}

impl Default for BucketEncryption {
    fn default() -> Self {
        Self {
            explicit: false,
            algorithm: Algorithm::Aes256,
            key: None,
            bucket_key: false,
            blocks_sse_c: true,
        }
    }
}

impl BucketEncryption {
    pub(crate) fn is_by_kms(&self) -> bool {
        self.algorithm != Algorithm::Aes256
    }
}
