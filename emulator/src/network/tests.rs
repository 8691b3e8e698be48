#![allow(clippy::unwrap_used)]
use super::*;
use crate::connection::KEPT_MAX;
use std::time::Duration;

fn asking() -> HttpExchange {
    let request = http::Request::get("/").header("host", "ws.example");
    let request = request.header("connection", "upgrade").header("upgrade", "any");
    HttpExchange {
        secure: false,
        host: "ws.example".to_owned(),
        port: 80,
        request: request.body(parhelion_wire::Body::empty()).unwrap(),
        connect_timeout: Duration::from_secs(1),
        read_timeout: Duration::from_secs(1),
    }
}

#[tokio::test(start_paused = true)]
async fn so_many_connections_are_kept_and_no_more() {
    let cloud = Cloud::new();
    let agrees = || async {
        let headers = [("connection", "upgrade"), ("upgrade", "any")];
        (http::StatusCode::SWITCHING_PROTOCOLS, headers)
    };
    cloud.origin("ws.example", axum::Router::new().fallback(agrees));
    let first = exchange(cloud.clone(), asking()).await.unwrap();
    assert!(first.connection.is_some());
    let others: Vec<_> = std::iter::from_fn(|| cloud.place()).collect();
    assert_eq!(others.len(), KEPT_MAX - 1);
    assert_eq!(exchange(cloud.clone(), asking()).await.err(), Some(ExchangeFailure::Refused));
    assert!(cloud.fork().place().is_some(), "a fork's are its own");
    drop(first);
    let again = exchange(cloud.clone(), asking()).await.unwrap();
    assert!(again.connection.is_some() && cloud.place().is_none());
    drop((others, again));
    let all: Vec<_> = std::iter::from_fn(|| cloud.place()).collect();
    assert_eq!(all.len(), KEPT_MAX);
}
