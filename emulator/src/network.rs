//! The network: where HTTP exchanges of the cloud's own services lead. Every host of AWS's leads back
//! into the cloud; others to a handler in this process or, where the user allows it, to a socket.

use crate::cloud::Cloud;
use crate::door::route::{Destination, by_host};
use crate::door::{self, Delivery};
use crate::scope;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use imbl::OrdMap;
use parhelion_wire::Body;
use parhelion_world::{ExchangeFailure, HostName, HttpExchange, Plane};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
#[cfg(any(feature = "sdk", feature = "server"))]
use std::task::Poll;

pub type Request = http::Request<Body>;
pub type Response = http::Response<Body>;

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

    fn allows(&self, host: &str, port: u16) -> bool {
        let host = host.to_ascii_lowercase();
        let with_port = format!("{host}:{port}");
        self.0.iter().any(|allowed| *allowed == "*" || *allowed == host || *allowed == with_port)
    }
}

impl Origins {
    /// Serves `host` from a tower service (an axum `Router`, say) in this process.
    pub fn insert<S, B>(&mut self, host: &str, service: S)
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

    fn handler(&self, host: &str) -> Option<Handler> {
        self.0.get(&host.to_ascii_lowercase()).cloned()
    }
}

/// What comes of an exchange: CF-6.4's two timeouts are on the cloud's clock.
pub(crate) async fn exchange(
    cloud: &Cloud,
    exchange: HttpExchange,
) -> Result<Response, ExchangeFailure> {
    let name = HostName::new(&exchange.host);
    match by_host(cloud, &name) {
        Some(Destination::Service(entry, address)) => match address.plane {
            Plane::Api => within_api(cloud, exchange).await,
            Plane::Data => {
                let ip = std::net::IpAddr::from(SERVICE_IP);
                let HttpExchange { secure, request, .. } = exchange;
                Ok(crate::edge::view(cloud, entry.name, secure, ip, request).await)
            }
        },
        // Nobody answers under this name.
        Some(Destination::Elsewhere) => Err(ExchangeFailure::Dns),
        None => outside(cloud, exchange).await,
    }
}

/// From where services ask each other.
const SERVICE_IP: [u8; 4] = [130, 176, 0, 1];

async fn within_api(cloud: &Cloud, exchange: HttpExchange) -> Result<Response, ExchangeFailure> {
    let hint = scope::Hint { scope: scope::current(), invocation: None, attempt: 1 };
    let source_ip = std::net::IpAddr::from(SERVICE_IP).to_string().into();
    let delivery = Delivery { secure: exchange.secure, source_ip, hint };
    let answer = door::deliver(cloud, exchange.request, delivery).await;
    answer.response.filter(|_| !answer.breaks_off).ok_or(ExchangeFailure::Closed)
}

async fn outside(cloud: &Cloud, exchange: HttpExchange) -> Result<Response, ExchangeFailure> {
    let handler = cloud.state().origins.handler(&exchange.host);
    let allowed = cloud.settings().outside.allows(&exchange.host, exchange.port);
    let read_timeout = exchange.read_timeout;
    let answer = async {
        match handler {
            Some(handler) => handler(exchange.request).await,
            None if allowed => socket(exchange).await,
            None => Err(ExchangeFailure::Dns),
        }
    };
    match tokio::time::timeout(read_timeout, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(ExchangeFailure::ReadTimeout),
    }
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
fn whole(request: Request) -> Result<http::Request<Full<Bytes>>, ExchangeFailure> {
    let (parts, body) = request.into_parts();
    let body = body.read().map_err(|_| ExchangeFailure::Closed)?;
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
async fn socket(exchange: HttpExchange) -> Result<Response, ExchangeFailure> {
    let HttpExchange { host, port, connect_timeout, request, .. } = exchange;
    let connecting = tokio::net::TcpStream::connect((host.as_str(), port));
    let stream = match tokio::time::timeout(connect_timeout, connecting).await {
        Err(_) => return Err(ExchangeFailure::ConnectTimeout),
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            return Err(ExchangeFailure::Refused);
        }
        Ok(Err(_)) => return Err(ExchangeFailure::Dns),
    };
    let io = hyper_util::rt::TokioIo::new(stream);
    let handshake = hyper::client::conn::http1::handshake(io).await;
    let (mut sender, connection) = handshake.map_err(|_| ExchangeFailure::Closed)?;
    tokio::spawn(connection);
    let request = whole(request)?;
    let response = sender.send_request(request).await.map_err(|_| ExchangeFailure::Closed)?;
    let (parts, body) = response.into_parts();
    let body = collect(body).await.map_err(|_| ExchangeFailure::Closed)?;
    Ok(Response::from_parts(parts, body))
}

#[cfg(not(feature = "server"))]
async fn socket(_: HttpExchange) -> Result<Response, ExchangeFailure> {
    Err(ExchangeFailure::Dns)
}
