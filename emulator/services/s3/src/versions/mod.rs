//! Versions of keys (S3-6.1 to S3-6.4): [`version`] is the state, [`named_version`] the version that a
//! request names, [`operations`] turn versioning on and off.

pub(crate) mod named_version;
pub(crate) mod operations;
pub(crate) mod ordered;
pub(crate) mod version;
