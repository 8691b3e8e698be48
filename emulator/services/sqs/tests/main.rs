//! SQS, rule by rule, through the world.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod attributes;
mod batches;
mod choices;
mod deliveries;
mod encryption;
mod forks;
mod permissions;
mod properties;
mod queues;
mod receiving;
mod redrive;
mod sending;
mod support;
mod visibility;
mod wire;
