//! What the sources must keep to.

pub mod citations;
pub mod coverage;
mod rules;
