//! How the edge reaches origins: S3 through the front door, others through a handler in this
//! process or, in servers, a socket.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use parhelion_cloudfront::edge::OriginFailure;
use parhelion_wire::Body;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
#[cfg(any(feature = "sdk", feature = "server"))]
use std::task::Poll;
use std::time::Duration;

pub type Request = http::Request<Body>;
pub type Response = http::Response<Body>;

type Answer = Pin<Box<dyn Future<Output = Result<Response, OriginFailure>> + Send>>;
type Handler = Arc<dyn Fn(Request) -> Answer + Send + Sync>;

/// Origins in this process, by host name, and whether sockets may be used for others.
#[derive(Clone, Default)]
pub struct Origins {
    handlers: Arc<Mutex<BTreeMap<String, Handler>>>,
    sockets: Arc<std::sync::atomic::AtomicBool>,
}

impl Origins {
    /// Serves `host` from a tower service (an axum `Router`, say) in this process.
    pub fn insert<S, B>(&self, host: &str, service: S)
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
                ready.map_err(|_| OriginFailure::Closed)?;
                let response = service.call(request).await.map_err(|_| OriginFailure::Closed)?;
                let (parts, body) = response.into_parts();
                let body = collect(body).await.map_err(|_| OriginFailure::Closed)?;
                Ok(Response::from_parts(parts, body))
            })
        });
        let mut handlers = self.handlers.lock().unwrap_or_else(PoisonError::into_inner);
        handlers.insert(host.to_ascii_lowercase(), handler);
    }

    /// Lets the edge reach hosts that have no handler over real sockets.
    pub fn allow_sockets(&self) {
        self.sockets.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    fn handler(&self, host: &str) -> Option<Handler> {
        let handlers = self.handlers.lock().unwrap_or_else(PoisonError::into_inner);
        handlers.get(&host.to_ascii_lowercase()).cloned()
    }

    /// Asks an origin: CF-6.4's two timeouts are on the cloud's clock.
    pub async fn ask(&self, to: &Peer<'_>, request: Request) -> Result<Response, OriginFailure> {
        let answer = async {
            if let Some(handler) = self.handler(to.host) {
                return handler(request).await;
            }
            if self.sockets.load(std::sync::atomic::Ordering::Relaxed) {
                return socket(to, request).await;
            }
            Err(OriginFailure::Dns)
        };
        match tokio::time::timeout(to.read_timeout, answer).await {
            Ok(answer) => answer,
            Err(_) => Err(OriginFailure::ReadTimeout),
        }
    }
}

/// Where an origin is and how long to wait for it.
#[derive(Debug)]
pub struct Peer<'a> {
    pub host: &'a str,
    pub port: u16,
    pub connect_timeout: Duration,
    pub read_timeout: Duration,
}

/// The pieces of a body, and then what a connection that breaks off gives.
#[cfg(any(feature = "sdk", feature = "server"))]
pub(crate) struct Broken {
    pieces: parhelion_wire::body::Pieces,
    /// There was a pause before the end, in which hyper sends what it has.
    paused: bool,
}

#[cfg(any(feature = "sdk", feature = "server"))]
impl Broken {
    pub(crate) fn after(body: &Body) -> Self {
        Self { pieces: body.pieces(), paused: false }
    }

    /// Nothing at all: not even the answer's head is sent.
    #[cfg(feature = "server")]
    pub(crate) fn at_once() -> Self {
        Self { pieces: Body::empty().pieces(), paused: true }
    }
}

#[cfg(any(feature = "sdk", feature = "server"))]
impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        if let Some(piece) = self.pieces.next() {
            return Poll::Ready(Some(piece.map(http_body::Frame::data)));
        }
        if !std::mem::replace(&mut self.paused, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}

/// A request whose body is read; the connection ends if it cannot be.
fn whole(request: Request) -> Result<http::Request<Full<Bytes>>, OriginFailure> {
    let (parts, body) = request.into_parts();
    let body = body.read().map_err(|_| OriginFailure::Closed)?;
    Ok(http::Request::from_parts(parts, Full::new(body)))
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

#[cfg(feature = "server")]
async fn socket(to: &Peer<'_>, request: Request) -> Result<Response, OriginFailure> {
    let Peer { host, port, connect_timeout, .. } = to;
    let connecting = tokio::net::TcpStream::connect((*host, *port));
    let stream = match tokio::time::timeout(*connect_timeout, connecting).await {
        Err(_) => return Err(OriginFailure::ConnectTimeout),
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            return Err(OriginFailure::Refused);
        }
        Ok(Err(_)) => return Err(OriginFailure::Dns),
    };
    let io = hyper_util::rt::TokioIo::new(stream);
    let handshake = hyper::client::conn::http1::handshake(io).await;
    let (mut sender, connection) = handshake.map_err(|_| OriginFailure::Closed)?;
    tokio::spawn(connection);
    let request = whole(request)?;
    let response = sender.send_request(request).await.map_err(|_| OriginFailure::Closed)?;
    let (parts, body) = response.into_parts();
    let body = collect(body).await.map_err(|_| OriginFailure::Closed)?;
    Ok(Response::from_parts(parts, body))
}

#[cfg(not(feature = "server"))]
async fn socket(_: &Peer<'_>, _: Request) -> Result<Response, OriginFailure> {
    Err(OriginFailure::Dns)
}
