//! What needs all services at once: one binary, a module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod access_logs;
mod actions;
mod authorization;
mod bounds;
mod catalogue;
mod choices;
mod command_line;
mod decisions;
mod doors;
mod edge;
mod evaluation;
mod forks;
mod generated_docs;
mod hosts;
mod iam;
mod identities;
mod kernel;
mod keys;
mod kms;
mod kms_algorithms;
mod kms_calls;
mod kms_conditions;
mod kms_cryptography;
mod kms_grant_calls;
mod kms_grants;
mod kms_policies;
mod live_tail;
mod logs_elsewhere;
mod queues;
#[cfg(unix)]
mod run;
mod s3_control;
mod s3_requests;
mod saving;
mod sdk;
mod select;
mod server_replays;
mod servers;
mod signed;
mod sts;
mod surroundings;
mod tidy;
mod tunnels;
mod wire;
mod worlds;
