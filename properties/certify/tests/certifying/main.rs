//! From a specification to its certificate.
#![allow(clippy::unwrap_used)]

mod certificate;
mod command_line;
mod spec;
