//! Who sent a request.

use crate::cloud::Cloud;
use parhelion_wire::error::Result;
use parhelion_wire::signature::{self, Claim, Flavour, Head, Payload, Seed, claim::SigV4, errors};
use parhelion_wire::{Body, Timestamp};
use parhelion_world::Caller;
use std::sync::Arc;

/// The sender of a request, and how its signature covers the body.
#[derive(Clone, Debug)]
pub struct Sender {
    pub caller: Caller,
    pub presigned: bool,
    pub payload: Payload,
    /// What signed chunks hang on.
    pub seed: Option<Seed>,
    /// False where nobody checks signatures (`--auth off`).
    pub verified: bool,
}

/// What a request claims of its sender. Where nobody checks signatures, those that Parhelion cannot
/// read (SigV2, say) tell at least the access key.
///
/// # Errors
/// As [`signature::parse`].
pub fn claim(cloud: &Cloud, head: Head<'_>, flavour: Flavour) -> Result<Claim> {
    match signature::parse(head, flavour) {
        Err(_) if !cloud.settings().auth => Ok(Claim::unverified(head)),
        parsed => parsed,
    }
}

/// Of a request to S3, whose head says all that the signature covers (S3-2.4).
///
/// # Errors
/// S3-2.
pub fn sender_to_s3(
    cloud: &Cloud,
    head: Head<'_>,
    claim: &Claim,
    now: Timestamp,
) -> Result<Sender> {
    let payload = match Payload::of_s3(head, claim) {
        Err(_) if !cloud.settings().auth => Payload::Unsigned,
        payload => payload?,
    };
    let (caller, seed) = match claim.signed() {
        None => (Caller::Anonymous, None),
        Some(signed) => identify(cloud, signed, head, &payload, Flavour::S3, now)?,
    };
    let (presigned, verified) = (matches!(claim, Claim::Query(_)), cloud.settings().auth);
    Ok(Sender { caller, presigned, payload, seed, verified })
}

/// Of a request to any other service, whose signature covers the body itself.
///
/// # Errors
/// Each service's like of S3-2.
pub fn sender(
    cloud: &Cloud,
    head: Head<'_>,
    body: &Body,
    claim: &Claim,
    flavour: Flavour,
    now: Timestamp,
) -> Result<Sender> {
    let payload = Payload::of_service(head, body);
    let signed = claim.signed().ok_or_else(|| errors::missing_token(flavour))?;
    let (caller, _) = identify(cloud, signed, head, &payload, flavour, now)?;
    let (presigned, verified) = (matches!(claim, Claim::Query(_)), cloud.settings().auth);
    Ok(Sender { caller, presigned, payload, seed: None, verified })
}

fn identify(
    cloud: &Cloud,
    claim: &SigV4,
    head: Head<'_>,
    payload: &Payload,
    flavour: Flavour,
    now: Timestamp,
) -> Result<(Caller, Option<Seed>)> {
    let credential = cloud.with_directory(|directory| directory.find(&claim.access_key).cloned());
    if !cloud.settings().auth {
        let caller = credential.map_or_else(|| unverified(&claim.access_key), |known| known.caller);
        return Ok((caller, None));
    }
    let credential = credential
        .filter(|known| known.active)
        .ok_or_else(|| errors::unknown_access_key(flavour, &claim.access_key))?;
    match (&credential.session_token, &claim.token) {
        (None, None) => {}
        (Some(held), Some(sent)) if **held == **sent => {}
        (_, sent) => {
            return Err(errors::invalid_token(flavour, sent.as_deref().unwrap_or_default()));
        }
    }
    if credential.expires.is_some_and(|expires| expires <= now) {
        return Err(errors::expired_token(flavour, claim.token.as_deref().unwrap_or_default()));
    }
    // A presigned URL expires by the cloud's clock; what is signed now, by a client that does not
    // know of that clock, may go by the system's.
    let now = match claim.expires {
        Some(_) => now,
        None => cloud.clock().nearest_to(claim.signed_at),
    };
    let verified = signature::verify(claim, head, payload, flavour, &credential.secret, now)?;
    Ok((credential.caller, Some(verified.seed)))
}

/// With `--auth off`, a 12-digit access key is an account; any other is the development account.
fn unverified(access_key: &str) -> Caller {
    let digits = access_key.len() == 12 && access_key.bytes().all(|byte| byte.is_ascii_digit());
    let account: Arc<str> =
        if digits { access_key.into() } else { parhelion_world::identity::ACCOUNT.into() };
    let arn = format!("arn:aws:iam::{account}:root").into();
    Caller::Principal { account, arn, access_key: access_key.into() }
}
