//! The server door: any client, over HTTP/1.1 and h2c.

mod access_log;
mod answers;
mod carried;
mod connections;
mod console;
mod control;
mod file;
mod gate;
mod intake;
mod secure;
mod spelling;
mod states;
mod traffic;
mod viewing;
mod worlds;

pub use gate::Names;
pub use parhelion_tls::Authority;
pub use secure::Tls;

use crate::broken::Broken;
use crate::cloud::Cloud;
use crate::door::{self, Answer};
use crate::edge::Viewed;
use crate::event_stream::EventBody;
use crate::metrics::Plane;
use crate::tunnel::Tunnel;
use access_log::Record;
use answers::{plain, status_only, stream, without_body};
use gate::{Asked, Refused as Inadmissible};
use http::request::Parts;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use intake::{Refused, Whole};
use parhelion_wire::body::Storage;
use secure::Shown;
use spelling::Spelling;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;
use tokio::net::TcpListener;
use viewing::{Over, Viewing, is_misdirected, misdirected, view};

/// Serves the cloud on a listener until the process ends or the future is dropped.
///
/// # Errors
/// Bodies cannot be kept: the system's folder for temporary files is not there or read-only. Or it has no
/// chance to give, of which the console's secret is made.
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
    names: Names,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    serve_both_until(cloud, listener, None, names, stop).await
}

/// As [`serve_until`], and over TLS on a second listener.
///
/// # Errors
/// As [`serve`].
pub async fn serve_both_until(
    cloud: Cloud,
    listener: TcpListener,
    secure: Option<(TcpListener, Tls)>,
    mut names: Names,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let keeper = cloud.clone();
    let storage = cloud.storage()?;
    let at = listener.local_addr()?;
    names.any_address = !at.ip().is_loopback();
    cloud.begin_to_be_served();
    let token = console::Token::of(&cloud)?;
    cloud.metrics().serves_here();
    let counted = cloud.clone();
    let (secure, tls) = secure.unzip();
    let https_port = match &secure {
        Some(listener) => Some(listener.local_addr()?.port()),
        None => None,
    };
    let names = Arc::new(names);
    let choose = tls.clone().map(|tls| {
        let (cloud, names) = (cloud.clone(), names.clone());
        let choose = move |name, at| tls.choose(&cloud, &names, at, name);
        Arc::new(choose) as Arc<connections::Choose>
    });
    let ports = Ports { plain: at.port(), https: https_port };
    let served = Served { cloud, storage, names, ports, token, tls };
    let spelling = Spelling::learn().await?;
    let answer = move |peer: SocketAddr, request| {
        let (served, spelling) = (served.clone(), spelling.clone());
        async move { spelling.spell(answer(served, peer, request).await) }
    };
    let (tell, told) = tokio::sync::watch::channel(false);
    let stopped = || {
        let mut told = told.clone();
        // Whoever would tell is gone: that is the end, too.
        async move { drop(told.wait_for(|stopped| *stopped).await) }
    };
    let count = || counted.metrics().connected();
    let over_tls = async {
        if let Some(listener) = secure {
            connections::serve(listener, choose, answer.clone(), count, stopped()).await;
        }
    };
    let plain = connections::serve(listener, None, answer.clone(), count, stopped());
    let stop = async {
        stop.await;
        tell.send_replace(true);
        std::future::pending().await
    };
    tokio::select! {
        ((), ()) = async { tokio::join!(plain, over_tls) } => {}
        () = keeper.keep() => {}
        () = stop => {}
    }
    Ok(())
}

/// What every request is served from.
#[derive(Clone)]
struct Served {
    cloud: Cloud,
    /// Where the bodies of requests are kept.
    storage: Storage,
    names: Arc<Names>,
    ports: Ports,
    /// Of the HTTPS port, if there is one.
    tls: Option<Tls>,
    /// By which the console knows the forms of its own pages.
    token: console::Token,
}

/// Where the server listens.
#[derive(Clone, Copy)]
struct Ports {
    plain: u16,
    https: Option<u16>,
}

/// Answers, and counts that it has.
async fn answer(
    served: Served,
    peer: SocketAddr,
    request: axum::extract::Request,
) -> axum::response::Response {
    let (began, counted) = (Instant::now(), served.cloud.clone());
    let (parts, body) = request.into_parts();
    let record = Record::of(&parts);
    let led = worlds::led_to(&served.cloud, &parts);
    let (world, led) = match led {
        Ok(Some(told)) => (record.as_ref().map(|_| told.name), Ok(Some(told.cloud))),
        Ok(None) => (None, Ok(None)),
        Err(refused) => (None, Err(refused)),
    };
    let (plane, response) = respond(served, led, peer, (parts, body)).await;
    let status = response.as_ref().map_or(0, |response| response.status().as_u16());
    counted.metrics().note(plane, status, began);
    // Without an answer, the connection is closed.
    let response = response
        .unwrap_or_else(|| axum::response::Response::new(axum::body::Body::new(Broken::at_once())));
    match record {
        Some(record) => record.follow(world, status, response),
        None => response,
    }
}

/// Each plane's future is large, lies on the heap, and is made only for its own requests: hyper moves what it is
/// given from place to place a dozen times for each answer.
async fn respond(
    Served { cloud: own, storage, names, ports, token, tls }: Served,
    led: Result<Option<Cloud>, Inadmissible>,
    peer: SocketAddr,
    (mut parts, body): (Parts, axum::body::Body),
) -> (Plane, Option<axum::response::Response>) {
    let led = led.map(|world| world.unwrap_or_else(|| own.clone()));
    let port = ports.plain;
    let shown = parts.extensions.remove::<Arc<Shown>>();
    let admitted = led.and_then(|cloud| Ok((gate::admit(&cloud, &names, &mut parts)?, cloud)));
    let admitted = admitted.and_then(|(asked, cloud)| {
        let over =
            Over { shown: shown.is_some(), misdirected: is_misdirected(&shown, &cloud, &parts) };
        match asked {
            Asked::DataPlane(..) => Ok((asked, cloud, over)),
            _ if over.misdirected => Err(misdirected()),
            _ => Ok((asked, cloud, over)),
        }
    });
    match admitted {
        Err(Inadmissible(status, why)) => {
            tracing::info!(status = status.as_u16(), %peer, why, "refused");
            (Plane::Refused, Some(plain(status, &why)))
        }
        Ok((Asked::Control, cloud, _)) => {
            let mark = own.mark(parts.method != http::Method::GET);
            let asked = control::Asked { own: own.clone(), cloud, port, storage, tls };
            let answer = control::answer(asked, &parts.method, parts.uri.path(), body);
            let answer = Box::pin(answer).await;
            let answer = own.safe(mark).await.map_or_else(|why| unkept(&why), |()| answer);
            (Plane::Control, Some(answer))
        }
        Ok((Asked::Console, ..)) => {
            let mark = own.mark(parts.method != http::Method::GET);
            let asked = console::Asked { own: own.clone(), token, port };
            let answer = Box::pin(console::answer(asked, &parts, body)).await;
            let answer = own.safe(mark).await.map_or_else(|why| unkept(&why), |()| answer);
            (Plane::Control, Some(answer))
        }
        Ok((Asked::DataPlane(service, address), cloud, over)) => {
            let at = Viewing { service, address, peer: peer.ip(), over, ports };
            let response = respond_to_viewer(&cloud, storage, at, parts, body);
            (Plane::Viewer, Box::pin(response).await)
        }
        Ok((Asked::Api { may_be_own_page }, cloud, over)) => {
            let at = (peer.ip(), over.shown);
            let response = respond_to_call(&cloud, storage, at, parts, body);
            let response = Box::pin(response).await;
            (Plane::Api, response.map(|it| if may_be_own_page { without_scripts(it) } else { it }))
        }
    }
}

/// An object that is shown in a browser by its path would be a page of the server's own origin, which
/// may steer it: it is shown, and does nothing.
fn without_scripts(mut response: axum::response::Response) -> axum::response::Response {
    let sandbox = http::HeaderValue::from_static("sandbox");
    response.headers_mut().insert(http::header::CONTENT_SECURITY_POLICY, sandbox);
    response
}

async fn respond_to_viewer(
    cloud: &Cloud,
    storage: Storage,
    at: Viewing,
    mut parts: Parts,
    body: axum::body::Body,
) -> Option<axum::response::Response> {
    let body = match intake::of_viewer(storage, body).await {
        Ok(body) => body,
        Err(broken) => return Some(without_body(&broken)),
    };
    let connection = parts.extensions.remove::<OnUpgrade>();
    let request = http::Request::from_parts(parts, body);
    let cloud = cloud.clone();
    by_itself(Box::pin(async move {
        let reads = matches!(request.method(), &http::Method::GET | &http::Method::HEAD);
        let mark = cloud.mark(!reads);
        let Viewed { response, tunnel } = view(&cloud, at, request).await;
        if let Err(why) = cloud.safe(mark).await {
            return Some(unkept(&why));
        }
        if let (Some(tunnel), Some(connection)) = (tunnel, connection) {
            tokio::spawn(join(tunnel, connection));
        }
        Some(stream(response))
    }))
    .await
}

/// What was changed is as if it had never been.
fn unkept(why: &str) -> axum::response::Response {
    plain(http::StatusCode::SERVICE_UNAVAILABLE, why)
}

async fn respond_to_call(
    cloud: &Cloud,
    storage: Storage,
    from: (IpAddr, bool),
    parts: Parts,
    body: axum::body::Body,
) -> Option<axum::response::Response> {
    match intake::take_in(cloud, storage, from, parts, body).await {
        Ok(request) => {
            let cloud = cloud.clone();
            by_itself(Box::pin(async move { request.dispatch(&cloud).await })).await
        }
        Err(Refused::Answer(answer)) => answered(*answer, false),
        Err(Refused::Broken(broken)) => Some(without_body(&broken)),
    }
}

/// What answers one request.
type Work = Pin<Box<dyn Future<Output = Option<axum::response::Response>> + Send>>;

/// In a task of its own: a client that goes away does not stop what AWS has begun, and a panic in a
/// handler is one request's.
async fn by_itself(work: Work) -> Option<axum::response::Response> {
    let panicked = |why: tokio::task::JoinError| {
        tracing::error!(%why, "a handler has panicked");
        Some(status_only(http::StatusCode::INTERNAL_SERVER_ERROR))
    };
    tokio::spawn(work).await.unwrap_or_else(panicked)
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
