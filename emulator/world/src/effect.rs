//! What a handler may want done outside the world, with no lock held: to wait, to compute over a
//! long body, to exchange HTTP, to run somebody's code.
//!
//! All of these are values: the handler returns one, a driver performs it and comes back.

use bytes::Bytes;
use parhelion_wire::checksum::Algorithm;
use parhelion_wire::coding::Coding;
use parhelion_wire::{Body, Timestamp};
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// A reason to run the same handler again, with the same input. A handler that asks for one has
/// changed nothing yet.
#[derive(Clone, Debug)]
pub enum Pause {
    /// When it is `until`, or as soon as `signal` is given ([`Context::signal`](crate::Context::signal)).
    Wait {
        /// The latest moment.
        until: Timestamp,
        /// What may end the wait before.
        signal: Option<Signal>,
    },
    /// When the body knows these digests of itself: computing them takes as long as it is.
    Digest(Body, Vec<Algorithm>),
}

impl Pause {
    /// For the digests that a big body does not know of itself yet. A small one is digested by who
    /// needs them.
    ///
    /// # Errors
    /// The pause, where there is something to compute.
    pub fn unless_digested(body: &Body, wanted: &[Algorithm]) -> Result<(), Self> {
        let missing = body.missing(wanted);
        if missing.is_empty() { Ok(()) } else { Err(Self::Digest(body.clone(), missing)) }
    }
}

/// The name of something that may happen: `<service>/<what>`.
pub type Signal = Arc<str>;

/// Something that takes long to compute. Unlike an [`Effect`] it touches nothing outside and the same comes
/// of it each time, so journals say nothing of it and replays compute it again.
#[derive(Debug)]
pub enum Computation {
    /// The body in a content coding.
    Encode(Body, Coding),
    /// A service's own: a pair of keys, a signature.
    Own(Work),
}

/// What a service computes, into a place that only it knows ([`Outcome::work`](crate::Outcome::work)).
pub struct Work(pub(crate) Box<dyn FnOnce() + Send>);

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Work")
    }
}

impl Computation {
    /// What comes of it. To be done with no lock held.
    ///
    /// # Errors
    /// The body lies in a file that cannot be read back.
    pub fn run(self) -> io::Result<Body> {
        match self {
            Self::Encode(body, coding) => coding.encode(&body),
            Self::Own(Work(work)) => {
                work();
                Ok(Body::empty())
            }
        }
    }
}

/// An exchange with something outside the world.
#[derive(Debug)]
pub enum Effect {
    /// HTTP with an origin: a service of this cloud, an in-process server, or a socket.
    Http(Box<HttpExchange>),
    /// A call of a function that the user registered under this name.
    Function {
        /// As registered.
        name: Arc<str>,
        /// What it is called with.
        payload: Bytes,
        /// On the cloud's clock.
        timeout: Duration,
    },
    /// A child process: runs to its end. A run with one cannot be repeated byte for byte.
    Process(Box<ChildProcess>),
}

/// A request, fully formed, and where it goes.
#[derive(Clone, Debug)]
pub struct HttpExchange {
    /// Over TLS.
    pub secure: bool,
    /// Where to connect to.
    pub host: String,
    /// The port there.
    pub port: u16,
    /// In origin form, with `Host`. Where it asks for an upgrade
    /// ([`upgrade::is_asked`](parhelion_wire::upgrade::is_asked)) and is answered with 101, the
    /// driver keeps the connection until the handler has finished: as
    /// [`Outcome::Tunnel`](crate::Outcome::Tunnel), or it is closed.
    pub request: http::Request<Body>,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How long the answer may take.
    pub read_timeout: Duration,
}

/// A program, its input and how long it may take.
#[derive(Clone, Debug)]
pub struct ChildProcess {
    /// The program's path or name.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Its whole environment.
    pub environment: Vec<(String, String)>,
    /// What it reads.
    pub input: Bytes,
    /// On the cloud's clock where that is the system's, else on the system's.
    pub timeout: Duration,
}

/// Why an exchange brought no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ExchangeFailure {
    /// The domain does not resolve.
    Dns,
    /// Nobody listens.
    Refused,
    /// TLS: certificate, name or cipher.
    Tls,
    /// No connection within the connection timeout.
    ConnectTimeout,
    /// No first byte, or none for too long, within the read timeout.
    ReadTimeout,
    /// The connection ended before the answer did.
    Closed,
    /// What came is no HTTP.
    Invalid,
    /// A header block that is too large.
    HeadersTooLarge,
}

impl ExchangeFailure {
    /// The failure's name in journals.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Refused => "refused",
            Self::Tls => "tls",
            Self::ConnectTimeout => "connect-timeout",
            Self::ReadTimeout => "read-timeout",
            Self::Closed => "closed",
            Self::Invalid => "invalid",
            Self::HeadersTooLarge => "headers-too-large",
        }
    }
}

/// Why a function or process brought no result.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum RunFailure {
    /// Nothing of that name, or it could not be started.
    NotFound(String),
    /// It took longer than it may.
    Timeout,
    /// It failed by itself: a panic, an error, an exit status.
    Failed(String),
}

/// How an effect ended.
#[derive(Debug)]
pub enum EffectResult {
    /// Of [`Effect::Http`].
    Http(Result<http::Response<Body>, ExchangeFailure>),
    /// Of [`Effect::Function`] and [`Effect::Process`] (its standard output).
    Run(Result<Bytes, RunFailure>),
}

impl EffectResult {
    /// The answer of an HTTP exchange; anything else is a connection that was closed.
    ///
    /// # Errors
    /// Why there was no answer.
    pub fn into_http(self) -> Result<http::Response<Body>, ExchangeFailure> {
        match self {
            Self::Http(result) => result,
            Self::Run(_) => Err(ExchangeFailure::Closed),
        }
    }
}
