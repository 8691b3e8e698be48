//! A claim in a presigned URL's query.

use super::parts::{read_credential, sorted, wrong_date};
use super::value::{Claim, SigV4};
use crate::Error;
use crate::error::Result;
use crate::signature::canonical::percent_decode;
use crate::signature::errors::{incomplete, query_parameters, sigv4a};
use crate::signature::v2::SigV2;
use crate::signature::{ALGORITHM, Flavour, Head, date};
use std::borrow::Cow;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    V4,
    V2,
}

/// The authentication parameters of a query, decoded.
#[derive(Default)]
pub(super) struct Query<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Query<'a> {
    pub(super) fn of(query: &'a str) -> Self {
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let ours = pairs.filter(|(name, _)| {
            name.starts_with("X-Amz-")
                || matches!(*name, "AWSAccessKeyId" | "Signature" | "Expires")
        });
        let decoded = ours.map(|(name, value)| match percent_decode(value, true) {
            Cow::Borrowed(_) => (name, Cow::Borrowed(value)),
            Cow::Owned(bytes) => (name, Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())),
        });
        Self(decoded.collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_ref())
    }

    pub(super) fn scheme(&self) -> Option<Scheme> {
        if ["X-Amz-Algorithm", "X-Amz-Signature"].iter().any(|name| self.get(name).is_some()) {
            return Some(Scheme::V4);
        }
        let v2 = ["AWSAccessKeyId", "Signature"].iter().any(|name| self.get(name).is_some());
        v2.then_some(Scheme::V2)
    }
}

/// S3-2.7(a)–(c).
pub(super) fn from_query(query: &Query<'_>, flavour: Flavour) -> Result<SigV4> {
    let all = [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Signature",
        "X-Amz-Date",
        "X-Amz-SignedHeaders",
        "X-Amz-Expires",
    ]
    .map(|name| query.get(name));
    let [Some(algorithm), Some(credential), Some(signature), Some(date), Some(signed), expires] =
        all
    else {
        return Err(missing_parameters(flavour));
    };
    // Services other than S3 may leave the expiry out: it is the skew then.
    let expires = match (expires, flavour) {
        (Some(text), _) => read_expires(text)?,
        (None, Flavour::BareXml) => return Err(missing_parameters(flavour)),
        (None, Flavour::WrappedXml | Flavour::Json) => 900,
    };
    match algorithm {
        ALGORITHM => {}
        "AWS4-ECDSA-P256-SHA256" => return Err(sigv4a()),
        _ => {
            return Err(query_parameters(
                "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"",
            ));
        }
    }
    let (access_key, scope) = read_credential(credential, flavour, true)?;
    let Some(signed_at) = date::parse_basic(date) else {
        return Err(query_parameters(
            "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
        ));
    };
    if date.get(..8) != Some(scope.date.as_str()) {
        return Err(wrong_date(flavour, true, &scope.date, date));
    }
    Ok(SigV4 {
        access_key,
        scope,
        signed_headers: sorted(signed),
        signature: signature.to_owned(),
        token: query.get("X-Amz-Security-Token").map(str::to_owned),
        signed_at,
        date: date.to_owned(),
        expires: Some(expires),
        regions: None,
    })
}

fn missing_parameters(flavour: Flavour) -> Error {
    match flavour {
        Flavour::BareXml => query_parameters(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, \
             X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and \
             X-Amz-Expires parameters.",
        ),
        Flavour::WrappedXml | Flavour::Json => incomplete(
            flavour,
            "AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential', \
             'X-Amz-Signature', 'X-Amz-SignedHeaders' and 'X-Amz-Date'."
                .to_owned(),
        ),
    }
}

/// S3-2.7(b).
fn read_expires(text: &str) -> Result<u32> {
    const WEEK: i64 = 604_800;
    match text.parse::<i64>() {
        Err(_) => Err(query_parameters("X-Amz-Expires should be a number")),
        Ok(secs) if secs < 0 => Err(query_parameters("X-Amz-Expires must be non-negative")),
        Ok(secs) if secs > WEEK => Err(query_parameters(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given \
             X-Amz-Expires must be less than 604800 seconds",
        )),
        Ok(secs) => Ok(secs as u32),
    }
}

/// S3-2.7(k).
pub(super) fn presigned_v2(head: Head<'_>, query: &Query<'_>) -> Result<Claim> {
    let all = ["Signature", "Expires", "AWSAccessKeyId"].map(|name| query.get(name));
    let [Some(signature), Some(expires), Some(access_key)] = all else {
        let message = "Query-string authentication requires the Signature, Expires and \
                       AWSAccessKeyId parameters";
        return Err(Error::new(403, "AccessDenied", message));
    };
    let Ok(seconds) = expires.parse() else {
        let message = format!("Invalid date (should be seconds since epoch): {expires}");
        return Err(Error::new(403, "AccessDenied", message));
    };
    let pairs = head.uri.query().unwrap_or_default().split('&');
    let mut tokens = pairs
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| name.eq_ignore_ascii_case("x-amz-security-token"));
    let token = tokens.next().map(|(_, value)| percent_decode(value, true));
    Ok(Claim::V2(SigV2 {
        access_key: access_key.to_owned(),
        signature: signature.to_owned(),
        token: token.map(|token| String::from_utf8_lossy(&token).into_owned()),
        expires: Some(seconds),
    }))
}
