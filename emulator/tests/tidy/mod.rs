//! What keeps the house in order: rules about the sources themselves.

pub(crate) mod citations;
pub(crate) mod coverage;
mod import_circles;
mod rules;
mod service_names;
mod sources;
mod test_places;
pub(crate) mod tested_operations;
