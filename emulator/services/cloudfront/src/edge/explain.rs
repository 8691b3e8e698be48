//! The phases of a request, gone through without anything being done: see [`crate::explain`].

use super::Edge;
use super::admission::{self, Rejection};
use super::cache::{Content, Entry};
use super::distribution;
use super::freshness::State;
use super::functions::occasion::{Occasion, Turn};
use super::key;
use super::pop::Pop;
use super::split;
use super::viewer::{Viewer, ViewerRequest};
use crate::explain::{self, Explanation, Stored, Verdict};
use http::header::{CACHE_CONTROL, ETAG};
use parhelion_wire::Timestamp;

/// How many other variants of a URL are told.
const OTHERS_MAX: usize = 20;

impl Edge {
    pub(crate) fn explain(&self, now: Timestamp, request: &ViewerRequest) -> Vec<Explanation> {
        let at = |pop: &Pop| {
            // What has arrived there counts, in a copy.
            let mut pop = pop.clone();
            pop.settle(now);
            explain_at(&pop, now, Viewer::new(request.clone()))
        };
        self.pops.iter().map(at).collect()
    }

    pub(crate) fn stored(&self, now: Timestamp, distribution: &str, at_most: usize) -> Vec<Stored> {
        let of_pop = |pop: &Pop| {
            let mut pop = pop.clone();
            pop.settle(now);
            let stored = pop.cache.of(distribution, b"").take(at_most);
            let stored = stored.map(|(key, entry)| Stored {
                pop: pop.name().clone(),
                key: lines(key),
                entry: told(entry, now),
            });
            stored.collect::<Vec<_>>()
        };
        self.pops.iter().flat_map(of_pop).collect()
    }
}

fn explain_at(pop: &Pop, now: Timestamp, mut viewer: Viewer) -> Explanation {
    let mut said = Explanation {
        pop: pop.name().clone(),
        distribution: None,
        behavior: None,
        key: Vec::new(),
        entry: None,
        others: Vec::new(),
        verdict: Verdict::Refused,
        why: String::new(),
    };
    let found = admission::limits(&viewer).and_then(|()| admission::distribution(pop, &viewer));
    let distribution = match found {
        Ok(distribution) => {
            let staging = split::by_header(pop, distribution, &viewer);
            staging.unwrap_or_else(|| distribution.clone())
        }
        Err(rejection) => {
            let host = viewer.host();
            said.why = format!(
                "{} No enabled distribution of the host {host:?} has arrived here.",
                sentence(&rejection)
            );
            return said;
        }
    };
    said.distribution = Some(distribution.id.clone());
    let Some(behavior) = admission::behavior(&distribution, &mut viewer) else { return said };
    let number = distribution.behaviors.iter().position(|it| std::sync::Arc::ptr_eq(it, &behavior));
    said.behavior = Some(behavior_told(&behavior, number.unwrap_or(0) + 1));
    let allowed = admission::allowed(&distribution, &behavior, &mut viewer, now);
    if let Err(rejection) = allowed {
        said.key = lines(&behavior.key.key(&viewer));
        said.why = sentence(&rejection);
        return said;
    }
    if let Err(why) = called(pop, now, &distribution, &behavior, &mut viewer) {
        said.key = lines(&behavior.key.key(&viewer));
        said.why = why;
        return said;
    }
    let key = behavior.key.key(&viewer);
    said.key = lines(&key);
    let url = key::url(&key);
    let others = pop
        .cache
        .of(&distribution.id, url)
        .filter(|(other, _)| key::url(other) == url && other[..] != key[..]);
    said.others = others.take(OTHERS_MAX).map(|(other, _)| lines(other)).collect();
    let entry = pop.cache.get(&distribution.id, &key);
    said.entry = entry.map(|entry| told(entry, now));
    (said.verdict, said.why) = if !behavior.caches() {
        (Verdict::Passed, "This behaviour caches nothing: its longest TTL is 0.".to_owned())
    } else if !behavior.caches_method(&viewer.method) {
        (Verdict::Passed, format!("{} is never cached here.", viewer.method))
    } else {
        match entry {
            Some(entry) => with_entry(entry, now),
            None => (Verdict::Miss, without_entry(pop, &said, &distribution, url)),
        }
    };
    said
}

/// What the viewer-request function makes of the request, or how it ends there.
fn called(
    pop: &Pop,
    now: Timestamp,
    distribution: &distribution::Distribution,
    behavior: &distribution::Behavior,
    viewer: &mut Viewer,
) -> Result<(), String> {
    let name = behavior.triggers.viewer_request.as_ref();
    let function = name.and_then(|name| pop.function(&distribution.account, name));
    let Some(function) = function else { return Ok(()) };
    let request_id = &http::HeaderValue::from_static("explained");
    let occasion = Occasion { pop, distribution, request_id, now };
    match occasion.at_request(function, behavior, viewer).outcome {
        Ok(Turn::On(changed, _)) => {
            *viewer = changed;
            Ok(())
        }
        Ok(Turn::Answered(answer)) => {
            Err(format!("The function {} answers {}.", function.name, answer.status.as_u16()))
        }
        Err(failure) => Err(format!("The function {} fails: {}", function.name, failure.why())),
    }
}

fn with_entry(entry: &Entry, now: Timestamp) -> (Verdict, String) {
    let age = entry.life.age(now);
    let over = age.saturating_sub(entry.life.ttl).as_secs();
    match entry.life.state(now) {
        _ if matches!(entry.content, Content::Parts(_)) => (
            Verdict::Hit,
            "Parts of it are stored: a hit for ranges within them, else a miss.".to_owned(),
        ),
        State::Fresh => {
            let left = entry.life.ttl.saturating_sub(age).as_secs();
            (Verdict::Hit, format!("It is fresh for {left} seconds more."))
        }
        State::Spared => {
            let why = "It has expired, but its origin failed a moment ago: it is served as it is.";
            (Verdict::Hit, why.to_owned())
        }
        State::WhileRevalidate if !entry.is_error() => {
            let why = format!(
                "It expired {over} seconds ago; the origin lets it be served stale while it is asked again."
            );
            (Verdict::Stale, why)
        }
        _ if entry.is_error() => (
            Verdict::Miss,
            format!("The stored error expired {over} seconds ago: the origin is asked anew."),
        ),
        _ => {
            let why = format!(
                "It expired {over} seconds ago: the origin is asked whether it is still so."
            );
            (Verdict::Revalidated, why)
        }
    }
}

fn without_entry(
    pop: &Pop,
    said: &Explanation,
    distribution: &distribution::Distribution,
    url: &[u8],
) -> String {
    if let Some(at) = pop.purged_at(&distribution.id, url) {
        return format!("An invalidation of this path arrived here at {}.", at.date_time());
    }
    if !said.others.is_empty() {
        return "Other variants of this URL are stored, under keys that differ from this one's."
            .to_owned();
    }
    "Nobody has asked for it here yet, its answer was not to be kept, or it had to make room."
        .to_owned()
}

fn sentence(rejection: &Rejection) -> String {
    match rejection {
        Rejection::Page(status, sentence) => {
            format!("The edge answers {}: {sentence}", status.as_u16())
        }
        Rejection::Redirect(status, location) => {
            let to = String::from_utf8_lossy(location.as_bytes());
            format!("The edge redirects ({}) to {to}.", status.as_u16())
        }
        Rejection::Xml(code, message) => format!("The edge answers 403 {code}: {message}."),
    }
}

/// A key's parts, one a line.
fn lines(key: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(key).lines().map(str::to_owned).collect()
}

fn behavior_told(behavior: &distribution::Behavior, number: usize) -> explain::Behavior {
    explain::Behavior {
        pattern: behavior.pattern.text(),
        number,
        origins: behavior.origins.iter().map(|it| format!("{}{}", it.domain, it.path)).collect(),
        ttls: behavior.ttls.map(|ttls| [ttls.min, ttls.default, ttls.max]),
        compress: behavior.compress,
    }
}

fn told(entry: &Entry, now: Timestamp) -> explain::Entry {
    let headers = entry.head.to_map();
    let header = |name| {
        headers
            .get(name)
            .map(|it: &http::HeaderValue| String::from_utf8_lossy(it.as_bytes()).into_owned())
    };
    let (bytes, parts) = match &entry.content {
        Content::Whole(body) => (body.len(), false),
        Content::Parts(parts) => (parts.bytes(), true),
    };
    let age = entry.life.age(now);
    explain::Entry {
        status: entry.status.as_u16(),
        since: entry.life.since,
        age,
        ttl: entry.life.ttl,
        remaining: entry.life.ttl.saturating_sub(age),
        bytes,
        parts,
        etag: header(ETAG),
        cache_control: header(CACHE_CONTROL),
    }
}
