//! How listings walk keys (S3-5.1): in byte order, common prefixes skipped by seeking.
//!
//! A page costs O(entries × log keys), however many keys a common prefix hides.

use imbl::OrdMap;
use std::ops::Bound;
use std::sync::Arc;

/// What one page is wanted of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Query<'a> {
    pub prefix: &'a str,
    /// Empty: none (S3-5.1d).
    pub delimiter: &'a str,
    /// Only entries behind this one. Need not exist (S3-5.1c).
    pub after: &'a str,
    pub max: usize,
}

/// An entry of a page, at its place in the order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Entry<'a, V> {
    Key(&'a Arc<str>, &'a V),
    CommonPrefix(&'a str),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Page<'a, V> {
    pub entries: Vec<Entry<'a, V>>,
    pub truncated: bool,
}

impl<V> Entry<'_, V> {
    /// Where the next page goes on: behind this key, or behind all keys of this prefix.
    pub(crate) fn name(&self) -> &str {
        match self {
            Entry::Key(key, _) => key,
            Entry::CommonPrefix(prefix) => prefix,
        }
    }
}

/// One page of the keys for which `shown` gives something to show (delete markers give nothing).
pub(crate) fn page<'a, T: Clone, V>(
    keys: &'a OrdMap<Arc<str>, T>,
    query: Query,
    shown: impl Fn(&'a T) -> Option<&'a V>,
) -> Page<'a, V> {
    page_within(keys, query, None::<fn(&V) -> bool>, shown)
}

/// One page of keys that may each have several items (versions, uploads), in the items' order.
///
/// With `within`, the page begins inside the key of the marker, behind its first items for which that
/// holds (S3-5.4d, S3-4.9c).
pub(crate) fn page_within<'a, T: Clone, V, I: IntoIterator<Item = &'a V>>(
    keys: &'a OrdMap<Arc<str>, T>,
    query: Query,
    within: Option<impl FnMut(&V) -> bool>,
    items: impl Fn(&'a T) -> I,
) -> Page<'a, V> {
    let Query { prefix, delimiter, after, max } = query;
    let mut page = Page { entries: Vec::new(), truncated: false };
    if max == 0 {
        return page;
    }
    let is_plain = after.starts_with(prefix) && common_prefix(after, prefix, delimiter).is_none();
    if let (Some(mut is_listed), true) = (within, is_plain)
        && let Some((key, held)) = keys.get_key_value(after)
    {
        for item in items(held).into_iter().skip_while(|item| is_listed(item)) {
            if page.entries.len() == max {
                page.truncated = true;
                return page;
            }
            page.entries.push(Entry::Key(key, item));
        }
    }
    let mut from = start(prefix, delimiter, after);
    'seek: while let Some(bound) = from.take() {
        for (key, held) in
            keys.range::<_, str>((bound.as_ref().map(|s| s.as_ref()), Bound::Unbounded))
        {
            if !key.starts_with(prefix) {
                break 'seek;
            }
            let common = common_prefix(key, prefix, delimiter);
            for item in items(held) {
                if page.entries.len() == max {
                    page.truncated = true;
                    break 'seek;
                }
                match common {
                    None => page.entries.push(Entry::Key(key, item)),
                    Some(common) => {
                        page.entries.push(Entry::CommonPrefix(common));
                        from = successor(common).map(Bound::Included);
                        continue 'seek;
                    }
                }
            }
        }
        break;
    }
    page
}

/// Where a page begins; `None`: behind everything.
fn start(prefix: &str, delimiter: &str, after: &str) -> Option<Bound<String>> {
    if after < prefix {
        return Some(Bound::Included(prefix.to_owned()));
    }
    match common_prefix(after, prefix, delimiter) {
        // A marker inside a common prefix: all of it has been listed (S3-5.1c).
        Some(common) => successor(common).map(Bound::Included),
        None => Some(Bound::Excluded(after.to_owned())),
    }
}

/// `prefix…delimiter` of a key with the delimiter behind the prefix: what it is rolled up into.
fn common_prefix<'a>(key: &'a str, prefix: &str, delimiter: &str) -> Option<&'a str> {
    if delimiter.is_empty() {
        return None;
    }
    let at = key.strip_prefix(prefix)?.find(delimiter)?;
    key.get(..prefix.len() + at + delimiter.len())
}

/// The least text greater than every text with a prefix; `None` if there is none.
fn successor(prefix: &str) -> Option<String> {
    let mut text = prefix.to_owned();
    while let Some(last) = text.pop() {
        let next = match last {
            '\u{d7ff}' => Some('\u{e000}'),
            last => char::from_u32(last as u32 + 1),
        };
        if let Some(next) = next {
            text.push(next);
            return Some(text);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn map(keys: &[&str]) -> OrdMap<Arc<str>, bool> {
        keys.iter().map(|key| (Arc::from(*key), true)).collect()
    }

    fn names(keys: &OrdMap<Arc<str>, bool>, query: Query) -> (Vec<String>, bool) {
        let page = page(keys, query, |shown| shown.then_some(shown));
        (page.entries.iter().map(|entry| entry.name().to_owned()).collect(), page.truncated)
    }

    #[test]
    fn s3_5_1_rolls_up_and_orders_by_bytes() {
        let keys = map(&["a", "b/1", "b/2", "b0", "B", "\u{ff5e}", "\u{1f600}", "c//d", "test/x"]);
        let query = Query { delimiter: "/", max: 1000, ..Query::default() };
        let expected = ["B", "a", "b/", "b0", "c/", "test/", "\u{ff5e}", "\u{1f600}"];
        assert_eq!(names(&keys, query), (expected.map(str::to_owned).to_vec(), false));
        let under = |prefix| names(&keys, Query { prefix, ..query }).0;
        assert_eq!(under("b/"), ["b/1", "b/2"]);
        assert_eq!(under("test"), ["test/"], "S3-5.1(e)");
        assert_eq!(under("b0"), ["b0"], "S3-5.1(f)");
        assert_eq!(under("c/"), ["c//"]);
    }

    #[test]
    fn s3_5_1_a_zero_keys_are_not_truncated() {
        assert_eq!(names(&map(&["a"]), Query::default()), (vec![], false));
    }

    #[test]
    fn s3_5_1_c_markers_inside_a_common_prefix_skip_it() {
        let keys = map(&["a/1", "a/2", "b"]);
        let query = Query { delimiter: "/", max: 10, ..Query::default() };
        for after in ["a/", "a/1", "a/zzz"] {
            assert_eq!(names(&keys, Query { after, ..query }).0, ["b"], "{after}");
        }
        assert_eq!(names(&keys, Query { after: "a", ..query }).0, ["a/", "b"]);
    }

    #[test]
    fn s3_5_1_k_what_is_not_shown_makes_no_prefix() {
        let mut keys = map(&["a/1", "b"]);
        keys.insert("a/1".into(), false);
        assert_eq!(names(&keys, Query { delimiter: "/", max: 10, ..Query::default() }).0, ["b"]);
    }

    #[test]
    fn a_common_prefix_is_skipped_whatever_it_hides() {
        let keys: OrdMap<Arc<str>, bool> =
            (0..200_000).map(|i| (Arc::from(format!("d{}/k{i}", i % 3)), true)).collect();
        let looked = std::cell::Cell::new(0);
        let query = Query { delimiter: "/", max: 1000, ..Query::default() };
        let page = page(&keys, query, |shown| {
            looked.set(looked.get() + 1);
            Some(shown)
        });
        assert_eq!((page.entries.len(), looked.get()), (3, 3));
    }

    #[test]
    fn successors() {
        assert_eq!(successor("a/").as_deref(), Some("a0"));
        assert_eq!(successor("\u{d7ff}").as_deref(), Some("\u{e000}"));
        assert_eq!(successor("a\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(successor("\u{10ffff}"), None);
        assert_eq!(successor(""), None);
    }

    /// S3-5.1 word for word, over a plain map.
    fn slowly(keys: &BTreeMap<String, bool>, query: Query) -> Vec<String> {
        let mut entries = BTreeSet::new();
        for key in keys.iter().filter(|(_, shown)| **shown).map(|(key, _)| key) {
            let Some(rest) = key.strip_prefix(query.prefix) else { continue };
            let found = (!query.delimiter.is_empty()).then(|| rest.find(query.delimiter)).flatten();
            let entry = match found {
                Some(at) => key.get(..query.prefix.len() + at + query.delimiter.len()).unwrap(),
                None => key.as_str(),
            };
            entries.insert(entry.to_owned());
        }
        entries.into_iter().collect()
    }

    proptest! {
        /// T3, T4, T6: the union of the pages is the listing, nothing twice, for every page size.
        #[test]
        fn pages_make_the_listing(
            keys in prop::collection::btree_map("[ab/é\u{10ffff}]{0,5}", any::<bool>(), 0..30),
            prefix in "[ab/]{0,2}", delimiter in "(|/|b|ab|//)", max in 1usize..5,
        ) {
            let held: OrdMap<Arc<str>, bool> =
                keys.iter().map(|(key, shown)| (Arc::from(key.as_str()), *shown)).collect();
            let query = Query { prefix: &prefix, delimiter: &delimiter, after: "", max };
            let (mut all, mut after) = (Vec::new(), String::new());
            loop {
                let (names, truncated) = names(&held, Query { after: &after, ..query });
                prop_assert!(names.len() <= max && (!truncated || names.len() == max));
                all.extend(names);
                if !truncated { break }
                after = all.last().unwrap().clone();
            }
            let mut expected = slowly(&keys, query);
            expected.retain(|entry| !entry.is_empty()); // keys have a byte at least
            all.retain(|entry| !entry.is_empty());
            prop_assert_eq!(all, expected);
        }

        /// T6: any marker, existing or not: what is behind it and not below its prefix.
        #[test]
        fn any_marker(
            keys in prop::collection::btree_map("[ab/]{1,4}", Just(true), 0..20),
            after in "[ab/]{0,4}", delimiter in "(|/)",
        ) {
            let held: OrdMap<Arc<str>, bool> =
                keys.iter().map(|(key, shown)| (Arc::from(key.as_str()), *shown)).collect();
            let query = Query { prefix: "", delimiter: &delimiter, after: &after, max: 1000 };
            let mut expected = slowly(&keys, query);
            expected.retain(|entry| *entry > after && !(entry.ends_with('/') && !delimiter.is_empty() && after.starts_with(entry.as_str())));
            let found = names(&held, query).0;
            prop_assert_eq!(found, expected);
        }
    }
}
