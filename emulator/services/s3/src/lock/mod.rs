//! Object Lock (S3-6.5, S3-6.6): [`object_lock`] is what protects a version, [`operations`] set it.

pub(crate) mod object_lock;
mod operations;
