//! Parse: which operation a request is, and its input.

use crate::cloud::Cloud;
use crate::door::body::{self, Taken};
use crate::door::call::{Call, Request};
use crate::door::claim::{self, Claimed};
use crate::door::route::by_version;
use crate::turns::InputId;
use http::Uri;
use parhelion_wire::body::SMALL;
use parhelion_wire::error::Result;
use parhelion_wire::http::Incoming;
use parhelion_wire::signature::{self, Claim, Head};
use parhelion_wire::table::{Operation, Protocol};
use parhelion_wire::{Body, Value};
use parhelion_world::{Address, Caller, Entry, RequestInfo};
use std::time::Duration;

/// What a request asks.
pub(crate) fn parse(
    cloud: &Cloud,
    claimed: Claimed,
    mut parts: http::request::Parts,
    taken: Taken,
) -> Call {
    let claimed = rerouted(cloud, claimed, &parts, &taken.body);
    let Claimed { delivery, entry, address, protocol, flavour, region, claim, sender } = claimed;
    let Taken { body, trailers, outcome } = taken;
    let is_anonymous = matches!(claim, Ok(Claim::Anonymous));
    let sender = match (sender, claim) {
        (Some(sender), _) => sender,
        (None, Ok(claim)) => {
            claim::sender(cloud, Head::from(&parts), &body, &claim, flavour, cloud.now())
        }
        (None, Err(error)) => Err(error),
    };
    let presigned = sender.as_ref().is_ok_and(|sender| sender.presigned);
    if let Some(trailers) = trailers {
        body::take_framing_off(&mut parts.headers, &trailers, body.len());
    }
    if presigned {
        for (name, value) in signature::sign::headers_in_query(&parts.uri) {
            parts.headers.entry(name).or_insert(value);
        }
    }
    let mut request = Request::from_parts(parts, body);
    let info = RequestInfo {
        secure: delivery.secure,
        source_ip: delivery.source_ip,
        request_id: "".into(),
        host_id: "".into(),
        method: request.method().clone(),
        uri: request.uri().clone(),
        headers: request.headers().clone(),
        presigned,
        unverified: !cloud.settings().auth,
    };
    if let Some(prefix) = &address.path_prefix {
        put_in_path(&mut request, prefix);
    }
    let (operation, input) = decode(&entry, protocol, &request);
    let unsigned = |asked: &Operation| entry.declaration.unsigned.contains(&asked.name);
    let caller = match sender {
        Err(_) if is_anonymous && operation.is_some_and(unsigned) => Ok(Caller::Anonymous),
        sender => sender.map(|sender| sender.caller),
    };
    if let Some(prepare) = entry.declaration.prepare.filter(|_| request.body().len() > SMALL) {
        prepare(&mut request);
    }
    Call {
        latency: Duration::ZERO,
        request,
        entry,
        protocol,
        region,
        caller,
        streams: delivery.streams,
        body: outcome,
        operation,
        input,
        attempt: None,
        resource: String::new(),
        info,
        fingerprint: 0,
        recorded_input: InputId::default(),
    }
}

/// An unsigned form at no host of AWS's says only in its body which service it is for.
fn rerouted(cloud: &Cloud, claimed: Claimed, parts: &http::request::Parts, body: &Body) -> Claimed {
    let form = parts.headers.get(http::header::CONTENT_TYPE);
    let is_form = form.is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form"));
    let is_form = is_form && parts.method == http::Method::POST;
    let unsigned = matches!(claimed.claim, Ok(Claim::Anonymous));
    let anybody = claimed.entry.declaration.takes_the_rest && claimed.address == Address::default();
    if !(is_form && unsigned && anybody) {
        return claimed;
    }
    // A body that cannot be read back names nobody; the parser says so.
    let bytes = body.read().unwrap_or_default();
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    match by_version(cloud.entries(), text) {
        Some(entry) => {
            let address = Address::default();
            claim::claim_at(cloud, Head::from(parts), claimed.delivery, *entry, address)
        }
        None => claimed,
    }
}

fn decode(
    entry: &Entry,
    protocol: Protocol,
    request: &Request,
) -> (Option<&'static Operation>, Result<Value>) {
    let incoming = Incoming::from(request);
    let (model, versions) = (entry.model, entry.declaration.other_versions);
    match parhelion_wire::http::operation_among(model, protocol, &incoming, versions) {
        Ok(Some(operation)) => {
            let input = parhelion_wire::http::read_input(model, protocol, operation, &incoming);
            (Some(operation), input)
        }
        Ok(None) => (None, Ok(Value::Null)),
        Err(error) => (None, Err(error)),
    }
}

/// S3-1.1(b): from here on, what the host named stands in the path.
fn put_in_path(request: &mut Request, prefix: &str) {
    let rest = request.uri().path_and_query().map_or("/", |rest| rest.as_str());
    if let Ok(uri) = format!("/{prefix}{rest}").parse::<Uri>() {
        *request.uri_mut() = uri;
    }
}
