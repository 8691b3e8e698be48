//! What can be said of an upload before its body has come (S3-3.24).

use crate::cloud::Cloud;
use crate::door::body::Taken;
use crate::door::claim::Claimed;
use crate::door::handle::refusal;
use crate::door::parse::parse;
use http::{HeaderMap, HeaderValue};
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::signature::Payload;
use parhelion_wire::{Body, Error};
use parhelion_world::{Adversary, OnBehalf, identity};

/// Why the service will refuse a request, whatever its body is: what the handler says to an empty
/// body, with the trailers that the head announces, in a world that nobody keeps.
pub(crate) fn foresee(
    cloud: &Cloud,
    claimed: &Claimed,
    parts: &http::request::Parts,
) -> Option<Error> {
    const OF_THE_BODY: [&str; 3] = ["BadDigest", "XAmzContentSHA256Mismatch", "InternalError"];
    if let Some(Err(error)) = &claimed.sender {
        return Some(error.clone());
    }
    let taken = Taken { trailers: announced(claimed, &parts.headers), ..Taken::nothing() };
    let mut call = parse(cloud, claimed.clone(), parts.clone(), taken);
    let operation = call.operation?;
    let mut world = cloud.state().world.clone();
    *world.adversary_mut() = Adversary::calm();
    let caller = call.caller.clone().ok()?;
    let who = OnBehalf::of(caller, identity::ACCOUNT, call.region.clone(), &call.info);
    let foreseen = world.with_service(call.entry.name, &who, |lent, _| {
        lent.hooks().foresee(operation, &parts.headers)
    });
    match foreseen {
        Ok(false) => None,
        Ok(true) => {
            refusal(&mut world, &mut call).filter(|error| !OF_THE_BODY.contains(&error.code()))
        }
        Err(error) => Some(error),
    }
}

/// The trailers of a body in chunks, as they would be behind an empty one: a checksum that comes
/// only with the body is one that will be there (S3-2.6g).
fn announced(claimed: &Claimed, headers: &HeaderMap) -> Option<HeaderMap> {
    let sender = claimed.sender.as_ref()?.as_ref().ok()?;
    let Payload::Chunked(_) = sender.payload else { return None };
    let mut trailers = HeaderMap::new();
    let lists = headers.get_all("x-amz-trailer").iter().filter_map(|list| list.to_str().ok());
    for algorithm in lists
        .flat_map(|list| list.split(','))
        .filter_map(|name| Algorithm::from_header(&name.trim().to_ascii_lowercase()))
    {
        let found = digests(&Body::empty(), &[algorithm]).ok()?;
        let value = found.get(algorithm).map(|checksum| HeaderValue::try_from(checksum.base64()));
        if let Some(Ok(value)) = value {
            trailers.insert(algorithm.header(), value);
        }
    }
    Some(trailers)
}

#[cfg(test)]
mod tests;
