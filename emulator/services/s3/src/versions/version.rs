//! A key and all its versions (S3-6.1 to S3-6.3). Most keys have one.

use crate::objects::object::Object;
use parhelion_wire::{Timestamp, serde_shared};
use parhelion_world::rows::Queue;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A bucket's versioning state (S3-6.1). Never goes back to `Never`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Versioning {
    #[default]
    Never,
    Enabled,
    Suspended,
}

impl Versioning {
    /// `None`: never set, an empty answer (S3-6.1b).
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Never => None,
            Self::Enabled => Some("Enabled"),
            Self::Suspended => Some("Suspended"),
        }
    }

    /// Versions have ids once versioning was ever enabled (S3-3.2).
    pub(crate) fn was_ever_on(self) -> bool {
        self != Self::Never
    }
}

/// `None` is the `null` version.
pub(crate) type VersionId = Option<Arc<str>>;

/// One version of a key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub id: VersionId,
    /// Whole seconds (S3-3.1h).
    pub modified: Timestamp,
    /// The bucket's count of writes when this one happened, which tells it from an equal one
    /// (S3-3.4k).
    pub written: u64,
    pub content: Content,
}

/// What a version is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant)] // markers are rare
pub(crate) enum Content {
    Object(Object),
    DeleteMarker,
}

/// The versions of a key, newest first; at least one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Versions {
    #[serde(deserialize_with = "serde_shared::value")]
    newest: Arc<Version>,
    older: Option<Arc<Queue<Arc<Version>>>>,
}

/// By identity.
impl PartialEq for Versions {
    fn eq(&self, other: &Self) -> bool {
        let older = match (&self.older, &other.older) {
            (Some(older), Some(others)) => Arc::ptr_eq(older, others),
            (older, others) => older.is_none() && others.is_none(),
        };
        older && Arc::ptr_eq(&self.newest, &other.newest)
    }
}

impl Version {
    pub(crate) fn object(&self) -> Option<&Object> {
        match &self.content {
            Content::Object(object) => Some(object),
            Content::DeleteMarker => None,
        }
    }

    pub(crate) fn is(&self, id: &str) -> bool {
        self.shown_id() == id
    }

    pub(crate) fn shown_id(&self) -> &str {
        self.id.as_deref().unwrap_or("null")
    }
}

impl Versions {
    pub(crate) fn new(version: Version) -> Self {
        Self { newest: Arc::new(version), older: None }
    }

    pub(crate) fn newest(&self) -> &Arc<Version> {
        &self.newest
    }

    /// The newest version if it is an object: what reads without a version id see (S3-6.2).
    pub(crate) fn current(&self) -> Option<&Arc<Version>> {
        self.newest.object().is_some().then_some(&self.newest)
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Arc<Version>> {
        self.iter().find(|version| version.is(id))
    }

    /// Newest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Version>> {
        std::iter::once(&self.newest).chain(self.older.iter().flat_map(|older| older.iter()))
    }

    /// Makes a version the newest. A `null` version replaces the `null` version (S3-6.1).
    pub(crate) fn push(&mut self, version: Version) {
        if self.older.is_none() && version.id.is_none() && self.newest.id.is_none() {
            self.newest = Arc::new(version);
            return;
        }
        let mut older = self.older.take().map(Arc::unwrap_or_clone).unwrap_or_default();
        older.push_front(self.newest.clone());
        if version.id.is_none() {
            older.retain(|held| held.id.is_some());
        }
        self.newest = Arc::new(version);
        self.older = (!older.is_empty()).then(|| Arc::new(older));
    }

    /// Adds a version behind those that are newer than `since`: how an upload that was begun before
    /// them takes its place (S3-4.6). A `null` version that lost to a later `null` version is gone.
    pub(crate) fn push_behind(&mut self, version: Version, since: Timestamp) {
        let newer = self.iter().take_while(|held| held.modified > since).count();
        let lost = version.id.is_none() && self.iter().take(newer).any(|held| held.id.is_none());
        if newer == 0 {
            self.push(version);
        } else if !lost {
            let mut all: Queue<Arc<Version>> = self.iter().cloned().collect();
            let replaced = version.id.is_none();
            all.insert(newer, Arc::new(version));
            let mut at = 0;
            all.retain(|held| {
                at += 1;
                !(replaced && held.id.is_none() && at != newer + 1)
            });
            if let Some(newest) = all.pop_front() {
                *self = Self { newest, older: (!all.is_empty()).then(|| Arc::new(all)) };
            }
        }
    }

    /// How many versions there are.
    pub(crate) fn count(&self) -> usize {
        1 + self.older.as_ref().map_or(0, |older| older.len())
    }

    /// Replaces a version by its changed self (tags, ACL).
    pub(crate) fn replace(&mut self, version: Version) {
        let same = |held: &Arc<Version>| held.id == version.id;
        if same(&self.newest) {
            self.newest = Arc::new(version);
        } else if let Some(older) = &mut self.older {
            let older = Arc::make_mut(older);
            if let Some(at) = older.iter().position(same) {
                older.set(at, Arc::new(version));
            }
        }
    }

    /// Without one version; `None` if that was the last.
    pub(crate) fn without(&self, id: &str) -> Option<Self> {
        let mut rest: Queue<Arc<Version>> = self.iter().filter(|v| !v.is(id)).cloned().collect();
        let newest = rest.pop_front()?;
        Some(Self { newest, older: (!rest.is_empty()).then(|| Arc::new(rest)) })
    }
}
