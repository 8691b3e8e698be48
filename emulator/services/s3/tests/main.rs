//! S3 through its typed handlers, one test for each rule of the specification.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
mod acls;
mod buckets;
mod choices;
mod configurations;
mod copies;
mod cors;
mod events;
mod hooks;
mod lifecycles;
mod listing;
mod locks;
mod model;
mod multipart;
mod named_configurations;
mod objects;
mod properties;
mod raw;
mod settings;
mod support;
mod versioning;
mod websites;
mod wording;
mod writes;
