//! What a behaviour without cache policy forwards and caches by (CF-2.7).

use super::basics::invalid;
use crate::errors;
use crate::model::ForwardedValues;
use parhelion_wire::error::Result;

/// Limits of Appendix A.
const HEADERS_MAX: usize = 10;
const COOKIES_MAX: usize = 10;
const PARAMETERS_MAX: usize = 10;
const PARAMETER_LENGTH_MAX: usize = 128;
const PARAMETERS_LENGTH_MAX: usize = 512;

/// Headers that no behaviour can select (CF-2.1).
const UNSELECTABLE: [&str; 5] = ["connection", "cookie", "proxy-authorization", "te", "upgrade"];

pub(crate) fn check(forwarded: &ForwardedValues, s3: bool) -> Result<()> {
    cookies(forwarded)?;
    headers(forwarded, s3)?;
    query_strings(forwarded)
}

/// Names are given if and only if cookies are forwarded by name.
fn cookies(forwarded: &ForwardedValues) -> Result<()> {
    let cookies = &forwarded.cookies;
    let names = cookies.whitelisted_names.as_ref().and_then(|names| names.items.as_deref());
    let names = names.unwrap_or_default();
    if (cookies.forward == "whitelist") == names.is_empty() {
        return Err(errors::invalid_forward_cookies(
            "Your request contains forward cookies option which doesn't match with the expectation \
             for the whitelisted list of cookie names.",
        ));
    }
    if names.len() > COOKIES_MAX {
        return Err(errors::too_many_cookie_names_in_white_list(
            "Your request contains more cookie names in the whitelist than are allowed per cache behavior.",
        ));
    }
    Ok(())
}

fn headers(forwarded: &ForwardedValues, s3: bool) -> Result<()> {
    let names = forwarded.headers.as_ref().and_then(|headers| headers.items.as_deref());
    let names = names.unwrap_or_default();
    if names.len() > HEADERS_MAX {
        return Err(errors::too_many_headers_in_forwarded_values(
            "Your request contains too many headers in forwarded values.",
        ));
    }
    if names.iter().any(|name| name == "*") && names.len() > 1 {
        return Err(invalid(
            "The parameter Headers is invalid: * cannot stand beside other names.",
        ));
    }
    for name in names {
        let lower = name.to_ascii_lowercase();
        if s3 && (lower == "*" || lower == "host") {
            return Err(errors::invalid_headers_for_s3_origin(
                "The headers specified are not valid for an Amazon S3 origin.",
            ));
        }
        let token = lower == "*" || http::HeaderName::from_bytes(lower.as_bytes()).is_ok();
        if !token || UNSELECTABLE.contains(&lower.as_str()) {
            return Err(invalid(format!(
                "The parameter Headers contains {name} that is not allowed."
            )));
        }
    }
    Ok(())
}

fn query_strings(forwarded: &ForwardedValues) -> Result<()> {
    let keys = forwarded.query_string_cache_keys.as_ref().and_then(|keys| keys.items.as_deref());
    let keys = keys.unwrap_or_default();
    if keys.len() > PARAMETERS_MAX {
        return Err(errors::too_many_query_string_parameters(
            "Your request contains too many query string parameters.",
        ));
    }
    let total: usize = keys.iter().map(String::len).sum();
    let fits = |key: &String| !key.is_empty() && key.len() <= PARAMETER_LENGTH_MAX;
    if (!forwarded.query_string && !keys.is_empty())
        || total > PARAMETERS_LENGTH_MAX
        || !keys.iter().all(fits)
    {
        return Err(errors::invalid_query_string_parameters(
            "The query string parameters specified are not valid.",
        ));
    }
    Ok(())
}
