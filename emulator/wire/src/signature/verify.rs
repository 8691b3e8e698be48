//! The signature, computed again.

use super::claim::SigV4;
use super::errors::{Computed, mismatch, signature_does_not_match};
use super::{Flavour, Head, Payload, Seed, SigningKeys, canonical, date};
use crate::error::Result;
use crate::{Error, Timestamp};
use std::time::Duration;

/// S3-2.3.
const SKEW_MAX: Duration = Duration::from_secs(15 * 60);

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html>
const SKEW: Duration = Duration::from_secs(5 * 60);

/// Checks dates, that nothing of importance is unsigned, and the signature. Gives what signed
/// chunks hang on.
///
/// # Errors
/// S3-2.3, S3-2.7(d)–(g), S3-2.8, and the like of other services.
pub fn verify(
    claim: &SigV4,
    head: Head<'_>,
    payload: &Payload,
    flavour: Flavour,
    secret: &str,
    keys: &SigningKeys,
    now: Timestamp,
) -> Result<Seed> {
    check_time(claim, head, flavour, now)?;
    check_signed_headers(claim, head, flavour)?;
    let scope = &claim.scope;
    let key = keys.derive(secret, &scope.date, &scope.region, &scope.service);
    let request = canonical::request(head, &claim.signed_headers, payload.text(), flavour);
    let scope = scope.text();
    let text = canonical::string_to_sign(&claim.date, &scope, &request);
    if key.sign(text.as_bytes()) != claim.signature {
        let computed = Computed {
            access_key: &claim.access_key,
            provided: &claim.signature,
            string_to_sign: &text,
            canonical_request: Some(&request),
        };
        return Err(signature_does_not_match(flavour, &computed));
    }
    Ok(Seed {
        key,
        access_key: claim.access_key.clone(),
        date: claim.date.clone(),
        scope,
        signature: claim.signature.clone(),
    })
}

pub(super) fn check_time(
    claim: &SigV4,
    head: Head<'_>,
    flavour: Flavour,
    now: Timestamp,
) -> Result<()> {
    match (claim.expires, flavour) {
        (Some(expires), Flavour::BareXml) => check_validity(claim, expires, now),
        (Some(expires), Flavour::WrappedXml | Flavour::Json) => {
            check_skew(claim, flavour, now, Duration::from_secs(expires.into()))
        }
        (None, Flavour::WrappedXml | Flavour::Json) => check_skew(claim, flavour, now, SKEW),
        (None, Flavour::BareXml) => {
            let apart = now.since(claim.signed_at).max(claim.signed_at.since(now));
            if apart <= SKEW_MAX {
                return Ok(());
            }
            let sent = head.text("x-amz-date").or_else(|| head.text("date"));
            Err(Error::new(
                403,
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
            )
            .with("RequestTime", sent.unwrap_or_default())
            .with("ServerTime", date::iso_seconds(now))
            .with("MaxAllowedSkewMilliseconds", SKEW_MAX.as_millis().to_string()))
        }
    }
}

/// S3-2.7(d), (j).
fn check_validity(claim: &SigV4, expires: u32, now: Timestamp) -> Result<()> {
    let until = claim.signed_at + Duration::from_secs(expires.into());
    if now > until {
        return Err(Error::new(403, "AccessDenied", "Request has expired")
            .with("X-Amz-Expires", expires.to_string())
            .with("Expires", date::iso_seconds(until))
            .with("ServerTime", date::iso_seconds(now)));
    }
    if claim.signed_at.since(now) > SKEW_MAX {
        return Err(Error::new(403, "AccessDenied", "Request is not yet valid"));
    }
    Ok(())
}

/// Services other than S3.
fn check_skew(claim: &SigV4, flavour: Flavour, now: Timestamp, allowed: Duration) -> Result<()> {
    let minutes = allowed.as_secs() / 60;
    let (sent, at) = (&claim.date, date::basic(now));
    if now.since(claim.signed_at) > allowed {
        let edge = date::basic(now - allowed);
        let message =
            format!("Signature expired: {sent} is now earlier than {edge} ({at} - {minutes} min.)");
        return Err(mismatch(flavour, message));
    }
    if claim.signed_at.since(now) > SKEW {
        let edge = date::basic(now + SKEW);
        let message =
            format!("Signature not yet current: {sent} is still later than {edge} ({at} + 5 min.)");
        return Err(mismatch(flavour, message));
    }
    Ok(())
}

/// S3-2.2(d), S3-2.7(f): the host and, at S3, every `x-amz-*` header must be signed.
/// But for the body's hash in a presigned request, which is then not looked at.
pub(super) fn check_signed_headers(claim: &SigV4, head: Head<'_>, flavour: Flavour) -> Result<()> {
    let signed = claim.signed_headers.as_str();
    let free = |name: &str| claim.expires.is_some() && name == "x-amz-content-sha256";
    let is_signed = |name: &str| signed.split(';').any(|signed| signed == name);
    let host = is_signed("host") || is_signed(":authority");
    if flavour != Flavour::BareXml {
        let needed = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
        return if host { Ok(()) } else { Err(mismatch(flavour, needed.to_owned())) };
    }
    let mut missing: Vec<&str> = head
        .headers
        .keys()
        .map(http::HeaderName::as_str)
        .filter(|name| name.starts_with("x-amz-") && !is_signed(name) && !free(name))
        .collect();
    if !host {
        missing.push("host");
    }
    if missing.is_empty() {
        return Ok(());
    }
    missing.sort_unstable();
    let message = "There were headers present in the request which were not signed";
    Err(Error::new(403, "AccessDenied", message).with("HeadersNotSigned", missing.join(", ")))
}
