//! `application/vnd.amazon.eventstream`: answers that are a stream of events
//! (<https://smithy.io/2.0/aws/amazon-eventstream.html>).
//!
//! [`message`] frames bytes; [`event`] writes the events of a model as messages.

pub mod event;
pub mod message;

pub use event::{event, failure, initial_response};
pub use message::{Decoder, HeaderValue, Message};

use crate::Body;
use crate::http::{Ids, write_ids};
use crate::table::{Model, Protocol};
use http::{HeaderValue as HttpValue, Response};

/// The content type of such a stream.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";

/// The head of an answer whose events follow.
pub fn head(model: &'static Model, protocol: Protocol, ids: Ids<'_>) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    write_ids(model, ids, headers);
    headers.insert(http::header::CONTENT_TYPE, HttpValue::from_static(CONTENT_TYPE));
    if protocol == Protocol::RpcV2Cbor {
        headers.insert("smithy-protocol", HttpValue::from_static("rpc-v2-cbor"));
    }
    response
}
