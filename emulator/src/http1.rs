//! HTTP/1.1 with an origin, over whatever carries bytes.

use crate::connection::Exchanged;
#[cfg(feature = "server")]
use crate::connection::{Connection, Duplex};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
#[cfg(feature = "server")]
use hyper_util::rt::TokioIo;
use parhelion_wire::Body;
use parhelion_wire::body::{Landing, SMALL, Storage};
#[cfg(feature = "server")]
use parhelion_wire::upgrade;
use parhelion_world::ExchangeFailure;
use std::fmt;

/// Why the body of a message is not there.
#[derive(Debug)]
pub(crate) enum BodyError {
    /// Who sends it stopped in the middle, and why.
    Unsent(String),
    /// Who sends it does not go on.
    #[cfg(feature = "server")]
    Stalled,
    /// It is longer than any may be.
    TooLong,
    /// There is no room for it.
    Unkept(std::io::Error),
}

impl BodyError {
    /// Where there is no room.
    pub(crate) fn because(why: &std::io::Error) -> String {
        format!("the folder in which the server keeps bodies cannot take it ({why})")
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsent(why) => f.write_str(why),
            #[cfg(feature = "server")]
            Self::Stalled => f.write_str("it does not go on"),
            Self::TooLong => f.write_str("it is too long"),
            Self::Unkept(why) => f.write_str(&Self::because(why)),
        }
    }
}

impl std::error::Error for BodyError {}

/// Everything of an HTTP body of at most `max` bytes, in memory: it may have no end.
pub(crate) async fn collect_at_most<B>(max: u64, body: B) -> Result<Body, BodyError>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: std::fmt::Display,
{
    land(Storage::Memory, max, body).await
}

/// Everything of an HTTP body of at most `max` bytes, where bodies are kept.
async fn land<B>(storage: Storage, max: u64, body: B) -> Result<Body, BodyError>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: std::fmt::Display,
{
    let (mut all, mut come) = (Landing::new(storage, &[]), 0_u64);
    let mut body = std::pin::pin!(body);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| BodyError::Unsent(error.to_string()))?;
        if let Ok(data) = frame.into_data() {
            come += data.len() as u64;
            if come > max {
                return Err(BodyError::TooLong);
            }
            all.push(detached(data)).map_err(BodyError::Unkept)?;
        }
    }
    Ok(all.finish().map_err(BodyError::Unkept)?.body)
}

/// Pieces off a socket are slices of the buffer that it is read into, of 8 KiB at the least, which lives as long as
/// one of them: an object of 1 KiB would keep all of it.
pub(crate) fn detached(piece: Bytes) -> Bytes {
    if piece.len() as u64 <= SMALL { Bytes::copy_from_slice(&piece) } else { piece }
}

/// A request whose body is in memory; the connection ends if it cannot be read.
pub(crate) fn whole(
    request: http::Request<Body>,
) -> Result<http::Request<Full<Bytes>>, ExchangeFailure> {
    let (parts, body) = request.into_parts();
    let body = body.read().map_err(|_| ExchangeFailure::Closed)?;
    Ok(http::Request::from_parts(parts, Full::new(body)))
}

/// What a whole answer is, where there is no connection that could go on after it.
///
/// # Errors
/// It says that the connection goes on all the same.
pub(crate) fn answered(response: http::Response<Body>) -> Result<Exchanged, ExchangeFailure> {
    match response.status() {
        http::StatusCode::SWITCHING_PROTOCOLS => Err(ExchangeFailure::Invalid),
        _ => Ok(response.into()),
    }
}

/// The longest answer of an origin that is taken in (CF-2): it is read to its end before anybody gets it.
#[cfg(feature = "server")]
const ANSWER_MAX: u64 = 50_000_000_000;

/// One request and its answer. The connection ends after it, unless the request asks for an upgrade
/// and the answer is 101 and agrees to it.
#[cfg(feature = "server")]
pub(crate) async fn exchange<B>(
    stream: impl Duplex + 'static,
    request: http::Request<B>,
    storage: Storage,
) -> Result<Exchanged, ExchangeFailure>
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let asked = upgrade::is_asked(request.headers()).then(|| request.headers().clone());
    let closed = |_| ExchangeFailure::Closed;
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream));
    let (mut sender, connection) = handshake.await.map_err(closed)?;
    tokio::spawn(connection.with_upgrades());
    let mut response = sender.send_request(request).await.map_err(closed)?;
    if response.status() == http::StatusCode::SWITCHING_PROTOCOLS {
        if !asked.is_some_and(|asked| upgrade::agreed(&asked, response.headers())) {
            return Err(ExchangeFailure::Invalid);
        }
        let upgraded = hyper::upgrade::on(&mut response).await.map_err(closed)?;
        let connection = Some(Connection::new(TokioIo::new(upgraded)));
        return Ok(Exchanged { response: response.map(|_| Body::empty()), connection });
    }
    let (parts, body) = response.into_parts();
    let body = land(storage, ANSWER_MAX, body).await.map_err(|_| ExchangeFailure::Closed)?;
    answered(http::Response::from_parts(parts, body))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_without_an_end_is_given_up() {
        let refused = collect_at_most(1_000_000, endless_body()).await.unwrap_err();
        assert_eq!(refused.to_string(), "it is too long");
    }

    /// The same 64 KiB again and again.
    fn endless_body() -> impl http_body::Body<Data = Bytes, Error = std::convert::Infallible> {
        struct Endless(Bytes);
        impl http_body::Body for Endless {
            type Data = Bytes;
            type Error = std::convert::Infallible;

            fn poll_frame(
                self: std::pin::Pin<&mut Self>,
                _: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
                std::task::Poll::Ready(Some(Ok(http_body::Frame::data(self.0.clone()))))
            }
        }
        Endless(Bytes::from(vec![7; 65_536]))
    }

    #[tokio::test]
    async fn small_pieces_do_not_keep_the_buffer_that_they_came_through() {
        let buffer = Bytes::from(vec![7; 8192]);
        let body = collect_at_most(u64::MAX, Full::new(buffer.slice(..16))).await.unwrap();
        assert_eq!(body.len(), 16);
        assert!(buffer.is_unique(), "the body is its own");
        let large = Bytes::from(vec![7; SMALL as usize + 1]);
        let body = collect_at_most(u64::MAX, Full::new(large.clone())).await.unwrap();
        assert!(!large.is_unique() && body.len() == SMALL + 1, "large pieces are not copied");
    }
}
