//! What happens besides answers: [`notifications`] of events to their [`destinations`], records in the
//! [`access_log`], [`replication`] to other buckets by a [`replicator`].

pub(crate) mod access_log;
pub(crate) mod destinations;
pub(crate) mod log_record;
pub(crate) mod notifications;
pub(crate) mod replication;
mod replicator;
