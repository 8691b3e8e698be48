//! Real-time log configurations: which fields of how many requests go to which stream of Kinesis. They are kept and
//! checked; nothing is sent yet.
//!
//! - [`checks`]: what they may say; [`operations`]: what can be done to them.

mod checks;
mod operations;
