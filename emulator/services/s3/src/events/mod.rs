//! What happens besides answers: [`notifications`] of events, records in the [`access_log`].

pub mod access_log;
pub mod notifications;
