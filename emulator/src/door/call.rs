//! A request to an API on its way through the phases, and what comes back.

use crate::event_stream::EventStream;
use crate::scope::Hint;
use crate::turns::InputId;
use http::Method;
use parhelion_wire::error::Result;
use parhelion_wire::table::{Operation, Protocol};
use parhelion_wire::{Body, Value};
use parhelion_world::{Attempt, Caller, Entry, RequestInfo};
use std::sync::Arc;
use std::time::Duration;

/// An HTTP request with its whole body.
pub(crate) type Request = http::Request<Body>;
/// An HTTP answer with its whole body.
pub(crate) type Response = http::Response<Body>;

/// How a request came.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// Over TLS, or over what stands for it.
    pub secure: bool,
    /// The client's address.
    pub source_ip: Arc<str>,
    /// What it says of itself for the harness.
    pub hint: Hint,
    /// The client can take an answer that comes bit by bit.
    pub streams: bool,
}

impl Delivery {
    /// From within this process.
    pub(crate) fn inside(headers: &http::HeaderMap) -> Self {
        Self {
            secure: true,
            source_ip: "127.0.0.1".into(),
            hint: Hint::of(headers),
            streams: false,
        }
    }
}

/// A request to an API on its way through the phases.
pub(crate) struct Call {
    /// How long it is still under way.
    pub latency: Duration,
    pub request: Request,
    pub entry: Entry,
    pub protocol: Protocol,
    pub region: Arc<str>,
    pub caller: Result<Caller>,
    /// [`Delivery::streams`]
    pub streams: bool,
    /// Whether the body is what the head promised.
    pub body: Result<()>,
    pub operation: Option<&'static Operation>,
    pub input: Result<Value>,
    pub attempt: Option<Attempt>,
    pub resource: String,
    pub info: RequestInfo,
    /// CRC of the body, for the journal.
    pub fingerprint: u64,
    /// Where it stands in a journal that keeps inputs.
    pub recorded_input: InputId,
}

impl Call {
    /// Whether it is called as one that only reads: by its method or its name.
    pub(crate) fn reads(&self) -> bool {
        const VERBS: [&str; 4] = ["Get", "List", "Describe", "Filter"];
        let by_name =
            |operation: &Operation| VERBS.iter().any(|verb| operation.name.starts_with(verb));
        matches!(self.request.method(), &Method::GET | &Method::HEAD)
            || self.operation.is_some_and(by_name)
    }

    /// Whether it may have changed something that would be missed.
    pub(crate) fn changes(&self) -> bool {
        let changing = self.entry.declaration.changing_reads;
        let is_among = |operation: &Operation| changing.contains(&operation.name);
        !self.reads() || self.operation.is_some_and(is_among)
    }
}

/// What comes back.
pub(crate) struct Answer {
    /// `None`: the connection closed without a word.
    pub response: Option<Response>,
    /// The connection closes after the body, which is shorter than its Content-Length (A5, A8).
    pub breaks_off: bool,
    /// What follows the head instead of a body.
    pub events: Option<Box<EventStream>>,
    /// For the SDK's jitter: depends only on the world's seed and the request's name.
    pub seed: u64,
}

impl Answer {
    /// As the service says it.
    pub(crate) fn plain(response: Response) -> Self {
        Self { response: Some(response), breaks_off: false, events: None, seed: 0 }
    }
}
