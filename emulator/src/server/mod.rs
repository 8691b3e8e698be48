//! The server door: any client, over HTTP/1.1 and h2c.

mod control;
mod gate;
mod states;

pub use gate::Names;

use crate::broken::Broken;
use crate::cloud::Cloud;
use crate::door::body::Taken;
use crate::door::claim;
use crate::door::elsewhere::NotHere;
use crate::door::foresee::foresee;
use crate::door::{self, Answer, Call, Delivery};
use crate::edge::{self, Viewed};
use crate::event_stream::EventBody;
use crate::http1::{BodyError, land};
use crate::scope::Hint;
use crate::tunnel::Tunnel;
use axum::extract::{ConnectInfo, State};
use axum::response::IntoResponse;
use axum::serve::ListenerExt;
use gate::{Asked, Refused as Inadmissible};
use http_body_util::BodyExt;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use parhelion_wire::Body;
use parhelion_wire::body::Storage;
use parhelion_wire::signature::Head;
use parhelion_world::Address;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Serves the cloud on a listener until the process ends or the future is dropped.
///
/// # Errors
/// Bodies cannot be kept: the system's folder for temporary files is not there or read-only.
pub async fn serve(cloud: Cloud, listener: TcpListener) -> std::io::Result<()> {
    serve_until(cloud, listener, Names::default(), std::future::pending()).await
}

/// As [`serve`], under further names, until `stop` ends: then no connection is accepted any more, and
/// what is being answered has 10 seconds to end.
///
/// # Errors
/// As [`serve`].
pub async fn serve_until(
    cloud: Cloud,
    listener: TcpListener,
    mut names: Names,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let keeper = cloud.clone();
    let storage = Storage::spilling_above(Storage::DEFAULT_ABOVE)?;
    names.any_address = !listener.local_addr()?.ip().is_loopback();
    let served = Served { cloud, storage, names: names.into() };
    let app = axum::Router::new().fallback(answer).with_state(served);
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|stream| {
        // Small answers must not wait for the client's acknowledgement; no loss if refused.
        let _ = stream.set_nodelay(true);
    });
    let (stopping, stopped) = oneshot::channel();
    let stop = async move {
        stop.await;
        // Nobody listens once all is over.
        let _ = stopping.send(());
    };
    let late = async {
        match stopped.await {
            Ok(()) => tokio::time::sleep(DRAINS_FOR).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        served = axum::serve(listener, app).with_graceful_shutdown(stop) => served,
        () = keeper.keep() => Ok(()),
        () = late => Ok(()),
    }
}

/// How long what is being answered may take when the server is to end.
const DRAINS_FOR: Duration = Duration::from_secs(10);

/// What every request is served from.
#[derive(Clone)]
struct Served {
    cloud: Cloud,
    /// Where the bodies of requests are kept.
    storage: Storage,
    names: Arc<Names>,
}

async fn answer(
    State(Served { cloud, storage, names }): State<Served>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: axum::extract::Request,
) -> axum::response::Response {
    let (mut parts, body) = request.into_parts();
    let data_plane = match gate::admit(&cloud, &names, &mut parts) {
        Ok(Asked::Control) => {
            return control::answer(&cloud, &parts.method, &parts.uri, body).await;
        }
        Ok(Asked::DataPlane(service, address)) => Some((service, address)),
        Ok(Asked::Api) => None,
        Err(Inadmissible(status, why)) => return plain(status, &why),
    };
    // A task of its own: a client that goes away does not stop what AWS has begun, and a panic
    // in a handler is one request's.
    let served = match data_plane {
        Some((service, address)) => {
            let body = match land(storage, body).await {
                Ok(body) => body,
                Err(broken) => return without_body(broken),
            };
            let connection = parts.extensions.remove::<OnUpgrade>();
            let request = http::Request::from_parts(parts, body);
            tokio::spawn(async move {
                let viewed = view(&cloud, service, address, peer.ip(), request).await;
                let Viewed { response, tunnel } = viewed;
                if let (Some(tunnel), Some(connection)) = (tunnel, connection) {
                    tokio::spawn(join(tunnel, connection));
                }
                Some(stream(response))
            })
            .await
        }
        None => match take_in(&cloud, storage, peer.ip(), parts, body).await {
            Ok(request) => tokio::spawn(async move { request.dispatch(&cloud).await }).await,
            Err(Refused::Answer(answer)) => Ok(answered(*answer, false)),
            Err(Refused::Broken(broken)) => return without_body(broken),
        },
    };
    match served {
        Ok(Some(response)) => response,
        Ok(None) => axum::response::Response::new(axum::body::Body::new(Broken::at_once())),
        Err(_) => status_only(http::StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// A request to an API whose body has come in.
struct Whole {
    call: Call,
    /// Its body was left unread, so the connection is of no more use (S3-0.5g).
    unread: bool,
}

/// A request that no service gets to see.
enum Refused {
    Answer(Box<Answer>),
    Broken(BodyError),
}

impl From<BodyError> for Refused {
    fn from(broken: BodyError) -> Self {
        Self::Broken(broken)
    }
}

fn without_body(broken: BodyError) -> axum::response::Response {
    let (status, why) = match broken {
        BodyError::Unsent(_) => return status_only(http::StatusCode::BAD_REQUEST),
        BodyError::Unkept(why) => (http::StatusCode::INSUFFICIENT_STORAGE, why),
    };
    plain(status, &format!("The server cannot keep the request's body: {why}"))
}

/// Takes a request's body in, or lets it be where the head says that the answer is no.
async fn take_in(
    cloud: &Cloud,
    storage: Storage,
    peer: IpAddr,
    parts: http::request::Parts,
    mut body: axum::body::Body,
) -> Result<Whole, Refused> {
    // The loopback stands for the TLS connection that clients would have to AWS.
    let secure = text(&parts.headers, "x-forwarded-proto") != Some("http");
    let hint = Hint::of(&parts.headers);
    let delivery = Delivery { secure, source_ip: peer.to_string().into(), hint, streams: true };
    if cloud.turns().keeps_inputs() {
        return take_in_whole(cloud, delivery, parts, body).await;
    }
    let claimed = match claim::claim(cloud, Head::from(&parts), delivery) {
        Ok(claimed) => claimed,
        Err(not_here) => {
            // A body that is too long names nothing either.
            let body = axum::body::to_bytes(body, NotHere::BODY_MAX).await.unwrap_or_default();
            let answer = not_here.answer(cloud, Head::from(&parts), &Body::from(body));
            return Err(Refused::Answer(Box::new(answer)));
        }
    };
    let mut intake = claimed.intake(&parts.headers, storage);
    let waits = parts.headers.contains_key(http::header::EXPECT);
    if waits || is_long(&parts, &body) {
        match foresee(cloud, &claimed, &parts) {
            // S3-3.24: the final status instead of 100.
            Some(error) if waits => {
                let taken = Taken { outcome: Err(error), ..Taken::nothing() };
                return Ok(Whole { call: door::enter(cloud, claimed, parts, taken), unread: true });
            }
            Some(error) => intake.refuse(error),
            None => {}
        }
    }
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| BodyError::Unsent(error.to_string()))?;
        if let Ok(data) = frame.into_data() {
            intake.push(data).map_err(BodyError::Unkept)?;
        }
    }
    let taken = intake.finish().map_err(BodyError::Unkept)?;
    if taken.body.len() <= READ_HERE {
        return Ok(Whole { call: door::enter(cloud, claimed, parts, taken), unread: false });
    }
    let entering = cloud.clone();
    let call = cloud.off_the_door(move || door::enter(&entering, claimed, parts, taken)).await;
    // A panic is one request's.
    let panicked = || BodyError::Unkept(std::io::Error::other("it could not be read"));
    Ok(Whole { call: call.ok_or_else(panicked)?, unread: false })
}

/// A longer body is parsed away from the thread that serves its connection, and others.
const READ_HERE: u64 = 256 * 1024;

/// As [`take_in`], for a journal that keeps inputs: the request arrives when all of it is here, in one
/// turn, as it will in a replay.
async fn take_in_whole(
    cloud: &Cloud,
    delivery: Delivery,
    parts: http::request::Parts,
    mut body: axum::body::Body,
) -> Result<Whole, Refused> {
    let waits = parts.headers.contains_key(http::header::EXPECT);
    let claimed = claim::claim(cloud, Head::from(&parts), delivery.clone()).ok();
    let foreseen = (waits || is_long(&parts, &body))
        && claimed.is_some_and(|claimed| foresee(cloud, &claimed, &parts).is_some());
    let mut taken = Body::empty();
    while let Some(frame) = if foreseen && waits { None } else { body.frame().await } {
        let frame = frame.map_err(|error| BodyError::Unsent(error.to_string()))?;
        if let (Ok(data), false) = (frame.into_data(), foreseen) {
            taken.push(data);
        }
    }
    let request = http::Request::from_parts(parts, taken);
    let call = door::arrive_at(cloud, request, delivery, foreseen, None);
    Ok(Whole { call: call.map_err(Refused::Answer)?, unread: foreseen && waits })
}

fn is_long(parts: &http::request::Parts, body: &axum::body::Body) -> bool {
    let length = http_body::Body::size_hint(body).exact();
    let says_length = parts.headers.contains_key(http::header::CONTENT_LENGTH);
    !says_length || length.is_none_or(|length| length > Storage::DEFAULT_ABOVE)
}

impl Whole {
    /// `None`: the connection closes without an answer.
    async fn dispatch(self, cloud: &Cloud) -> Option<axum::response::Response> {
        answered(door::serve(cloud, self.call).await, self.unread)
    }
}

fn answered(answer: Answer, unread: bool) -> Option<axum::response::Response> {
    let mut response = answer.response?;
    if unread {
        let close = http::HeaderValue::from_static("close");
        response.headers_mut().insert(http::header::CONNECTION, close);
    }
    if let Some(events) = answer.events {
        return Some(response.map(|_| axum::body::Body::new(EventBody::from(events))));
    }
    Some(if answer.breaks_off {
        response.map(|body| axum::body::Body::new(Broken::after(&body)))
    } else {
        stream(response)
    })
}

/// A viewer's connection goes on, once its answer has been sent; if it ever is.
async fn join(tunnel: Tunnel, connection: OnUpgrade) {
    if let Ok(connection) = connection.await {
        tunnel.join(TokioIo::new(connection)).await;
    }
}

/// A viewer's request to a data plane.
async fn view(
    cloud: &Cloud,
    service: &'static str,
    address: Address,
    peer: IpAddr,
    mut request: http::Request<Body>,
) -> Viewed {
    let secure = text(request.headers(), "x-forwarded-proto") == Some("https");
    request.headers_mut().remove("x-forwarded-proto");
    if let Some(Ok(host)) = address.canonical_host.map(|host| host.parse()) {
        request.headers_mut().insert(http::header::HOST, host);
    }
    edge::view(cloud, service, secure, peer, request).await
}

fn text<'a>(headers: &'a http::HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A body in memory goes out as it is, one in a file piece by piece.
fn stream(response: http::Response<Body>) -> axum::response::Response {
    response.map(|body| {
        // Reading a body out of its file would take all of it into memory at once.
        if body.is_in_memory()
            && let Ok(bytes) = body.read()
        {
            return axum::body::Body::from(bytes);
        }
        let length = body.len();
        axum::body::Body::new(Pieces { pieces: body.pieces(), left: length })
    })
}

struct Pieces {
    pieces: parhelion_wire::body::Pieces,
    left: u64,
}

impl http_body::Body for Pieces {
    type Data = bytes::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        let piece = self.pieces.next();
        if let Some(Ok(piece)) = &piece {
            self.left = self.left.saturating_sub(piece.len() as u64);
        }
        std::task::Poll::Ready(piece.map(|piece| piece.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.left)
    }
}

/// A sentence.
fn plain(status: http::StatusCode, text: &str) -> axum::response::Response {
    (status, format!("{text}\n")).into_response()
}

fn status_only(status: http::StatusCode) -> axum::response::Response {
    let mut response = axum::response::Response::new(axum::body::Body::empty());
    *response.status_mut() = status;
    response
}
