//! The audit from outside: on clouds in this process, and as a command.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod baselines;
mod command_line;
mod dashboard;
mod large;
mod pairs;
mod policy;
mod registry;
mod reports;
mod scopes;
mod shop;
