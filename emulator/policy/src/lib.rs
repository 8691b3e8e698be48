//! IAM's policy language, as bucket policies (S3-7.2, S3-7.3) and every other policy of AWS write it.
//!
//! A document is parsed once ([`Policy::parse`]) into [`statement`]s, and then decided for any
//! number of [`Request`]s without another look at its text:
//!
//! - [`document`]: JSON that refuses duplicate members, and AWS's order of members;
//! - [`statement`]: what a policy consists of, and its parsing;
//! - [`principal`]: who a statement is about;
//! - [`pattern`]: wildcards and policy variables;
//! - [`condition`]: operators on condition keys, with [`moment`] and [`network`] for their values;
//! - [`request`]: what is asked, and [`Policy::decide`], the answer;
//! - [`iam`]: IAM's stricter look at documents, and its words;
//! - [`naming`]: other names for principals who are called otherwise by now;
//! - `stored`: a policy is kept as its text and parsed again;
//! - [`public`]: whether a policy is public in the sense of S3 Block Public Access (S3-7.5).
//!
//! Nothing here knows a service, a clock or a network; a service checks for itself which actions,
//! resources and condition keys it knows.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

pub mod condition;
pub mod document;
pub mod iam;
pub mod moment;
pub mod naming;
pub mod network;
pub mod pattern;
pub mod principal;
pub mod public;
pub mod request;
mod services;
pub mod statement;
mod stored;

pub use document::MalformedPolicy;
pub use principal::{Naming, PrincipalElement, RequestPrincipal, is_account_id, is_service_user};
pub use public::NarrowingKey;
pub use request::{Decision, FederatingUser, Keys, Request, Values};
pub use statement::{Effect, Policy, PrincipalMatcher, Purpose, Statement};
