//! Buckets: [`bucket`] is the state of one, [`operations`] make, find and delete them; [`names`] and
//! [`regions`] are the rules for where they may be and what they may be called.

pub(crate) mod bucket;
pub(crate) mod names;
mod operations;
pub(crate) mod regions;
