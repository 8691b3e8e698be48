//! `<account>.cloudfront-kvs.global.api.aws`; clients put the account before a custom endpoint too.

use parhelion_wire::signature::Head;
use parhelion_world::{Address, HostName, Recognition};

pub(crate) fn of(host: &HostName) -> Option<Address> {
    let labels = host.amazon_labels().or_else(|| host.local_labels())?;
    match labels.as_slice() {
        [_, "cloudfront-kvs", "global"] | [_, "cloudfront-kvs"] | ["cloudfront-kvs"] => {
            Some(Address::api(None))
        }
        _ => None,
    }
}

/// By the signature: the account may stand before any host, where it is nobody's otherwise. Without one, no other API
/// has such paths.
pub(crate) fn recognise(head: Head<'_>) -> Recognition {
    let signed = head.headers.get(http::header::AUTHORIZATION);
    let signed = signed.and_then(|value| value.to_str().ok()).unwrap_or_default();
    if signed.contains("/cloudfront-keyvaluestore/aws4_request") {
        Recognition::Surely
    } else if head.uri.path().starts_with("/key-value-stores/arn") {
        Recognition::Perhaps
    } else {
        Recognition::No
    }
}
