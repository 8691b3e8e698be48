//! Continuous deployment: a staging distribution that serves a part of a primary's requests (CF-8.9).
//!
//! - [`policies`]: which part, as they are [`stored`]; [`checks`]: what a policy may say;
//! - [`staging`]: copies of primaries, and the way back;
//! - [`attachment`]: policies on primaries, and what cannot change meanwhile.
//!
//! What becomes of requests is in [`crate::edge::split`].

mod attachment;
mod checks;
mod policies;
mod staging;
pub(crate) mod stored;
