//! What keeps the house in order: rules about the sources themselves.

pub mod citations;
pub mod coverage;
mod import_circles;
mod rules;
mod service_names;
mod sources;
mod test_places;
pub mod tested_operations;
