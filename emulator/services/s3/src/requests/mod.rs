//! What happens to every request around its operation: [`sub_resource`] and [`integrity`] are checked
//! before it, [`cors`] headers are added after it, and [`faults`] are injected into both.
//! [`target`] reads what a request names.

pub mod cors;
pub mod faults;
pub mod integrity;
pub mod sub_resource;
pub(crate) mod target;
