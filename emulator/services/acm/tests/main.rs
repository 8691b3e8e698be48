//! ACM by itself, by its user guide and API reference.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bodies;
mod choices;
mod imports;
mod listing;
mod refusals;
mod requests;
mod support;
mod uses;
