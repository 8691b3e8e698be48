//! The viewers' door: plain HTTP to the data planes of services, in process.

use crate::cloud::{Cloud, State};
use crate::device::Device;
use crate::door::route::{Destination, by_host, host_of};
use crate::door::{self};
use crate::drive::{self, Errand, Finished};
use crate::scope;
use crate::streamed::report;
use crate::tunnel::Tunnel;
use crate::turns::InputId;
use parhelion_wire::Body;
use parhelion_wire::body::SMALL;
use parhelion_wire::error::Result;
use parhelion_wire::signature::Head;
use parhelion_world::world::Progress;
use parhelion_world::{
    Caller, Input, Outcome, Plane, RequestInfo, SentRequest, Step, ViewerInput, What, World,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::io::DuplexStream;

/// The header by which a viewer names the place that it is near to, and by which journals know the
/// place that it reached. It never goes further.
const POP: &str = "x-parhelion-pop";

/// The header by which a viewer says which country its address belongs to. It never goes further, either.
const COUNTRY: &str = "x-parhelion-country";

/// A viewer's HTTP request with its whole body.
pub type Request = http::Request<Body>;
/// What a viewer gets, with its whole body.
pub type Response = http::Response<Body>;

/// A viewer somewhere in the world: a browser without a cache of its own.
#[derive(Clone)]
pub struct Viewer {
    cloud: Cloud,
    pop: Option<String>,
    country: Option<String>,
    device: Option<Device>,
    ip: std::net::IpAddr,
}

impl Cloud {
    /// A viewer near the first edge location.
    pub fn viewer(&self) -> Viewer {
        let ip = std::net::IpAddr::from([203, 0, 113, 7]);
        Viewer { cloud: self.clone(), pop: None, country: None, device: None, ip }
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
        self.state().origins.insert(host, service);
    }
}

impl Viewer {
    /// The same viewer, near the named edge location: `FRA56-P2`.
    pub fn at(&self, pop: &str) -> Self {
        Self { pop: Some(pop.to_owned()), ..self.clone() }
    }

    /// The same viewer, with an address of a country: `FR` (ISO 3166-1 alpha-2). Without, nobody knows
    /// where its address is, and geo restriction lets it in.
    ///
    /// ```no_run
    /// # async fn shown(cloud: parhelion::Cloud) {
    /// let page = cloud.viewer().country("FR").get("https://d111111abcdef8.cloudfront.net/").await;
    /// # }
    /// ```
    pub fn country(&self, country: &str) -> Self {
        Self { country: Some(country.to_owned()), ..self.clone() }
    }

    /// The same viewer with such a device: requests that have no `User-Agent` get its own.
    pub fn device(&self, device: Device) -> Self {
        Self { device: Some(device), ..self.clone() }
    }

    /// The same viewer, with this address.
    pub fn from_address(&self, ip: std::net::IpAddr) -> Self {
        Self { ip, ..self.clone() }
    }

    /// GET of a URL, without any header but Host and what the viewer says of itself.
    pub async fn get(&self, url: &str) -> Response {
        match http::Request::get(url).body(Body::empty()) {
            Ok(request) => self.send(request).await,
            Err(_) => bad_request(),
        }
    }

    /// Any request. The URL's scheme says whether it is over TLS; its host, unless a Host header
    /// does, which distribution it is for. Redirects are not followed. After a 101 the connection is
    /// closed: [`Viewer::open`] keeps it.
    pub async fn send(&self, request: Request) -> Response {
        self.viewed(request).await.response
    }

    /// A request that asks for the connection to go on in another protocol (`Connection: Upgrade`), as
    /// a WebSocket's handshake does: the answer and, if that is 101, the connection. What is written
    /// to it reaches the origin, and the reverse; dropping it closes it.
    pub async fn open(&self, request: Request) -> (Response, Option<DuplexStream>) {
        let Viewed { response, tunnel } = self.viewed(request).await;
        (response, tunnel.map(Tunnel::open))
    }

    async fn viewed(&self, mut request: Request) -> Viewed {
        let secure = request.uri().scheme_str() == Some("https");
        if !request.headers().contains_key(http::header::HOST) {
            let host = request.uri().authority().map(|authority| authority.as_str().to_owned());
            let Some(value) = host.and_then(|host| host.parse().ok()) else {
                return bad_request().into();
            };
            request.headers_mut().insert(http::header::HOST, value);
        }
        for (name, value) in [(POP, &self.pop), (COUNTRY, &self.country)] {
            if let Some(Ok(value)) = value.as_deref().map(http::HeaderValue::from_str) {
                request.headers_mut().insert(name, value);
            }
        }
        if let Some(device) = self.device {
            let agent = http::HeaderValue::from_static(device.user_agent());
            request.headers_mut().entry(http::header::USER_AGENT).or_insert(agent);
        }
        serve(&self.cloud, secure, self.ip, request).await
    }
}

fn bad_request() -> Response {
    status_page(400)
}

fn status_page(status: u16) -> Response {
    let mut response = Response::new(Body::empty());
    let status = http::StatusCode::from_u16(status);
    *response.status_mut() = status.unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// What a viewer gets.
pub(crate) struct Viewed {
    pub response: Response,
    /// What the viewer's connection becomes, after a 101. Dropping it closes the other end.
    pub tunnel: Option<Tunnel>,
}

impl From<Response> for Viewed {
    fn from(response: Response) -> Self {
        Self { response, tunnel: None }
    }
}

/// One viewer's request to the data plane that its host leads to.
pub(crate) async fn serve(
    cloud: &Cloud,
    secure: bool,
    ip: std::net::IpAddr,
    request: Request,
) -> Viewed {
    let host = host_of(Head::from(&request));
    match by_host(cloud, &host) {
        Some(Destination::Service(entry, address)) if address.plane == Plane::Data => {
            view(cloud, entry.name, secure, ip, request).await
        }
        // Viewers that ask for no data plane at all meet the first one's answer to strangers.
        _ => match cloud.entries().iter().find(|entry| entry.declaration.has_data_plane) {
            Some(entry) => view(cloud, entry.name, secure, ip, request).await,
            None => bad_request().into(),
        },
    }
}

/// One viewer's request, from the first byte to the last of its answer.
pub(crate) async fn view(
    cloud: &Cloud,
    service: &'static str,
    secure: bool,
    ip: std::net::IpAddr,
    request: Request,
) -> Viewed {
    let ip = ip.to_string().into();
    let viewing = begin(cloud, service, secure, ip, scope::current(), request);
    let Viewing { mut errand, mut progress, outcome, recorded, input } = viewing;
    let finished = drive::drive(cloud, &mut errand, &mut progress, outcome, drive::never).await;
    let (answer, tunnel) = match finished {
        Ok(Finished::Tunnel(answer, tunnel)) => (Ok(answer), Some(tunnel)),
        finished => (finished.and_then(Finished::output), None),
    };
    let response = response(answer.and_then(readable));
    let Some(recorded) = recorded else { return Viewed { response, tunnel } };
    let body = response.body().clone();
    let fingerprint = match body.len() {
        0..=SMALL => door::recording::fingerprint(&body),
        // As long as it takes, others on this thread are not to wait.
        _ => cloud.off_the_door(move || door::recording::fingerprint(&body)).await.unwrap_or(0),
    };
    let turn = cloud.turn(|_| (input, Step::Conclude));
    conclude(&turn, progress, recorded, &response, fingerprint);
    Viewed { response, tunnel }
}

/// An answer whose body begins as it was written.
fn readable(response: Response) -> Result<Response> {
    match response.body().probe() {
        Ok(()) => Ok(response),
        Err(why) => {
            report(&why, "a viewer is answered with an error");
            Err(why.into())
        }
    }
}

/// A viewer's request whose handler has run at least once.
pub(crate) struct Viewing {
    pub errand: Errand,
    pub progress: Progress,
    pub outcome: Outcome<Response>,
    /// The request's number in the journal, if that is kept.
    pub recorded: Option<u64>,
    /// Where its input stands, in a journal that keeps inputs.
    pub input: InputId,
}

/// Runs the handler for a viewer's request.
pub(crate) fn begin(
    cloud: &Cloud,
    service: &'static str,
    secure: bool,
    source_ip: Arc<str>,
    scope: Option<Arc<str>>,
    request: Request,
) -> Viewing {
    let turn = cloud.turn(|_| {
        Input::Viewer(Box::new(ViewerInput {
            service: service.to_owned(),
            request: SentRequest::of(&request),
            secure,
            source_ip: source_ip.to_string(),
            scope: scope.as_deref().map(str::to_owned),
        }))
    });
    let input = turn.input();
    let info = RequestInfo { secure, source_ip, ..RequestInfo::default() };
    let mut state = turn.state();
    let State { world, names, .. } = &mut *state;
    let path = request.uri().path();
    let attempt = if scope.is_some() || !world.adversary().is_idle() {
        let hint = scope::Hint { scope, invocation: None, attempt: 1, foreign: false };
        Some(names.attempt(&hint, request.method().as_str(), path))
    } else {
        None
    };
    world.begin(attempt);
    let region = "us-east-1".into();
    let errand = Errand::new(service, Caller::Anonymous, region, info, world.now(), true);
    let mut errand = errand.of_input(input);
    let who = errand.who();
    let (recorded, outcome) =
        world.view(service, &who, request, |request| journal_entry(secure, request));
    errand.listen(&mut state, &outcome);
    Viewing { errand, progress: state.world.leave(), outcome, recorded, input }
}

/// The answer as the viewer gets it.
pub(crate) fn response(answer: Result<Response>) -> Response {
    answer.unwrap_or_else(|error| status_page(error.status()))
}

/// Notes the answer.
pub(crate) fn conclude(
    cloud: &Cloud,
    progress: Progress,
    recorded: u64,
    response: &Response,
    fingerprint: u64,
) {
    let mut state = cloud.state();
    state.world.resume(progress);
    record_response(&mut state.world, recorded, response, fingerprint);
}

/// What the journal says of a request.
fn journal_entry(secure: bool, request: &Request) -> What {
    let scheme = if secure { "https" } else { "http" };
    let mut headers = texts(request.headers());
    let pop = headers.remove(POP).unwrap_or_default();
    let host = headers.get("host").map_or("", String::as_str);
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let url = format!("{scheme}://{host}{path}");
    What::Viewer { pop, method: request.method().as_str().to_owned(), url, headers }
}

fn record_response(world: &mut World, to: u64, response: &Response, checksum: u64) {
    if world.journal().is_off() {
        return;
    }
    let what = What::Served {
        to,
        status: response.status().as_u16(),
        headers: texts(response.headers()),
        bytes: response.body().len(),
        checksum,
    };
    world.record(what);
}

fn texts(headers: &http::HeaderMap) -> BTreeMap<String, String> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}
