//! SelectObjectContent: its request, its object, its events (S3-3.25). The SQL is `parhelion_select`'s.

mod events;
mod operation;
mod request;

pub(crate) use request::{constraint_error, refuse_empty};
