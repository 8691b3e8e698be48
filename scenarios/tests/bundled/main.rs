//! The bundled applications: they hold, in whatever clothes, their bugs are caught, and what is told of them is so.
#![allow(clippy::unwrap_used)]

mod emitted;
mod files;
mod hold;
mod mutants;
mod other_interfaces;
mod property_16;
mod reports;
mod variants;
