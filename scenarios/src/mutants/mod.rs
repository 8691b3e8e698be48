//! Mutants, and what catches them.
//!
//! - [`hunt`]: one of them is proved, which should fail;
//! - [`table`]: what came of all, for people and scripts; [`page`]: `docs/mutants.md`;
//! - [`workload`]: the same for other engines, in ETNA's format;
//! - [`command`]: `parhelion-verify --mutants`.

pub mod command;
pub mod hunt;
pub mod page;
pub mod table;
pub mod workload;

pub use hunt::{Caught, Engine, hunt};
