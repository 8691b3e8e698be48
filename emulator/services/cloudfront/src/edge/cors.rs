//! The CORS part of a response headers policy (CF-4.6d to f).

use super::glob;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use parhelion_wire::serde_http;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Cors {
    pub(crate) origins: Vec<String>,
    /// Ready to send.
    #[serde(with = "serde_http")]
    pub(crate) methods: HeaderValue,
    #[serde(with = "serde_http")]
    pub(crate) headers: HeaderValue,
    #[serde(with = "serde_http")]
    pub(crate) expose: Option<HeaderValue>,
    #[serde(with = "serde_http")]
    pub(crate) max_age: Option<HeaderValue>,
    pub(crate) credentials: bool,
    pub(crate) replaces: bool,
}

/// What of the viewer's request CORS looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CorsRequest<'a> {
    pub(crate) origin: Option<&'a HeaderValue>,
    pub(crate) method: &'a Method,
}

const ALL: [HeaderName; 6] = [
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_HEADERS,
    ACCESS_CONTROL_EXPOSE_HEADERS,
    ACCESS_CONTROL_MAX_AGE,
];

impl Cors {
    /// Only answers to requests with `Origin` get any of it ([E] rule e).
    pub(crate) fn apply(&self, request: CorsRequest<'_>, headers: &mut HeaderMap) {
        let Some(origin) = request.origin else { return };
        if self.replaces {
            ALL.iter().for_each(|name| drop(headers.remove(name)));
        } else if ALL.iter().any(|name| headers.contains_key(name)) {
            return; // rule d, S9: all or nothing
        }
        if let Some(allowed) = self.allowed(origin) {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        }
        if self.credentials {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        if let Some(expose) = &self.expose {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, expose.clone());
        }
        if request.method == Method::OPTIONS {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, self.methods.clone());
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, self.headers.clone());
            if let Some(seconds) = &self.max_age {
                headers.insert(ACCESS_CONTROL_MAX_AGE, seconds.clone());
            }
        }
    }

    fn allowed(&self, origin: &HeaderValue) -> Option<HeaderValue> {
        if self.origins == ["*"] {
            return Some(HeaderValue::from_static("*"));
        }
        let text = origin.to_str().ok()?;
        self.origins.iter().any(|pattern| origin_matches(pattern, text)).then(|| origin.clone())
    }
}

/// The table of CF-4.6: a wildcard may be the leftmost label or stand in the port.
fn origin_matches(pattern: &str, origin: &str) -> bool {
    let Some((scheme, rest)) = origin.split_once("://") else { return pattern == origin };
    let wanted = match pattern.split_once("://") {
        Some((wanted, _)) if wanted != scheme => return false,
        Some((_, wanted)) => wanted,
        None if !matches!(scheme, "http" | "https") => return false,
        None => pattern,
    };
    let (host, port) = host_and_port(rest);
    let (wanted_host, wanted_port) = host_and_port(wanted);
    let host_fits = match wanted_host.strip_prefix("*") {
        Some(end) => host.len() > end.len() && host.ends_with(end),
        None => host == wanted_host,
    };
    let port_fits = match (wanted_port, port) {
        (None, None) | (Some("*"), None) => true,
        (Some(wanted), Some(port)) => glob::matches(wanted.as_bytes(), port.as_bytes()),
        _ => false,
    };
    host_fits && port_fits
}

fn host_and_port(authority: &str) -> (&str, Option<&str>) {
    authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_table_of_patterns_cf_4_6() {
        let rows: [(&str, &[&str], &[&str]); 6] = [
            (
                "http://*.example.org",
                &["http://www.example.org", "http://test.example.org"],
                &["https://www.example.org", "http://www.example.org:81", "http://example.org"],
            ),
            (
                "*.example.org",
                &["http://a.example.org", "https://a.b.example.org"],
                &["https://example.org", "https://badexample.org"],
            ),
            ("example.org", &["http://example.org", "https://example.org"], &["ftp://example.org"]),
            (
                "http://example.org",
                &["http://example.org"],
                &["https://example.org", "http://example.org:123"],
            ),
            ("http://example.org:*", &["http://example.org:123", "http://example.org"], &[]),
            (
                "http://example.org:1*3",
                &["http://example.org:123", "http://example.org:1893", "http://example.org:13"],
                &["http://example.org:12", "http://example.org"],
            ),
        ];
        for (pattern, fit, miss) in rows {
            fit.iter()
                .for_each(|origin| assert!(origin_matches(pattern, origin), "{pattern} {origin}"));
            miss.iter()
                .for_each(|origin| assert!(!origin_matches(pattern, origin), "{pattern} {origin}"));
        }
    }

    fn cors(origins: &[&str], replaces: bool) -> Cors {
        Cors {
            origins: origins.iter().map(|origin| (*origin).to_owned()).collect(),
            methods: HeaderValue::from_static("GET, HEAD"),
            headers: HeaderValue::from_static("*"),
            expose: None,
            max_age: None,
            credentials: false,
            replaces,
        }
    }

    fn applied(cors: &Cors, origin: Option<&'static str>, method: Method, sent: bool) -> HeaderMap {
        let origin = origin.map(HeaderValue::from_static);
        let mut headers = HeaderMap::new();
        if sent {
            headers.insert(ACCESS_CONTROL_MAX_AGE, 7.into());
        }
        cors.apply(CorsRequest { origin: origin.as_ref(), method: &method }, &mut headers);
        headers
    }

    #[test]
    fn an_origin_that_sends_any_cors_header_switches_the_policy_off_cf_4_6d() {
        let origin = Some("https://a.example");
        let kept = applied(&cors(&["*"], false), origin, Method::GET, true);
        assert_eq!(kept.len(), 1, "S9");
        let replaced = applied(&cors(&["*"], true), origin, Method::GET, true);
        assert_eq!(replaced[ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(!replaced.contains_key(ACCESS_CONTROL_MAX_AGE));
    }

    #[test]
    fn a_list_echoes_the_match_cf_4_6e_and_preflights_get_methods_f() {
        let cors = cors(&["https://a.example", "https://b.example"], false);
        let fit = applied(&cors, Some("https://b.example"), Method::OPTIONS, false);
        assert_eq!(fit[ACCESS_CONTROL_ALLOW_ORIGIN], "https://b.example");
        assert_eq!(fit[ACCESS_CONTROL_ALLOW_METHODS], "GET, HEAD");
        let miss = applied(&cors, Some("https://c.example"), Method::GET, false);
        assert!(miss.is_empty());
        assert!(applied(&cors, None, Method::GET, false).is_empty());
    }
}
