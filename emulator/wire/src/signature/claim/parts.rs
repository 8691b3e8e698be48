//! What headers and queries write in the same way: the credential, its date and the signed headers.

use super::value::CredentialScope;
use crate::Error;
use crate::error::Result;
use crate::signature::Flavour;
use crate::signature::errors::{incomplete, malformed, mismatch};

/// `<akid>/<yyyymmdd>/<region>/<service>/aws4_request`
pub(super) fn read_credential(
    text: &str,
    flavour: Flavour,
    presigned: bool,
) -> Result<(String, CredentialScope)> {
    let mut parts = text.split('/');
    let five = [(); 5].map(|()| parts.next());
    let ([Some(access_key), Some(date), Some(region), Some(service), Some(terminal)], None) =
        (five, parts.next())
    else {
        return Err(match flavour {
            Flavour::BareXml => malformed(
                presigned,
                "the Credential is mal-formed; expecting \
                 \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
            ),
            Flavour::WrappedXml | Flavour::Json => incomplete(
                flavour,
                format!(
                    "Credential must have exactly 5 slash-delimited elements, e.g. \
                     keyid/date/region/service/term, got '{text}'"
                ),
            ),
        });
    };
    if flavour == Flavour::BareXml {
        if access_key.is_empty() {
            let what = "a non-empty Access Key (AKID) must be provided in the credential.";
            return Err(malformed(presigned, what));
        }
        if date.len() != 8 || !date.bytes().all(|byte| byte.is_ascii_digit()) {
            let what = format!(
                "incorrect date format \"{date}\". This date in the credential must be in the \
                 format \"yyyyMMdd\"."
            );
            return Err(malformed(presigned, &what));
        }
    }
    if terminal != "aws4_request" {
        return Err(match flavour {
            Flavour::BareXml => malformed(
                presigned,
                &format!("incorrect terminal \"{terminal}\". This endpoint uses \"aws4_request\"."),
            ),
            Flavour::WrappedXml | Flavour::Json => mismatch(
                flavour,
                format!(
                    "Credential should be scoped with a valid terminator: 'aws4_request', not \
                     '{terminal}'."
                ),
            ),
        });
    }
    let scope =
        CredentialScope { date: date.into(), region: region.into(), service: service.into() };
    Ok((access_key.into(), scope))
}

pub(super) fn wrong_date(flavour: Flavour, presigned: bool, scope: &str, date: &str) -> Error {
    let day = date.get(..8).unwrap_or_default();
    if flavour == Flavour::BareXml {
        let what = format!(
            "Invalid credential date \"{scope}\". This date is not the same as X-Amz-Date: \
             \"{day}\"."
        );
        return malformed(presigned, &what);
    }
    let message = format!(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from \
         HTTP: '{scope}' != '{day}', from '{date}'."
    );
    mismatch(flavour, message)
}

/// S3-2.2(c): names in lower case, sorted.
pub(super) fn sorted(signed: &str) -> String {
    if signed.is_empty() {
        return String::new();
    }
    let lower = signed.to_ascii_lowercase();
    if lower.split(';').is_sorted() {
        return lower;
    }
    let mut names: Vec<&str> = lower.split(';').collect();
    names.sort_unstable();
    names.join(";")
}
