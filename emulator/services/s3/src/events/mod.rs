//! What happens besides answers: [`notifications`] of events to their [`destinations`], records in the
//! [`access_log`].

pub mod access_log;
pub mod destinations;
pub mod notifications;
