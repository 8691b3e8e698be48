//! Encode, settle, record: the answer's bytes, the service's last touch, what becomes of it on its
//! way.

use crate::cloud::Cloud;
use crate::door::call::{Answer, Call, Request, Response};
use crate::door::handle::{Handled, Reply};
use crate::door::recording::{Told, record_answer};
use crate::streamed::report;
use http::{HeaderValue, Method, StatusCode};
use parhelion_wire::http::Ids;
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Error, envelope, told};
use parhelion_world::{Caller, OnBehalf, World, identity};

/// The answer as the client gets it.
pub(crate) fn conclude(cloud: &Cloud, call: &Call, reply: Reply, handled: Handled) -> Answer {
    let Handled { progress, recorded, seed } = handled;
    let (encoded, events) = match reply {
        Reply::Stream(events) => (Some((stream_head(call), Told::default())), Some(events)),
        reply => (encode(call, reply).map(|encoded| readable(call, encoded)), None),
    };
    let mut state = cloud.state();
    let world = &mut state.world;
    world.resume(progress);
    let Some((mut response, told)) = encoded else {
        record_answer(world, recorded, None, Told::default());
        return Answer { response: None, breaks_off: false, events: None, seed };
    };
    settle(world, call, &mut response);
    let answered = lose(world, call, response);
    record_answer(world, recorded, answered.as_ref(), told);
    let body_is_sent = call.request.method() != Method::HEAD;
    let breaks_off = body_is_sent && answered.as_ref().is_some_and(is_short);
    // What was lost or refused on its way has no events; who drops them takes the lock again.
    drop(state);
    let events = events.filter(|_| answered.as_ref().is_some_and(|it| it.status().is_success()));
    Answer { response: answered, breaks_off, events, seed }
}

/// How an answer begins that is a stream.
pub(crate) fn stream_head(call: &Call) -> Response {
    parhelion_wire::event_stream::head(call.entry.model, call.protocol, ids(call))
}

fn ids(call: &Call) -> Ids<'_> {
    Ids { request: &call.info.request_id, host: &call.info.host_id }
}

/// The response and what it says; `None`: the connection closes.
fn encode(call: &Call, reply: Reply) -> Option<(Response, Told)> {
    let (model, ids) = (call.entry.model, ids(call));
    Some(match reply {
        Reply::Response(mut response) => {
            parhelion_wire::http::write_ids(model, ids, response.headers_mut());
            (response, Told::default())
        }
        Reply::Output(operation, output) => {
            let protocol = call.protocol;
            let wanted = call.entry.declaration.partial_failures;
            let shape = operation.output.filter(|_| !wanted.is_empty());
            let detail = shape.map(|shape| told::members(model, shape, &output, wanted));
            let told = Told { detail: detail.unwrap_or_default(), ..Told::default() };
            let response = parhelion_wire::http::encode(model, protocol, operation, output, ids);
            (response, told)
        }
        Reply::Failed(error) => (failed(call, &error), Told::of(&error)),
        // A stream's head is written by who has its events.
        Reply::Cut | Reply::Stream(_) => return None,
    })
}

/// An answer whose body begins as it was written; or an error, as long as it can be one. What is wrong
/// further behind breaks the answer off.
fn readable(call: &Call, (response, told): (Response, Told)) -> (Response, Told) {
    let is_sent = call.request.method() != Method::HEAD;
    match response.body().probe() {
        Err(why) if is_sent => {
            report(&why, "its answer is an error");
            let error = Error::from(why);
            (failed(call, &error), Told::of(&error))
        }
        _ => (response, told),
    }
}

fn failed(call: &Call, error: &Error) -> Response {
    let Call { entry, protocol, operation, request, .. } = call;
    let ids = ids(call);
    let mut response =
        envelope::encode(entry.model, *protocol, *operation, request.method(), error, ids);
    if entry.model.query_compatible() && !wants_query_errors(request) {
        without_query_error(*protocol, &mut response);
    }
    // Who spoke the query protocol once still refuses signatures with its status
    // (<https://github.com/async-aws/aws/issues/1948>, SQS over JSON).
    if entry.model.query_compatible() && error.code() == "InvalidSignatureException" {
        *response.status_mut() = StatusCode::FORBIDDEN;
    }
    response
}

/// Clients that knew a service by the query protocol want its codes and statuses.
fn wants_query_errors(request: &Request) -> bool {
    request.headers().get("x-amzn-query-mode").is_some_and(|mode| mode == "true")
}

/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#awsquerycompatible>: others get what
/// the protocol itself has, where every error of the client's is 400.
fn without_query_error(protocol: Protocol, response: &mut Response) {
    if !matches!(protocol, Protocol::AwsQuery | Protocol::Ec2Query) {
        response.headers_mut().remove("x-amzn-query-error");
        if response.status().is_client_error() {
            *response.status_mut() = StatusCode::BAD_REQUEST;
        }
    }
}

/// The service's last touch, and what every answer of AWS carries.
fn settle(world: &mut World, call: &Call, response: &mut Response) {
    let caller = call.caller.clone().unwrap_or(Caller::Anonymous);
    let who = OnBehalf {
        account: identity::ACCOUNT.into(),
        ..OnBehalf::of(caller, identity::ACCOUNT, call.region.clone(), &call.info)
    };
    let request = &call.request;
    world.with_service(call.entry.name, &who, |lent, cx| {
        lent.hooks_mut().finish(cx, request, response);
    });
    if request.method() == Method::HEAD {
        // Content-Length tells what GET would have (S3-0.5).
        *response.body_mut() = Body::empty();
    }
    if let Ok(date) = HeaderValue::try_from(world.now().http_date()) {
        response.headers_mut().insert(http::header::DATE, date);
    }
}

/// The answer may be lost on its way (A4, CW-F5), if the request changed anything.
fn lose(world: &mut World, call: &Call, response: Response) -> Option<Response> {
    if call.reads() || !response.status().is_success() {
        return Some(response);
    }
    let after = &call.entry.declaration.faults.after;
    let pick = world.choose(after.point);
    match after.fault(pick) {
        None => Some(response),
        Some(fault) => fault.error().map(|error| failed(call, &error)),
    }
}

fn is_short(response: &Response) -> bool {
    let promised = response.headers().get(http::header::CONTENT_LENGTH);
    let promised = promised.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    promised.is_some_and(|promised| promised > response.body().len())
}
