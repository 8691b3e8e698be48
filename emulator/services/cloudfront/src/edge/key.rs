//! The cache key (CF-2): what makes two requests the same object.

use super::coding::Codings;
use super::header_names::HeaderNames;
use super::selection::{self, Selection};
use super::viewer::Viewer;
use http::header::ACCEPT_ENCODING;
use http::{HeaderName, Method};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What of a request is in the key, besides the path.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct KeyPolicy {
    pub(crate) queries: Selection,
    /// In alphabetical order: in which order a viewer sends them has no meaning (CF-2.1).
    pub(crate) headers: HeaderNames,
    pub(crate) cookies: Selection,
    /// Codings that are normalised into the key; none: `Accept-Encoding` is a header like any other.
    pub(crate) codings: Codings,
}

/// A key within one distribution: `path[?query]`, then one line for each further part. A line feed
/// occurs in none of them, so that keys are equal exactly when all parts are.
pub(crate) type Key = Arc<[u8]>;

impl KeyPolicy {
    /// Scheme and host take no part unless selected (CF-2.1).
    pub(crate) fn key(&self, viewer: &Viewer) -> Vec<u8> {
        let mut key = Vec::with_capacity(96);
        key.extend_from_slice(viewer.path().as_bytes());
        match (&self.queries, viewer.query()) {
            (Selection::None, _) | (_, None) => {}
            (Selection::All, Some(query)) => push_query(&mut key, query),
            (some, query) => {
                if let Some(query) = selection::query(some, query) {
                    push_query(&mut key, &query);
                }
            }
        }
        key.push(b'\n');
        if viewer.method == Method::OPTIONS {
            key.extend_from_slice(b"OPTIONS\n"); // CF-1.5e
        }
        if self.codings.any() {
            let accepted = Codings::accepted(viewer.version, &viewer.headers);
            key.extend_from_slice(accepted.and(self.codings).text().as_bytes());
            key.push(b'\n');
        }
        for name in &self.headers {
            self.push_header(&mut key, name, viewer);
        }
        if let Some(cookies) = selection::cookies(&self.cookies, viewer.cookie_lines()) {
            key.extend_from_slice(b"cookies=");
            key.extend_from_slice(cookies.as_bytes());
            key.push(b'\n');
        }
        key
    }

    /// An absent header is not an empty one (CF-2.1): it leaves no line.
    fn push_header(&self, key: &mut Vec<u8>, name: &HeaderName, viewer: &Viewer) {
        if self.codings.any() && name == ACCEPT_ENCODING {
            return;
        }
        if let Some(value) = viewer.value(name) {
            key.extend_from_slice(name.as_str().as_bytes());
            key.push(b':');
            key.extend_from_slice(&value);
            key.push(b'\n');
        }
    }
}

fn push_query(key: &mut Vec<u8>, query: &str) {
    key.push(b'?');
    key.extend_from_slice(query.as_bytes());
}

/// `path[?query]` of a key: what invalidations compare with (CF-8.1d).
pub(crate) fn url(key: &[u8]) -> &[u8] {
    let end = key.iter().position(|b| *b == b'\n').unwrap_or(key.len());
    &key[..end]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::super::viewer::ViewerRequest;
    use super::*;
    use parhelion_wire::Body;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn viewer(method: &str, uri: &str, headers: &[(&str, &str)]) -> Viewer {
        let mut request = http::Request::builder().method(method).uri(uri).header("host", "h");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Viewer::new(ViewerRequest::new(request.body(Body::empty()).unwrap()))
    }

    fn only(names: &[&str]) -> Selection {
        Selection::Only(names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>())
    }

    #[test]
    fn the_default_key_is_the_path_s4_s5() {
        let policy = KeyPolicy::default();
        let key = |uri| policy.key(&viewer("GET", uri, &[("cookie", "a=1"), ("x", "y")]));
        assert_eq!(key("/a?v=1"), key("/a?v=2"));
        assert_eq!(key("/a"), b"/a\n");
        assert_ne!(key("/dir"), key("/dir/"), "S21");
        assert_ne!(key("/a//b"), key("/a/b"), "CF-1.6h: raw path");
    }

    #[test]
    fn get_and_head_share_options_does_not_cf_1_5e() {
        let policy = KeyPolicy::default();
        let key = |method| policy.key(&viewer(method, "/a", &[]));
        assert_eq!(key("GET"), key("HEAD"));
        assert_ne!(key("GET"), key("OPTIONS"));
    }

    #[test]
    fn parameter_order_and_case_split_the_cache_s6() {
        let policy = KeyPolicy { queries: only(&["a", "b"]), ..KeyPolicy::default() };
        let key = |uri| policy.key(&viewer("GET", uri, &[]));
        assert_eq!(key("/x?a=1&c=9&b=2"), key("/x?a=1&b=2"));
        assert_ne!(key("/x?a=1&b=2"), key("/x?b=2&a=1"));
        assert_ne!(key("/x?a=1"), key("/x?a=A"));
        assert_eq!(url(&key("/x?a=1")), b"/x?a=1");
    }

    #[test]
    fn codings_are_normalised_cf_2_2() {
        let codings = Codings { gzip: true, brotli: true };
        let policy = KeyPolicy { codings, ..KeyPolicy::default() };
        let key = |text| policy.key(&viewer("GET", "/x", &[("accept-encoding", text)]));
        assert_eq!(key("gzip, br, zstd"), key("br,gzip"));
        assert_ne!(key("gzip"), key("br"));
        assert_eq!(key("deflate"), policy.key(&viewer("GET", "/x", &[])));
    }

    fn text() -> impl Strategy<Value = String> {
        "[ab:;=&,/?]{0,4}"
    }

    type Parts = (String, Option<String>, Option<String>, Option<String>);

    fn parts() -> impl Strategy<Value = Parts> {
        let query = prop::option::of("[ab=&?]{0,5}");
        (("[ab/]{0,3}"), query, prop::option::of(text()), prop::option::of(text()))
    }

    fn key_of((path, query, one, two): &Parts) -> Vec<u8> {
        let uri = match query {
            Some(query) => format!("/{path}?{query}"),
            None => format!("/{path}"),
        };
        let mut headers = vec![];
        headers.extend(one.as_deref().map(|value| ("x-one", value)));
        headers.extend(two.as_deref().map(|value| ("x-two", value)));
        let names = ["x-one", "x-two"].into_iter().map(HeaderName::from_static).collect();
        let policy = KeyPolicy { queries: Selection::All, headers: names, ..KeyPolicy::default() };
        policy.key(&viewer("GET", &uri, &headers))
    }

    proptest! {
        /// CF-14's invariant: no cross-key mixing. Keys are equal exactly when every part is.
        #[test]
        fn keys_never_mix(a in parts(), b in parts()) {
            prop_assert_eq!(key_of(&a) == key_of(&b), a == b);
        }
    }
}
