//! The request that goes to the origin (CF-4.3, CF-4.5, CF-6.2, CF-6.3).

use super::coding::Codings;
use super::distribution::{Behavior, Origin, OriginKind, OriginProtocol, Others, Signing};
use super::selection;
use super::viewer::{Viewer, version};
use http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, COOKIE, ETAG, HOST, IF_MATCH, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, LAST_MODIFIED, UPGRADE, USER_AGENT, VIA,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use parhelion_wire::{serde_http, upgrade};
use parhelion_world::HttpExchange as OriginRequest;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// What a forward asks of the origin besides the URL.
#[derive(Clone, Debug, Default)]
pub(crate) struct ForwardOptions {
    /// The stored copy's validators: a revalidation (CF-3.9).
    pub(crate) validators: Option<Validators>,
    /// The viewer's own conditions go along.
    pub(crate) conditions: bool,
    /// The viewer's `Range` goes along.
    pub(crate) range: bool,
}

/// What the origin called its answer, before compression changed it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Validators {
    #[serde(with = "serde_http")]
    pub(crate) tag: Option<HeaderValue>,
    #[serde(with = "serde_http")]
    pub(crate) modified: Option<HeaderValue>,
}

impl Validators {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        // A copy: what comes off a socket is a piece of a buffer, which would stay with it.
        let copy = |value: &HeaderValue| HeaderValue::from_bytes(value.as_bytes()).ok();
        let value = |name| headers.get(name).and_then(copy);
        Self { tag: value(ETAG), modified: value(LAST_MODIFIED) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tag.is_none() && self.modified.is_none()
    }
}

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_AMZ_CF_ID: HeaderName = HeaderName::from_static("x-amz-cf-id");

const CONDITIONS: [HeaderName; 5] =
    [IF_MATCH, IF_NONE_MATCH, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE, IF_RANGE];

/// Everything a request is made of.
pub(crate) struct OriginRequestBuilder<'a> {
    pub(crate) behavior: &'a Behavior,
    pub(crate) origin: &'a Origin,
    pub(crate) viewer: &'a Viewer,
    pub(crate) options: &'a ForwardOptions,
    /// The POP's name in `Via`.
    pub(crate) pop_host: &'a str,
    pub(crate) request_id: &'a HeaderValue,
}

impl OriginRequestBuilder<'_> {
    /// `None` if path and origin path together are no URI.
    pub(crate) fn build(&self) -> Option<OriginRequest> {
        let Self { behavior, origin, viewer, .. } = self;
        let mut target = format!("{}{}", origin.path, viewer.path());
        if let Some(query) = selection::query(&behavior.forward.queries, viewer.query()) {
            target.push('?');
            target.push_str(&query);
        }
        let mut request = http::Request::new(viewer.body.clone());
        *request.method_mut() = viewer.method.clone();
        *request.uri_mut() = http::uri::PathAndQuery::try_from(target).ok()?.into();
        *request.headers_mut() = self.headers();
        let (secure, port) = self.target();
        Some(OriginRequest {
            secure,
            host: origin.domain.to_string(),
            port,
            request,
            connect_timeout: origin.connection_timeout,
            read_timeout: origin.read_timeout,
        })
    }

    /// Scheme and port (CF-6.3).
    fn target(&self) -> (bool, u16) {
        match &self.origin.kind {
            OriginKind::S3 { access, .. } => {
                let secure = self.viewer.secure || *access == Signing::Always;
                (secure, if secure { 443 } else { 80 })
            }
            OriginKind::Custom { http_port, https_port, protocol } => {
                let secure = match protocol {
                    OriginProtocol::Http => false,
                    OriginProtocol::Https => true,
                    OriginProtocol::MatchViewer => self.viewer.secure,
                };
                (secure, if secure { *https_port } else { *http_port })
            }
        }
    }

    fn headers(&self) -> HeaderMap {
        let Self { behavior, origin, viewer, .. } = self;
        let mut headers = HeaderMap::with_capacity(viewer.headers.len() + 8);
        for (name, value) in &viewer.headers {
            if self.forwards(name) {
                headers.append(name, value.clone());
            }
        }
        upgrade::named(&viewer.headers).for_each(|name| drop(headers.remove(name)));
        for name in behavior.forward.named.iter().filter(|name| is_about_viewer(name)) {
            if let Some(value) = viewer.value(name).and_then(|v| HeaderValue::from_bytes(&v).ok()) {
                headers.insert(name, value);
            }
        }
        self.set_own(&mut headers);
        if let Some(cookies) = selection::cookies(&behavior.forward.cookies, viewer.cookie_lines())
            && let Ok(value) = HeaderValue::from_str(&cookies)
        {
            headers.insert(COOKIE, value);
        }
        if let Some(Validators { tag, modified }) = &self.options.validators {
            tag.iter().for_each(|tag| drop(headers.insert(IF_NONE_MATCH, tag.clone())));
            modified.iter().for_each(|at| drop(headers.insert(IF_MODIFIED_SINCE, at.clone())));
        }
        for (name, value) in &origin.headers {
            headers.insert(name, value.clone()); // CF-4.5: before the viewer's
        }
        headers
    }

    /// What the edge sets whatever was selected (CF-4.3).
    fn set_own(&self, headers: &mut HeaderMap) {
        let Self { behavior, origin, viewer, pop_host, request_id, .. } = self;
        headers.insert(HOST, self.host());
        headers.insert(CONNECTION, HeaderValue::from_static("Keep-Alive"));
        if viewer.asks_for_websocket() && !origin.is_s3() {
            headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
            headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        }
        headers.insert(X_AMZ_CF_ID, (*request_id).clone());
        if !headers.contains_key(USER_AGENT) {
            headers.insert(USER_AGENT, HeaderValue::from_static("Amazon CloudFront"));
        }
        let via = format!("{} {pop_host} (CloudFront)", version(viewer.version));
        append(headers, &viewer.headers, VIA, ", ", &via);
        let ip = match viewer.ip {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => ip.to_string(),
        };
        append(headers, &viewer.headers, X_FORWARDED_FOR, ",", &ip);
        if behavior.key.codings.any() {
            headers.remove(ACCEPT_ENCODING);
            let accepted = Codings::accepted(viewer.version, &viewer.headers);
            match accepted.and(behavior.key.codings).text() {
                "" if viewer.headers.contains_key(ACCEPT_ENCODING) => {
                    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
                }
                "" => {}
                text => drop(headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text))),
            }
        }
        if !viewer.body.is_empty() || matches!(viewer.method.as_str(), "PUT" | "POST" | "PATCH") {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(viewer.body.len()));
        }
    }

    /// S3 always gets its own name; other origins the viewer's where it is selected (CF-4.3).
    fn host(&self) -> HeaderValue {
        let viewers = !self.origin.is_s3() && self.behavior.forward.selects(&HOST);
        let own = || if viewers { self.viewer.host() } else { &self.origin.domain };
        let host = self.origin.host.as_deref().unwrap_or_else(own);
        HeaderValue::from_str(host).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// CF-4.3's table, row by row, for a header that the viewer sent.
    fn forwards(&self, name: &HeaderName) -> bool {
        if never(name) || is_about_viewer(name) {
            return false;
        }
        let legacy = self.behavior.forward.others == Others::Legacy;
        if CONDITIONS.contains(name) {
            return self.options.conditions
                && passes_condition(self.behavior, &self.viewer.method, name);
        }
        let selects = self.behavior.forward.selects(name);
        match name.as_str() {
            "range" => self.options.range,
            "authorization" => selects || self.passes_authorization(),
            "content-type" | "content-md5" => true,
            "user-agent" | "accept-encoding" => selects,
            _ => selects || (legacy && !removed_by_default(name)),
        }
    }

    /// CF-3.8e: not on GET and HEAD, nor on a cached OPTIONS.
    fn passes_authorization(&self) -> bool {
        !self.behavior.caches_method(&self.viewer.method)
    }
}

/// Whether any of the viewer's conditions goes to the origin. They do where nothing is cached, and
/// where a policy or the legacy default forwards them (CF-3.3, CF-3.9).
pub(crate) fn forwards_conditions(behavior: &Behavior, viewer: &Viewer) -> bool {
    let passes = |name: &&HeaderName| passes_condition(behavior, &viewer.method, name);
    CONDITIONS.iter().filter(passes).any(|name| viewer.headers.contains_key(name))
}

fn passes_condition(behavior: &Behavior, method: &Method, name: &HeaderName) -> bool {
    let cached = behavior.caches() && behavior.caches_method(method);
    !cached || behavior.forward.others == Others::Legacy || behavior.forward.selects(name)
}

fn append(headers: &mut HeaderMap, sent: &HeaderMap, name: HeaderName, by: &str, own: &str) {
    let lines = sent.get_all(&name).iter().filter_map(|line| line.to_str().ok());
    let all: Vec<&str> = lines.chain([own]).collect();
    if let Ok(value) = HeaderValue::from_str(&all.join(by)) {
        headers.insert(name, value);
    }
}

fn is_about_viewer(name: &HeaderName) -> bool {
    name.as_str().starts_with("cloudfront-")
}

/// Hop by hop, or always the edge's own (rows R and S of CF-4.3).
fn never(name: &HeaderName) -> bool {
    let name = name.as_str();
    let own = matches!(
        name,
        "connection"
            | "content-length"
            | "cookie"
            | "host"
            | "keep-alive"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
            | "via"
            | "x-amz-cf-id"
            | "x-forwarded-for"
            | "x-forwarded-proto"
            | "x-real-ip"
    );
    own || name.starts_with("proxy-") || name.starts_with("x-edge-")
}

/// Rows R of CF-4.3 that a selection brings back.
fn removed_by_default(name: &HeaderName) -> bool {
    matches!(
        name.as_str(),
        "accept"
            | "accept-charset"
            | "accept-language"
            | "referer"
            | "expect"
            | "x-http-method-override"
    )
}

#[cfg(test)]
mod tests;
