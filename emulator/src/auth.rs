//! Who sent a request, and whether its body is what was signed.

use crate::cloud::Cloud;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue};
use parhelion_wire::chunked::{self, Decoder};
use parhelion_wire::error::Result;
use parhelion_wire::signature::{self, Claim, Flavour, Head, Payload, Seed, claim::SigV4, errors};
use parhelion_wire::{Body, Error, Timestamp};
use parhelion_world::Caller;
use std::sync::Arc;

/// A request whose sender is known.
#[derive(Debug)]
pub struct Authenticated {
    pub caller: Caller,
    pub presigned: bool,
}

/// Checks signature and payload; takes `aws-chunked` off the body and puts trailers among the
/// headers. The request's target must still be what the client signed.
///
/// # Errors
/// S3-2 for S3; the like of other services.
pub fn authenticate(
    cloud: &Cloud,
    request: &mut http::Request<Body>,
    claim: &Claim,
    flavour: Flavour,
    now: Timestamp,
) -> Result<Authenticated> {
    let payload = Payload::of(flavour, Head::from(&*request), claim, request.body())?;
    let (caller, seed) = match claim.signed() {
        None if flavour == Flavour::S3 => (Caller::Anonymous, None),
        None => return Err(errors::missing_token(flavour)),
        Some(signed) => identify(cloud, signed, Head::from(&*request), &payload, flavour, now)?,
    };
    unwrap_payload(request, payload, seed)?;
    let presigned = matches!(claim, Claim::Query(_));
    if presigned {
        for (name, value) in signature::sign::headers_in_query(&request.uri().clone()) {
            request.headers_mut().entry(name).or_insert(value);
        }
    }
    Ok(Authenticated { caller, presigned })
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
    let credential =
        credential.ok_or_else(|| errors::unknown_access_key(flavour, &claim.access_key))?;
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

fn unwrap_payload(
    request: &mut http::Request<Body>,
    payload: Payload,
    seed: Option<Seed>,
) -> Result<()> {
    match payload {
        Payload::Unsigned => Ok(()),
        Payload::Sha256(sent) => {
            let computed = Payload::hash(request.body());
            if computed.text().eq_ignore_ascii_case(&sent) {
                return Ok(());
            }
            // S3-2.4.
            Err(Error::new(
                400,
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
            )
            .with("ClientComputedContentSHA256", sent)
            .with("S3ComputedContentSHA256", computed.text()))
        }
        Payload::Chunked(framing) => {
            let decoder = Decoder::new(framing, request.headers(), seed)?;
            let decoded = chunked::decode_all(request.body(), decoder)?;
            take_framing_off(request.headers_mut(), &decoded.trailers, decoded.body.len());
            *request.body_mut() = decoded.body;
            Ok(())
        }
    }
}

/// S3-2.6(f), (g).
fn take_framing_off(headers: &mut HeaderMap, trailers: &HeaderMap, length: u64) {
    let encoding = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let rest = encoding.and_then(chunked::without_aws_chunked);
    match rest.and_then(|rest| HeaderValue::try_from(rest).ok()) {
        Some(rest) => headers.insert(CONTENT_ENCODING, rest),
        None => headers.remove(CONTENT_ENCODING),
    };
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    for (name, value) in trailers {
        headers.insert(name, value.clone());
    }
}
