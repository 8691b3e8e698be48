//! What can be said of an upload before its body has come (S3-3.24).

use crate::cloud::Cloud;
use crate::door::body::Taken;
use crate::door::claim::Claimed;
use crate::door::handle::refusal;
use crate::door::parse::parse;
use parhelion_wire::Error;
use parhelion_world::{Adversary, OnBehalf, identity};

/// Why the service will refuse a request, whatever its body is: what the handler says to an empty
/// body in a world that nobody keeps.
pub(crate) fn foresee(
    cloud: &Cloud,
    claimed: &Claimed,
    parts: &http::request::Parts,
) -> Option<Error> {
    const OF_THE_BODY: [&str; 3] = ["BadDigest", "XAmzContentSHA256Mismatch", "InternalError"];
    if let Some(Err(error)) = &claimed.sender {
        return Some(error.clone());
    }
    let mut call = parse(cloud, claimed.clone(), parts.clone(), Taken::nothing());
    let operation = call.operation?;
    let mut world = cloud.state().world.clone();
    *world.adversary_mut() = Adversary::calm();
    let caller = call.caller.clone().ok()?;
    let who = OnBehalf::of(caller, identity::ACCOUNT, call.region.clone(), &call.info);
    let headers = &call.info.headers;
    let foreseen = world
        .with_service(call.entry.name, &who, |lent, _| lent.hooks().foresee(operation, headers));
    match foreseen {
        Ok(false) => None,
        Ok(true) => {
            refusal(&mut world, &mut call).filter(|error| !OF_THE_BODY.contains(&error.code()))
        }
        Err(error) => Some(error),
    }
}
