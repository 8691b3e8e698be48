//! What a request names: its bucket, its key, what its query says.

use parhelion_world::service::Request;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The value of a name in the query, as it was sent.
pub(crate) fn queried<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let query = request.uri().query().unwrap_or_default();
    query.split('&').find_map(|pair| match pair.split_once('=') {
        Some((found, value)) => (found == name).then_some(value),
        None => (pair == name).then_some(""),
    })
}

/// The door has put the bucket in front of every path.
pub(crate) fn bucket_and_key(request: &Request) -> (Cow<'_, str>, &str) {
    let path = request.uri().path().trim_start_matches('/');
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    (percent_decode_str(bucket).decode_utf8_lossy(), key)
}

/// A text of the path or the query, as it was meant: a plus is a blank in both
/// (<https://github.com/servo/rust-url/issues/882>).
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        return Cow::Owned(percent_decode_str(&spaced).decode_utf8_lossy().into_owned());
    }
    percent_decode_str(text).decode_utf8_lossy()
}
