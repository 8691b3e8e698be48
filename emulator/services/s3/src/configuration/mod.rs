//! What can be configured of a bucket besides access, encryption and lifecycle: [`settings`] keeps
//! it, [`late`] makes it take effect some time after it was put; the rest are the operations.

mod cors;
mod criteria;
pub(crate) mod late;
mod named;
pub(crate) mod notification;
pub(crate) mod replication;
mod replication_rules;
pub(crate) mod settings;
mod simple;
mod website;
