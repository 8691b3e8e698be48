//! Headers that S3 refuses in words of its own, before or instead of what a model could say of them.

use crate::errors;
use http::HeaderMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;

/// Headers of other kinds of buckets, whatever their value is: refused rather than forgotten.
const DIRECTORY_ONLY: [(&str, &[&str]); 3] = [
    ("PutObject", &["x-amz-write-offset-bytes"]),
    ("DeleteObject", &["x-amz-if-match-last-modified-time", "x-amz-if-match-size"]),
    ("AbortMultipartUpload", &["x-amz-if-match-initiated-time"]),
];

/// S3-3.5: the model's reading of such a header does not matter.
pub(crate) fn refuse_directory_only(operation: &Operation, headers: &HeaderMap) -> Result<()> {
    let of = DIRECTORY_ONLY.iter().filter(|(name, _)| *name == operation.name);
    match of.flat_map(|(_, names)| *names).find(|name| headers.contains_key(**name)) {
        Some(name) => Err(errors::header_not_implemented(name, "")),
        None => Ok(()),
    }
}

/// A text that is no value of its header's kind; `None`: no words of its own for that header.
pub(crate) fn unreadable(error: &Error, has_lock: bool) -> Option<Error> {
    let name = error.field("ArgumentName").filter(|_| error.code() == "InvalidArgument")?;
    let value = error.field("ArgumentValue").unwrap_or_default();
    Some(match name {
        "x-amz-mp-object-size" => header_invalid("x-amz-mp-object-size"),
        "x-amz-object-lock-retain-until-date" => {
            // S3-6.6
            let message = "The retain until date must be provided in ISO 8601 format";
            errors::invalid_argument(message, "x-amz-object-lock-retain-until-date", value)
        }
        "x-amz-bypass-governance-retention" if !has_lock => no_lock_to_bypass(value),
        _ => return None,
    })
}

pub(crate) fn header_invalid(name: &str) -> Error {
    errors::invalid_request(format!("Value for {name} header is invalid."))
}

/// S3-3.20(f): any value.
pub(crate) fn no_lock_to_bypass(value: &str) -> Error {
    const NAME: &str = "x-amz-bypass-governance-retention";
    let message =
        "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.";
    errors::invalid_argument(message, NAME, value)
}
