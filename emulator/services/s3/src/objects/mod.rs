//! Objects: [`object`] is what is kept of one; [`put`], [`copy`], [`read`] (GET and HEAD),
//! [`attributes`] and [`delete`] (one and many) are the operations.
//!
//! [`write_request`] is what requests that make objects have in common, [`source`] what copies read,
//! [`new_version`] what every write needs. Rules without state: [`conditions`], [`range`],
//! [`metadata`], [`checksums`].

mod attributes;
pub mod checksums;
pub mod conditions;
mod copy;
mod delete;
pub mod metadata;
pub mod new_version;
pub mod object;
pub mod put;
pub mod range;
mod read;
pub mod source;
pub mod write_request;
