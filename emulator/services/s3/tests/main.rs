//! S3 through its typed handlers, one test for each rule of the specification.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod access;
mod acls;
mod browser_uploads;
mod buckets;
mod choices;
mod clients;
mod configurations;
mod copies;
mod cors;
mod documents;
mod events;
mod hooks;
mod lifecycles;
mod listing;
mod locks;
mod model;
mod multipart;
mod named_configurations;
mod objects;
mod origin_access_identities;
mod parameters;
mod properties;
mod raw;
mod refused_documents;
mod refused_rules;
mod settings;
mod support;
mod versioning;
mod websites;
mod wire;
mod wording;
mod writes;
