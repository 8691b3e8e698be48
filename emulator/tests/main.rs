//! What needs all services at once: one binary, a module a subject.
#![warn(missing_docs, unreachable_pub, clippy::missing_errors_doc, clippy::too_many_lines)] // lints-for-merge
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access_logs;
mod authorization;
mod catalogue;
mod choices;
mod command_line;
mod doors;
mod edge;
mod forks;
mod generated_docs;
mod hosts;
mod iam;
mod identities;
mod kernel;
mod keys;
mod kms;
mod kms_cryptography;
mod live_tail;
mod queues;
mod s3_control;
mod s3_requests;
mod saving;
mod sdk;
mod server_replays;
mod servers;
mod signed;
mod sts;
mod tidy;
mod tunnels;
mod wire;
