//! A stored body on its way out, piece by piece: what lies in a file is never in memory as a whole.

use bytes::Bytes;
use parhelion_wire::Body;
use parhelion_wire::body::Pieces;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Tells whoever runs the server that a body is not what was written.
pub(crate) fn report(why: &std::io::Error, and: &str) {
    #[cfg(feature = "server")]
    tracing::error!(%why, "a body cannot be read back, and {and}");
    #[cfg(not(feature = "server"))]
    let _ = (why, and);
}

/// A stored body as HTTP's.
pub(crate) struct Streamed {
    pieces: Pieces,
    left: u64,
}

impl From<Body> for Streamed {
    fn from(body: Body) -> Self {
        Self { pieces: body.pieces(), left: body.len() }
    }
}

impl http_body::Body for Streamed {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        let piece = self.pieces.next();
        match &piece {
            Some(Ok(piece)) => self.left = self.left.saturating_sub(piece.len() as u64),
            // Its reader only sees that the connection ends.
            Some(Err(why)) => report(why, "its answer breaks off"),
            None => {}
        }
        Poll::Ready(piece.map(|piece| piece.map(http_body::Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.left)
    }
}
