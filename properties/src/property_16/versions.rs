//! Which versions of an asset a viewer may see, and from when on.

use bytes::Bytes;
use parhelion::Timestamp;
use serde::Serialize;

/// Everything that an asset has been.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    /// In the order in which they were written.
    contents: Vec<Bytes>,
    /// Nobody may see anything older than this one …
    floor: usize,
    /// … and from these times on, nothing older than those.
    pending: Vec<(Timestamp, usize)>,
}

/// What a viewer saw: how new the version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freshness {
    /// The newest version.
    Current,
    /// An older version that may still be seen.
    Older,
    /// An older version that must be gone.
    Stale,
    /// Nothing that was ever published.
    Unknown,
}

impl Versions {
    /// A new version is being written; whether it replaces the others is not known yet.
    pub fn write(&mut self, content: Bytes) -> usize {
        self.contents.push(content);
        self.contents.len() - 1
    }

    /// From `at` on nobody may see anything older than `version`.
    pub fn due(&mut self, version: usize, at: Timestamp) {
        self.pending.push((at, version));
    }

    /// What `content`, asked for at `at`, is.
    pub fn see(&mut self, content: &[u8], at: Timestamp) -> Freshness {
        for (due, version) in &self.pending {
            if *due < at {
                self.floor = self.floor.max(*version);
            }
        }
        self.pending.retain(|(due, _)| *due >= at);
        // The same bytes may have been published twice: the newest one counts.
        match self.contents.iter().rposition(|known| known == content) {
            None => Freshness::Unknown,
            Some(version) if version < self.floor => Freshness::Stale,
            Some(version) if version + 1 == self.contents.len() => Freshness::Current,
            Some(_) => Freshness::Older,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_stale_once_its_successor_is_due() {
        let mut versions = Versions::default();
        versions.write("one".into());
        let two = versions.write("two".into());
        versions.due(two, Timestamp(100));
        assert_eq!(versions.see(b"one", Timestamp(100)), Freshness::Older);
        assert_eq!(versions.see(b"two", Timestamp(100)), Freshness::Current);
        assert_eq!(versions.see(b"one", Timestamp(101)), Freshness::Stale);
        assert_eq!(versions.see(b"three", Timestamp(101)), Freshness::Unknown);
        versions.write("one".into());
        assert_eq!(versions.see(b"one", Timestamp(102)), Freshness::Current);
        assert_eq!(versions.see(b"two", Timestamp(102)), Freshness::Older);
    }
}
