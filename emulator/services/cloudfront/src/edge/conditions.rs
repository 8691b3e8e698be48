//! Viewers' conditional requests, decided by the edge on what it has cached (CF-3.9).

use http::header::{
    ETAG, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, LAST_MODIFIED,
};
use http::{HeaderMap, HeaderName};
use std::time::SystemTime;

/// What a condition makes of a request that would otherwise get its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Serve,
    /// 304.
    NotModified,
    /// 412.
    Failed,
}

/// RFC 9110's order. `If-None-Match` compares weakly ([E] CF-3.9), `If-Match` strongly.
pub(crate) fn decide(request: &HeaderMap, stored: &HeaderMap) -> Verdict {
    let modified = date(stored, &LAST_MODIFIED);
    if let Some(wanted) = text(request, &IF_MATCH) {
        if !matches(&wanted, text(stored, &ETAG).as_deref(), strong) {
            return Verdict::Failed;
        }
    } else if let (Some(since), Some(modified)) = (date(request, &IF_UNMODIFIED_SINCE), modified)
        && modified > since
    {
        return Verdict::Failed;
    }
    if let Some(known) = text(request, &IF_NONE_MATCH) {
        if matches(&known, text(stored, &ETAG).as_deref(), weak) {
            return Verdict::NotModified;
        }
    } else if let (Some(since), Some(modified)) = (date(request, &IF_MODIFIED_SINCE), modified)
        && modified <= since
    {
        return Verdict::NotModified;
    }
    Verdict::Serve
}

/// `If-Range`: whether a range may be answered as such; with another validator it is ignored.
pub(crate) fn range_holds(request: &HeaderMap, stored: &HeaderMap) -> bool {
    let Some(validator) = text(request, &IF_RANGE) else { return true };
    if validator.starts_with('"') || validator.starts_with("W/") {
        return text(stored, &ETAG).is_some_and(|tag| strong(&validator, &tag));
    }
    let modified = date(stored, &LAST_MODIFIED);
    modified.is_some() && modified == date(request, &IF_RANGE)
}

/// True if any conditional header is there.
pub(crate) fn any(request: &HeaderMap) -> bool {
    [IF_MATCH, IF_NONE_MATCH, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE]
        .iter()
        .any(|name| request.contains_key(name))
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut lines = headers.get_all(name).iter().peekable();
    lines.peek()?;
    let lines: Vec<_> = lines.map(|line| String::from_utf8_lossy(line.as_bytes())).collect();
    Some(lines.join(", "))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}

fn matches(list: &str, tag: Option<&str>, same: fn(&str, &str) -> bool) -> bool {
    let Some(tag) = tag else { return false };
    list.trim() == "*" || list.split(',').any(|one| same(one.trim(), tag))
}

fn strong(one: &str, other: &str) -> bool {
    one == other && !one.starts_with("W/")
}

fn weak(one: &str, other: &str) -> bool {
    one.trim_start_matches("W/") == other.trim_start_matches("W/")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        all.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect()
    }

    const EARLY: &str = "Thu, 01 Jan 2026 00:00:00 GMT";
    const LATE: &str = "Fri, 02 Jan 2026 00:00:00 GMT";

    #[test]
    fn conditions_on_a_stored_object_cf_3_9() {
        let stored = headers(&[("etag", "W/\"a\""), ("last-modified", EARLY)]);
        let on = |name, value| decide(&headers(&[(name, value)]), &stored);
        assert_eq!(on("if-none-match", "\"b\", \"a\""), Verdict::NotModified, "weak");
        assert_eq!(on("if-none-match", "*"), Verdict::NotModified);
        assert_eq!(on("if-none-match", "\"b\""), Verdict::Serve);
        assert_eq!(on("if-modified-since", LATE), Verdict::NotModified);
        assert_eq!(on("if-match", "W/\"a\""), Verdict::Failed, "S40: strong comparison");
        assert_eq!(on("if-unmodified-since", LATE), Verdict::Serve);
        assert_eq!(on("if-modified-since", "soon"), Verdict::Serve);
        let both = headers(&[("if-none-match", "\"b\""), ("if-modified-since", LATE)]);
        assert_eq!(decide(&both, &stored), Verdict::Serve, "the tag decides alone");
    }

    #[test]
    fn if_range_cf_3_9() {
        let stored = headers(&[("etag", "\"a\""), ("last-modified", EARLY)]);
        let holds = |value| range_holds(&headers(&[("if-range", value)]), &stored);
        assert!(holds("\"a\"") && !holds("\"b\"") && !holds("W/\"a\""));
        assert!(holds(EARLY) && !holds(LATE));
        assert!(range_holds(&HeaderMap::new(), &stored));
    }
}
