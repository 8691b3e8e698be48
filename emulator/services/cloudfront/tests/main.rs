//! The control plane's rules, through a world.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod accounts;
mod aliases;
mod anycast_ip_lists;
mod concurrency;
mod continuous_deployment;
mod defaults;
mod distributions;
mod field_level_encryption;
mod functions;
mod hooks;
mod invalidations;
mod key_groups;
mod key_value_stores;
mod origin_access_controls;
mod origin_access_identities;
mod origin_request_policies;
mod paging;
mod policies;
mod realtime_logs;
mod response_headers_policies;
mod support;
mod tags;
mod validation;
mod vpc_origins;
mod web_acls;
