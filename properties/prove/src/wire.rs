//! Requests of users, as they go over a socket: one connection each, as long as they may take.

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_LENGTH, HOST, HeaderValue};
use http_body_util::{BodyExt, Full, Limited};
use std::time::Duration;

/// The longest answer that is read.
const ANSWER_MAX: usize = 64 * 1024 * 1024;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// Nothing came in time.
    Slow,
    /// The connection was refused, closed, or what came is no HTTP.
    Broken(String),
}

/// Sends a request to a port of the loopback, whatever its URI says; that and its path go as they are.
///
/// # Errors
/// There is no answer.
pub async fn send(
    port: u16,
    request: http::Request<Bytes>,
    within: Duration,
) -> Result<http::Response<Bytes>, Unanswered> {
    send_to(&format!("127.0.0.1:{port}"), request, within).await
}

/// As [`send`], to any host and port.
///
/// # Errors
/// There is no answer.
pub async fn send_to(
    address: &str,
    request: http::Request<Bytes>,
    within: Duration,
) -> Result<http::Response<Bytes>, Unanswered> {
    let answered = tokio::time::timeout(within, exchange(address, request)).await;
    answered.unwrap_or(Err(Unanswered::Slow))
}

async fn exchange(
    address: &str,
    request: http::Request<Bytes>,
) -> Result<http::Response<Bytes>, Unanswered> {
    let broken = |error: &dyn std::fmt::Display| Unanswered::Broken(error.to_string());
    let (mut parts, body) = request.into_parts();
    let host = parts.uri.authority().map_or_else(|| address.to_owned(), ToString::to_string);
    if !parts.headers.contains_key(HOST) {
        parts.headers.insert(HOST, host.parse().map_err(|error| broken(&error))?);
    }
    if body.is_empty() && matches!(parts.method, Method::POST | Method::PUT | Method::PATCH) {
        // As browsers say it; hyper leaves it out.
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = path.parse().map_err(|error| broken(&error))?;
    let stream = tokio::net::TcpStream::connect(address).await.map_err(|error| broken(&error))?;
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(io).await.map_err(|error| broken(&error))?;
    tokio::spawn(connection);
    let request = http::Request::from_parts(parts, Full::new(body));
    let (parts, body) =
        sender.send_request(request).await.map_err(|error| broken(&error))?.into_parts();
    let body = Limited::new(body, ANSWER_MAX).collect().await.map_err(|error| broken(&error))?;
    Ok(http::Response::from_parts(parts, body.to_bytes()))
}
