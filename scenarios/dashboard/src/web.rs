//! The pages and the API.
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /` | the page, with the addresses of the assets |
//! | `POST /files/{name}` | 201 once the file is stored, 409 if the name is taken, 502 if S3 refuses |
//! | `GET /files/{name}` | the file |
//! | `GET /files` | the names of all files, as JSON |
//! | `PUT /assets/{name}` | 200 once the asset is published |
//!
//! Every answer carries `x-request-id`, and a production log line with it goes to CloudWatch.

use crate::storage::Upload;
use crate::{Dashboard, Failure, Mutant};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use bytes::Bytes;
use http::header::USER_AGENT;
use http::{HeaderValue, StatusCode};
use serde_json::json;

/// How large an upload may be, in bytes: it is kept in memory on its way to S3.
const UPLOAD_MAX: usize = 64 * 1024 * 1024;

/// The assets that the page shows.
pub const ASSETS: [&str; 3] = ["app.css", "app.js", "logo.svg"];

impl Dashboard {
    /// The whole interface, to be served by axum or called in process.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(page))
            .route("/files", get(list))
            .route("/files/{name}", post(upload).get(download))
            .route("/assets/{name}", put(publish))
            .layer(DefaultBodyLimit::max(UPLOAD_MAX))
            .layer(middleware::from_fn_with_state(self.clone(), log))
            .with_state(self.clone())
    }
}

impl Dashboard {
    /// How many characters of a client's name for itself stand in a log line: CloudWatch takes a megabyte
    /// at once.
    fn agent_max(&self) -> usize {
        match self.config.mutant {
            Some(Mutant::LongLinesRefused) => usize::MAX,
            Some(Mutant::BatchTooLarge) => 700_000,
            _ => 10_000,
        }
    }
}

/// One production log line for each request.
async fn log(State(app): State<Dashboard>, request: Request, next: Next) -> Response {
    let id = request.headers().get("x-request-id").cloned();
    let id = id.unwrap_or_else(|| HeaderValue::from_static("unnamed"));
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let agent = request.headers().get(USER_AGENT).cloned();
    let agent = agent.as_ref().map(|agent| {
        let text = String::from_utf8_lossy(agent.as_bytes());
        text.chars().take(app.agent_max()).collect::<String>()
    });
    let mut response = next.run(request).await;
    app.shipper.log(&json!({
        "level": if response.status().is_server_error() { "error" } else { "info" },
        "request_id": String::from_utf8_lossy(id.as_bytes()),
        "method": method,
        "path": path,
        "agent": agent,
        "status": response.status().as_u16(),
    }));
    response.headers_mut().insert("x-request-id", id);
    response
}

async fn page(State(app): State<Dashboard>) -> Html<String> {
    let [style, script, logo] = ASSETS.map(|name| app.asset_url(name));
    Html(format!(
        "<!doctype html><title>Dashboard</title>\
         <link rel=\"stylesheet\" href=\"{style}\"><img src=\"{logo}\"><script src=\"{script}\"></script>"
    ))
}

async fn upload(
    State(app): State<Dashboard>,
    Path(name): Path<String>,
    content: Bytes,
) -> Result<Response, Failure> {
    Ok(match app.upload(&name, content).await? {
        Upload::Stored { key } => {
            (StatusCode::CREATED, Json(json!({ "key": key }))).into_response()
        }
        Upload::Taken => StatusCode::CONFLICT.into_response(),
    })
}

async fn list(State(app): State<Dashboard>) -> Result<Response, Failure> {
    Ok(Json(app.list().await?).into_response())
}

async fn download(
    State(app): State<Dashboard>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    Ok(match app.download(&name).await? {
        Some(content) => content.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

async fn publish(
    State(app): State<Dashboard>,
    Path(name): Path<String>,
    content: Bytes,
) -> Result<Response, Failure> {
    let invalidation = app.publish(&name, content).await?;
    let body = json!({ "url": app.asset_url(&name), "invalidation": invalidation });
    Ok(Json(body).into_response())
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::BAD_GATEWAY, Json(json!({ "error": self.0 }))).into_response()
    }
}
