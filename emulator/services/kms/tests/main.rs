//! KMS by itself, by its developer guide and API reference.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod aliases;
mod imports;
mod regions;
mod rotation;
mod support;
mod wrapping;
