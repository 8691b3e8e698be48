//! Headers that functions may not add, and those that they may only read
//! (CF-11.3, <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html>).

/// For any function. What was there already may stay as it was.
pub(crate) fn is_disallowed(name: &str) -> bool {
    let whole = matches!(
        name,
        "connection"
            | "expect"
            | "keep-alive"
            | "proxy-authenticate"
            | "proxy-authorization"
            | "proxy-connection"
            | "trailer"
            | "upgrade"
            | "x-accel-buffering"
            | "x-accel-charset"
            | "x-accel-limit-rate"
            | "x-accel-redirect"
            | "x-amzn-auth"
            | "x-amzn-cf-billing"
            | "x-amzn-cf-id"
            | "x-amzn-cf-xff"
            | "x-amzn-errortype"
            | "x-amzn-fle-profile"
            | "x-amzn-header-count"
            | "x-amzn-header-order"
            | "x-amzn-lambda-integration-tag"
            | "x-amzn-requestid"
            | "x-cache"
            | "x-forwarded-proto"
            | "x-real-ip"
    );
    whole || name.starts_with("x-amz-cf-") || name.starts_with("x-edge-")
}

/// At `viewer-request`.
pub(crate) fn is_read_only_in_requests(name: &str) -> bool {
    matches!(name, "cdn-loop" | "content-length" | "host" | "transfer-encoding" | "via")
}

/// At `viewer-response`.
pub(crate) fn is_read_only_in_responses(name: &str) -> bool {
    matches!(name, "warning" | "via")
}
