//! Paths: which behaviour a path belongs to (CF-1.6) and which an invalidation means (CF-8.1).

use super::glob;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A behaviour's path pattern; the leading `/` is implied (CF-1.6c).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pattern(Box<[u8]>);

impl Pattern {
    pub(crate) fn new(pattern: &str) -> Self {
        let slash = if pattern.starts_with('/') { "" } else { "/" };
        Self(format!("{slash}{pattern}").into_bytes().into())
    }

    /// As it is matched.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }

    /// `path` as [`normalised`].
    pub(crate) fn matches(&self, path: &str) -> bool {
        glob::matches(&self.0, path.as_bytes())
    }
}

/// A path as patterns see it: dot segments removed, repeated slashes collapsed, unreserved
/// characters decoded (CF-1.6f, g). The origin and the cache key get the raw path (h).
pub(crate) fn normalised(path: &str) -> Cow<'_, str> {
    let plain = !path.contains('%') && !path.contains("//") && !path.contains("/.");
    if plain && path.starts_with('/') {
        return path.into();
    }
    let decoded = decode_unreserved(path);
    let mut kept: Vec<&str> = Vec::new();
    let mut directory = true;
    for segment in decoded.split('/') {
        directory = matches!(segment, "" | "." | "..");
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            name => kept.push(name),
        }
    }
    let mut whole = String::with_capacity(decoded.len() + 1);
    for segment in &kept {
        whole.push('/');
        whole.push_str(segment);
    }
    if directory || whole.is_empty() {
        whole.push('/');
    }
    whole.into()
}

fn decode_unreserved(path: &str) -> String {
    let mut decoded = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((plain, escape)) = rest.split_once('%') {
        decoded.push_str(plain);
        let digits = escape.split_at_checked(2);
        let byte = digits.and_then(|(hex, _)| u8::from_str_radix(hex, 16).ok());
        rest = match (byte, digits) {
            (Some(b), Some((_, behind))) if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => {
                decoded.push(char::from(b));
                behind
            }
            _ => {
                decoded.push('%');
                escape
            }
        };
    }
    decoded.push_str(rest);
    decoded
}

/// One path of an invalidation batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Purge {
    Exact(Box<[u8]>),
    /// All that begin with this.
    Prefix(Box<[u8]>),
    /// `~` never works, encoded or not (CF-8.1c).
    Nothing,
}

impl Purge {
    /// `*` is a wildcard only as the last character (CF-8.1b, S23).
    pub(crate) fn new(path: &str) -> Self {
        if path.contains('~') || path.contains("%7E") || path.contains("%7e") {
            return Self::Nothing;
        }
        match path.strip_suffix('*') {
            Some(prefix) => Self::Prefix(prefix.as_bytes().into()),
            None => Self::Exact(path.as_bytes().into()),
        }
    }

    /// `cached`: path, and `?query` where queries are in the key (CF-8.1d).
    pub(crate) fn matches(&self, cached: &[u8]) -> bool {
        match self {
            Self::Exact(path) => cached == &**path,
            Self::Prefix(prefix) => cached.starts_with(prefix),
            Self::Nothing => false,
        }
    }

    /// What every matching path begins with.
    pub(crate) fn prefix(&self) -> Option<&[u8]> {
        match self {
            Self::Exact(start) | Self::Prefix(start) => Some(start),
            Self::Nothing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn matching_is_on_the_normalised_path_cf_1_6f() {
        assert_eq!(normalised("/a/b/.."), "/a/");
        assert!(Pattern::new("a*").matches(&normalised("/a/b/..")));
        assert!(!Pattern::new("/a/b*").matches(&normalised("/a/b/..")));
        assert_eq!(normalised("/a//b/./c"), "/a/b/c");
        assert_eq!(normalised("/../.."), "/");
        assert_eq!(normalised("/%61pi/x%2Fy"), "/api/x%2Fy");
        assert_eq!(normalised(""), "/");
        assert_eq!(normalised("/a%"), "/a%");
    }

    #[test]
    fn a_pattern_with_a_directory_is_not_the_directory_s34() {
        assert!(!Pattern::new("/api/*").matches("/api"));
        assert!(Pattern::new("*.jpg").matches("/x/y.jpg"));
    }

    #[test]
    fn invalidation_paths_cf_8_1() {
        let hits = |path: &str, cached: &str| Purge::new(path).matches(cached.as_bytes());
        assert!(hits("/img.jpg", "/img.jpg"));
        assert!(!hits("/img.jpg", "/img.jpg?x=1"), "d, S22");
        assert!(hits("/img.jpg*", "/img.jpg?x=1") && hits("/img.jpg?x=1", "/img.jpg?x=1"), "d");
        assert!(
            !hits("/dir/*", "/dir") && hits("/dir*", "/dir") && hits("/dir*", "/directory"),
            "f"
        );
        assert!(hits("/*", "/any/thing"), "f");
        assert!(!hits("/images", "/images/"), "g");
        assert!(!hits("/a*c", "/abc") && hits("/a*c", "/a*c"), "b, S23");
        assert!(!hits("/~me", "/~me") && !hits("/%7Eme*", "/%7Eme"), "c");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(path in "/[a-c./%0-9A-F]{0,20}") {
            let once = normalised(&path).into_owned();
            // A decoded `.` may make a new dot segment only in the first pass.
            prop_assert!(once.starts_with('/'));
            prop_assert!(!once.contains("//"));
            let no_dots = once.split('/').all(|segment| segment != "." && segment != "..");
            prop_assert!(no_dots);
        }

        #[test]
        fn every_path_matches_the_default_behaviour(path in "/\\PC{0,30}") {
            prop_assert!(Pattern::new("*").matches(&normalised(&path)));
        }
    }
}
