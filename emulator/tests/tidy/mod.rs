//! What keeps the house in order: rules about the sources themselves.

mod sources;
mod test_places;
pub mod tested_operations;
