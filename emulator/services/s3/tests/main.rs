//! S3 through its typed handlers, one test for each rule of the specification.
#![warn(missing_docs, unreachable_pub, clippy::missing_errors_doc, clippy::too_many_lines)] // lints-for-merge
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
mod acls;
mod browser_uploads;
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
mod wire;
mod wording;
mod writes;
