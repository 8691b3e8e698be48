//! Custom error responses (CF-7.2).

use super::basics::{distinct, given, invalid};
use crate::errors;
use crate::model::DistributionConfig;
use parhelion_wire::error::Result;

/// Statuses that a page can stand for, and that a page can be sent with besides 200 (CF-7.2a, b).
const CODES: [i32; 11] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

pub(crate) fn check(config: &DistributionConfig) -> Result<()> {
    let pages = config.custom_error_responses.as_ref().and_then(|list| list.items.as_deref());
    let pages = pages.unwrap_or_default();
    for page in pages {
        if !CODES.contains(&page.error_code) {
            return Err(errors::invalid_error_code("An invalid error code was specified."));
        }
        let (path, code) = (given(&page.response_page_path), given(&page.response_code));
        if let Some(code) = code {
            let known = code.parse::<i32>().is_ok_and(|code| code == 200 || CODES.contains(&code));
            if !known {
                return Err(errors::invalid_response_code("A response code is not valid."));
            }
        }
        if path.is_some_and(|path| !path.starts_with('/') || path.len() > 4_000) {
            return Err(errors::invalid_relative_path(
                "The relative path is too big, is not URL-encoded, or does not begin with a slash (/).",
            ));
        }
        if path.is_some() != code.is_some() {
            return Err(invalid(
                "The parameters ResponsePagePath and ResponseCode are invalid: each needs the other.",
            ));
        }
        if page.error_caching_min_ttl.is_some_and(|seconds| seconds < 0) {
            return Err(invalid("The parameter ErrorCachingMinTTL is invalid."));
        }
    }
    if !distinct(pages.iter().map(|page| page.error_code)) {
        return Err(invalid("The parameter ErrorCode is invalid: each may be given once."));
    }
    Ok(())
}
