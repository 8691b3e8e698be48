//! Signature Version 4A: Version 4 by a pair of keys on P-256, which are derived from the secret; good for the regions
//! of `X-Amz-Region-Set`, and so without one in its scope (S3-2.11).
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

use super::claim::{CredentialScope, SigV4};
use super::errors::{Computed, incomplete, mismatch, signature_does_not_match};
use super::verify::{check_signed_headers, check_time};
use super::{Flavour, Head, Payload, Signer, canonical, date};
use crate::Timestamp;
use crate::checksum::{hex, sha256_hex};
use crate::error::Result;
use hmac::{Hmac, KeyInit, Mac};
use http::header::HeaderValue;
use p256::ecdsa::signature::{Signer as _, Verifier};
use p256::ecdsa::{DerSignature, SigningKey, VerifyingKey};
use sha2::Sha256;

/// What stands for it in headers.
pub const ALGORITHM: &str = "AWS4-ECDSA-P256-SHA256";

pub(super) const REGION_SET: &str = "x-amz-region-set";

/// Where those services are that have no region.
pub(super) const GLOBAL: &str = "us-east-1";

/// The regions that a request is signed for.
pub(super) fn regions(head: Head<'_>, flavour: Flavour) -> Result<String> {
    let sent = head.text(REGION_SET).map(str::to_owned);
    sent.ok_or_else(|| {
        let message = "Authorization header requires existence of a 'X-Amz-Region-Set' header.";
        incomplete(flavour, message.to_owned())
    })
}

/// `*`, `us-*`, or names, with commas between them.
pub(super) fn covers(regions: &str, region: &str) -> bool {
    regions.split(',').map(str::trim).any(|one| match one.strip_suffix('*') {
        Some(beginning) => region.starts_with(beginning),
        None => one == region,
    })
}

/// `<akid>/<yyyymmdd>/<service>/aws4_request`. The region is the first of the set, or where services without one are.
pub(super) fn read_credential(
    text: &str,
    regions: &str,
    flavour: Flavour,
) -> Result<(String, CredentialScope)> {
    let parts: Vec<&str> = text.split('/').collect();
    let [access_key, date, service, "aws4_request"] = parts.as_slice() else {
        let message = format!(
            "Credential must have exactly 4 slash-delimited elements, e.g. \
             keyid/date/service/term, got '{text}'"
        );
        return Err(incomplete(flavour, message));
    };
    let first = regions.split(',').next().unwrap_or_default().trim();
    let region = if covers(regions, GLOBAL) { GLOBAL } else { first };
    let scope =
        CredentialScope { date: (*date).into(), region: region.into(), service: (*service).into() };
    Ok(((*access_key).to_owned(), scope))
}

/// The secret's pair of keys, of which the private one signs. There is none for a secret in 2²⁵⁶, and then
/// another counter is tried.
pub(super) fn pair(access_key: &str, secret: &str) -> Option<p256::SecretKey> {
    (1..u8::MAX).find_map(|counter| {
        let input = [b"AWS4A", secret.as_bytes()].concat();
        let mut mac = Hmac::<Sha256>::new_from_slice(&input).ok()?;
        mac.update(&1_u32.to_be_bytes());
        mac.update(ALGORITHM.as_bytes());
        mac.update(&[0]);
        mac.update(access_key.as_bytes());
        mac.update(&[counter]);
        mac.update(&256_u32.to_be_bytes());
        let mut number: [u8; 32] = mac.finalize().into_bytes().into();
        // One more than that is the key.
        for byte in number.iter_mut().rev() {
            *byte = byte.wrapping_add(1);
            if *byte != 0 {
                break;
            }
        }
        p256::SecretKey::from_slice(&number).ok()
    })
}

/// Signs a request for all regions, over its host and the headers of AWS's own. The region of the signer says nothing.
///
/// # Errors
/// The credentials or the host cannot be header values.
pub fn sign<B>(
    signer: &Signer<'_>,
    request: &mut http::Request<B>,
    payload: &Payload,
) -> std::result::Result<(), http::Error> {
    let date = date::basic(signer.now);
    signer.set_host(request)?;
    let headers = request.headers_mut();
    headers.insert("x-amz-date", HeaderValue::try_from(&date)?);
    headers.insert(REGION_SET, HeaderValue::from_static("*"));
    if let Some(token) = &signer.credentials.token {
        headers.insert("x-amz-security-token", HeaderValue::try_from(token)?);
    }
    let mut names: Vec<&str> = headers.keys().map(http::HeaderName::as_str).collect();
    names.retain(|name| *name == "host" || name.starts_with("x-amz-"));
    names.sort_unstable();
    let signed = names.join(";");
    let canonical =
        canonical::request(Head::from(&*request), &signed, payload.text(), signer.flavour);
    let day = date.split('T').next().unwrap_or_default();
    let scope = [day, signer.service, "aws4_request"].join("/");
    let text = [ALGORITHM, &date, &scope, &sha256_hex(&canonical)].join("\n");
    let access_key = &signer.credentials.access_key;
    // No secret is without a pair, but for one in 2²⁵⁶; its signature is empty, and wrong.
    let by = pair(access_key, &signer.credentials.secret).map(|pair| {
        let by: DerSignature = SigningKey::from(pair).sign(text.as_bytes());
        hex(by.as_bytes())
    });
    let by = by.unwrap_or_default();
    let value = format!(
        "{ALGORITHM} Credential={access_key}/{scope}, SignedHeaders={signed}, Signature={by}"
    );
    request.headers_mut().insert("authorization", HeaderValue::try_from(value)?);
    Ok(())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
            _ => None,
        })
        .collect()
}

/// Checks dates, that nothing of importance is unsigned, and the signature.
///
/// # Errors
/// As [`verify`](super::verify()) of Version 4.
pub fn verify(
    claim: &SigV4,
    head: Head<'_>,
    payload: &Payload,
    flavour: Flavour,
    secret: &str,
    now: Timestamp,
) -> Result<()> {
    check_time(claim, head, flavour, now)?;
    check_signed_headers(claim, head, flavour)?;
    if !claim.signed_headers.split(';').any(|name| name == REGION_SET) {
        let message = "'X-Amz-Region-Set' must be a 'SignedHeader' in the AWS Authorization.";
        return Err(mismatch(flavour, message.to_owned()));
    }
    let request = canonical::request(head, &claim.signed_headers, payload.text(), flavour);
    let CredentialScope { date, service, .. } = &claim.scope;
    let scope = [date, service, "aws4_request"].join("/");
    let text = [ALGORITHM, &claim.date, &scope, &sha256_hex(&request)].join("\n");
    let key = pair(&claim.access_key, secret).map(|pair| VerifyingKey::from(pair.public_key()));
    let signature = unhex(&claim.signature);
    let signature = signature.and_then(|der| DerSignature::try_from(der.as_slice()).ok());
    let verified = key
        .zip(signature)
        .is_some_and(|(key, signature)| key.verify(text.as_bytes(), &signature).is_ok());
    match verified {
        true => Ok(()),
        false => Err(signature_does_not_match(
            flavour,
            &Computed {
                access_key: &claim.access_key,
                provided: &claim.signature,
                string_to_sign: &text,
                canonical_request: Some(&request),
            },
        )),
    }
}
