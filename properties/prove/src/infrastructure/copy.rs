//! Clouds that stand already: a file that a server has saved, or a server.

use crate::wire::send;
use bytes::Bytes;
use parhelion::{Body, Clock, Cloud};
use std::path::Path;
use std::time::Duration;

/// How long a server may take to give its file away.
const SAVES_WITHIN: Duration = Duration::from_secs(60);

/// Becomes what a file holds.
pub(super) async fn saved(cloud: &Cloud, file: &Path) -> Result<(), String> {
    let shown = file.display();
    let bytes = std::fs::read(file).map_err(|error| {
        format!("infrastructure.saved: {shown}: {error}; a server writes one: curl $AWS_ENDPOINT_URL/_parhelion/file > {shown}")
    })?;
    become_it(cloud, bytes).await.map_err(|why| format!("infrastructure.saved: {shown}: {why}"))
}

/// Becomes a copy of what a server serves, which is left as it is.
pub(super) async fn endpoint(cloud: &Cloud, endpoint: &str) -> Result<(), String> {
    let wrong = |why: String| format!("infrastructure.endpoint: {endpoint}: {why}");
    let uri: http::Uri =
        endpoint.parse().map_err(|error: http::uri::InvalidUri| wrong(error.to_string()))?;
    let port = match (uri.scheme_str(), uri.host(), uri.port_u16()) {
        (Some("http"), Some("127.0.0.1" | "localhost"), Some(port)) => port,
        _ => {
            return Err(wrong(
                "not of the form http://127.0.0.1:4566: a Parhelion server on this machine"
                    .to_owned(),
            ));
        }
    };
    let request =
        http::Request::get(format!("http://127.0.0.1:{port}/_parhelion/file")).body(Bytes::new());
    let request = request.map_err(|error| wrong(error.to_string()))?;
    let answer = send(port, request, SAVES_WITHIN).await;
    let answer = answer.map_err(|why| {
        wrong(format!("no server answers there ({why:?}): begin one with `parhelion serve`"))
    })?;
    if !answer.status().is_success() {
        return Err(wrong(format!("it answers {}: no Parhelion server?", answer.status())));
    }
    become_it(cloud, answer.into_body().to_vec()).await.map_err(wrong)
}

async fn become_it(cloud: &Cloud, file: Vec<u8>) -> Result<(), String> {
    let set_up_at = cloud.now();
    let loaded = Cloud::builder().clock(Clock::wall()).load(Body::from(file));
    cloud.restore(&loaded.map_err(|error| error.to_string())?.snapshot());
    // It goes on, not when it was saved, but at the time of the set-up: what became due meanwhile happens.
    if cloud.now() < set_up_at {
        cloud.clock().set(set_up_at);
    }
    cloud.advance(Duration::ZERO).await;
    Ok(())
}
