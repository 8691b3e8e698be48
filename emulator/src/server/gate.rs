//! Who may ask. A browser on the same machine sends what any page that it shows wants sent, so a
//! request must be addressed to this server, and a page reaches only what pages are for: S3, whose
//! CORS rules decide, and what viewers meet. (Other APIs have answered no preflight yet, so no
//! browser application can have used them.) The [console](super::console) has pages of its own, which only
//! they themselves and a person reach.

use super::console::{is_console, is_from_own_page};
use crate::cloud::Cloud;
use crate::door::route::{Destination, by_host, host_of, route};
use http::request::Parts;
use http::{Method, StatusCode, Version, header};
use parhelion_wire::signature::Head;
use parhelion_world::{Address, HostName, Plane};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv6Addr};

/// The names that a server is reached by besides `localhost`, names below it, AWS's and those of
/// distributions: a web page's own name may be made to lead here, and would be refused.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: BTreeSet<String>,
    /// Whether the server listens at other addresses than the loopback.
    pub(super) any_address: bool,
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    /// Names without port: `parhelion`, `aws.example.com`.
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let bare = |name: S| HostName::new(name.as_ref()).as_str().to_owned();
        Self { names: names.into_iter().map(bare).collect(), any_address: false }
    }
}

/// Where a request that may be answered leads.
pub(super) enum Asked {
    /// To the control API.
    Control,
    /// To the console's pages.
    Console,
    /// To what viewers meet.
    DataPlane(&'static str, Address),
    /// To the API of a service, or to nobody.
    Api {
        /// What is answered there would be a page of this server's own origin, at once or out of the
        /// browser's cache.
        may_be_own_page: bool,
    },
}

/// Why a request is not answered otherwise, in a plain sentence.
pub(super) struct Refused(pub StatusCode, pub String);

/// The most that a head may be: its target and its headers. Services have limits of their own below it.
pub(super) const HEAD_BYTES_MAX: u32 = 64 * 1024;

/// Lets a request in, or says why not.
pub(super) fn admit(cloud: &Cloud, names: &Names, parts: &mut Parts) -> Result<Asked, Refused> {
    if head_bytes(parts) > HEAD_BYTES_MAX as usize {
        let why = format!("A request's head is {HEAD_BYTES_MAX} bytes at most.");
        return Err(Refused(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, why));
    }
    name_host(parts)?;
    let host = host_of(Head::from(&*parts));
    let place = by_host(cloud, &host);
    if place.is_none() && !is_this_server(names, &host) {
        let host = host.as_str();
        let why = format!(
            "No server of the name {host:?} is here. If this one is reached by it, start it with --host {host}."
        );
        return Err(Refused(StatusCode::FORBIDDEN, why));
    }
    if is_control(parts, &host, place.as_ref()) {
        if place.is_none() && is_console(parts.uri.path()) {
            return match is_from_own_page(parts) {
                true => Ok(Asked::Console),
                false => Err(for_persons()),
            };
        }
        refuse_pages(parts)?;
        return Ok(Asked::Control);
    }
    match place {
        Some(Destination::Service(entry, address)) if address.plane == Plane::Data => {
            Ok(Asked::DataPlane(entry.name, address))
        }
        // Most requests come from no page, and need not be routed twice.
        _ => match refuse_pages(parts) {
            Err(refused) if !is_for_pages(cloud, parts) => Err(refused),
            _ => Ok(Asked::Api {
                may_be_own_page: is_of_browser(parts) && !has_own_name(place.as_ref()),
            }),
        },
    }
}

/// Whether a browser asks. What for is no matter: what it fetches as a picture or ahead of time, it may
/// show as a page later, out of its cache. To hosts that it trusts (the loopback) it says how it fetches;
/// to all others it may say no more than its name, which begins so in all browsers and in no SDK.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-user-agent>
fn is_of_browser(parts: &Parts) -> bool {
    let headers = &parts.headers;
    let says = |name: &http::HeaderName| {
        let name = name.as_str();
        name.starts_with("sec-fetch-")
            || matches!(name, "upgrade-insecure-requests" | "origin" | "referer")
    };
    let is_named = |agent: &http::HeaderValue| agent.as_bytes().starts_with(b"Mozilla/");
    headers.keys().any(says) || headers.get_all(header::USER_AGENT).iter().any(is_named)
}

/// Whether a host is one resource's, so that its pages have an origin of their own.
fn has_own_name(place: Option<&Destination>) -> bool {
    let Some(Destination::Service(_, address)) = place else { return false };
    address.path_prefix.is_some()
}

fn head_bytes(parts: &Parts) -> usize {
    let headers = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    let target = parts.uri.path_and_query().map_or(0, |target| target.as_str().len());
    headers.sum::<usize>() + target
}

/// Exactly one host, which is one, and at most one sender; else others may read the request
/// differently.
fn name_host(parts: &mut Parts) -> Result<(), Refused> {
    let bad = |why: &str| Refused(StatusCode::BAD_REQUEST, why.to_owned());
    for (name, why) in [
        (header::HOST, "A request has one Host header."),
        (header::AUTHORIZATION, "A request has one Authorization header."),
    ] {
        if parts.headers.get_all(name).iter().count() > 1 {
            return Err(bad(why));
        }
    }
    // HTTP/2 names the host in the target only.
    if let Some(authority) = parts.uri.authority()
        && parts.version >= Version::HTTP_2
        && !parts.headers.contains_key(header::HOST)
        && let Ok(value) = authority.as_str().parse()
    {
        parts.headers.insert(header::HOST, value);
    }
    match parts.headers.get(header::HOST) {
        Some(host) if is_host(host.as_bytes()) => Ok(()),
        Some(_) => Err(bad("The Host header is no host.")),
        None if parts.version < Version::HTTP_11 => Ok(()),
        None => Err(bad("A request has a Host header.")),
    }
}

/// A name or an address, with or without a port.
fn is_host(host: &[u8]) -> bool {
    let Ok(host) = std::str::from_utf8(host) else { return false };
    let (bare, port) = match host.strip_prefix('[').map(|rest| rest.split_once(']')) {
        Some(None) => return false,
        Some(Some((address, rest))) => {
            if address.parse::<Ipv6Addr>().is_err() {
                return false;
            }
            match (rest, rest.strip_prefix(':')) {
                ("", _) => return true,
                (_, Some(port)) => ("an-address", Some(port)),
                (_, None) => return false,
            }
        }
        None => match host.split_once(':') {
            Some((bare, port)) => (bare, Some(port)),
            None => (host, None),
        },
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let is_port = |port: &str| port.is_empty() || port.parse::<u16>().is_ok();
    !bare.is_empty() && bare.bytes().all(plain) && port.is_none_or(is_port)
}

pub(super) fn is_this_server(names: &Names, host: &HostName) -> bool {
    let bare = without_prefix(host.as_str());
    let address = bare.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match address {
        // A page's own name is no address: there is no making one lead elsewhere.
        Ok(address) => names.any_address || address.to_canonical().is_loopback(),
        // Only HTTP/1.0, which no browser speaks, names no host.
        Err(_) => {
            host.as_str().is_empty()
                || bare == "localhost"
                || bare.strip_suffix(".localhost").is_some_and(|name| !name.is_empty())
                || names.names.contains(bare)
        }
    }
}

/// SDKs put the prefixes that AWS's models give some operations before any endpoint, an address too:
/// `stream-` (StartLiveTail), the account (S3 Control). No name that only these tell from an address
/// or from `localhost` can be anybody else's.
/// <https://smithy.io/2.0/spec/endpoint-traits.html#smithy-api-endpoint-trait>
fn without_prefix(host: &str) -> &str {
    let streaming = ["stream-", "streaming-"].iter().find_map(|prefix| host.strip_prefix(prefix));
    let account = host.split_once('.').filter(|(account, _)| {
        account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())
    });
    streaming.or(account.map(|(_, rest)| rest)).unwrap_or(host)
}

/// Where programs that wait for another emulator look for it.
pub(super) const ELSEWHERES_HEALTH: &str = "/_localstack/health";

/// Below a bucket's or a distribution's own name, there are keys of any name.
fn is_control(parts: &Parts, host: &HostName, place: Option<&Destination>) -> bool {
    let path = parts.uri.path();
    let is_below =
        path == "/_parhelion" || path.starts_with("/_parhelion/") || path == ELSEWHERES_HEALTH;
    is_below
        && match place {
            None => true,
            Some(Destination::Service(_, Address { plane: Plane::Api, path_prefix: None, .. })) => {
                // An endpoint: `s3.localhost`.
                host.local_labels().is_some_and(|labels| labels.len() == 1)
            }
            Some(_) => false,
        }
}

/// Who takes the rest is who has CORS rules. Forms without a signature find their service by their body.
fn is_for_pages(cloud: &Cloud, parts: &Parts) -> bool {
    let is_form = parts.method == Method::POST && is_of_type(parts, &[FORM]);
    match route(cloud, Head::from(parts)) {
        Destination::Service(entry, _) => entry.declaration.takes_the_rest && !is_form,
        Destination::Elsewhere => false,
    }
}

/// What is not for pages is for none of them, not even for those of the server's own origin: an object
/// that is asked for by its path is one, and whoever may upload writes it. Only what a person has
/// typed comes from no page.
fn refuse_pages(parts: &Parts) -> Result<(), Refused> {
    let sites = parts.headers.get_all("sec-fetch-site");
    let is_from_page = parts.headers.contains_key(header::ORIGIN)
        || sites.iter().any(|site| site.as_bytes() != b"none");
    if is_from_page {
        let why = "Web pages reach buckets and distributions only.";
        return Err(Refused(StatusCode::FORBIDDEN, why.to_owned()));
    }
    Ok(())
}

fn for_persons() -> Refused {
    let why = "The console is for persons and its own pages: open it by its address, not from another page.";
    Refused(StatusCode::FORBIDDEN, why.to_owned())
}

const FORM: &str = "application/x-www-form-urlencoded";

fn is_of_type(parts: &Parts, types: &[&str]) -> bool {
    parts.headers.get_all(header::CONTENT_TYPE).iter().any(|sent| {
        let sent = String::from_utf8_lossy(sent.as_bytes());
        let sent = sent.split([';', ',']).next().unwrap_or_default().trim();
        types.iter().any(|kind| kind.eq_ignore_ascii_case(sent))
    })
}
