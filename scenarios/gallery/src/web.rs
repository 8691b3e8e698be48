//! The API.
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /` | the page, as JSON: each photo's name and links |
//! | `PUT /photos/{name}` | 201 once it is on the page |
//! | `DELETE /photos/{name}`, `POST /delete` (names) | 200 once they are gone everywhere; 202: off the page, and soon gone |
//! | `POST /photos/{name}/rename` (`{"to": …}`) | 200; 404: there is no such photo; 409: the name is taken |
//! | `POST /tidy` | 200, and how many objects nobody knew of |
//!
//! Whoever has got no answer to a deletion or a renaming may ask again with the same `Idempotency-Key`: what
//! was done then is not done twice, and the answer is the same.
//!
//! 502: AWS did not answer; it may have happened, or not. A log line for each answer goes to CloudWatch.

use crate::index::Outcome;
use crate::photos::{Deletion, Upload};
use crate::{Failure, Gallery, Mutant, fresh_id};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::json;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How large a photo may be, in bytes.
const PHOTO_MAX: usize = 32 * 1024 * 1024;

impl Gallery {
    /// The whole interface, to be served by axum or called in process.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(page))
            .route("/photos/{name}", put(upload).delete(delete_one))
            .route("/photos/{name}/rename", post(rename))
            .route("/delete", post(delete_many))
            .route("/tidy", post(tidy))
            .layer(DefaultBodyLimit::max(PHOTO_MAX))
            .layer(middleware::from_fn_with_state(self.clone(), log))
            .with_state(self.clone())
    }
}

/// One log line for each request.
async fn log(State(app): State<Gallery>, request: Request, next: Next) -> Response {
    let id = request.headers().get("x-request-id").cloned();
    let id = id.unwrap_or_else(|| HeaderValue::from_static("unnamed"));
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let failed = response.status().is_server_error();
    if failed && app.has(Mutant::FailuresNotLogged) {
        return response;
    }
    let line = json!({
        "level": if failed { "error" } else { "info" },
        "request_id": String::from_utf8_lossy(id.as_bytes()),
        "method": method,
        "path": path,
        "status": response.status().as_u16(),
    });
    app.log.write(line.to_string()).await;
    response
}

async fn page(State(app): State<Gallery>) -> Result<Response, Failure> {
    Ok(Json(app.page().await?).into_response())
}

async fn upload(
    State(app): State<Gallery>,
    Path(name): Path<String>,
    content: Bytes,
) -> Result<Response, Failure> {
    let Upload::Shown(photo) = app.upload(&name, content).await? else {
        return Ok(StatusCode::CONFLICT.into_response());
    };
    let links = json!({
        "photo": app.link("photos", &photo),
        "thumb": app.link("thumbs", &photo),
        "sha256": photo.sha256,
    });
    Ok((StatusCode::CREATED, Json(links)).into_response())
}

async fn delete_one(
    State(app): State<Gallery>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    delete(&app, &app.key(&headers), &[name]).await
}

async fn delete_many(
    State(app): State<Gallery>,
    headers: HeaderMap,
    Json(names): Json<Vec<String>>,
) -> Result<Response, Failure> {
    delete(&app, &app.key(&headers), &names).await
}

impl Gallery {
    /// The id of the change that a request asks for.
    fn key(&self, headers: &HeaderMap) -> String {
        let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
        match key {
            Some(key) if !self.has(Mutant::KeyIgnored) => key.to_owned(),
            _ => fresh_id(),
        }
    }
}

async fn delete(app: &Gallery, id: &str, names: &[String]) -> Result<Response, Failure> {
    if app.has(Mutant::BusyForEver) {
        // One deletion at a time.
        let mut waits = 0;
        while app.memory.busy.swap(true, Ordering::Relaxed) {
            waits += 1;
            if waits > 100 {
                return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    let deleted = app.delete(id, names).await;
    app.memory.busy.store(false, Ordering::Relaxed);
    let Some(Deletion { photos, gone }) = deleted? else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let status = if gone { StatusCode::OK } else { StatusCode::ACCEPTED };
    let links = photos.iter().flat_map(|it| [app.link("photos", it), app.link("thumbs", it)]);
    Ok((status, Json(json!({ "gone": links.collect::<Vec<_>>() }))).into_response())
}

#[derive(Deserialize)]
struct NewName {
    to: String,
}

async fn rename(
    State(app): State<Gallery>,
    Path(name): Path<String>,
    headers: HeaderMap,
    Json(new): Json<NewName>,
) -> Result<Response, Failure> {
    let key = app.key(&headers);
    Ok(match app.rename(&key, &name, &new.to).await? {
        Outcome::Done(photos) => Json(photos).into_response(),
        Outcome::Missing => StatusCode::NOT_FOUND.into_response(),
        Outcome::Taken => StatusCode::CONFLICT.into_response(),
    })
}

async fn tidy(State(app): State<Gallery>) -> Result<Response, Failure> {
    Ok(Json(json!({ "removed": app.tidy().await? })).into_response())
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::BAD_GATEWAY, Json(json!({ "error": self.0 }))).into_response()
    }
}
