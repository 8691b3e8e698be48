//! Which scheme a request follows.

use super::header::from_header;
use super::query::{Query, Scheme, from_query, presigned_v2};
use super::value::Claim;
use crate::Error;
use crate::error::Result;
use crate::signature::v2::SigV2;
use crate::signature::{Flavour, Head};

/// Reads the claim of a request.
///
/// # Errors
/// S3-2.1, S3-2.7(a)–(c), S3-2.8; other services answer `IncompleteSignature` and the like.
pub fn parse(head: Head<'_>, flavour: Flavour) -> Result<Claim> {
    let authorization = head.headers.get(http::header::AUTHORIZATION);
    let query = head.uri.query().map(Query::of).unwrap_or_default();
    match (authorization, query.scheme()) {
        (None, None) => Ok(Claim::Anonymous),
        (Some(_), Some(_)) if flavour == Flavour::BareXml => Err(Error::new(
            400,
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature \
             query string parameter or the Authorization header should be specified",
        )
        .with("ArgumentName", "Authorization")
        .with("ArgumentValue", authorization.and_then(|v| v.to_str().ok()).unwrap_or_default())),
        (Some(header), _) => {
            let text = header.to_str().unwrap_or_default();
            match text.trim().strip_prefix("AWS ") {
                Some(rest) if flavour == Flavour::BareXml => {
                    SigV2::of_header(head, rest).map(Claim::V2).ok_or_else(|| {
                        let message = "AWS authorization header is invalid.  Expected \
                                       AwsAccessKeyId:signature";
                        Error::new(400, "InvalidArgument", message)
                            .with("ArgumentName", "Authorization")
                            .with("ArgumentValue", text)
                    })
                }
                _ => from_header(head, text, flavour).map(Claim::Header),
            }
        }
        (None, Some(Scheme::V4)) => from_query(&query, flavour).map(Claim::Query),
        (None, Some(Scheme::V2)) if flavour == Flavour::BareXml => presigned_v2(head, &query),
        // Elsewhere these are parameters like others.
        (None, Some(Scheme::V2)) => Ok(Claim::Anonymous),
    }
}
