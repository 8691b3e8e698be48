//! Continuous deployment at the edge: which of a primary's requests its staging distribution gets (CF-8.9).
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-continuous-deployment.html>

use super::distribution::Distribution;
use super::pop::Pop;
use super::session::Session;
use super::traffic_config::{By, Split};
use super::viewer::Viewer;
use super::{choices, session};
use http::{HeaderValue, Version};
use parhelion_world::Context;
use std::sync::Arc;

/// Who serves a request, and what its viewer is to remember.
pub(crate) struct Served {
    pub(crate) distribution: Arc<Distribution>,
    pub(crate) cookie: Option<HeaderValue>,
}

/// The staging distribution, if it is here and serves anybody.
fn staging(pop: &Pop, split: &Split) -> Option<Arc<Distribution>> {
    pop.known(&split.staging).filter(|staging| staging.enabled).cloned()
}

/// The staging distribution that a request's header asks for.
pub(crate) fn by_header(
    pop: &Pop,
    primary: &Distribution,
    viewer: &Viewer,
) -> Option<Arc<Distribution>> {
    let split = primary.split.as_ref()?;
    let By::Header { name, value } = &split.by else { return None };
    let sent = viewer.headers.get(&**name)?;
    (sent.as_bytes() == value.as_bytes()).then(|| staging(pop, split))?
}

/// The primary, or its staging distribution. HTTP/3 has no part in it (CF-8.9d).
pub(crate) fn decide(
    cx: &mut Context,
    pop: &Pop,
    primary: Arc<Distribution>,
    viewer: &mut Viewer,
) -> Served {
    let alone = |distribution| Served { distribution, cookie: None };
    let Some(split) = primary.split.clone() else { return alone(primary) };
    if viewer.version == Version::HTTP_3 || cx.choose(&choices::STAGING) != 0 {
        return alone(primary);
    }
    let By::Weight { millionths, sticky } = &split.by else {
        let distribution = by_header(pop, &primary, viewer).unwrap_or(primary);
        return alone(distribution);
    };
    let Some(staging) = staging(pop, &split) else { return alone(primary) };
    let by_weight = |cx: &mut Context| cx.below(1_000_000) < *millionths;
    let Some(sticky) = sticky else {
        return alone(if by_weight(cx) { staging } else { primary });
    };
    let held = session::take(viewer).filter(|held| held.goes_on(cx.now, sticky));
    let held = held.filter(|_| cx.choose(&choices::SESSION) == 0);
    let session = match held {
        Some(held) => held.seen(cx.now),
        None => Session::begin(cx.now, by_weight(cx), sticky),
    };
    let distribution = if session.staging { staging } else { primary };
    Served { distribution, cookie: session.cookie(cx.now, sticky) }
}
