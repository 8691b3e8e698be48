//! Content codings: `Accept-Encoding` normalised (CF-2.2) and compression at the edge (CF-5).

use http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, TRANSFER_ENCODING, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode, Version};
use parhelion_wire::Body;
use parhelion_wire::coding::Coding;
use serde::{Deserialize, Serialize};

/// A set of the two codings that CloudFront knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Codings {
    pub(crate) gzip: bool,
    pub(crate) brotli: bool,
}

impl Codings {
    pub(crate) fn any(self) -> bool {
        self.gzip || self.brotli
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { gzip: self.gzip && other.gzip, brotli: self.brotli && other.brotli }
    }

    /// What a viewer accepts: `;q=0` disables a coding, other weights do not count (CF-2.2).
    /// HTTP/1.0 viewers count as accepting nothing (CF-5.1 row 3).
    pub(crate) fn accepted(version: Version, headers: &HeaderMap) -> Self {
        let mut accepted = Self::default();
        if version < Version::HTTP_11 {
            return accepted;
        }
        for line in headers.get_all(ACCEPT_ENCODING) {
            for item in line.to_str().unwrap_or_default().split(',') {
                let mut parts = item.split(';').map(str::trim);
                let name = parts.next().unwrap_or_default();
                let refused = parts
                    .filter_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q=")))
                    .any(|weight| weight.trim().parse::<f32>() == Ok(0.0));
                accepted.gzip |= name.eq_ignore_ascii_case("gzip") && !refused;
                accepted.brotli |= name.eq_ignore_ascii_case("br") && !refused;
            }
        }
        accepted
    }

    /// As it stands in keys and goes to origins; empty for none (CF-2.2).
    pub(crate) fn text(self) -> &'static str {
        match (self.brotli, self.gzip) {
            (true, true) => "br,gzip",
            (true, false) => "br",
            (false, true) => "gzip",
            (false, false) => "",
        }
    }

    /// The one to compress with: `br` before `gzip` (CF-5.1 row 4).
    pub(crate) fn best(self) -> Option<Coding> {
        if self.brotli { Some(Coding::Brotli) } else { self.gzip.then_some(Coding::Gzip) }
    }
}

/// CF-5.1 row 6.
const COMPRESSIBLE_BYTES: std::ops::RangeInclusive<u64> = 1_000..=10_000_000;

/// CF-5.2, sorted.
const COMPRESSIBLE_TYPES: [&str; 48] = [
    "application/dash+xml",
    "application/eot",
    "application/font",
    "application/font-sfnt",
    "application/javascript",
    "application/json",
    "application/opentype",
    "application/otf",
    "application/pdf",
    "application/pkcs7-mime",
    "application/protobuf",
    "application/rss+xml",
    "application/truetype",
    "application/ttf",
    "application/vnd.apple.mpegurl",
    "application/vnd.mapbox-vector-tile",
    "application/vnd.ms-fontobject",
    "application/wasm",
    "application/x-font-opentype",
    "application/x-font-truetype",
    "application/x-font-ttf",
    "application/x-httpd-cgi",
    "application/x-javascript",
    "application/x-mpegurl",
    "application/x-opentype",
    "application/x-otf",
    "application/x-perl",
    "application/x-ttf",
    "application/xhtml+xml",
    "application/xml",
    "font/eot",
    "font/opentype",
    "font/otf",
    "font/ttf",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/js",
    "text/plain",
    "text/richtext",
    "text/tab-separated-values",
    "text/x-component",
    "text/x-java-source",
    "text/x-script",
    "text/xml",
    "vnd.apple.mpegurl",
];

/// CF-5.1 rows 5 to 8: what the origin's answer must be like.
pub(crate) fn compressible(status: StatusCode, headers: &HeaderMap, body: &Body) -> bool {
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let stated = length.and_then(|text| text.parse::<u64>().ok());
    matches!(status.as_u16(), 200 | 403 | 404)
        && !headers.contains_key(CONTENT_ENCODING)
        && !headers.contains_key(TRANSFER_ENCODING)
        && stated.is_some_and(|n| n == body.len() && COMPRESSIBLE_BYTES.contains(&n))
        && headers.get(CONTENT_TYPE).is_some_and(listed)
}

/// Compared without parameters and case (CF-5.1 row 7).
fn listed(content_type: &HeaderValue) -> bool {
    let text = content_type.to_str().unwrap_or_default();
    let essence = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    COMPRESSIBLE_TYPES.binary_search(&essence.as_str()).is_ok()
}

/// Adapts the headers of an answer to its compressed body (CF-5.3).
pub(crate) fn describe(coding: Coding, headers: &mut HeaderMap, compressed: &Body) {
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(compressed.len()));
    let varies = headers.get_all(VARY).iter().any(|line| {
        let mut names = line.to_str().unwrap_or_default().split(',');
        names.any(|name| name.trim().eq_ignore_ascii_case("accept-encoding"))
    });
    if !varies {
        headers.append(VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    weaken(headers);
}

/// Strong `"x"` becomes `W/"x"`; what is neither strong nor weak goes (CF-5.3, S40).
fn weaken(headers: &mut HeaderMap) {
    let Some(tag) = headers.get(ETAG).map(|tag| tag.as_bytes().to_vec()) else { return };
    if tag.starts_with(b"W/") {
        return;
    }
    let weak = [b"W/", tag.as_slice()].concat();
    match HeaderValue::from_bytes(&weak) {
        Ok(weak) if tag.starts_with(b"\"") => headers.insert(ETAG, weak),
        _ => headers.remove(ETAG),
    };
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn accepted(line: &str) -> &'static str {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, line.parse().unwrap());
        Codings::accepted(Version::HTTP_11, &headers).text()
    }

    #[test]
    fn accept_encoding_is_normalised_cf_2_2() {
        assert_eq!(accepted("gzip, deflate, br;q=1.0, zstd"), "br,gzip");
        assert_eq!(accepted("GZIP"), "gzip");
        assert_eq!(accepted("br;q=0, gzip;q=0.001"), "gzip");
        assert_eq!(accepted("identity, *"), "");
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, "gzip".parse().unwrap());
        assert!(!Codings::accepted(Version::HTTP_10, &headers).any(), "CF-5.1 row 3");
    }

    #[test]
    fn the_list_of_types_is_sorted_cf_5_2() {
        assert!(COMPRESSIBLE_TYPES.is_sorted());
        for out in ["image/png", "font/woff2", "application/manifest+json", "application/ld+json"] {
            assert!(!listed(&out.parse().unwrap()), "{out}");
        }
        assert!(listed(&"Text/HTML; charset=utf-8".parse().unwrap()));
    }

    fn answer(length: usize, extra: &[(&'static str, &'static str)]) -> (HeaderMap, Body) {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, "text/css".parse().unwrap());
        headers.insert(CONTENT_LENGTH, length.into());
        for (name, value) in extra {
            headers.insert(*name, value.parse().unwrap());
        }
        (headers, vec![b'a'; length].into())
    }

    #[test]
    fn conditions_cf_5_1() {
        let fits = |status: u16, (headers, body): (HeaderMap, Body)| {
            compressible(StatusCode::from_u16(status).unwrap(), &headers, &body)
        };
        for length in [1_000, 10_000_000] {
            assert!(fits(200, answer(length, &[])), "{length}");
        }
        for length in [999, 10_000_001] {
            assert!(!fits(200, answer(length, &[])), "{length}");
        }
        assert!(fits(404, answer(2_000, &[])) && !fits(201, answer(2_000, &[])));
        assert!(!fits(200, answer(2_000, &[("content-encoding", "identity")])), "row 5");
        assert!(!fits(200, answer(2_000, &[("content-length", "many")])), "row 6");
    }

    #[test]
    fn effects_cf_5_3() {
        let cases = [("\"x\"", Some("W/\"x\"")), ("W/\"x\"", Some("W/\"x\"")), ("x", None)];
        for (tag, expected) in cases {
            let (mut headers, body) = answer(2_000, &[("etag", tag), ("vary", "Origin")]);
            let small = Coding::Gzip.encode(&body).unwrap();
            describe(Coding::Gzip, &mut headers, &small);
            assert_eq!(headers.get(ETAG).map(|tag| tag.to_str().unwrap()), expected);
            assert_eq!(headers[CONTENT_ENCODING], "gzip");
            assert_eq!(headers[CONTENT_LENGTH], small.len().to_string());
            assert!(headers.get_all(VARY).iter().any(|vary| vary == "Accept-Encoding"));
        }
    }
}
