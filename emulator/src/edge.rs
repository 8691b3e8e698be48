//! The edge door: viewers' requests to CloudFront, in process.
//!
//! The edge decides without waiting; what it wants from an origin is fetched here, between its
//! steps, with no lock held.

use crate::cloud::{Cloud, root};
use crate::door::{self, Delivery};
use crate::host::{self, Destination};
use crate::network::Peer;
use crate::scope;
use parhelion_cloudfront::CloudFront;
use parhelion_cloudfront::edge::{Fetch, OriginFailure, Step, ViewerRequest};
use parhelion_wire::Body;
use parhelion_world::{Attempt, RequestInfo, What};
use std::collections::BTreeMap;
use std::pin::Pin;

pub type Request = http::Request<Body>;
pub type Response = http::Response<Body>;

/// A viewer somewhere in the world: a browser without a cache of its own.
#[derive(Clone)]
pub struct Viewer {
    cloud: Cloud,
    pop: Option<String>,
    ip: std::net::IpAddr,
}

impl Cloud {
    /// A viewer near the first edge location.
    pub fn viewer(&self) -> Viewer {
        let ip = std::net::IpAddr::from([203, 0, 113, 7]);
        Viewer { cloud: self.clone(), pop: None, ip }
    }

    /// Serves an origin's host name from a tower service in this process (an axum `Router`).
    pub fn origin<S, B>(&self, host: &str, service: S)
    where
        S: tower_service::Service<
                http::Request<http_body_util::Full<bytes::Bytes>>,
                Response = http::Response<B>,
            > + Clone
            + Send
            + Sync
            + 'static,
        S::Future: Send + 'static,
        S::Error: std::fmt::Display,
        B: http_body::Body<Data = bytes::Bytes> + Send + 'static,
        B::Error: std::fmt::Display,
    {
        self.origins().insert(host, service);
    }
}

impl Viewer {
    /// The same viewer, near the named edge location: `FRA56-P2`.
    pub fn at(&self, pop: &str) -> Self {
        Self { pop: Some(pop.to_owned()), ..self.clone() }
    }

    /// GET of a URL, without any header but Host.
    pub async fn get(&self, url: &str) -> Response {
        match http::Request::get(url).body(Body::empty()) {
            Ok(request) => self.send(request).await,
            Err(_) => bad_request(),
        }
    }

    /// Any request. The URL's scheme says whether it is over TLS; its host, unless a Host header
    /// does, which distribution it is for. Redirects are not followed.
    pub async fn send(&self, mut request: Request) -> Response {
        let secure = request.uri().scheme_str() == Some("https");
        if !request.headers().contains_key(http::header::HOST) {
            let host = request.uri().authority().map(|authority| authority.as_str().to_owned());
            let Some(value) = host.and_then(|host| host.parse().ok()) else { return bad_request() };
            request.headers_mut().insert(http::header::HOST, value);
        }
        let viewer =
            ViewerRequest { pop: self.pop.clone(), secure, ip: self.ip, country: None, request };
        serve(&self.cloud, viewer).await
    }
}

fn bad_request() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::BAD_REQUEST;
    response
}

/// One viewer request, from the first byte to the last.
pub(crate) async fn serve(cloud: &Cloud, mut viewer: ViewerRequest) -> Response {
    let request = RequestInfo { secure: viewer.secure, ..RequestInfo::default() };
    let (seq, attempt, step) = {
        let mut state = cloud.state();
        let state = &mut *state;
        let uri = viewer.request.uri().path();
        let attempt = if scope::current().is_some() || !state.world.adversary().is_idle() {
            let hint = scope::Hint { scope: scope::current(), invocation: None, attempt: 1 };
            Some(state.names.attempt(&hint, viewer.request.method().as_str(), uri))
        } else {
            None
        };
        state.world.begin(attempt.clone());
        let who = root(&request);
        state.world.with::<CloudFront, _>(&who, |edge, cx| edge.edge_route(cx, &mut viewer));
        let seq = record_request(&mut state.world, &viewer);
        let step = state.world.with::<CloudFront, _>(&who, |edge, cx| edge.edge_begin(cx, viewer));
        (seq, attempt, step)
    };
    let response = drive(cloud, &request, attempt.as_ref(), step).await;
    let mut state = cloud.state();
    state.world.begin(attempt);
    record_response(&mut state.world, seq, &response);
    response
}

/// Goes from step to step, to the origin and back, until there is an answer.
async fn drive(
    cloud: &Cloud,
    request: &RequestInfo,
    attempt: Option<&Attempt>,
    mut step: Step,
) -> Response {
    loop {
        match step {
            Step::Answer(response) => return response,
            Step::AnswerAndRefresh(response, fetch) => {
                refresh(cloud.clone(), request.clone(), attempt.cloned(), fetch);
                return response;
            }
            Step::Fetch(mut fetch) => {
                let outcome = ask(cloud, &mut fetch).await;
                let mut state = cloud.state();
                state.world.resume(attempt.cloned());
                step = state.world.with::<CloudFront, _>(&root(request), |edge, cx| {
                    edge.edge_resume(cx, *fetch, outcome)
                });
            }
        }
    }
}

/// CF-3.4a: what is stale but still usable has been answered; a fresh copy is fetched meanwhile.
fn refresh(cloud: Cloud, request: RequestInfo, attempt: Option<Attempt>, fetch: Box<Fetch>) {
    let scope = scope::current().unwrap_or_else(|| "edge".into());
    let work: Pin<Box<dyn Future<Output = Response> + Send>> =
        Box::pin(
            async move { drive(&cloud, &request, attempt.as_ref(), Step::Fetch(fetch)).await },
        );
    tokio::spawn(scope::within(scope, work));
}

/// What the origin says: S3 through the front door, anything else through the network.
async fn ask(cloud: &Cloud, fetch: &mut Fetch) -> Result<Response, OriginFailure> {
    let origin = &mut fetch.origin;
    let request = std::mem::take(&mut origin.request);
    if matches!(host::destination(&origin.host), Destination::S3 { .. }) {
        let hint = scope::Hint { scope: scope::current(), invocation: None, attempt: 1 };
        let delivery = Delivery { secure: origin.secure, source_ip: "130.176.0.1".into(), hint };
        let mut arriving = door::arrive(cloud, request, delivery);
        if !arriving.latency.is_zero() {
            cloud.clock().pass(arriving.latency).await;
        }
        let answer = door::serve(cloud, &mut arriving);
        return answer.response.filter(|_| !answer.breaks_off).ok_or(OriginFailure::Closed);
    }
    let peer = Peer {
        host: &origin.host,
        port: origin.port,
        connect_timeout: origin.connect_timeout,
        read_timeout: origin.read_timeout,
    };
    cloud.origins().ask(&peer, request).await
}

fn record_request(world: &mut parhelion_world::World, viewer: &ViewerRequest) -> u64 {
    if world.journal().is_off() {
        return 0;
    }
    let scheme = if viewer.secure { "https" } else { "http" };
    let headers = texts(viewer.request.headers());
    let host = headers.get("host").map_or("", String::as_str);
    let path = viewer.request.uri().path_and_query().map_or("/", |path| path.as_str());
    let what = What::Viewer {
        pop: viewer.pop.clone().unwrap_or_default(),
        method: viewer.request.method().as_str().to_owned(),
        url: format!("{scheme}://{host}{path}"),
        headers,
    };
    world.record(what)
}

fn record_response(world: &mut parhelion_world::World, to: u64, response: &Response) {
    if world.journal().is_off() {
        return;
    }
    let what = What::Served {
        to,
        status: response.status().as_u16(),
        headers: texts(response.headers()),
        bytes: response.body().len(),
        checksum: door::recording::fingerprint(response.body()),
    };
    world.record(what);
}

fn texts(headers: &http::HeaderMap) -> BTreeMap<String, String> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}
