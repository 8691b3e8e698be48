//! An answer whose connection breaks off.

use bytes::Bytes;
use parhelion_wire::Body;
use std::pin::Pin;
use std::task::Poll;

/// The pieces of a body, and then what a connection that breaks off gives.
pub(crate) struct Broken {
    pieces: parhelion_wire::body::Pieces,
    /// There was a pause before the end, in which hyper sends what it has.
    paused: bool,
}

impl Broken {
    pub(crate) fn after(body: &Body) -> Self {
        Self { pieces: body.pieces(), paused: false }
    }

    /// Nothing at all: not even the answer's head is sent.
    #[cfg(feature = "server")]
    pub(crate) fn at_once() -> Self {
        Self { pieces: Body::empty().pieces(), paused: true }
    }
}

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        if let Some(piece) = self.pieces.next() {
            return Poll::Ready(Some(piece.map(http_body::Frame::data)));
        }
        if !std::mem::replace(&mut self.paused, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
