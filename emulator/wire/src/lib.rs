//! The wire: AWS's protocols, in both directions, for any modelled service.
//!
//! A request's way, in order:
//!
//! 1. [`signature`] says who sent it (SigV4 header, query, or none);
//! 2. [`chunked`] strips `aws-chunked` framing and [`body`] holds what is left;
//! 3. [`http`] finds the operation ([`route`] for REST) and reads a [`Value`] with the protocol's
//!    interpreter ([`json`], [`cbor`], [`xml`], [`query`]) under the direction of the service's
//!    [`table`]; what cannot be read is [`malformed`];
//! 4. [`validate`] checks the model's constraints on the tree;
//! 5. the service's handler takes and gives typed shells ([`shell`]) made from the model;
//! 6. [`http`] writes the answer, or [`envelope`] the [`error`], the same way back.
//!
//! Answers that are a stream of events are written as [`event_stream`] says; a connection may go on in
//! another protocol ([`upgrade`]).
//!
//! [`client`] is the same from the other side: it writes requests and reads answers.
//!
//! Nothing here knows a service; nothing here reads a clock.

#[cfg_attr(not(test), warn(clippy::indexing_slicing))]
pub mod body;
pub mod cbor;
pub mod checksum;
#[cfg_attr(not(test), warn(clippy::indexing_slicing))]
pub mod chunked;
pub mod client;
#[cfg_attr(not(test), warn(clippy::indexing_slicing))]
pub mod coding;
pub mod cut;
pub mod envelope;
pub mod error;
#[cfg_attr(not(test), warn(clippy::indexing_slicing))]
pub mod event_stream;
mod fields;
pub mod heavy;
pub mod http;
pub mod json;
pub mod malformed;
mod model_macro;
pub mod query;
mod rest;
#[cfg_attr(not(test), warn(clippy::indexing_slicing))]
pub mod route;
mod scalar;
pub mod serde_http;
pub mod serde_shared;
pub mod shell;
#[cfg_attr(not(test), warn(clippy::indexing_slicing))]
pub mod signature;
pub mod table;
pub mod time;
pub mod told;
pub mod upgrade;
#[cfg_attr(not(test), warn(clippy::indexing_slicing))]
mod uri;
#[cfg_attr(not(test), warn(clippy::indexing_slicing))]
pub mod validate;
pub mod value;
pub mod xml;

pub use body::Body;
pub use error::Error;
pub use fields::Fields;
pub use table::Model;
pub use time::Timestamp;
pub use value::Value;
