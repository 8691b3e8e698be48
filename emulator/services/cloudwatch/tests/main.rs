//! CloudWatch through a world: one test a rule, named by its number.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod support;

mod alarm_reads;
mod alarms;
mod choices;
mod constraints;
mod dashboards;
mod data_queries;
mod evaluation;
mod forks;
mod metrics;
mod queries;
mod tags;
