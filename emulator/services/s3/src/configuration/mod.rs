//! What can be configured of a bucket besides access, encryption and lifecycle: [`settings`] keeps
//! it, [`late`] makes it take effect some time after it was put; the rest are the operations.

mod cors;
pub mod late;
mod named;
pub mod notification;
pub mod replication;
pub mod settings;
mod simple;
mod website;
