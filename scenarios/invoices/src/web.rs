//! The API. Who the customer is, `x-customer`, says what stands in front of it.
//!
//! | request | answer |
//! | --- | --- |
//! | `POST /invoices` (`sha256`, `bytes`) | 200 with a ticket, and where to PUT the file |
//! | `POST /invoices/{ticket}/complete` | 201 with its number; 404: no such ticket; 422: not uploaded |
//! | `GET /invoices` | 200: the customer's invoices |
//! | `GET /invoices/{number}` | 303 to a link that expires; 404; 403: somebody else's |
//! | `GET /total` | 200: how many, and how many bytes |
//!
//! Whoever has got no answer asks again: a ticket is completed once. 502: AWS did not answer; it may have
//! happened, or not.

use crate::completion::Completion;
use crate::links::Link;
use crate::tickets::Ticket;
use crate::{Failure, Invoices, Mutant};
use axum::extract::{Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::header::LOCATION;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::json;

impl Invoices {
    /// The whole interface, to be served by axum or called in process.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/invoices", get(list).post(announce))
            .route("/invoices/{number}", get(link))
            .route("/invoices/{number}/complete", post(complete))
            .route("/total", get(total))
            .layer(middleware::from_fn_with_state(self.clone(), log))
            .with_state(self.clone())
    }
}

/// One log line for each request.
async fn log(State(app): State<Invoices>, request: Request, next: Next) -> Response {
    let id = request.headers().get("x-request-id").cloned();
    let id = id.unwrap_or_else(|| HeaderValue::from_static("unnamed"));
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let failed = response.status().is_server_error();
    if failed && app.has(Mutant::FailuresNotLogged) {
        return response;
    }
    let line = json!({
        "level": if failed && !app.has(Mutant::FailuresAreInfo) { "error" } else { "info" },
        "request_id": String::from_utf8_lossy(id.as_bytes()),
        "method": method,
        "path": path,
        "status": response.status().as_u16(),
    });
    app.log.write(line.to_string()).await;
    response
}

fn customer(headers: &HeaderMap) -> String {
    let customer = headers.get("x-customer").and_then(|name| name.to_str().ok());
    customer.unwrap_or_default().to_owned()
}

#[derive(Deserialize)]
struct Announced {
    sha256: String,
    bytes: u64,
}

async fn announce(
    State(app): State<Invoices>,
    headers: HeaderMap,
    Json(Announced { sha256, bytes }): Json<Announced>,
) -> Result<Response, Failure> {
    let ticket = Ticket { customer: customer(&headers), sha256, bytes };
    Ok(match app.give_leave(&ticket).await? {
        Some(leave) => Json(leave).into_response(),
        None => StatusCode::CONFLICT.into_response(),
    })
}

async fn complete(
    State(app): State<Invoices>,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    Ok(match app.complete(&ticket).await? {
        Completion::Recorded { number } => {
            (StatusCode::CREATED, Json(json!({ "number": number }))).into_response()
        }
        Completion::NoTicket => StatusCode::NOT_FOUND.into_response(),
        Completion::NotUploaded => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Completion::Taken => StatusCode::CONFLICT.into_response(),
    })
}

async fn list(State(app): State<Invoices>, headers: HeaderMap) -> Result<Response, Failure> {
    Ok(Json(app.list(&customer(&headers)).await?).into_response())
}

async fn total(State(app): State<Invoices>, headers: HeaderMap) -> Result<Response, Failure> {
    Ok(Json(app.total(&customer(&headers)).await?).into_response())
}

async fn link(
    State(app): State<Invoices>,
    Path(number): Path<u64>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    Ok(match app.link(number, &customer(&headers)).await? {
        Link::To(url) => (StatusCode::SEE_OTHER, [(LOCATION, url)]).into_response(),
        Link::Missing => StatusCode::NOT_FOUND.into_response(),
        Link::NotYours => StatusCode::FORBIDDEN.into_response(),
    })
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::BAD_GATEWAY, Json(json!({ "error": self.0 }))).into_response()
    }
}
