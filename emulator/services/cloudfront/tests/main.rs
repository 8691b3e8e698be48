//! The control plane's rules, through a world.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

mod accounts;
mod aliases;
mod concurrency;
mod defaults;
mod distributions;
mod functions;
mod hooks;
mod invalidations;
mod key_groups;
mod origin_access_controls;
mod origin_access_identities;
mod origin_request_policies;
mod paging;
mod policies;
mod response_headers_policies;
mod support;
mod tags;
mod validation;
mod web_acls;
