//! The body of an answer that carries something with it, as long as it is on its way.

use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};

/// What a body carries.
pub(super) trait Carries: Unpin {
    /// So many bytes of the body go out.
    fn pass(&mut self, bytes: usize) {
        let _ = bytes;
    }
}

/// See the module.
pub(super) struct Carried<C> {
    pub body: Body,
    pub with: C,
}

impl<C: Carries> http_body::Body for Carried<C> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            self.with.pass(frame.data_ref().map_or(0, Bytes::len));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
