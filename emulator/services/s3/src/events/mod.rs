//! What happens besides answers: [`notifications`] of events to their [`destinations`], records in the
//! [`access_log`], [`replication`] to other buckets.

pub mod access_log;
pub mod destinations;
pub mod notifications;
pub mod replication;
