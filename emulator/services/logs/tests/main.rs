//! CloudWatch Logs, rule by rule, through the world.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod choices;
mod filtering;
mod getting;
mod groups;
mod properties;
mod putting;
mod retention;
mod streams;
mod support;
mod tags;
mod wire;
