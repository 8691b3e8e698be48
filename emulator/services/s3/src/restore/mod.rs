//! Restoring archived objects (S3-3.17): [`restored_copy`] is what is kept of it, [`operations`] begin
//! and end it.

pub(crate) mod operations;
pub(crate) mod restored_copy;
