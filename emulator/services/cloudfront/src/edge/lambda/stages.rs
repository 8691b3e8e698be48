//! The four events in a request's way: each calls a function, and goes on with what it made.

use super::super::Edge;
use super::super::answer::{Answer, Source};
use super::super::visit::{Step, Visit};
use super::associations::Lambda;
use super::request::{Changed, Request};
use super::{Event, Failure, payload, response};
use crate::CloudFront;
use http::HeaderValue;
use http::header::HOST;
use parhelion_wire::Body;
use parhelion_world::HttpExchange as OriginRequest;
use parhelion_world::{Context, Effect, EffectResult, RunFailure};
use serde_json::Value;

/// What comes of an origin-request function.
pub(crate) enum OriginTurn {
    Send(OriginRequest),
    /// It answers in the origin's place.
    Answered(http::Response<Body>),
}

fn effect(event: Event, lambda: &Lambda, payload: bytes::Bytes) -> Effect {
    Effect::Function { name: lambda.arn.clone(), payload, timeout: event.timeout() }
}

fn returned(result: EffectResult) -> Result<Value, Failure> {
    let bytes = match result {
        EffectResult::Run(run) => run?,
        EffectResult::Http(_) => return Err(RunFailure::Failed("no run".to_owned()).into()),
    };
    match serde_json::from_slice(&bytes) {
        Ok(value @ Value::Object(_)) => Ok(value),
        _ => super::invalid("The function returned no object."),
    }
}

fn note(cx: &mut Context, lambda: &Lambda, event: Event, failure: Option<&Failure>) {
    let why = failure.map_or("", Failure::why);
    cx.note("function", &lambda.arn, &[("event", event.name()), ("failed", why)]);
}

impl Edge {
    /// Before the cache is asked.
    pub(crate) fn at_viewer_request(&mut self, visit: Visit, lambda: Lambda) -> Step {
        let event = Event::ViewerRequest;
        let shown = viewers(&visit).shown(event, &lambda);
        let payload = payload(event, &visit.distribution, &visit.request_id, shown, None);
        Step::effect(
            effect(event, &lambda, payload),
            move |cloudfront: &mut CloudFront, cx, result| {
                let edge = &mut cloudfront.edge;
                edge.pops[visit.pop].settle(cx.now);
                let mut visit = visit;
                let outcome =
                    returned(result).and_then(|value| match response::is_response(&value) {
                        true => response::made(event, value).map(Some),
                        false => {
                            let Changed { target, headers, body } =
                                viewers(&visit).changed(event, value)?;
                            visit.viewer.uri = target.into();
                            visit.viewer.instead = None;
                            visit.viewer.headers = headers;
                            if let Some(body) = body {
                                visit.viewer.body = body;
                            }
                            Ok(None)
                        }
                    });
                note(cx, &lambda, event, outcome.as_ref().err());
                let answer = match outcome {
                    Ok(None) => {
                        visit.key = visit.behavior.key.key(&visit.viewer).into();
                        return edge.lookup(cx, visit);
                    }
                    Ok(Some(made)) => answer(made, Source::LambdaGeneratedResponse),
                    Err(failure) => failure.answer(&visit.request_id),
                };
                edge.finish(cx, visit, answer)
            },
        )
    }

    /// Before a request goes to an origin, once for each attempt (CF-6.7g).
    pub(crate) fn at_origin_request(
        visit: &Visit,
        lambda: Lambda,
        origin_path: String,
        made: OriginRequest,
        then: impl FnOnce(&mut CloudFront, &mut Context, Result<OriginTurn, Failure>) -> Step
        + Send
        + 'static,
    ) -> Step {
        let event = Event::OriginRequest;
        let ip = visit.viewer.ip;
        let shown = origins(ip, &origin_path, &made).shown(event, &lambda);
        let payload = payload(event, &visit.distribution, &visit.request_id, shown, None);
        Step::effect(
            effect(event, &lambda, payload),
            move |cloudfront: &mut CloudFront, cx, result| {
                let mut made = made;
                let outcome =
                    returned(result).and_then(|value| match response::is_response(&value) {
                        true => response::made(event, value).map(OriginTurn::Answered),
                        false => {
                            let Changed { target, headers, body } =
                                origins(ip, &origin_path, &made).changed(event, value)?;
                            let whole = format!("{origin_path}{target}");
                            let Ok(whole) = http::uri::PathAndQuery::try_from(whole) else {
                                return super::invalid("The URI is invalid.");
                            };
                            *made.request.uri_mut() = whole.into();
                            *made.request.headers_mut() = headers;
                            if let Some(body) = body {
                                made.request
                                    .headers_mut()
                                    .insert("content-length", body.len().into());
                                *made.request.body_mut() = body;
                            }
                            Ok(OriginTurn::Send(made))
                        }
                    });
                note(cx, &lambda, event, outcome.as_ref().err());
                then(cloudfront, cx, outcome)
            },
        )
    }

    /// When an origin has answered, whatever the status, before anything is stored.
    pub(crate) fn at_origin_response(
        visit: &Visit,
        lambda: Lambda,
        received: http::Response<Body>,
        then: impl FnOnce(&mut CloudFront, &mut Context, Result<http::Response<Body>, Failure>) -> Step
        + Send
        + 'static,
    ) -> Step {
        let event = Event::OriginResponse;
        let request =
            viewers(visit).shown(event, &Lambda { include_body: false, ..lambda.clone() });
        let shown = response::shown(received.status(), received.headers());
        let payload = payload(event, &visit.distribution, &visit.request_id, request, Some(shown));
        Step::effect(
            effect(event, &lambda, payload),
            move |cloudfront: &mut CloudFront, cx, result| {
                let mut received = received;
                let outcome = returned(result)
                    .and_then(|value| response::change(event, value, &mut received))
                    .map(|()| received);
                note(cx, &lambda, event, outcome.as_ref().err());
                then(cloudfront, cx, outcome)
            },
        )
    }

    /// Before the viewer gets what came from a cache or an origin without error (CF-1.1).
    pub(crate) fn at_viewer_response(visit: Visit, lambda: Lambda, seen: Answer) -> Step {
        let event = Event::ViewerResponse;
        let request =
            viewers(&visit).shown(event, &Lambda { include_body: false, ..lambda.clone() });
        let shown = response::shown(seen.status, &seen.headers);
        let payload = payload(event, &visit.distribution, &visit.request_id, request, Some(shown));
        Step::effect(
            effect(event, &lambda, payload),
            move |cloudfront: &mut CloudFront, cx, result| {
                let (source, age) = (seen.source, seen.age);
                let mut response = http::Response::new(seen.body);
                *response.status_mut() = seen.status;
                *response.headers_mut() = seen.headers;
                let outcome = returned(result)
                    .and_then(|value| response::change(event, value, &mut response));
                note(cx, &lambda, event, outcome.as_ref().err());
                let answer = match outcome {
                    Ok(()) => Answer { age, ..answer(response, source) },
                    Err(failure) => failure.answer(&visit.request_id),
                };
                let delivered = cloudfront.edge.deliver(cx, &visit, answer);
                Step::Done(Ok(delivered))
            },
        )
    }
}

fn answer(response: http::Response<Body>, source: Source) -> Answer {
    let (parts, body) = response.into_parts();
    Answer { status: parts.status, headers: parts.headers, body, source, age: None }
}

/// The viewer's request, with `Host` and cookies among its headers.
fn viewers(visit: &Visit) -> Request<'_> {
    let viewer = &visit.viewer;
    let mut headers = viewer.headers.clone();
    if let (false, Ok(host)) = (headers.contains_key(HOST), HeaderValue::from_str(viewer.host())) {
        headers.insert(HOST, host);
    }
    Request {
        ip: viewer.ip,
        method: &viewer.method,
        path: viewer.path(),
        query: viewer.query().unwrap_or_default(),
        headers,
        body: &viewer.body,
    }
}

/// A request on its way to an origin, whose own path functions do not see.
fn origins<'a>(ip: std::net::IpAddr, origin_path: &str, made: &'a OriginRequest) -> Request<'a> {
    let uri = made.request.uri();
    Request {
        ip,
        method: made.request.method(),
        path: uri.path().strip_prefix(origin_path).unwrap_or_else(|| uri.path()),
        query: uri.query().unwrap_or_default(),
        headers: made.request.headers().clone(),
        body: made.request.body(),
    }
}
