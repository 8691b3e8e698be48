//! A cloud as one file over HTTP, out and in.

use super::answers::{refuse, status_only, stream, without_body};
use super::intake;
use crate::cloud::Cloud;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use parhelion_wire::body::Storage;

/// `GET /_parhelion/file`
pub(super) async fn export(cloud: &Cloud) -> Response {
    let snapshot = cloud.snapshot();
    let file = match cloud.off_the_door(move || snapshot.file()).await {
        Some(Ok(file)) => file,
        Some(Err(error)) => return refuse(&error.to_string()),
        None => return status_only(StatusCode::INTERNAL_SERVER_ERROR),
    };
    let mut response = stream(http::Response::new(file));
    let kind = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// `PUT /_parhelion/file`: all of it or nothing.
///
/// # Errors
/// The answer.
pub(super) async fn import(
    cloud: &Cloud,
    storage: Storage,
    body: axum::body::Body,
) -> Result<(), Box<Response>> {
    let file = intake::of_viewer(storage, body).await.map_err(|it| Box::new(without_body(&it)))?;
    let builder = cloud.builder_alike();
    let loaded = cloud.off_the_door(move || builder.load(file).map(|loaded| loaded.snapshot()));
    match loaded.await {
        Some(Ok(snapshot)) => {
            cloud.restore(&snapshot);
            cloud.know_what_stands();
            Ok(())
        }
        Some(Err(error)) => Err(Box::new(refuse(&error.to_string()))),
        None => Err(Box::new(status_only(StatusCode::INTERNAL_SERVER_ERROR))),
    }
}
