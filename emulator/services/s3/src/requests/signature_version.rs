//! Which version of Signature signed a request: conditions ask for it, and access logs tell it.

use http::header::AUTHORIZATION;
use parhelion_world::RequestInfo;

/// Of a request that is signed: whether by Signature Version 2.
pub(crate) fn is_2(sent: &RequestInfo) -> bool {
    if sent.presigned {
        let query = sent.uri.query().unwrap_or_default();
        return query.split('&').any(|pair| pair.starts_with("AWSAccessKeyId="));
    }
    sent.headers.get(AUTHORIZATION).is_some_and(|value| value.as_bytes().starts_with(b"AWS "))
}
