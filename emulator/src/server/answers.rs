//! What the server itself says.

use crate::http1::BodyError;
use crate::streamed::Streamed;
use axum::body::Body as Outgoing;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use parhelion_wire::Body;

/// A sentence.
pub(super) fn plain(status: StatusCode, text: &str) -> Response {
    (status, format!("{text}\n")).into_response()
}

pub(super) fn status_only(status: StatusCode) -> Response {
    let mut response = Response::new(Outgoing::empty());
    *response.status_mut() = status;
    response
}

/// An answer of the control API.
pub(super) fn json_text(value: serde_json::Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], format!("{value}\n")).into_response()
}

/// Why the control API does not do something, in words.
pub(super) fn refuse(why: &str) -> Response {
    refuse_with(StatusCode::BAD_REQUEST, why)
}

pub(super) fn refuse_with(status: StatusCode, why: &str) -> Response {
    (status, json_text(serde_json::json!({ "error": why }))).into_response()
}

/// The answer to who sent no body that could be kept.
pub(super) fn without_body(broken: &BodyError) -> Response {
    let status = match broken {
        BodyError::Unsent(_) => return status_only(StatusCode::BAD_REQUEST),
        BodyError::Stalled => StatusCode::REQUEST_TIMEOUT,
        BodyError::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
        BodyError::Unkept(_) => StatusCode::INSUFFICIENT_STORAGE,
    };
    plain(status, &format!("The request's body was not taken in: {broken}"))
}

/// A body in memory goes out as it is, one in a file piece by piece.
pub(super) fn stream(response: http::Response<Body>) -> Response {
    response.map(|body| {
        // Reading a body out of its file would take all of it into memory at once.
        if body.is_in_memory()
            && let Ok(bytes) = body.read()
        {
            return Outgoing::from(bytes);
        }
        Outgoing::new(Streamed::from(body))
    })
}

/// A header that is text.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
