//! AWS's answers to requests it cannot authenticate.
//!
//! S3's are S3-2.8. Other services answer with the codes of
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html>: over JSON
//! and CBOR 400 and a name that ends in `Exception` (as SDK users report them), over query and XML
//! the names and statuses of `CommonErrors`. See CW-A1.3.

use super::{Flavour, SigV4};
use crate::Error;
use crate::error::Result;

/// No credentials where some are needed. S3's own answer to most is a denial of access instead.
pub fn missing_token(flavour: Flavour) -> Error {
    match flavour {
        Flavour::BareXml => {
            Error::new(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
        }
        Flavour::WrappedXml => {
            Error::new(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
        }
        Flavour::Json => {
            Error::new(400, "MissingAuthenticationTokenException", "Missing Authentication Token")
        }
    }
}

/// An access key id that nobody has.
pub fn unknown_access_key(flavour: Flavour, access_key: &str) -> Error {
    const INVALID: &str = "The security token included in the request is invalid.";
    match flavour {
        Flavour::BareXml => Error::new(
            403,
            "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records.",
        )
        .with("AWSAccessKeyId", access_key),
        Flavour::WrappedXml => Error::new(403, "InvalidClientTokenId", INVALID),
        Flavour::Json => Error::new(400, "UnrecognizedClientException", INVALID),
    }
}

/// A session token that nobody issued, or that belongs to another key (S3-2.1(f)).
pub fn invalid_token(flavour: Flavour, token: &str) -> Error {
    match flavour {
        Flavour::BareXml => {
            Error::new(400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
                .with("Token-0", token)
        }
        Flavour::WrappedXml | Flavour::Json => unknown_access_key(flavour, ""),
    }
}

/// S3-2.1(f).
pub fn expired_token(flavour: Flavour, token: &str) -> Error {
    const EXPIRED: &str = "The security token included in the request is expired";
    match flavour {
        Flavour::BareXml => Error::new(400, "ExpiredToken", "The provided token has expired.")
            .with("Token-0", token),
        Flavour::WrappedXml => Error::new(403, "ExpiredToken", EXPIRED),
        Flavour::Json => Error::new(400, "ExpiredTokenException", EXPIRED),
    }
}

/// S3-1.4(d); other services word it without telling the right region.
pub fn wrong_region(flavour: Flavour, claim: &SigV4, expected: &str) -> Error {
    let region = &claim.scope.region;
    match flavour {
        Flavour::BareXml => malformed(
            claim.is_presigned(),
            &format!("the region '{region}' is wrong; expecting '{expected}'"),
        )
        .with("Region", expected),
        Flavour::WrappedXml | Flavour::Json => {
            mismatch(flavour, "Credential should be scoped to a valid region. ".to_owned())
        }
    }
}

/// Checks that a request was signed for the service that it has reached, whose signing names are
/// `expected`, the one that it calls its own first.
///
/// # Errors
/// S3-2.8 names both services, other services the right one only
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html>).
pub fn check_service(claim: &SigV4, expected: &[&str], flavour: Flavour) -> Result<()> {
    let service = &claim.scope.service;
    if expected.contains(&service.as_str()) {
        return Ok(());
    }
    let own = expected.first().copied().unwrap_or_default();
    Err(match flavour {
        Flavour::BareXml => malformed(
            claim.is_presigned(),
            &format!("incorrect service \"{service}\". This endpoint belongs to \"{own}\"."),
        ),
        Flavour::WrappedXml | Flavour::Json => {
            mismatch(flavour, format!("Credential should be scoped to correct service: '{own}'. "))
        }
    })
}

/// S3-2.8, S3-2.12: regions that never took Version 2.
pub fn version_2_refused() -> Error {
    Error::new(
        400,
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use \
         AWS4-HMAC-SHA256.",
    )
}

/// Version 4 where only Version 4A is taken: a scope with a region is no valid one. Users of CloudFront's key value
/// stores report this text, and the status: <https://github.com/aws/aws-sdk-js/issues/4545>.
pub fn version_4_refused() -> Error {
    Error::new(403, "InvalidSignatureException", "Credential should be scoped to a valid region.")
}

/// S3-2.11: not verified here, where only multi-region access points need it, nor in a query.
pub(super) fn sigv4a() -> Error {
    Error::new(501, "NotImplemented", "Parhelion does not verify AWS4-ECDSA-P256-SHA256 here yet.")
}

/// S3's two malformations with their prefixes (S3-2.7(c), S3-2.8).
pub(super) fn malformed(presigned: bool, what: &str) -> Error {
    if presigned {
        let message = format!("Error parsing the X-Amz-Credential parameter; {what}");
        return Error::new(400, "AuthorizationQueryParametersError", message);
    }
    let message = format!("The authorization header is malformed; {what}");
    Error::new(400, "AuthorizationHeaderMalformed", message)
}

/// S3-2.7(a), (b).
pub(super) fn query_parameters(message: &'static str) -> Error {
    Error::new(400, "AuthorizationQueryParametersError", message)
}

/// Other services: parts of the signature are not there.
pub(super) fn incomplete(flavour: Flavour, message: String) -> Error {
    match flavour {
        Flavour::BareXml => malformed(false, &message),
        Flavour::WrappedXml => Error::new(403, "IncompleteSignature", message),
        Flavour::Json => Error::new(400, "IncompleteSignatureException", message),
    }
}

/// Other services: everything that is wrong about a complete signature.
pub(super) fn mismatch(flavour: Flavour, message: String) -> Error {
    match flavour {
        Flavour::Json => Error::new(400, "InvalidSignatureException", message),
        Flavour::BareXml | Flavour::WrappedXml => Error::new(403, "SignatureDoesNotMatch", message),
    }
}

/// What was computed and what was sent, for the client to compare (S3-2.8).
pub(crate) struct Computed<'a> {
    pub(crate) access_key: &'a str,
    pub(crate) provided: &'a str,
    pub(crate) string_to_sign: &'a str,
    pub(crate) canonical_request: Option<&'a [u8]>,
}

pub(crate) fn signature_does_not_match(flavour: Flavour, computed: &Computed<'_>) -> Error {
    if flavour != Flavour::BareXml {
        let message = "The request signature we calculated does not match the signature you \
             provided. Check your AWS Secret Access Key and signing method. Consult the service \
             documentation for details.";
        return mismatch(flavour, message.to_owned());
    }
    let error = Error::new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check \
         your key and signing method.",
    )
    .with("AWSAccessKeyId", computed.access_key)
    .with("StringToSign", computed.string_to_sign)
    .with("SignatureProvided", computed.provided)
    .with("StringToSignBytes", spaced_hex(computed.string_to_sign.as_bytes()));
    match computed.canonical_request {
        None => error,
        Some(request) => error
            .with("CanonicalRequest", String::from_utf8_lossy(request))
            .with("CanonicalRequestBytes", spaced_hex(request)),
    }
}

/// As errors show the bytes that were signed: `61 62`.
pub fn spaced_hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(" ")
}
