//! Server-side encryption (S3-7.10 to S3-7.12). Nothing is encrypted here; what callers can see of it
//! is kept.
//!
//! [`object_encryption`] and [`bucket_encryption`] are what is kept, [`headers`] are what a
//! request asks for; [`kms`] asks for keys; [`operations`] are the bucket's, [`update`] the object's.

pub(crate) mod algorithm;
pub(crate) mod bucket_encryption;
pub(crate) mod customer_key;
pub(crate) mod headers;
pub(crate) mod kms;
pub(crate) mod object_encryption;
mod operations;
mod update;
