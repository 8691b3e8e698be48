//! Connections that have been upgraded: what goes through them from then on is bytes, both ways.

use parhelion_wire::Body;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::OwnedSemaphorePermit;

/// How many bytes may be under way in one direction of a connection within this process; who sends
/// more waits for the reader.
pub(crate) const BUFFER_BYTES: usize = 16 * 1024;

/// How many connections to origins one cloud keeps beyond their exchange, at the most: each may hold
/// a socket, and buffers for both directions.
pub(crate) const KEPT_MAX: usize = 1_000;

/// Bytes, both ways.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// One end of an upgraded connection. Dropping it closes the connection.
pub(crate) struct Connection {
    pub io: Box<dyn Duplex>,
    /// Its place among the [`KEPT_MAX`].
    pub place: Option<OwnedSemaphorePermit>,
}

impl Connection {
    pub fn new(io: impl Duplex + 'static) -> Self {
        Self { io: Box::new(io), place: None }
    }
}

/// What came of an exchange: an answer, and with a 101 the connection that it came over.
pub(crate) struct Exchanged {
    pub response: http::Response<Body>,
    pub connection: Option<Connection>,
}

impl From<http::Response<Body>> for Exchanged {
    fn from(response: http::Response<Body>) -> Self {
        Self { response, connection: None }
    }
}
