//! How long an answer may be served: pure functions of headers, configuration and time.
//!
//! [`ttl`] is CF-3.1, [`error_ttl`] CF-3.6, [`Life::state`] says what an entry is good for at a
//! moment (CF-3.3 to CF-3.5). Nothing here knows where an entry lies.

use super::cache_control::CacheControl;
use http::header::EXPIRES;
use http::{HeaderMap, StatusCode};
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// MinTTL, DefaultTTL and MaxTTL of a cache policy, or of a behaviour with `ForwardedValues`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ttls {
    pub(crate) min: Duration,
    pub(crate) default: Duration,
    pub(crate) max: Duration,
}

impl Ttls {
    pub(crate) const fn seconds(min: u64, default: u64, max: u64) -> Self {
        let (min, default) = (Duration::from_secs(min), Duration::from_secs(default));
        Self { min, default, max: Duration::from_secs(max) }
    }
}

/// What an origin's answer says about its lifetime.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) control: CacheControl,
    /// `Expires` from now on, zero if past or unreadable; none if absent.
    pub(crate) expires_in: Option<Duration>,
}

impl Stated {
    /// `now` is the receipt: `Date` plays no part (CF-3.1 notes).
    pub(crate) fn read(headers: &HeaderMap, now: Timestamp) -> Self {
        let expires_in = headers.get(EXPIRES).map(|value| {
            let date = value.to_str().ok().and_then(|text| httpdate::parse_http_date(text).ok());
            date.map_or(Duration::ZERO, |date| Timestamp::from_system_time(date).since(now))
        });
        Self { control: CacheControl::of(headers), expires_in }
    }

    /// CF-3.1's `T`: `max-age` beats `Expires`.
    pub(crate) fn lifetime(&self) -> Option<Duration> {
        self.control.lifetime().or(self.expires_in)
    }
}

/// Whether an answer is stored, and for how long it is fresh. A ttl of zero is stored as expired:
/// the next request revalidates it (CF-3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    No,
    For(Duration),
}

/// CF-3.1: the lifetime of an answer that is no error. `None` for `ttls` is caching disabled.
pub(crate) fn ttl(ttls: Option<Ttls>, stated: &Stated) -> Keep {
    let Some(Ttls { min, default, max }) = ttls.filter(|ttls| !ttls.max.is_zero()) else {
        return Keep::No;
    };
    if stated.control.forbids() {
        // CF-3.3: `no-store` is honoured while Min is 0; otherwise Min overrides directives (S2).
        return if min.is_zero() && stated.control.no_store { Keep::No } else { Keep::For(min) };
    }
    Keep::For(match stated.lifetime() {
        None => default.max(min),
        Some(lifetime) => lifetime.max(min).min(max),
    })
}

/// CF-3.1 by status: 2xx, 300 to 303 and 305 as usual; 307 and 308 only with a stated
/// `Cache-Control` lifetime (CF-3.7); anything else is no object.
pub(crate) fn object_ttl(status: StatusCode, ttls: Option<Ttls>, stated: &Stated) -> Keep {
    match status.as_u16() {
        200..=299 | 300..=303 | 305 => ttl(ttls, stated),
        307 | 308 if stated.control.lifetime().is_some() => ttl(ttls, stated),
        _ => Keep::No,
    }
}

/// What the configuration says about an error of one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ErrorRule {
    /// ErrorCachingMinTTL; 10 s where no CustomErrorResponse names the status.
    pub(crate) min: Duration,
    /// A CustomErrorResponse names the status.
    pub(crate) named: bool,
}

impl Default for ErrorRule {
    fn default() -> Self {
        Self { min: Duration::from_secs(10), named: false }
    }
}

/// CF-3.6: the lifetime of an error answer. `s3`: a minimum of 0 counts as 1 s there (rule a).
pub(crate) fn error_ttl(
    status: StatusCode,
    ttls: Option<Ttls>,
    rule: ErrorRule,
    s3: bool,
    stated: &Stated,
) -> Keep {
    let Some(ttls) = ttls.filter(|ttls| !ttls.max.is_zero()) else {
        return Keep::No; // rule b
    };
    let least = if s3 { rule.min.max(Duration::from_secs(1)) } else { rule.min };
    let stated_for = stated.lifetime().map_or(Duration::ZERO, |lifetime| lifetime.min(ttls.max));
    let longest = least.max(stated_for);
    let forbids = stated.control.forbids();
    let keep = match status.as_u16() {
        404 | 410 | 414 | 501 => (!forbids).then_some(longest),
        500 | 502 | 503 | 504 => Some(if forbids { least } else { longest }),
        400 | 403 | 405 | 412 | 415 => {
            let kept = rule.named || stated.control.lifetime().is_some();
            kept.then_some(if forbids { least } else { longest })
        }
        _ => None,
    };
    keep.filter(|ttl| !ttl.is_zero()).map_or(Keep::No, Keep::For)
}

/// The times of a stored entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Life {
    /// Received, or last confirmed by a 304.
    pub(crate) since: Timestamp,
    pub(crate) ttl: Duration,
    /// MaxTTL: at this age a stale copy is no longer there for anybody (CF-3.4c).
    pub(crate) max: Duration,
    pub(crate) stale_while_revalidate: Option<Duration>,
    pub(crate) stale_if_error: Option<Duration>,
    /// After the origin failed: served as it is until then, without asking again (CF-3.5).
    pub(crate) spared_until: Option<Timestamp>,
}

/// What an entry is good for at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// Served as it is.
    Fresh,
    /// Expired, but the origin failed a moment ago: served as it is (CF-3.5).
    Spared,
    /// Served at once, refreshed behind the viewer's back (CF-3.4a).
    WhileRevalidate,
    /// The origin is asked; if it fails, this entry is the answer (CF-3.4b, CF-3.5).
    IfError,
    /// The origin is asked; the entry only lends its validators.
    Expired,
}

impl Life {
    pub(crate) fn new(
        ttl: Duration,
        max: Duration,
        control: &CacheControl,
        now: Timestamp,
    ) -> Self {
        Self {
            since: now,
            ttl,
            max,
            stale_while_revalidate: control.stale_while_revalidate,
            stale_if_error: control.stale_if_error,
            spared_until: None,
        }
    }

    pub(crate) fn age(&self, now: Timestamp) -> Duration {
        now.since(self.since)
    }

    pub(crate) fn state(&self, now: Timestamp) -> State {
        let age = self.age(now);
        if age < self.ttl {
            return State::Fresh;
        }
        let within = |window: Option<Duration>| {
            window.is_some_and(|window| age < self.ttl.saturating_add(window)) && age < self.max
        };
        // Without the directive a stale copy stands in until Max (CF-3.5); with 0 never (CF-3.4f).
        let if_error = if self.stale_if_error.is_some() {
            within(self.stale_if_error)
        } else {
            age < self.max
        };
        if if_error && self.spared_until.is_some_and(|until| now < until) {
            State::Spared
        } else if within(self.stale_while_revalidate) {
            State::WhileRevalidate
        } else if if_error {
            State::IfError
        } else {
            State::Expired
        }
    }
}

#[cfg(test)]
mod tests;
