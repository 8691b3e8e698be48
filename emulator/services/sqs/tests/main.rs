//! SQS, rule by rule, through the world.

#![warn(missing_docs, unreachable_pub, clippy::missing_errors_doc, clippy::too_many_lines)] // lints-for-merge
#![allow(clippy::unwrap_used, clippy::expect_used)]

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
