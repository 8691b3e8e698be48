//! `application/vnd.amazon.eventstream`: answers that are a stream of events
//! (<https://smithy.io/2.0/aws/amazon-eventstream.html>).
//!
//! [`message`] frames bytes; [`event`] writes the events of a model as messages.

pub mod event;
pub mod message;

pub use event::{event, failure, initial_response};
pub use message::{Decoder, HeaderValue, Message};

/// The content type of such a stream.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";
