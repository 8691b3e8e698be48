//! What one POP has stored: immutable entries by distribution and key.

use super::freshness::Life;
use super::head::Head;
use super::key::{self, Key};
use super::origin::Validators;
use super::path::Purge;
use super::range::Parts;
use http::StatusCode;
use parhelion_wire::serde_http;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// A stored answer: an object, parts of one, or an error.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    #[serde(with = "serde_http")]
    pub(crate) status: StatusCode,
    /// As viewers get them, but for the response headers policy, which counts when an entry is
    /// served (CF-3.13g), and for the edge's own headers.
    #[serde(rename = "headers")]
    pub(crate) head: Head,
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
        let head = self.head.bytes() + key.len();
        let content = match &self.content {
            Content::Whole(body) => body.len(),
            Content::Parts(parts) => parts.bytes(),
        };
        head as u64 + content
    }

    /// When it is of no use to anybody any more. An expired object lends its validators, and stands in for an
    /// origin that fails, for a while (CF-3.5).
    fn ends(&self) -> Timestamp {
        let Life { since, ttl, stale_while_revalidate, stale_if_error, .. } = &self.life;
        let serves =
            ttl.saturating_add((*stale_while_revalidate).max(*stale_if_error).unwrap_or_default());
        let lends = !self.is_error() && matches!(self.content, Content::Whole(_));
        let kept = if lends { serves.saturating_add(KEPT_EXPIRED) } else { serves };
        *since + kept
    }
}

/// How long an expired object is kept at the most (CF-3.13: objects may be evicted).
const KEPT_EXPIRED: Duration = Duration::from_secs(7 * 86_400);

/// How many entries that are of no use are let go for one that comes: more than come, so that they get fewer.
const LET_GO: usize = 4;

/// How many entries a POP keeps at the most: viewers choose how many URLs there are.
const ENTRIES_MAX: usize = 50_000;

/// How much a POP keeps at the most, in bytes.
const BYTES_MAX: u64 = 2 << 30;

/// The entries of one POP. Persistent: a fork shares them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Cache {
    distributions: Table<Arc<str>, Table<Key, Arc<Entry>>>,
    /// As an earlier version had it: by receipt alone.
    #[serde(default)]
    order: Table<u64, (Arc<str>, Key)>,
    /// Entries by when they are of no use any more, and by receipt: the first ones make room (CF-3.13: objects
    /// may be evicted).
    #[serde(default)]
    ends: Table<(Timestamp, u64), (Arc<str>, Key)>,
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

    pub(crate) fn insert(
        &mut self,
        distribution: &Arc<str>,
        key: Key,
        entry: Arc<Entry>,
        now: Timestamp,
    ) {
        self.renew();
        self.remove(distribution, &key);
        self.bytes += entry.bytes(&key);
        self.ends.insert((entry.ends(), entry.receipt), (distribution.clone(), key.clone()));
        self.distributions.entry(distribution.clone()).or_default().insert(key, entry);
        self.let_go(now);
        self.make_room(ENTRIES_MAX, BYTES_MAX);
    }

    /// What an earlier version saved is put in order anew.
    fn renew(&mut self) {
        if self.order.is_empty() {
            return;
        }
        self.order = Table::default();
        self.ends = Table::default();
        for (distribution, entries) in &self.distributions {
            for (key, entry) in entries {
                let place = (entry.ends(), entry.receipt);
                self.ends.insert(place, (distribution.clone(), key.clone()));
            }
        }
    }

    /// Some of those that are of no use any more go.
    fn let_go(&mut self, now: Timestamp) {
        for _ in 0..LET_GO {
            let Some(((_, _), (distribution, key))) =
                self.ends.get_min().filter(|((end, _), _)| *end < now).cloned()
            else {
                break;
            };
            self.remove(&distribution, &key);
        }
    }

    /// The first ones to end go until there are at most so many entries of at most so many bytes, or one is left.
    fn make_room(&mut self, entries: usize, bytes: u64) {
        while self.ends.len() > 1 && (self.ends.len() > entries || self.bytes > bytes) {
            let Some((_, (distribution, key))) = self.ends.get_min().cloned() else { break };
            self.remove(&distribution, &key);
        }
    }

    pub(crate) fn remove(&mut self, distribution: &str, key: &[u8]) {
        self.renew();
        if let Some(entries) = self.distributions.get_mut(distribution)
            && let Some(gone) = entries.remove(key)
        {
            self.forgotten(key, &gone);
        }
    }

    fn forgotten(&mut self, key: &[u8], gone: &Entry) {
        // What came from a state that did not count is not counted.
        if self.ends.remove(&(gone.ends(), gone.receipt)).is_some() {
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
        self.renew();
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

    fn cache(urls: &[&str]) -> Cache {
        let day = Duration::from_secs(86_400);
        let life = Life::new(day, day, &CacheControl::default(), Timestamp(0));
        let entry = Entry {
            status: StatusCode::OK,
            head: Head::default(),
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
                cache.insert(&"E1".into(), key.into(), entry.into(), Timestamp(0));
            }
        }
        cache
    }

    fn is_counted(cache: &Cache) -> bool {
        let all = || cache.distributions.values().flatten();
        let bytes = all().map(|(key, entry)| entry.bytes(key)).sum();
        (cache.ends.len(), cache.bytes) == (all().count(), bytes)
    }

    #[test]
    fn what_is_of_no_use_any_more_goes_with_the_next_that_come() {
        let mut cache = cache(&["/a", "/b", "/c"]);
        let fresh = cache.get("E1", b"/a\nbr\n").unwrap().clone();
        let arrive = |cache: &mut Cache, receipt, days: u64| {
            let now = Timestamp(0) + Duration::from_secs(days * 86_400);
            let life = Life { since: now, ..fresh.life.clone() };
            let entry = Entry { life, receipt, ..Entry::clone(&fresh) };
            let key = format!("/new/{receipt}\n").into_bytes();
            cache.insert(&"E1".into(), key.into(), entry.into(), now);
            assert!(is_counted(cache));
            cache.len("E1")
        };
        assert_eq!(
            arrive(&mut cache, 10, 7),
            7,
            "expired, but a day's ttl and a week are not over"
        );
        assert_eq!(arrive(&mut cache, 11, 9), 4, "four of six went");
        assert_eq!(arrive(&mut cache, 12, 9), 3);
        assert_eq!(arrive(&mut cache, 13, 9), 4);
    }

    #[test]
    fn what_an_earlier_version_saved_is_counted() {
        let mut cache = cache(&["/a", "/b"]);
        let ends = std::mem::take(&mut cache.ends);
        cache.order = ends.iter().map(|((_, receipt), of)| (*receipt, of.clone())).collect();
        cache.remove("E1", b"/a\nbr\n");
        assert!(is_counted(&cache) && cache.len("E1") == 3 && cache.order.is_empty());
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
