//! Who may see the console and who may steer by it: a person, in the console's own pages. Everything
//! that a browser shows besides (an object by its path, a bucket's website, a distribution, a page from
//! elsewhere) is of another origin or of none, and gets neither.

use crate::cloud::Cloud;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::sync::Arc;

/// What every form of the console carries: made when the server starts, told to its pages only.
#[derive(Clone)]
pub(crate) struct Token(Arc<str>);

impl Token {
    /// That of a cloud's servers.
    ///
    /// # Errors
    /// The system has no chance to give.
    pub(crate) fn of(cloud: &Cloud) -> std::io::Result<Self> {
        Ok(Self(cloud.secret(Self::new()?.0)))
    }

    fn new() -> std::io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// In a time that does not tell how much of it is right.
    pub(super) fn is(&self, given: &str) -> bool {
        let (own, given) = (self.0.as_bytes(), given.as_bytes());
        own.len() == given.len()
            && own.iter().zip(given).fold(0, |apart, (own, given)| apart | (own ^ given)) == 0
    }
}

/// Whether a path is the console's, of the server's own cloud or of a world.
pub(crate) fn is_console(path: &str) -> bool {
    let Some(rest) = path.strip_prefix("/_parhelion/") else { return false };
    let of_world = rest.strip_prefix("worlds/").and_then(|rest| rest.split_once('/'));
    let rest = of_world.map_or(rest, |(_, rest)| rest);
    rest == "console" || rest.starts_with("console/")
}

/// Whether a request comes from a person, by the address line or a bookmark, or from a page of the
/// console's own origin. Objects that are asked for by their paths are shown as pages of no origin, so
/// they are none of those.
pub(crate) fn is_from_own_page(parts: &Parts) -> bool {
    let own = |site: &HeaderValue| matches!(site.as_bytes(), b"none" | b"same-origin");
    let origin = parts.headers.get(header::ORIGIN);
    parts.headers.get_all("sec-fetch-site").iter().all(own)
        && origin.is_none_or(|origin| is_own(origin, &parts.headers))
}

/// Whether a command comes from a page of the console's own origin: browsers always say where a POST
/// comes from, and to hosts that they trust in two ways.
pub(super) fn is_own_command(headers: &HeaderMap) -> bool {
    let mut sites = headers.get_all("sec-fetch-site").iter();
    sites.all(|site| site.as_bytes() == b"same-origin")
        && headers.get(header::ORIGIN).is_some_and(|origin| is_own(origin, headers))
}

fn is_own(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).map_or(&b""[..], |host| host.as_bytes());
    let origin = origin.as_bytes();
    let origin = origin.strip_prefix(b"http://").or_else(|| origin.strip_prefix(b"https://"));
    !host.is_empty() && origin.is_some_and(|origin| origin.eq_ignore_ascii_case(host))
}

/// What all pages say of themselves: framed by nobody, nothing from elsewhere, nothing kept.
const HEADERS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // A form's POST would have the origin `null` under `no-referrer`.
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::VARY, "Sec-Fetch-Site, Origin"),
];

/// An answer of the console's.
pub(super) fn answer(
    status: StatusCode,
    kind: &'static str,
    body: impl Into<axum::body::Body>,
) -> axum::response::Response {
    let mut response = axum::response::Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parts(headers: &[(&'static str, &'static str)]) -> Parts {
        let mut request = http::Request::get("/_parhelion/console");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn only_its_own_pages_and_persons_are_let_in() {
        let host = ("host", "127.0.0.1:4566");
        for (headers, page, command) in [
            (vec![host], true, false),
            (vec![host, ("sec-fetch-site", "none")], true, false),
            (vec![host, ("sec-fetch-site", "same-origin")], true, false),
            (vec![host, ("origin", "http://127.0.0.1:4566")], true, true),
            (
                vec![host, ("origin", "http://127.0.0.1:4566"), ("sec-fetch-site", "same-origin")],
                true,
                true,
            ),
            (
                vec![host, ("origin", "http://127.0.0.1:4566"), ("sec-fetch-site", "none")],
                true,
                false,
            ),
            (vec![host, ("origin", "null")], false, false),
            (vec![host, ("origin", "http://127.0.0.1:4567")], false, false),
            (vec![host, ("origin", "http://localhost:4566")], false, false),
            (vec![host, ("sec-fetch-site", "same-site")], false, false),
            (vec![host, ("sec-fetch-site", "cross-site")], false, false),
            (vec![host, ("sec-fetch-site", "none"), ("sec-fetch-site", "same-site")], false, false),
            (vec![("origin", "http://")], false, false),
        ] {
            let parts = parts(&headers);
            let told = (is_from_own_page(&parts), is_own_command(&parts.headers));
            assert_eq!(told, (page, command), "{headers:?}");
        }
    }

    #[test]
    fn a_token_is_itself_only() {
        let (one, two) = (Token::new().unwrap(), Token::new().unwrap());
        assert!(one.is(one.as_str()) && !one.is(two.as_str()) && !one.is(""));
        assert_eq!(one.as_str().len(), 64);
        assert!(!one.is(&one.as_str().to_uppercase().replace("A", "b")));
    }

    #[test]
    fn the_consoles_paths() {
        for path in
            ["console", "console/", "console/buckets", "worlds/t1/console", "worlds/t1/console/x"]
        {
            assert!(is_console(&format!("/_parhelion/{path}")), "{path}");
        }
        for path in ["consoles", "worlds/console", "worlds/a/b/console", "journal", "Console"] {
            assert!(!is_console(&format!("/_parhelion/{path}")), "{path}");
        }
    }
}
