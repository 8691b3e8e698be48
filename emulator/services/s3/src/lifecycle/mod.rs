//! Lifecycle: rules that expire, move and clean up as time goes by (S3-6.7 to S3-6.14).
//!
//! [`rules`]: which rule is about what, and when it falls due; [`configuration`]: get, put, delete;
//! [`validation`] and [`order`]: what S3 refuses; [`run`]: what happens every midnight (UTC) of the world's clock.

mod configuration;
mod order;
pub(crate) mod rules;
pub(crate) mod run;
mod validation;
