//! CloudWatch Logs, rule by rule, through the world.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod choices;
mod deliveries;
mod filtering;
mod getting;
mod groups;
mod kept_things;
mod metric_filters;
mod properties;
mod putting;
mod retention;
mod streams;
mod support;
mod tags;
mod wire;
