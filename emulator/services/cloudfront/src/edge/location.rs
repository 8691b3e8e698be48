//! Where a viewer is: the edge location and the country that his request names.

use std::sync::Arc;

/// The header by which a viewer names its edge location, and by which journals know it. It never
/// goes further.
pub(crate) const HEADER: http::HeaderName = http::HeaderName::from_static("x-parhelion-pop");

/// The header by which a viewer says which country its address belongs to (CF-1.9): there is no other way to
/// know it. It goes no further, either.
pub(crate) const COUNTRY: http::HeaderName = http::HeaderName::from_static("x-parhelion-country");

/// The country that a request names: ISO 3166-1 alpha-2. What is none is not known.
pub(crate) fn country_in(headers: &http::HeaderMap) -> Option<Arc<str>> {
    let country = headers.get(COUNTRY)?.to_str().ok()?;
    let is_one = country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic());
    is_one.then(|| country.to_ascii_uppercase().into())
}

/// The edge location that a request names.
pub(crate) fn named_in(headers: &http::HeaderMap) -> Option<String> {
    Some(headers.get(HEADER)?.to_str().ok()?.to_owned())
}

/// The regional edge cache that is expected behind an edge location (CF-11.4): AWS publishes no table, so
/// these are the regions next to ours.
pub(crate) fn region(pop: &str) -> &'static str {
    match pop.get(..3) {
        Some("FRA") => "eu-central-1",
        Some("NRT") => "ap-northeast-1",
        Some("GRU") => "sa-east-1",
        _ => "us-east-1",
    }
}
