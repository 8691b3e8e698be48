//! The harness itself: what it says of systems that are right, wrong, or not what they seem.
#![allow(clippy::unwrap_used)]

mod consistency;
mod notes;
mod privilege;
mod search;
mod shards;
mod sweep;
mod verdicts;
