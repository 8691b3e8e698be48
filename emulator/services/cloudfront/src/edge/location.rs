//! The edge location that a viewer's request names.

/// The header by which a viewer names its edge location, and by which journals know it. It never
/// goes further.
pub(crate) const HEADER: http::HeaderName = http::HeaderName::from_static("x-parhelion-pop");

/// The edge location that a request names.
pub(crate) fn named_in(headers: &http::HeaderMap) -> Option<String> {
    Some(headers.get(HEADER)?.to_str().ok()?.to_owned())
}
