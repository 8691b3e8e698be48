//! What a person, a script and a CI server read.

pub mod json;
pub mod junit;
pub mod text;
