//! Who sent a request.

use crate::cloud::Cloud;
use parhelion_wire::error::Result;
use parhelion_wire::signature::v2::SigV2;
use parhelion_wire::signature::{self, Claim, Flavour, Head, Payload, Seed, claim::SigV4, errors};
use parhelion_wire::{Body, Timestamp};
use parhelion_world::Caller;
use parhelion_world::identity::{self, Credential};

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
    bucket: Option<&str>,
    now: Timestamp,
) -> Result<Sender> {
    let payload = match Payload::of_s3(head, claim) {
        Err(_) if !cloud.settings().auth => Payload::Unsigned,
        payload => payload?,
    };
    let (caller, seed) = match claim {
        Claim::Anonymous => (Caller::Anonymous, None),
        Claim::V2(signed) => (identify_v2(cloud, signed, head, bucket, now)?, None),
        Claim::Header(signed) | Claim::Query(signed) => {
            identify(cloud, signed, head, &payload, Flavour::S3, now)?
        }
    };
    let (presigned, verified) = (claim.is_presigned(), cloud.settings().auth);
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
    let payload = Payload::of_service(head, body)?;
    let signed = claim.signed().ok_or_else(|| errors::missing_token(flavour))?;
    let (caller, _) = identify(cloud, signed, head, &payload, flavour, now)?;
    let (presigned, verified) = (claim.is_presigned(), cloud.settings().auth);
    Ok(Sender { caller, presigned, payload, seed: None, verified })
}

/// The key that a claim names, if its token is right and it has not expired.
fn credential_of(
    cloud: &Cloud,
    flavour: Flavour,
    access_key: &str,
    token: Option<&str>,
    now: Timestamp,
) -> Result<Credential> {
    let credential = cloud.with_directory(|directory| directory.find(access_key).cloned());
    let credential = credential
        .filter(|known| known.active)
        .ok_or_else(|| errors::unknown_access_key(flavour, access_key))?;
    match (&credential.session_token, token) {
        (None, None) => {}
        (Some(held), Some(sent)) if **held == *sent => {}
        (_, sent) => return Err(errors::invalid_token(flavour, sent.unwrap_or_default())),
    }
    if credential.expires.is_some_and(|expires| expires <= now) {
        return Err(errors::expired_token(flavour, token.unwrap_or_default()));
    }
    Ok(credential)
}

/// Where nobody checks signatures: what the key stands for.
fn unchecked(cloud: &Cloud, access_key: &str) -> Caller {
    let credential = cloud.with_directory(|directory| directory.find(access_key).cloned());
    credential.map_or_else(|| unverified(access_key), |known| known.caller)
}

/// S3-2.12: only regions that are older than Version 4 take Version 2.
fn identify_v2(
    cloud: &Cloud,
    claim: &SigV2,
    head: Head<'_>,
    bucket: Option<&str>,
    now: Timestamp,
) -> Result<Caller> {
    if !cloud.settings().auth {
        return Ok(unchecked(cloud, &claim.access_key));
    }
    let token = claim.token.as_deref();
    let credential = credential_of(cloud, Flavour::S3, &claim.access_key, token, now)?;
    claim.verify(head, bucket, &credential.secret, now)?;
    Ok(credential.caller)
}

fn identify(
    cloud: &Cloud,
    claim: &SigV4,
    head: Head<'_>,
    payload: &Payload,
    flavour: Flavour,
    now: Timestamp,
) -> Result<(Caller, Option<Seed>)> {
    if !cloud.settings().auth {
        return Ok((unchecked(cloud, &claim.access_key), None));
    }
    let token = claim.token.as_deref();
    let credential = credential_of(cloud, flavour, &claim.access_key, token, now)?;
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
    Caller::root(if digits { access_key } else { identity::ACCOUNT }, access_key)
}
