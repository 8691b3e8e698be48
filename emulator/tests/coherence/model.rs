//! What CF-3, CF-8 and CF-14 let a viewer see, said apart from the edge: as a set, from what was written, what was
//! invalidated and when the origin failed. It knows no cache.
//!
//! A viewer may see a version if the origin had it at some moment that is
//!
//! - not longer ago than the version may be kept: its lifetime and `stale-while-revalidate`, or, where the origin
//!   fails or failed a moment ago, for as long as MaxTTL (CF-3.1, CF-3.4, CF-3.5);
//! - not before the latest invalidation of its path that is Completed (CF-8.1).

use parhelion::Timestamp;
use std::time::Duration;

/// MaxTTL of CachingOptimized.
const MAX: Duration = Duration::from_secs(31_536_000);

/// ErrorCachingMinTTL where nobody says otherwise (CF-3.6): so long an error is kept, and an origin that failed is
/// left alone.
const ERRORS: Duration = Duration::from_secs(10);

/// What has happened so far.
#[derive(Debug, Default)]
pub(super) struct History {
    /// By path: when each version came to be, from version 0 on.
    writes: Vec<Vec<Timestamp>>,
    invalidations: Vec<Invalidation>,
    /// From when until when the origin failed; the last one may go on.
    failures: Vec<(Timestamp, Option<Timestamp>)>,
    /// How long an answer may be served without asking.
    pub(super) kept: Duration,
}

#[derive(Debug)]
struct Invalidation {
    path: String,
    begun: Timestamp,
    completed: bool,
}

/// What a viewer saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Version(usize),
    Error,
}

impl History {
    pub(super) fn new(paths: usize, kept: Duration, now: Timestamp) -> Self {
        Self { writes: vec![vec![now]; paths], kept, ..Self::default() }
    }

    pub(super) fn write(&mut self, path: usize, now: Timestamp) -> usize {
        self.writes[path].push(now);
        self.writes[path].len() - 1
    }

    /// Answers which one it is.
    pub(super) fn invalidate(&mut self, path: &str, now: Timestamp) -> usize {
        let path = path.to_owned();
        self.invalidations.push(Invalidation { path, begun: now, completed: false });
        self.invalidations.len() - 1
    }

    pub(super) fn complete(&mut self, which: usize) {
        self.invalidations[which].completed = true;
    }

    pub(super) fn set_failing(&mut self, failing: bool, now: Timestamp) {
        match self.failures.last_mut() {
            Some((_, end @ None)) if !failing => *end = Some(now),
            Some((_, None)) => {}
            _ if failing => self.failures.push((now, None)),
            _ => {}
        }
    }

    /// When the latest invalidation of a path began, also of those that are on their way.
    pub(super) fn last_invalidation(&self, name: &str) -> Option<Timestamp> {
        self.concerning(name).map(|it| it.begun).max()
    }

    fn concerning<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Invalidation> {
        self.invalidations.iter().filter(move |it| match it.path.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => it.path == name,
        })
    }

    fn failed_lately(&self, from: Timestamp, until: Timestamp) -> bool {
        let from = from - ERRORS;
        self.failures
            .iter()
            .any(|(start, end)| *start <= until && end.is_none_or(|end| end >= from))
    }

    /// Whether a viewer whose request was on its way from `from` until `until` may have seen this.
    pub(super) fn permits(
        &self,
        (path, name): (usize, &str),
        seen: Seen,
        (from, until): (Timestamp, Timestamp),
    ) -> bool {
        let failed = self.failed_lately(from, until);
        let Seen::Version(version) = seen else { return failed };
        let Some(born) = self.writes[path].get(version) else { return false };
        let replaced = self.writes[path].get(version + 1).copied().unwrap_or(until);
        let oldest = from - if failed { MAX } else { self.kept };
        let completed = self.concerning(name).filter(|it| it.completed).map(|it| it.begun);
        let oldest = completed.fold(oldest, Timestamp::max);
        *born <= until && replaced >= oldest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_secs(1_000_000_000 + seconds)
    }

    fn permits(history: &History, version: usize, second: i64) -> bool {
        history.permits((0, "/a"), Seen::Version(version), (at(second), at(second)))
    }

    /// The comparison can fail: each of these would be a fault of the edge.
    #[test]
    fn what_no_rule_lets_through_is_not_permitted() {
        let mut history = History::new(1, Duration::from_secs(60), at(0));
        assert!(!permits(&history, 1, 0), "from the future");
        history.write(0, at(100));
        assert!(permits(&history, 0, 159) && !permits(&history, 0, 161), "too old");
        assert!(permits(&history, 1, 100));
        let purge = history.invalidate("/*", at(120));
        assert!(permits(&history, 0, 130), "on its way");
        history.complete(purge);
        assert!(!permits(&history, 0, 130), "purged");
        let other = history.invalidate("/b", at(130));
        history.complete(other);
        history.write(0, at(140));
        assert!(permits(&history, 1, 150), "another path");
        let error = |history: &History, s| history.permits((0, "/a"), Seen::Error, (at(s), at(s)));
        assert!(!error(&history, 150));
        history.set_failing(true, at(200));
        history.set_failing(false, at(300));
        assert!(error(&history, 250) && error(&history, 309) && !error(&history, 311));
        assert!(permits(&history, 1, 305) && !permits(&history, 1, 311), "instead of an error");
        assert!(!permits(&history, 0, 250), "never across a purge");
    }
}
