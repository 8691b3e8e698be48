//! Server-side encryption (S3-7.10 to S3-7.12). Nothing is encrypted here; what callers can see of it
//! is kept.

pub mod kms;
pub mod object_encryption;
mod update;
