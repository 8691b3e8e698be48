//! SQS, rule by rule, through the world.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod attributes;
mod batches;
mod choices;
mod cloud;
mod deliveries;
mod encryption;
mod forks;
mod laws;
mod permissions;
mod queues;
mod receiving;
mod redrive;
mod sending;
mod visibility;
mod wire;
