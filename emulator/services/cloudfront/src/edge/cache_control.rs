//! `Cache-Control` of an origin's answer, read once.

use http::HeaderMap;
use http::header::CACHE_CONTROL;
use std::time::Duration;

/// The longest lifetime that counts: 100 years (CF-3.1).
pub(crate) const LIFETIME_SECONDS_MAX: u64 = 100 * 365 * 86_400;

/// The directives that the edge obeys (CF-3.1, CF-3.4, CF-3.8b). All others have no effect (V17, V18).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CacheControl {
    pub(crate) max_age: Option<Duration>,
    pub(crate) s_maxage: Option<Duration>,
    pub(crate) stale_while_revalidate: Option<Duration>,
    pub(crate) stale_if_error: Option<Duration>,
    pub(crate) no_cache: bool,
    pub(crate) no_store: bool,
    pub(crate) private: bool,
    /// `no-cache="Set-Cookie"`: the object is stored, its cookies are not (CF-3.8b).
    pub(crate) no_cache_set_cookie: bool,
}

impl CacheControl {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut all = Self::default();
        for line in headers.get_all(CACHE_CONTROL) {
            all.read(&String::from_utf8_lossy(line.as_bytes()));
        }
        all
    }

    /// `s-maxage` if it is there and valid, else `max-age` (CF-3.1).
    pub(crate) fn lifetime(&self) -> Option<Duration> {
        self.s_maxage.or(self.max_age)
    }

    /// Any of `no-cache`, `no-store`, `private` (CF-3.1's `dir`).
    pub(crate) fn forbids(&self) -> bool {
        self.no_cache || self.no_store || self.private
    }

    fn read(&mut self, line: &str) {
        for directive in split(line) {
            let (name, value) = match directive.split_once('=') {
                Some((name, value)) => (name.trim(), Some(value.trim())),
                None => (directive, None),
            };
            match (name.to_ascii_lowercase().as_str(), value) {
                ("max-age", Some(text)) => keep(&mut self.max_age, text),
                ("s-maxage", Some(text)) => keep(&mut self.s_maxage, text),
                ("stale-while-revalidate", Some(text)) => {
                    keep(&mut self.stale_while_revalidate, text);
                }
                ("stale-if-error", Some(text)) => keep(&mut self.stale_if_error, text),
                ("no-cache", None) => self.no_cache = true,
                ("no-store", None) => self.no_store = true,
                ("private", None) => self.private = true,
                ("no-cache", Some(fields)) => self.no_cache_set_cookie |= names_set_cookie(fields),
                _ => {}
            }
        }
    }
}

/// The first valid value counts.
fn keep(slot: &mut Option<Duration>, text: &str) {
    if slot.is_none() {
        *slot = seconds(text);
    }
}

/// Digits only; more than 100 years counts as 100 years.
fn seconds(text: &str) -> Option<Duration> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = text.parse().unwrap_or(LIFETIME_SECONDS_MAX);
    Some(Duration::from_secs(seconds.min(LIFETIME_SECONDS_MAX)))
}

fn names_set_cookie(fields: &str) -> bool {
    let fields = fields.trim_matches('"');
    fields.split(',').any(|field| field.trim().eq_ignore_ascii_case("set-cookie"))
}

/// The directives of a line: commas inside quotes do not separate.
fn split(line: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    line.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .map(str::trim)
    .filter(|directive| !directive.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use http::HeaderValue;

    fn parse(line: &str) -> CacheControl {
        let mut headers = HeaderMap::new();
        headers.insert(CACHE_CONTROL, HeaderValue::from_str(line).unwrap());
        CacheControl::of(&headers)
    }

    #[test]
    fn names_are_case_insensitive_and_s_maxage_wins() {
        let read = parse("Public, MAX-AGE=900 , S-MaxAge=10");
        assert_eq!(read.lifetime(), Some(Duration::from_secs(10)));
        assert!(!read.forbids());
    }

    #[test]
    fn an_invalid_s_maxage_leaves_max_age() {
        assert_eq!(parse("s-maxage=soon, max-age=7").lifetime(), Some(Duration::from_secs(7)));
        assert_eq!(parse("max-age=-1").lifetime(), None);
    }

    #[test]
    fn a_lifetime_is_at_most_100_years() {
        let most = Some(Duration::from_secs(LIFETIME_SECONDS_MAX));
        assert_eq!(parse("max-age=99999999999999999999999").lifetime(), most);
    }

    #[test]
    fn qualified_directives_do_not_touch_the_ttl() {
        // CF-3.1 notes, CF-3.8b
        let read = parse("private=\"x, no-store\", no-cache=\"Set-Cookie\", max-age=5");
        assert!(!read.forbids());
        assert!(read.no_cache_set_cookie);
        assert_eq!(read.lifetime(), Some(Duration::from_secs(5)));
    }
}
