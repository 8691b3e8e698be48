//! CloudWatch Logs, rule by rule, through the world.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod choices;
mod cloud;
mod filtering;
mod getting;
mod groups;
mod laws;
mod putting;
mod retention;
mod streams;
mod tags;
mod wire;
