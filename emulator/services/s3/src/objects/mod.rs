//! Objects: [`object`] is what is kept of one; [`put`], [`copy`], [`read`] (GET and HEAD),
//! [`attributes`] and [`delete`] (one and many) are the operations.
//!
//! [`write_request`] is what requests that make objects have in common, [`source`] what copies read,
//! [`new_version`] what every write needs. Rules without state: [`conditions`], [`range`],
//! [`metadata`], [`checksums`].

mod attributes;
pub(crate) mod checksums;
pub(crate) mod conditions;
mod copy;
mod delete;
pub(crate) mod metadata;
pub(crate) mod new_version;
pub(crate) mod object;
pub(crate) mod put;
pub(crate) mod range;
mod read;
pub(crate) mod source;
pub(crate) mod write_request;
