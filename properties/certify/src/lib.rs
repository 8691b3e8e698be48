//! A specification in, a certificate out.
//!
//! - [`spec`]: what requirements, design and tasks say, liberally read, with a note on what was not
//!   understood;
//! - [`binding`]: which clauses prove which criterion, as a person has written it; [`draft`]: a proposal;
//! - [`evidence`]: what reports of runs and audits say of clauses;
//! - [`certificate`]: of each criterion, property and task, what is to be thought of it;
//! - [`render`]: for people, scripts, CI servers and browsers.

pub mod binding;
pub mod certificate;
pub mod draft;
pub mod evidence;
pub mod render;
pub mod spec;

pub use binding::Binding;
pub use certificate::{Certificate, Status, certify};
pub use evidence::Evidence;
pub use spec::Spec;
