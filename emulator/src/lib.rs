//! Parhelion: an AWS that lives inside your process.
//!
//! What a request passes through, in order:
//!
//! 1. a door: [`sdk`] (an `HttpClient` for the AWS SDK for Rust), [`server`] (sockets),
//!    [`edge`] (viewers of data planes) or [`Cloud::call`] (typed, straight into the core);
//! 2. [`door`]: the phases from the request's bytes to the answer's; [`drive`] does what handlers want
//!    done outside: waits, exchanges over the [`network`], [`functions`]; a connection that is upgraded
//!    becomes a [`tunnel`] between doors;
//! 3. the service, in a crate of its own: [`services`] is the list.
//!
//! `emulator/tests/readme.rs` is the first thing to read after this.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

#[cfg(any(feature = "sdk", feature = "server"))]
mod broken;
mod builder;
pub mod catalogue;
pub mod choices;
mod clock;
mod cloud;
mod connection;
pub mod coverage;
#[cfg(feature = "server")]
pub mod data;
mod device;
mod door;
mod drive;
pub mod edge;
mod event_stream;
mod functions;
mod http1;
#[cfg(feature = "server")]
mod metrics;
mod network;
mod origins;
mod process;
mod replay;
pub mod saved;
mod scope;
#[cfg(feature = "sdk")]
pub mod sdk;
#[cfg(feature = "server")]
pub mod server;
pub mod services;
#[cfg(feature = "server")]
mod streamed;
mod tunnel;
mod turns;
mod waiting;

pub use builder::Builder;
pub use clock::Clock;
pub use cloud::{Cloud, Snapshot};
pub use device::Device;
pub use edge::Viewer;
pub use origins::Outside;
pub use parhelion_wire::{Body, Error, Timestamp};
pub use parhelion_world::SavedError;
pub use parhelion_world::{
    Adversary, Attempt, Clause, Event, Journal, Opt, Pick, Plan, Point, Site, What, identity,
    random,
};
pub use replay::{ReplayError, replay};
pub use scope::{watching, within};

/// Protocols and signatures, for harnesses that speak them themselves.
pub use parhelion_wire as wire;

/// The services, each with the shells of its operations.
pub use services::*;
