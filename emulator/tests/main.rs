//! What needs all services at once: one binary, a module a subject.
//!
//! `sdk.rs` and `readme.rs`, which need the AWS SDK for Rust, have not been compiled yet.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod coverage;
mod doors;
mod edge;
mod forks;
mod wire;
