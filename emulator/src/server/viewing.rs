//! A viewer's request to a data plane, over TLS or not.

use super::Ports;
use super::answers::text;
use super::gate::Refused;
use super::secure::Shown;
use crate::cloud::Cloud;
use crate::edge::{self, Viewed};
use http::header::{HOST, LOCATION};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use parhelion_wire::Body;
use parhelion_world::Address;
use std::net::IpAddr;
use std::sync::Arc;

/// Over what a request came.
#[derive(Clone, Copy)]
pub(super) struct Over {
    /// Over TLS.
    pub shown: bool,
    /// Over TLS whose certificate is none for the host (CF-1.3).
    pub misdirected: bool,
}

/// Where a viewer's request leads, and where it comes from.
pub(super) struct Viewing {
    pub service: &'static str,
    pub address: Address,
    pub peer: IpAddr,
    pub over: Over,
    pub ports: Ports,
}

/// By which the data plane knows a request that [`Over::misdirected`] is true of. It goes no further.
const MISDIRECTED: &str = "x-parhelion-misdirected";

pub(super) fn is_misdirected(shown: &Option<Arc<Shown>>, cloud: &Cloud, parts: &Parts) -> bool {
    let host = text(&parts.headers, HOST.as_str()).unwrap_or_default();
    shown.as_ref().is_some_and(|shown| !shown.allows(cloud, host))
}

pub(super) fn misdirected() -> Refused {
    let why = "The host is another one than TLS was negotiated for.";
    Refused(StatusCode::MISDIRECTED_REQUEST, why.to_owned())
}

pub(super) async fn view(cloud: &Cloud, at: Viewing, mut request: http::Request<Body>) -> Viewed {
    let Viewing { service, address, peer, over, ports } = at;
    let said = text(request.headers(), "x-forwarded-proto") == Some("https");
    request.headers_mut().remove("x-forwarded-proto");
    request.headers_mut().remove(MISDIRECTED);
    if over.misdirected {
        request.headers_mut().insert(MISDIRECTED, HeaderValue::from_static("1"));
    }
    let asked = text(request.headers(), HOST.as_str()).map(str::to_owned);
    if let Some(Ok(host)) = address.canonical_host.map(|host| host.parse()) {
        request.headers_mut().insert(HOST, host);
    }
    let secure = over.shown || said;
    let elsewhere =
        asked.filter(|_| !secure).and_then(|asked| Elsewhere::of(&request, &asked, ports));
    let mut viewed = edge::view(cloud, service, secure, peer, request).await;
    if let Some(elsewhere) = elsewhere {
        elsewhere.correct(&mut viewed.response);
    }
    viewed
}

/// A redirection to HTTPS names no port (CF-1.4). Who came by a port of this server's gets that of its other
/// door, and the name that it came by.
struct Elsewhere {
    /// As it is answered.
    told: String,
    /// Where it leads here.
    meant: HeaderValue,
}

impl Elsewhere {
    fn of(request: &http::Request<Body>, asked: &str, ports: Ports) -> Option<Self> {
        let (host, port) = asked.rsplit_once(':')?;
        let https = ports.https.filter(|_| port.parse() == Ok(ports.plain))?;
        let served = text(request.headers(), HOST.as_str())?;
        let served = served.rsplit_once(':').map_or(served, |(name, _)| name);
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let meant = HeaderValue::from_str(&format!("https://{host}:{https}{target}")).ok()?;
        Some(Self { told: format!("https://{served}{target}"), meant })
    }

    fn correct(self, response: &mut edge::Response) {
        let redirects = [StatusCode::MOVED_PERMANENTLY, StatusCode::TEMPORARY_REDIRECT];
        let told = response.headers().get(LOCATION);
        let is_it = told.is_some_and(|told| told.as_bytes() == self.told.as_bytes());
        if is_it && redirects.contains(&response.status()) {
            response.headers_mut().insert(LOCATION, self.meant);
        }
    }
}
