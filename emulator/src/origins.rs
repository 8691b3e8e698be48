//! Origins in this process, and which hosts outside of it may be reached.

use crate::connection::Exchanged;
use crate::http1::{answered, collect_at_most, whole};
use bytes::Bytes;
use http_body_util::Full;
use imbl::OrdMap;
#[cfg(feature = "server")]
use parhelion_wire::body::Storage;
use parhelion_wire::{Body, upgrade};
use parhelion_world::ExchangeFailure;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

type Request = http::Request<Body>;
type Response = http::Response<Body>;

type Answer = Pin<Box<dyn Future<Output = Result<Exchanged, ExchangeFailure>> + Send>>;
type Handler = Arc<dyn Fn(Request) -> Answer + Send + Sync>;

/// Origins in this process, by host name. A value: a fork's new origin is its own.
#[derive(Clone, Default)]
pub(crate) struct Origins(OrdMap<String, Handler>);

/// Which hosts outside this process may be reached over sockets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside(Vec<String>);

impl Outside {
    /// None: what has no handler in this process does not resolve.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// These hosts, each as `host` (any port) or `host:port`; `*` is any host.
    pub fn hosts<T: Into<String>>(hosts: impl IntoIterator<Item = T>) -> Self {
        Self(hosts.into_iter().map(|host| host.into().to_ascii_lowercase()).collect())
    }

    pub(crate) fn allows(&self, host: &str, port: u16) -> bool {
        let host = host.to_ascii_lowercase();
        let with_port = format!("{host}:{port}");
        self.0.iter().any(|allowed| *allowed == "*" || *allowed == host || *allowed == with_port)
    }
}

impl Origins {
    /// Serves `host` from a tower service (an axum `Router`, say) in this process.
    pub(crate) fn insert<S, B>(&mut self, host: &str, service: S)
    where
        S: tower_service::Service<http::Request<Full<Bytes>>, Response = http::Response<B>>
            + Clone
            + Send
            + Sync
            + 'static,
        S::Future: Send + 'static,
        S::Error: std::fmt::Display,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: std::fmt::Display,
    {
        let handler: Handler = Arc::new(move |request: Request| {
            let service = service.clone();
            Box::pin(async move {
                let request = whole(request)?;
                if upgrade::is_asked(request.headers()) {
                    return connected(service, request).await;
                }
                answered(answer(service, request).await?)
            })
        });
        self.0.insert(host.to_ascii_lowercase(), handler);
    }

    pub(crate) fn handler(&self, host: &str) -> Option<Handler> {
        self.0.get(&host.to_ascii_lowercase()).cloned()
    }
}

/// The longest answer of a service in this process, in bytes: it lies in memory, and may have no end.
const ANSWER_MAX: u64 = 1 << 30;

/// What a service answers. One that fails instead looks like a connection that ended.
async fn answer<S, B>(
    mut service: S,
    request: http::Request<Full<Bytes>>,
) -> Result<Response, ExchangeFailure>
where
    S: tower_service::Service<http::Request<Full<Bytes>>, Response = http::Response<B>>,
    B: http_body::Body<Data = Bytes>,
    B::Error: std::fmt::Display,
{
    let ready = std::future::poll_fn(|cx| service.poll_ready(cx)).await;
    ready.map_err(|_| ExchangeFailure::Closed)?;
    let response = service.call(request).await.map_err(|_| ExchangeFailure::Closed)?;
    let (parts, body) = response.into_parts();
    let body = collect_at_most(ANSWER_MAX, body).await.map_err(|_| ExchangeFailure::Closed)?;
    Ok(Response::from_parts(parts, body))
}

/// As [`answer`], over a connection in memory, which may go on after the answer.
#[cfg(feature = "server")]
async fn connected<S, B>(
    service: S,
    request: http::Request<Full<Bytes>>,
) -> Result<Exchanged, ExchangeFailure>
where
    S: tower_service::Service<http::Request<Full<Bytes>>, Response = http::Response<B>>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send,
    B::Error: std::fmt::Display,
{
    use http_body_util::BodyExt;
    let serve =
        hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let service = service.clone();
            async move {
                let (parts, body) = request.into_parts();
                let body = Full::new(body.collect().await?.to_bytes());
                let answer = answer(service, http::Request::from_parts(parts, body)).await;
                let answer = answer.map_err(|failure| std::io::Error::other(failure.name()))?;
                type Failed = Box<dyn std::error::Error + Send + Sync>;
                Ok::<_, Failed>(answer.map(|body| Full::new(body.to_bytes())))
            }
        });
    let (near, far) = tokio::io::duplex(crate::connection::BUFFER_BYTES);
    let mut builder = hyper::server::conn::http1::Builder::new();
    // The system's time has no place in an answer from within this process.
    let builder = builder.auto_date_header(false);
    let far = builder.serve_connection(hyper_util::rt::TokioIo::new(far), serve).with_upgrades();
    match crate::scope::current() {
        Some(scope) => tokio::spawn(crate::scope::within(scope, far)),
        None => tokio::spawn(far),
    };
    crate::http1::exchange(near, request, Storage::Memory).await
}

/// Nothing in this build carries connections.
#[cfg(not(feature = "server"))]
async fn connected<S, B>(
    service: S,
    request: http::Request<Full<Bytes>>,
) -> Result<Exchanged, ExchangeFailure>
where
    S: tower_service::Service<http::Request<Full<Bytes>>, Response = http::Response<B>>,
    B: http_body::Body<Data = Bytes>,
    B::Error: std::fmt::Display,
{
    answered(answer(service, request).await?)
}
