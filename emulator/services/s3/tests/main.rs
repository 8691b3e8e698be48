//! S3 through its typed handlers, one test for each rule of the specification.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
mod buckets;
mod choices;
mod configurations;
mod copies;
mod cors;
mod hooks;
mod listing;
mod model;
mod multipart;
mod objects;
mod support;
mod versioning;
mod writes;
