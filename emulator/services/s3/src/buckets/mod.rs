//! Buckets: [`bucket`] is the state of one, [`operations`] make, find and delete them; [`names`] and
//! [`regions`] are the rules for where they may be and what they may be called.

pub mod bucket;
pub mod names;
mod operations;
pub mod regions;
