//! A claim in the `Authorization` header.

use super::parts::{read_credential, sorted, wrong_date};
use super::value::SigV4;
use crate::error::Result;
use crate::signature::errors::{incomplete, malformed, sigv4a};
use crate::signature::{ALGORITHM, Flavour, Head, date, v4a};
use crate::{Error, Timestamp};

pub(super) fn from_header(head: Head<'_>, text: &str, flavour: Flavour) -> Result<SigV4> {
    let (scheme, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    if flavour == Flavour::BareXml && scheme != ALGORITHM {
        return Err(unsupported(scheme, text));
    }
    let part = |name: &str| {
        let parts = rest.split(',').filter_map(|part| part.trim().split_once('='));
        parts.into_iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    };
    let parts = (part("Credential"), part("SignedHeaders"), part("Signature"));
    let (Some(credential), Some(signed), Some(signature)) = parts else {
        return Err(missing_parts(head, flavour, parts));
    };
    let regions = (scheme == v4a::ALGORITHM).then(|| v4a::regions(head, flavour)).transpose()?;
    let (access_key, scope) = match &regions {
        None => read_credential(credential, flavour, false)?,
        Some(regions) => v4a::read_credential(credential, regions, flavour)?,
    };
    let (date, signed_at) = date_of(head, flavour)?;
    if date.get(..8) != Some(scope.date.as_str()) {
        return Err(wrong_date(flavour, false, &scope.date, &date));
    }
    Ok(SigV4 {
        access_key,
        scope,
        signed_headers: sorted(signed),
        signature: signature.to_owned(),
        token: head.text("x-amz-security-token").map(str::to_owned),
        signed_at,
        date,
        expires: None,
        regions,
    })
}

fn missing_parts(
    head: Head<'_>,
    flavour: Flavour,
    (credential, signed, signature): (Option<&str>, Option<&str>, Option<&str>),
) -> Error {
    if flavour == Flavour::BareXml {
        let what = "the authorization header requires three components: Credential, \
                    SignedHeaders, and Signature.";
        return malformed(false, what);
    }
    let mut message = String::new();
    let all = [("Credential", credential), ("Signature", signature), ("SignedHeaders", signed)];
    for (name, _) in all.iter().filter(|(_, part)| part.is_none()) {
        message += &format!("Authorization header requires '{name}' parameter. ");
    }
    if !head.headers.contains_key("x-amz-date") && !head.headers.contains_key("date") {
        message += NEEDS_DATE;
    }
    incomplete(flavour, message.trim_end().to_owned())
}

const NEEDS_DATE: &str =
    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";

/// S3-2.3: `x-amz-date` overrides `Date`.
fn date_of(head: Head<'_>, flavour: Flavour) -> Result<(String, Timestamp)> {
    let amz = head.text("x-amz-date").map(str::trim);
    let read = match amz {
        Some(text) => date::parse_basic(text),
        None => head.text("date").and_then(|text| date::parse_any(text.trim())),
    };
    match (read, amz) {
        // There is but one way to write it.
        (Some(time), Some(text)) => Ok((text.to_owned(), time)),
        (Some(time), None) => Ok((date::basic(time), time)),
        (None, _) if flavour == Flavour::BareXml => Err(Error::new(
            403,
            "AccessDenied",
            "AWS authentication requires a valid Date or x-amz-date header",
        )),
        (None, _) => Err(incomplete(flavour, NEEDS_DATE.trim_end().to_owned())),
    }
}

/// S3-2.1(a), (g): schemes that S3 knows, or not.
fn unsupported(scheme: &str, authorization: &str) -> Error {
    match scheme {
        v4a::ALGORITHM => sigv4a(),
        _ => Error::new(400, "InvalidArgument", "Unsupported Authorization Type")
            .with("ArgumentName", "Authorization")
            .with("ArgumentValue", authorization),
    }
}
