//! The phases that can refuse or redirect a request before any cache is looked at
//! (CF-1.1 stages 2 to 9).

use super::answer::Answer;
use super::distribution::{Behavior, Distribution, ViewerProtocol};
use super::error_page::{BAD_REQUEST, COUNTRY_BLOCKED, METHOD_NOT_ALLOWED, OTHER_CERTIFICATE};
use super::pop::Pop;
use super::viewer::Viewer;
use http::header::VIA;
use http::{HeaderName, HeaderValue, Method, StatusCode, Version};
use parhelion_wire::Timestamp;
use std::sync::Arc;

/// CF-1.8.
const URL_BYTES_MAX: usize = 8_192;
const HEAD_BYTES_MAX: usize = 32_768;
/// CF-1.2i.
const CHAIN_MAX: usize = 2;

/// Of requests over TLS whose certificate is none for the host (CF-1.3): the door says so, which has shown
/// it.
const MISDIRECTED: HeaderName = HeaderName::from_static("x-parhelion-misdirected");

/// Why the edge answers by itself.
#[derive(Debug)]
pub(crate) enum Rejection {
    Page(StatusCode, &'static str),
    Redirect(StatusCode, HeaderValue),
    /// 403 in XML: a code and a message (CF-10.6).
    Xml(&'static str, &'static str),
}

impl Rejection {
    pub(crate) fn answer(self, request_id: &HeaderValue) -> Answer {
        match self {
            Self::Page(status, sentence) => Answer::page(status, sentence, request_id),
            Self::Redirect(status, location) => Answer::redirect(status, location),
            Self::Xml(code, message) => Answer::xml(code, message),
        }
    }

    const fn forbidden(sentence: &'static str) -> Self {
        Self::Page(StatusCode::FORBIDDEN, sentence)
    }
}

/// Stage 2: sizes (CF-1.8).
pub(crate) fn limits(viewer: &Viewer) -> Result<(), Rejection> {
    let url = viewer.uri.path_and_query().map_or(0, |target| target.as_str().len());
    if url > URL_BYTES_MAX {
        return Err(Rejection::Page(StatusCode::URI_TOO_LONG, BAD_REQUEST));
    }
    let lines = viewer.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    if url + lines.sum::<usize>() > HEAD_BYTES_MAX {
        let too_large = StatusCode::from_u16(494).unwrap_or(StatusCode::BAD_REQUEST);
        return Err(Rejection::Page(too_large, BAD_REQUEST));
    }
    Ok(())
}

/// Stage 3: `Host`, and nothing else, selects the distribution (CF-1.2).
pub(crate) fn distribution<'a>(
    pop: &'a Pop,
    viewer: &Viewer,
) -> Result<&'a Arc<Distribution>, Rejection> {
    let found = pop.distribution(viewer.host()).ok_or(Rejection::forbidden(BAD_REQUEST))?;
    if viewer.headers.contains_key(MISDIRECTED) {
        return Err(Rejection::Page(StatusCode::MISDIRECTED_REQUEST, OTHER_CERTIFICATE)); // CF-1.3
    }
    if !found.enabled {
        return Err(Rejection::forbidden(BAD_REQUEST)); // CF-1.2f
    }
    let passed = viewer.headers.get_all(VIA).iter().filter_map(|via| via.to_str().ok());
    let passed = passed.flat_map(|via| via.split(',')).filter(|via| via.contains("(CloudFront)"));
    if passed.count() >= CHAIN_MAX {
        return Err(Rejection::forbidden(BAD_REQUEST)); // CF-1.2i, S47
    }
    Ok(found)
}

/// Stage 5: the default root object stands in for the root and for nothing else (CF-1.7), then the
/// first behaviour that fits.
pub(crate) fn behavior(distribution: &Distribution, viewer: &mut Viewer) -> Option<Arc<Behavior>> {
    if viewer.path() == "/" {
        viewer.instead = distribution.default_root_object.clone();
    }
    distribution.behavior(viewer.path()).cloned()
}

/// Stages 7 to 10: country, protocol, method, signature. What a viewer is let in by is then no longer in his
/// request.
pub(crate) fn allowed(
    distribution: &Distribution,
    behavior: &Behavior,
    viewer: &mut Viewer,
    now: Timestamp,
) -> Result<(), Rejection> {
    if let Some(missing) = behavior.missing {
        return Err(Rejection::Page(StatusCode::NOT_IMPLEMENTED, missing.sentence()));
    }
    if !distribution.geo.admits(viewer.country.as_deref()) {
        return Err(Rejection::forbidden(COUNTRY_BLOCKED)); // CF-1.9
    }
    protocol(behavior.protocol, viewer)?;
    if !behavior.methods.contains(&viewer.method) {
        return Err(Rejection::forbidden(METHOD_NOT_ALLOWED)); // CF-1.5c, g, S32
    }
    if viewer.method == Method::GET && !viewer.body.is_empty() {
        return Err(Rejection::forbidden(BAD_REQUEST)); // CF-1.5d
    }
    match &behavior.signers {
        Some(signers) => signers.admit(viewer, now).map_err(|refusal| {
            let (code, message) = refusal.told();
            Rejection::Xml(code, message)
        }),
        None => Ok(()),
    }
}

/// CF-1.4.
fn protocol(policy: ViewerProtocol, viewer: &Viewer) -> Result<(), Rejection> {
    if viewer.secure {
        return Ok(());
    }
    match policy {
        ViewerProtocol::AllowAll => Ok(()),
        ViewerProtocol::HttpsOnly => Err(Rejection::forbidden(BAD_REQUEST)),
        ViewerProtocol::RedirectToHttps => {
            let target = viewer.uri.path_and_query().map_or("/", |target| target.as_str());
            let host = viewer.host().rsplit_once(':').map_or(viewer.host(), |(name, _)| name);
            let location = HeaderValue::from_str(&format!("https://{host}{target}"))
                .map_err(|_| Rejection::forbidden(BAD_REQUEST))?;
            let status = match viewer.method {
                Method::GET | Method::HEAD => StatusCode::MOVED_PERMANENTLY,
                Method::POST | Method::PUT | Method::PATCH | Method::DELETE | Method::OPTIONS
                    if viewer.version >= Version::HTTP_11 =>
                {
                    StatusCode::TEMPORARY_REDIRECT
                }
                _ => return Err(Rejection::forbidden(BAD_REQUEST)),
            };
            Err(Rejection::Redirect(status, location))
        }
    }
}
