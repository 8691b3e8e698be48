//! What needs all services at once: one binary, a module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod access_logs;
mod actions;
mod anonymous;
mod authorization;
mod bounds;
mod catalogue;
mod certificates;
mod choices;
mod command_line;
mod console;
mod decisions;
mod doors;
mod durable;
mod edge;
mod evaluation;
// As it came out of a journal.
#[rustfmt::skip]
mod exported;
mod forks;
mod generated_docs;
mod hosts;
mod iam;
mod identities;
mod identity_choices;
mod journal_details;
mod kernel;
mod keys;
mod kms;
mod kms_algorithms;
mod kms_answers;
mod kms_calls;
mod kms_conditions;
mod kms_cryptography;
mod kms_grant_calls;
mod kms_grants;
mod kms_policies;
mod kms_refusals;
mod live_tail;
mod logs_elsewhere;
mod origin_access_identities;
mod outbound;
mod queues;
mod replication;
#[cfg(unix)]
mod run;
mod s3_control;
mod s3_requests;
mod saml;
mod saving;
mod sdk;
mod select;
mod server_replays;
mod servers;
mod service_principals;
mod signed;
mod started;
mod sts;
mod sts_sessions;
mod surroundings;
mod tidy;
mod tunnels;
mod web_identity;
mod wire;
mod worlds;
