//! A viewer's session with a primary or its staging distribution, as a cookie keeps it (CF-8.9e). AWS documents
//! neither its name nor what it says \[E\].

use super::traffic_config::Sticky;
use super::viewer::Viewer;
use http::HeaderValue;
use http::header::COOKIE;
use parhelion_wire::Timestamp;
use std::sync::Arc;

const NAME: &str = "CloudFront-Deployment-Session";

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Session {
    pub(crate) staging: bool,
    /// In seconds since the epoch.
    began: i64,
    last: i64,
    epoch: Arc<str>,
}

impl Session {
    pub(crate) fn begin(now: Timestamp, staging: bool, sticky: &Sticky) -> Self {
        Self { staging, began: now.secs(), last: now.secs(), epoch: sticky.epoch.clone() }
    }

    /// The same session, seen now.
    pub(crate) fn seen(self, now: Timestamp) -> Self {
        Self { last: now.secs(), ..self }
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '.');
        let staging = match parts.next()? {
            "staging" => true,
            "primary" => false,
            _ => return None,
        };
        let mut seconds = || parts.next()?.parse::<i64>().ok();
        let (began, last) = (seconds()?, seconds()?);
        Some(Self { staging, began, last, epoch: parts.next()?.into() })
    }

    /// Whether it is neither idle nor going on for too long, nor of another epoch.
    pub(crate) fn goes_on(&self, now: Timestamp, sticky: &Sticky) -> bool {
        let since = |then: i64| now.since(Timestamp::from_secs(then));
        let known = self.began <= self.last && self.last <= now.secs();
        known
            && self.epoch == sticky.epoch
            && since(self.last) <= sticky.idle
            && since(self.began) <= sticky.longest
    }

    /// `Set-Cookie`, for as long as the session may be idle or go on.
    pub(crate) fn cookie(&self, now: Timestamp, sticky: &Sticky) -> Option<HeaderValue> {
        let over = now.since(Timestamp::from_secs(self.began));
        let left = sticky.longest.saturating_sub(over).min(sticky.idle).as_secs();
        let who = if self.staging { "staging" } else { "primary" };
        let Self { began, last, epoch, .. } = self;
        let text = format!("{NAME}={who}.{began}.{last}.{epoch}; Path=/; Max-Age={left}; HttpOnly");
        HeaderValue::from_str(&text).ok()
    }
}

/// The session that a request names, which nobody behind the edge sees.
pub(crate) fn take(viewer: &mut Viewer) -> Option<Session> {
    let mut found = None;
    let mut kept = Vec::new();
    for pair in viewer.cookie_lines().flat_map(|line| line.split(';')).map(str::trim) {
        match pair.split_once('=') {
            Some((NAME, value)) => found = Session::read(value),
            _ => kept.push(pair),
        }
    }
    let kept = HeaderValue::from_str(&kept.join("; ")).ok().filter(|kept| !kept.is_empty());
    if found.is_some() {
        viewer.headers.remove(COOKIE);
        kept.map(|kept| viewer.headers.insert(COOKIE, kept));
    }
    found
}
