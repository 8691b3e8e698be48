//! What an origin's answer becomes: headers for viewers, compression, and an entry if it is kept
//! (CF-3.1, CF-3.6, CF-3.7, CF-3.8, CF-4.2, CF-5).

use super::answer::{Answer, Source, http_date};
use super::cache::{Content, Entry};
use super::choices;
use super::coding::{Codings, compressible, describe};
use super::distribution::{Behavior, Origin};
use super::freshness::{Keep, Life, Stated, Ttls, error_ttl, object_ttl};
use super::head::Head;
use super::origin::Validators;
use super::range::{self, Parts};
use super::visit::Visit;
use http::header::{AGE, CONTENT_LENGTH, CONTENT_RANGE, DATE, SET_COOKIE, USER_AGENT, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use parhelion_wire::coding::Coding;
use parhelion_wire::{Body, Timestamp, upgrade};
use parhelion_world::{Computation, Context};
use std::io;
use std::time::Duration;

/// An origin's response that is no 304, read: its headers as viewers get them, and whether it is stored.
pub(crate) struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
    /// What its body is still to be compressed with.
    coding: Option<Coding>,
    /// None: it is passed on only.
    storage: Option<Storage>,
}

/// How a response is stored.
struct Storage {
    life: Life,
    validators: Validators,
    unconditional: bool,
    /// CF-3.8b
    without_cookies: bool,
}

impl Received {
    /// Reads a response at the moment when it has come.
    pub(crate) fn read(
        cx: &mut Context,
        visit: &Visit,
        origin: &Origin,
        response: http::Response<Body>,
    ) -> Self {
        let (parts, body) = response.into_parts();
        let (status, mut headers) = (parts.status, parts.headers);
        let stated = Stated::read(&headers, cx.now);
        let validators = Validators::of(&headers);
        let varies_always = headers.get_all(VARY).iter().any(|vary| vary == "*");
        let complete = is_complete(&headers, &body);
        clean(&visit.behavior, origin, &mut headers, cx.now);
        let coding = coding(visit)
            .filter(|_| compressible(status, &headers, &body))
            .filter(|_| cx.choose(&choices::COMPRESSION) == 0);
        let ttl = match keep(visit, origin, status, &stated) {
            Keep::For(ttl) if complete => Some(ttl),
            _ => None, // CF-3.12: what ended early is passed on, not kept
        };
        let storage = ttl.map(|ttl| {
            let again = varies_always && visit.behavior.ttls.is_some_and(|ttls| ttls.min.is_zero());
            let ttl = if again { Duration::ZERO } else { ttl };
            Storage {
                life: life(status, visit, ttl, &stated, cx.now),
                validators,
                unconditional: again,
                without_cookies: stated.control.no_cache_set_cookie,
            }
        });
        Self { status, headers, body, coding, storage }
    }

    /// What is to be computed before the response is complete. It takes as long as the body is.
    pub(crate) fn compression(&self) -> Option<Computation> {
        self.coding.map(|coding| Computation::Encode(self.body.clone(), coding))
    }

    /// With the compressed body. A stored one that could not be read back stays as it is: who sends
    /// it finds out.
    pub(crate) fn compressed(mut self, body: io::Result<Body>) -> Self {
        if let (Some(coding), Ok(body)) = (self.coding.take(), body) {
            describe(coding, &mut self.headers, &body);
            self.body = body;
        }
        self
    }

    /// What is stored of it. `old`: the entry under the same key, whose parts may be joined;
    /// `receipt`: when it came, in the POP's count.
    pub(crate) fn entry(&self, old: Option<&Entry>, receipt: u64) -> Option<Entry> {
        let Storage { life, validators, unconditional, without_cookies } = self.storage.as_ref()?;
        let (status, mut headers) = (self.status, self.headers.clone());
        if *without_cookies {
            headers.remove(SET_COOKIE);
        }
        let content = content(status, &mut headers, &self.body, validators, old)?;
        let (life, validators) = (life.clone(), validators.clone());
        let unconditional = *unconditional;
        let head = Head::from(&headers);
        Some(Entry { status, head, content, validators, life, unconditional, receipt })
    }

    /// What the viewer gets of it.
    pub(crate) fn answer(self) -> Answer {
        let Self { status, headers, body, .. } = self;
        let source = if status.as_u16() >= 400 { Source::Error } else { Source::Miss };
        Answer { status, headers, body, source, age: None }
    }
}

/// A 304 to a revalidation: the entry with merged headers and a new lifetime, or, if it may no longer
/// be kept, only the answer (CF-3.5, CF-3.9).
pub(crate) fn refreshed(
    visit: &Visit,
    origin: &Origin,
    old: &Entry,
    told: &HeaderMap,
    now: Timestamp,
) -> (Entry, bool) {
    let mut entry = old.clone();
    let mut headers = entry.head.to_map();
    let mut news = told.clone();
    clean(&visit.behavior, origin, &mut news, now);
    for name in news.keys().filter(|name| !describes_content(name)) {
        headers.remove(name);
        for value in news.get_all(name) {
            headers.append(name, value.clone());
        }
    }
    entry.head = Head::from(&headers);
    let stated = Stated::read(&headers, now);
    match object_ttl(entry.status, visit.behavior.ttls, &stated) {
        Keep::For(ttl) => {
            entry.life = life(entry.status, visit, ttl, &stated, now);
            (entry, true)
        }
        Keep::No => (entry, false),
    }
}

/// What a 304 cannot change: the stored body keeps its coding and length (CF-5.1 row 10).
fn describes_content(name: &HeaderName) -> bool {
    matches!(
        name.as_str(),
        "content-length" | "content-encoding" | "content-range" | "etag" | "vary"
    )
}

fn keep(visit: &Visit, origin: &Origin, status: StatusCode, stated: &Stated) -> Keep {
    let behavior = &visit.behavior;
    let method = &visit.viewer.method;
    // CF-3.12: a HEAD does not fill the entry of GET.
    if *method == Method::HEAD || !behavior.caches_method(method) {
        return Keep::No;
    }
    if status.as_u16() >= 400 {
        let rule = visit.distribution.error_rule(status);
        error_ttl(status, behavior.ttls, rule, origin.is_s3(), stated)
    } else {
        object_ttl(status, behavior.ttls, stated)
    }
}

fn life(status: StatusCode, visit: &Visit, ttl: Duration, stated: &Stated, now: Timestamp) -> Life {
    if status.as_u16() >= 400 {
        // An error is never served stale.
        return Life::new(ttl, ttl, &super::cache_control::CacheControl::default(), now);
    }
    let Ttls { max, .. } = visit.behavior.ttls.unwrap_or(Ttls::seconds(0, 0, 0));
    Life::new(ttl, max, &stated.control, now)
}

/// The body as it is stored. A 206 adds to the parts that are there, if it is of the same object
/// (CF-3.11c, j); a 206 that says nothing useful is not stored.
fn content(
    status: StatusCode,
    stored: &mut HeaderMap,
    body: &Body,
    validators: &Validators,
    old: Option<&Entry>,
) -> Option<Content> {
    if status != StatusCode::PARTIAL_CONTENT {
        return Some(Content::Whole(body.clone()));
    }
    let place = stored.remove(CONTENT_RANGE)?;
    let (place, total) = range::parse_content_range(place.to_str().ok()?)?;
    let total = total.filter(|_| place.len() == body.len())?; // CF-3.11h
    stored.remove(CONTENT_LENGTH);
    let mut parts = match old {
        Some(Entry { content: Content::Parts(parts), validators: of_old, .. })
            if parts.total == total && of_old == validators && !validators.is_empty() =>
        {
            parts.clone()
        }
        _ => Parts::new(total),
    };
    parts.insert(place.first, body);
    Some(Content::Parts(parts))
}

fn is_complete(headers: &HeaderMap, body: &Body) -> bool {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|text| text.parse::<u64>().ok()).is_none_or(|length| length == body.len())
}

/// The coding that this viewer's variant is compressed with, if any (CF-5.1 rows 1 to 4).
fn coding(visit: &Visit) -> Option<Coding> {
    let Visit { behavior, viewer, .. } = visit;
    let wanted = behavior.compress && behavior.caches() && viewer.method == Method::GET;
    let accepted = Codings::accepted(viewer.version, &viewer.headers);
    wanted.then(|| accepted.and(behavior.key.codings).best())?
}

/// Takes away what viewers do not get (CF-4.2, CF-3.7, CF-3.8a).
fn clean(behavior: &Behavior, origin: &Origin, headers: &mut HeaderMap, now: Timestamp) {
    const HOP: [&str; 9] = [
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
    ];
    let named: Vec<HeaderName> = upgrade::named(headers).collect();
    named.iter().for_each(|name| drop(headers.remove(name)));
    HOP.iter().for_each(|name| drop(headers.remove(*name)));
    if origin.is_s3() {
        headers.remove("x-amz-id-2");
        headers.remove("x-amz-request-id");
    }
    if behavior.forward.cookies.picks_nothing() {
        headers.remove(SET_COOKIE);
    }
    if headers.contains_key(VARY) {
        clean_vary(behavior, headers);
    }
    if !headers.contains_key(DATE) {
        headers.insert(DATE, http_date(now));
    }
    if headers.get(AGE).is_some_and(|age| age.to_str().is_err()) {
        headers.remove(AGE);
    }
}

/// Only names that took part stay in `Vary` (CF-3.7); none left: no `Vary`.
fn clean_vary(behavior: &Behavior, headers: &mut HeaderMap) {
    let forward = &behavior.forward;
    let by_device = forward.named.iter().any(|name| {
        let name = name.as_str();
        name.starts_with("cloudfront-is-") && name.ends_with("-viewer")
    });
    let stays = |name: &&str| match HeaderName::from_bytes(name.as_bytes()) {
        Ok(name) => {
            matches!(name.as_str(), "*" | "accept-encoding" | "cookie")
                || forward.selects(&name)
                || (name == USER_AGENT && by_device)
        }
        Err(_) => false,
    };
    let lines: Vec<String> =
        headers.get_all(VARY).iter().map(|l| l.to_str().unwrap_or_default().to_owned()).collect();
    let all = lines.iter().flat_map(|line| line.split(',')).map(str::trim);
    let kept: Vec<&str> = all.filter(stays).collect();
    headers.remove(VARY);
    if !kept.is_empty()
        && let Ok(value) = HeaderValue::from_str(&kept.join(", "))
    {
        headers.insert(VARY, value);
    }
}
