//! What happens to every request around its operation.
//!
//! [`sub_resource`] and [`integrity`] are checked before it, [`constraint_errors`] and
//! [`header_errors`] say what is wrong with its input; [`preflight`] answers browsers and adds CORS headers by the rules in [`cors`];
//! [`faults`] are injected before and after it. [`target`] reads what a request names,
//! [`signature_version`] how it was signed.

pub(crate) mod constraint_errors;
pub(crate) mod cors;
pub(crate) mod faults;
pub(crate) mod header_errors;
pub(crate) mod integrity;
mod preflight;
pub(crate) mod signature_version;
pub(crate) mod sub_resource;
pub(crate) mod target;
