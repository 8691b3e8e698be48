//! Origins in this process, and which hosts outside of it may be reached.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use imbl::OrdMap;
use parhelion_wire::Body;
use parhelion_world::ExchangeFailure;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

type Request = http::Request<Body>;
type Response = http::Response<Body>;

type Answer = Pin<Box<dyn Future<Output = Result<Response, ExchangeFailure>> + Send>>;
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
            let mut service = service.clone();
            Box::pin(async move {
                let request = whole(request)?;
                // An origin that fails instead of answering looks like a connection that ended.
                let ready = std::future::poll_fn(|cx| service.poll_ready(cx)).await;
                ready.map_err(|_| ExchangeFailure::Closed)?;
                let response = service.call(request).await.map_err(|_| ExchangeFailure::Closed)?;
                let (parts, body) = response.into_parts();
                let body = collect(body).await.map_err(|_| ExchangeFailure::Closed)?;
                Ok(Response::from_parts(parts, body))
            })
        });
        self.0.insert(host.to_ascii_lowercase(), handler);
    }

    pub(crate) fn handler(&self, host: &str) -> Option<Handler> {
        self.0.get(&host.to_ascii_lowercase()).cloned()
    }
}

/// Everything of an HTTP body.
pub(crate) async fn collect<B>(body: B) -> Result<Body, String>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: std::fmt::Display,
{
    let mut all = Body::empty();
    let mut body = std::pin::pin!(body);
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame.map_err(|error| error.to_string())?.into_data() {
            all.push(data);
        }
    }
    Ok(all)
}

/// A request whose body is read; the connection ends if it cannot be.
pub(crate) fn whole(request: Request) -> Result<http::Request<Full<Bytes>>, ExchangeFailure> {
    let (parts, body) = request.into_parts();
    let body = body.read().map_err(|_| ExchangeFailure::Closed)?;
    Ok(http::Request::from_parts(parts, Full::new(body)))
}
