//! Parhelion: an AWS that lives inside your process.
//!
//! What a request passes through, in order:
//!
//! 1. a door: [`sdk`] (an `HttpClient` for the AWS SDK for Rust), [`server`] (sockets),
//!    [`edge`] (viewers of CloudFront) or [`Cloud::call`] (typed, straight into the core);
//! 2. [`door`]: host and signature say for which service ([`host`], [`auth`]), the body comes in
//!    ([`intake`]), the wire reads it, the adversary may strike ([`faults`]), the service answers,
//!    the journal keeps it;
//! 3. the service, in a crate of its own: [`s3`], [`cloudfront`], [`cloudwatch`], [`logs`], and
//!    [`iam`] and [`sts`] for who may call them ([`permission`]).
//!
//! `emulator/tests/readme.rs` is the first thing to read after this.

pub mod auth;
pub mod catalogue;
pub mod choices;
pub mod clock;
pub mod cloud;
pub mod coverage;
pub mod door;
pub mod edge;
pub mod faults;
pub mod host;
pub mod intake;
pub mod network;
pub mod permission;
pub mod scope;
#[cfg(feature = "sdk")]
pub mod sdk;
#[cfg(feature = "server")]
pub mod server;

pub use clock::Clock;
pub use cloud::{Builder, Cloud, Snapshot};
pub use edge::Viewer;
pub use parhelion_wire::{Body, Error, Timestamp};
pub use parhelion_world::{
    Adversary, Attempt, Clause, Event, Journal, Opt, Pick, Plan, Point, Site, What, identity,
    key_ring, random,
};
pub use scope::within;

/// Protocols and signatures, for harnesses that speak them themselves.
pub use parhelion_wire as wire;

/// The services, each with the shells of its operations.
pub use parhelion_cloudfront as cloudfront;
pub use parhelion_cloudwatch as cloudwatch;
pub use parhelion_iam as iam;
pub use parhelion_kms as kms;
pub use parhelion_logs as logs;
pub use parhelion_s3 as s3;
pub use parhelion_s3control as s3control;
pub use parhelion_sts as sts;
