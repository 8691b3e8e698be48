//! The last phase: the response headers policy, the viewer-response function, the headers of the edge (CF-4.1,
//! CF-4.2).

use super::answer::{Answer, Source, http_date};
use super::cors::CorsRequest;
use super::distribution::{Behavior, Distribution};
use super::functions::occasion::Occasion;
use super::pop::Pop;
use super::traffic::exchange::FunctionCall;
use super::viewer::Viewer;
use http::header::{AGE, CONNECTION, DATE, ORIGIN, PRAGMA, VIA};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version};
use parhelion_wire::{Body, upgrade};
use parhelion_world::Context;

const X_CACHE: HeaderName = HeaderName::from_static("x-cache");
const X_AMZ_CF_POP: HeaderName = HeaderName::from_static("x-amz-cf-pop");
const X_AMZ_CF_ID: HeaderName = HeaderName::from_static("x-amz-cf-id");
const ALT_SVC: HeaderName = HeaderName::from_static("alt-svc");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// What goes to the viewer, and what is told of it.
pub(crate) struct Delivered {
    pub(crate) response: http::Response<Body>,
    pub(crate) source: Source,
    pub(crate) call: Option<FunctionCall>,
}

/// Who gets the answer, and from where.
pub(crate) struct Delivery<'a> {
    pub(crate) pop: &'a Pop,
    pub(crate) request_id: &'a HeaderValue,
    pub(crate) viewer: &'a Viewer,
    /// None where no distribution was found.
    pub(crate) distribution: Option<&'a Distribution>,
    pub(crate) behavior: Option<&'a Behavior>,
    /// A custom error page, which no function sees.
    pub(crate) is_page: bool,
}

impl Delivery<'_> {
    /// The last phase: response headers policy, then the edge's own headers; HEAD loses the body.
    pub(crate) fn response(&self, cx: &mut Context, answer: Answer) -> Delivered {
        let answer = self.by_policy(cx, answer);
        let (answer, call) = self.by_function(cx, answer);
        let Answer { status, mut headers, mut body, source, age } = answer;
        headers.insert(X_CACHE, source.x_cache());
        headers.insert(VIA, self.pop.via.clone());
        headers.insert(X_AMZ_CF_POP, self.pop.header.clone());
        headers.insert(X_AMZ_CF_ID, self.request_id.clone());
        if let Some(age) = age {
            // How old it was when it came counts, too (RFC 9111, 4.2.3).
            let before = headers.get(AGE).and_then(|age| age.to_str().ok()?.trim().parse().ok());
            headers.insert(AGE, HeaderValue::from(age.saturating_add(before.unwrap_or(0_u64))));
        }
        if !headers.contains_key(DATE) {
            headers.insert(DATE, http_date(cx.now));
        }
        if self.viewer.version < Version::HTTP_2 {
            headers.insert(CONNECTION, HeaderValue::from_static(self.connection(status)));
        }
        if self.viewer.secure && self.distribution.is_some_and(|distribution| distribution.http3) {
            headers.insert(ALT_SVC, HeaderValue::from_static("h3=\":443\"; ma=86400"));
        }
        if self.viewer.method == Method::HEAD {
            body = Body::empty();
        }
        let mut response = http::Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Delivered { response, source, call }
    }

    /// The response headers policy (CF-4.6).
    fn by_policy(&self, cx: &mut Context, mut answer: Answer) -> Answer {
        let policy = self.behavior.and_then(|behavior| behavior.headers_policy.as_deref());
        if let Some(policy) = policy {
            let request = CorsRequest {
                origin: self.viewer.headers.get(ORIGIN),
                method: &self.viewer.method,
            };
            policy.apply(request, &mut answer.headers);
            self.server_timing(cx, policy.server_timing, answer.source, &mut answer.headers);
        }
        answer
    }

    /// The viewer-response function, after the policy \[E\] and before the edge's own headers.
    fn by_function(&self, cx: &mut Context, answer: Answer) -> (Answer, Option<FunctionCall>) {
        let (Some(distribution), Some(behavior)) = (self.distribution, self.behavior) else {
            return (answer, None);
        };
        let seen = answer.source.is_from_the_origin() && answer.status.as_u16() < 400;
        let name = behavior.triggers.viewer_response.as_ref().filter(|_| seen && !self.is_page);
        let function = name.and_then(|name| self.pop.function(&distribution.account, name));
        let Some(function) = function else { return (answer, None) };
        let occasion =
            Occasion { pop: self.pop, distribution, request_id: self.request_id, now: cx.now };
        let (source, age) = (answer.source, answer.age);
        let (outcome, call) = occasion.viewer_response(cx, function, behavior, self.viewer, answer);
        let answer = match outcome {
            Ok(answer) => Answer { source, age, ..answer },
            Err(failure) => failure.answer(self.request_id),
        };
        (answer, Some(call))
    }

    /// CF-4.2: with a custom page for the status, some errors close the connection; and viewers may.
    fn connection(&self, status: StatusCode) -> &'static str {
        let closes = matches!(status.as_u16(), 400 | 405 | 414 | 416 | 500 | 501);
        let paged = |distribution: &Distribution| {
            distribution.errors.get(&status.as_u16()).is_some_and(|error| error.page.is_some())
        };
        let closes = closes && self.distribution.is_some_and(paged);
        if closes || upgrade::closes(&self.viewer.headers) { "close" } else { "keep-alive" }
    }

    /// CF-4.6: sampled, or asked for with `Pragma: server-timing`. Durations are not simulated.
    fn server_timing(
        &self,
        cx: &mut Context,
        rate: Option<u32>,
        source: Source,
        headers: &mut HeaderMap,
    ) {
        let Some(rate) = rate else { return };
        let forced = self.viewer.headers.get(PRAGMA).is_some_and(|p| p == "server-timing");
        if !forced && cx.below(1_000_000) >= rate as usize {
            return;
        }
        let layer = match source {
            Source::Hit => "cdn-hit-layer;desc=\"EDGE\"",
            _ => "cdn-upstream-layer;desc=\"EDGE\"",
        };
        let mut text = format!(
            "{},cdn-pop;desc=\"{}\",cdn-rid;desc=\"{}\",{layer}",
            source.timing(),
            self.pop.name(),
            self.request_id.to_str().unwrap_or_default()
        );
        let origins = headers.get(&SERVER_TIMING).and_then(|value| value.to_str().ok());
        if let (Some(origins), false) = (origins, source == Source::Hit) {
            text = format!("{origins},{text}");
        }
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(SERVER_TIMING, value);
        }
    }
}
