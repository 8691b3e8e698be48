//! Queries and forms: what a page is asked, and links to others.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Names and values, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Of `a=1&b=%20`. What is no UTF-8 is replaced: it names nothing that there is.
    pub(super) fn read(text: &str) -> Self {
        let decode = |text: &str| {
            let spaced = text.replace('+', " ");
            percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        };
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        };
        Self(text.split('&').filter(|pair| !pair.is_empty()).map(pair).collect())
    }

    /// The first value of a name; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(is, _)| is == name).map_or("", |(_, value)| value)
    }

    /// The value of a name, if it has one that is not empty.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// All values of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(is, _)| is == name).map(|(_, value)| value.as_str())
    }

    /// The value of a name as a number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.get(name).trim().parse().ok()
    }

    /// The same with some values set; those that are empty are left out.
    pub(super) fn with(&self, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let changed = |name: &str| changes.iter().any(|(is, _)| *is == name);
        let kept = self.0.iter().filter(|(name, _)| !changed(name)).cloned();
        let set = changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        kept.chain(set).filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// `?a=1&b=2`, or nothing.
pub(super) fn written<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.as_ref().is_empty()) {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.extend(utf8_percent_encode(name.as_ref(), RESERVED));
        text.push('=');
        text.extend(utf8_percent_encode(value.as_ref(), RESERVED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let hostile = "a&b=c#<é>\"+ %";
        let text = written(&[("name", hostile), ("none", ""), ("two", "2")]);
        let query = Query::read(text.trim_start_matches('?'));
        assert_eq!((query.get("name"), query.given("none")), (hostile, None));
        assert_eq!(query.number("two"), Some(2));
        assert_eq!(query.with(&[("two", ""), ("x", "1")]).len(), 2);
    }
}
