//! A viewer's request as the edge sees it, and the `CloudFront-*` headers that tell about it.

use http::header::{COOKIE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, Method, Uri, Version};
use parhelion_wire::{Body, upgrade};
use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;

/// A request as it reaches an edge location.
#[derive(Clone, Debug)]
pub(crate) struct ViewerRequest {
    /// Which POP it reaches; `None`: the nearest one, if the adversary agrees (N6).
    pub(crate) pop: Option<String>,
    pub(crate) secure: bool,
    pub(crate) ip: IpAddr,
    /// ISO 3166-1 alpha-2, where it can be determined (CF-1.9).
    pub(crate) country: Option<Arc<str>>,
    pub(crate) request: http::Request<Body>,
}

impl ViewerRequest {
    /// What a door hands over: the request's head says the edge location, the context the rest.
    pub(crate) fn arriving(
        cx: &parhelion_world::Context,
        mut request: http::Request<Body>,
    ) -> Self {
        let pop = super::location::named_in(request.headers());
        let country = super::location::country_in(request.headers());
        request.headers_mut().remove(super::location::HEADER);
        request.headers_mut().remove(super::location::COUNTRY);
        let ip = cx.request.source_ip.parse().unwrap_or(IpAddr::from([203, 0, 113, 1]));
        Self { pop, secure: cx.request.secure, ip, country, request }
    }
}

/// The request on its way through the phases.
#[derive(Clone, Debug)]
pub(crate) struct Viewer {
    pub(crate) method: Method,
    pub(crate) version: Version,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) secure: bool,
    pub(crate) ip: IpAddr,
    pub(crate) country: Option<Arc<str>>,
    /// What stands in for the path: the default root object.
    pub(crate) instead: Option<Arc<str>>,
}

impl Viewer {
    pub(crate) fn new(viewer: ViewerRequest) -> Self {
        let ViewerRequest { pop: _, secure, ip, country, request } = viewer;
        let (parts, body) = request.into_parts();
        let http::request::Parts { method, uri, version, headers, .. } = parts;
        Self { method, version, uri, headers, body, secure, ip, country, instead: None }
    }

    /// `Host`, or the authority of an absolute URI, as sent.
    pub(crate) fn host(&self) -> &str {
        let sent = self.headers.get(HOST).and_then(|host| host.to_str().ok());
        sent.or_else(|| self.uri.authority().map(|authority| authority.as_str())).unwrap_or("")
    }

    /// The raw path: as it goes to the key and to the origin (CF-1.6h, CF-1.10).
    pub(crate) fn path(&self) -> &str {
        match &self.instead {
            Some(path) => path,
            None if self.uri.path().is_empty() => "/",
            None => self.uri.path(),
        }
    }

    /// The raw query, without `?`.
    pub(crate) fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// The value of a header that a policy names: sent by the viewer, or made here for
    /// `CloudFront-*`, whatever the viewer sent under that name (CF-4.3, CF-4.4).
    pub(crate) fn value(&self, name: &HeaderName) -> Option<Cow<'_, [u8]>> {
        if let Some(about) = name.as_str().strip_prefix("cloudfront-") {
            return self.about(about).map(|text| text.into_owned().into_bytes().into());
        }
        if name == HOST {
            return Some(self.host().as_bytes().into());
        }
        let mut lines = self.headers.get_all(name).iter();
        let first = lines.next()?.as_bytes();
        Some(lines.fold(Cow::Borrowed(first), |mut all, line| {
            all.to_mut().extend_from_slice(b", ");
            all.to_mut().extend_from_slice(line.as_bytes());
            all
        }))
    }

    pub(crate) fn cookie_lines(&self) -> impl Iterator<Item = &str> {
        self.headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok())
    }

    /// Whether this is a WebSocket's handshake, which can be over HTTP/1.1 only (CF-6.9(b)). Key and
    /// version are the origin's to judge.
    pub(crate) fn asks_for_websocket(&self) -> bool {
        let handshake = self.method == Method::GET && self.version == Version::HTTP_11;
        handshake && upgrade::asks_for(&self.headers, "websocket")
    }

    pub(crate) fn user_agent(&self) -> &str {
        self.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("")
    }

    /// CF-4.4. Location beyond the country and TLS details are not known, and may be absent.
    fn about(&self, about: &str) -> Option<Cow<'_, str>> {
        let device = Device::of(self.user_agent());
        Some(match about {
            "forwarded-proto" => if self.secure { "https" } else { "http" }.into(),
            "viewer-http-version" => version(self.version).into(),
            // The port that viewers come from is not modelled.
            "viewer-address" => match self.ip {
                IpAddr::V4(ip) => format!("{ip}:443").into(),
                IpAddr::V6(ip) => format!("[{ip}]:443").into(),
            },
            "viewer-country" => self.country.as_deref()?.into(),
            "viewer-header-count" => self.headers.len().to_string().into(),
            "is-android-viewer" => truth(device.android),
            "is-ios-viewer" => truth(device.ios),
            "is-mobile-viewer" => truth(device.mobile),
            "is-tablet-viewer" => truth(device.tablet),
            "is-smarttv-viewer" => truth(device.television),
            "is-desktop-viewer" => truth(!device.mobile && !device.tablet && !device.television),
            _ => return None,
        })
    }
}

fn truth(fact: bool) -> Cow<'static, str> {
    if fact { "true" } else { "false" }.into()
}

/// `1.0`, `1.1`, `2.0`, `3.0`.
pub(crate) fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 | Version::HTTP_10 => "1.0",
        Version::HTTP_2 => "2.0",
        Version::HTTP_3 => "3.0",
        _ => "1.1",
    }
}

/// What a `User-Agent` says about the device.
#[derive(Clone, Copy, Debug, Default)]
struct Device {
    android: bool,
    ios: bool,
    mobile: bool,
    tablet: bool,
    television: bool,
}

impl Device {
    fn of(agent: &str) -> Self {
        let says = |word: &str| agent.contains(word);
        let ios = says("iPhone") || says("iPad") || says("iPod");
        let television = says("SmartTV") || says("SMART-TV") || says("AppleTV") || says("Web0S");
        let tablet = says("iPad") || says("Tablet") || (says("Android") && !says("Mobile"));
        let mobile = !tablet && (says("iPhone") || says("iPod") || says("Mobile"));
        Self { android: says("Android"), ios, mobile, tablet: tablet && !television, television }
    }
}

#[cfg(test)]
impl ViewerRequest {
    /// A request over TLS from a documentation address, country unknown.
    pub(crate) fn new(request: http::Request<Body>) -> Self {
        let ip = IpAddr::from([203, 0, 113, 1]);
        Self { pop: None, secure: true, ip, country: None, request }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn viewer(headers: &[(&str, &str)]) -> Viewer {
        let mut request = http::Request::get("/x?y").version(Version::HTTP_2);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Viewer::new(ViewerRequest::new(request.body(Body::empty()).unwrap()))
    }

    fn value(viewer: &Viewer, name: &'static str) -> Option<String> {
        let value = viewer.value(&HeaderName::from_static(name));
        value.map(|bytes| String::from_utf8(bytes.into_owned()).unwrap())
    }

    #[test]
    fn made_headers_overwrite_sent_ones_cf_4_3() {
        let viewer = viewer(&[("cloudfront-forwarded-proto", "gopher"), ("user-agent", "iPhone")]);
        assert_eq!(value(&viewer, "cloudfront-forwarded-proto").unwrap(), "https");
        assert_eq!(value(&viewer, "cloudfront-is-mobile-viewer").unwrap(), "true");
        assert_eq!(value(&viewer, "cloudfront-is-desktop-viewer").unwrap(), "false");
        assert_eq!(value(&viewer, "cloudfront-viewer-http-version").unwrap(), "2.0");
        assert_eq!(value(&viewer, "cloudfront-viewer-country"), None);
    }

    #[test]
    fn lines_of_one_name_are_joined_cf_2_1() {
        let viewer = viewer(&[("x-a", "1"), ("x-a", "2"), ("x-b", "")]);
        assert_eq!(value(&viewer, "x-a").unwrap(), "1, 2");
        assert_eq!(value(&viewer, "x-b").unwrap(), "", "absent is not empty");
        assert_eq!(value(&viewer, "x-c"), None);
    }
}
