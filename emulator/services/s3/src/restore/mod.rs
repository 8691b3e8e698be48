//! Restoring archived objects (S3-3.17): [`restored_copy`] is what is kept of it, [`operations`] begin
//! and end it.

pub mod operations;
pub mod restored_copy;
