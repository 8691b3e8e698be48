//! What one POP has stored: immutable entries by distribution and key.

use super::freshness::Life;
use super::key::{self, Key};
use super::origin::Validators;
use super::path::Purge;
use super::range::Parts;
use http::{HeaderMap, StatusCode};
use parhelion_wire::Body;
use parhelion_wire::serde_http;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A stored answer: an object, parts of one, or an error.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    #[serde(with = "serde_http")]
    pub(crate) status: StatusCode,
    /// As viewers get them, but for the response headers policy, which counts when an entry is
    /// served (CF-3.13g), and for the edge's own headers.
    #[serde(with = "serde_http")]
    pub(crate) headers: HeaderMap,
    pub(crate) content: Content,
    /// What the origin called it: compression weakens the tag that viewers see (CF-5.3).
    pub(crate) validators: Validators,
    pub(crate) life: Life,
    /// Asked for again without validators when it expires (`Vary: *`, CF-3.7).
    pub(crate) unconditional: bool,
    /// When it came, in the POP's count: an older one never takes the place of a newer one.
    #[serde(default)]
    pub(crate) receipt: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Content {
    Whole(Body),
    Parts(Parts),
}

impl Entry {
    pub(crate) fn is_error(&self) -> bool {
        self.status.as_u16() >= 400
    }

    /// How much room it takes under its key.
    fn bytes(&self, key: &[u8]) -> u64 {
        let headers = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len());
        let head = headers.sum::<usize>() + key.len();
        let content = match &self.content {
            Content::Whole(body) => body.len(),
            Content::Parts(parts) => parts.bytes(),
        };
        head as u64 + content
    }
}

/// How many entries a POP keeps at the most: viewers choose how many URLs there are.
const ENTRIES_MAX: usize = 50_000;

/// How much a POP keeps at the most, in bytes.
const BYTES_MAX: u64 = 2 << 30;

/// The entries of one POP. Persistent: a fork shares them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Cache {
    distributions: Table<Arc<str>, Table<Key, Arc<Entry>>>,
    /// Which entry came when, by its receipt: the oldest make room (CF-3.13: objects may be evicted).
    #[serde(default)]
    order: Table<u64, (Arc<str>, Key)>,
    #[serde(default)]
    bytes: u64,
}

equal_by_identity!(Entry);

impl Cache {
    pub(crate) fn get(&self, distribution: &str, key: &[u8]) -> Option<&Arc<Entry>> {
        self.distributions.get(distribution)?.get(key)
    }

    /// The entries of a distribution whose keys begin so, in their order.
    pub(crate) fn of<'a>(
        &'a self,
        distribution: &str,
        prefix: &'a [u8],
    ) -> impl Iterator<Item = (&'a Key, &'a Arc<Entry>)> {
        let entries = self.distributions.get(distribution).into_iter();
        let from = (std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded);
        let entries = entries.flat_map(move |entries| entries.range::<_, [u8]>(from));
        entries.take_while(move |(key, _)| key.starts_with(prefix))
    }

    pub(crate) fn insert(&mut self, distribution: &Arc<str>, key: Key, entry: Arc<Entry>) {
        self.remove(distribution, &key);
        self.bytes += entry.bytes(&key);
        self.order.insert(entry.receipt, (distribution.clone(), key.clone()));
        self.distributions.entry(distribution.clone()).or_default().insert(key, entry);
        self.make_room(ENTRIES_MAX, BYTES_MAX);
    }

    /// The oldest go until there are at most so many entries of at most so many bytes, or one is left.
    fn make_room(&mut self, entries: usize, bytes: u64) {
        while self.order.len() > 1 && (self.order.len() > entries || self.bytes > bytes) {
            let Some((_, (distribution, key))) = self.order.get_min().cloned() else { break };
            self.remove(&distribution, &key);
        }
    }

    pub(crate) fn remove(&mut self, distribution: &str, key: &[u8]) {
        if let Some(entries) = self.distributions.get_mut(distribution)
            && let Some(gone) = entries.remove(key)
        {
            self.forgotten(key, &gone);
        }
    }

    fn forgotten(&mut self, key: &[u8], gone: &Entry) {
        // What came from a state that did not count is not counted.
        if self.order.remove(&gone.receipt).is_some() {
            self.bytes = self.bytes.saturating_sub(gone.bytes(key));
        }
    }

    /// Drops every variant of every matching path, errors too (CF-8.1e, k).
    pub(crate) fn purge(&mut self, distribution: &str, purge: &Purge) {
        let Some(entries) = self.distributions.get(distribution) else { return };
        let Some(prefix) = purge.prefix() else { return };
        if prefix == b"/" && matches!(purge, Purge::Prefix(_)) {
            self.forget(distribution);
            return;
        }
        let gone: Vec<Key> = entries
            .range::<_, [u8]>((std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded))
            .map(|(key, _)| key)
            .take_while(|key| key.starts_with(prefix))
            .filter(|key| purge.matches(key::url(key)))
            .cloned()
            .collect();
        gone.iter().for_each(|key| self.remove(distribution, key));
    }

    pub(crate) fn forget(&mut self, distribution: &str) {
        let gone = self.distributions.remove(distribution).unwrap_or_default();
        gone.iter().for_each(|(key, entry)| self.forgotten(key, entry));
    }

    /// How many entries a distribution has here.
    #[cfg(test)]
    pub(crate) fn len(&self, distribution: &str) -> usize {
        self.distributions.get(distribution).map_or(0, |entries| entries.len())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::edge::cache_control::CacheControl;
    use parhelion_wire::Timestamp;
    use std::time::Duration;

    fn cache(urls: &[&str]) -> Cache {
        let day = Duration::from_secs(86_400);
        let life = Life::new(day, day, &CacheControl::default(), Timestamp(0));
        let entry = Entry {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            content: Content::Whole(Body::empty()),
            validators: Validators::default(),
            life,
            unconditional: false,
            receipt: 0,
        };
        let mut cache = Cache::default();
        for (receipt, url) in (0..).zip(urls) {
            for (variant, receipt) in [("br\n", 2 * receipt), ("gzip\n", 2 * receipt + 1)] {
                let key = format!("{url}\n{variant}").into_bytes();
                let entry = Entry { receipt, ..entry.clone() };
                cache.insert(&"E1".into(), key.into(), entry.into());
            }
        }
        cache
    }

    fn is_counted(cache: &Cache) -> bool {
        let all = || cache.distributions.values().flatten();
        let bytes = all().map(|(key, entry)| entry.bytes(key)).sum();
        (cache.order.len(), cache.bytes) == (all().count(), bytes)
    }

    #[test]
    fn the_oldest_make_room() {
        let mut cache = cache(&["/a", "/b", "/c"]);
        cache.make_room(5, u64::MAX);
        assert!(cache.get("E1", b"/a\nbr\n").is_none() && cache.get("E1", b"/a\ngzip\n").is_some());
        assert!(is_counted(&cache) && cache.len("E1") == 5);
        cache.make_room(5, b"/b\ngzip\n/c\nbr\n/c\ngzip\n".len() as u64);
        assert!(is_counted(&cache) && cache.len("E1") == 3);
        cache.make_room(5, 0);
        assert!(is_counted(&cache) && cache.len("E1") == 1, "the newest is kept in any case");
    }

    #[test]
    fn a_purge_takes_all_variants_and_nothing_else_cf_8_1() {
        let urls = ["/a", "/a/b", "/a?x=1", "/ab", "/b"];
        for (path, left) in
            [("/a", 8), ("/a*", 2), ("/a/*", 8), ("/a?x=1", 8), ("/*", 0), ("/~", 10)]
        {
            let mut purged = cache(&urls);
            let fork = purged.clone();
            purged.purge("E1", &Purge::new(path));
            assert!(purged.len("E1") == left && is_counted(&purged), "{path}");
            assert_eq!(fork.len("E1"), 10, "a fork keeps its entries");
        }
        let mut other = cache(&urls);
        other.purge("E2", &Purge::new("/*"));
        assert_eq!(other.len("E1"), 10);
    }
}
