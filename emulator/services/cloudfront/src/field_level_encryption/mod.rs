//! Field-level encryption: profiles say which fields are encrypted with which key, configurations which requests have
//! which profile, and behaviours name configurations. All of it is kept and checked; the edge does not encrypt yet.
//!
//! - [`stored`]: the two kinds of things; [`checks`]: what they may say; [`operations`]: what can be done to them.

mod checks;
mod operations;
mod stored;
