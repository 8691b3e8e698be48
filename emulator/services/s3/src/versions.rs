//! A key and all its versions (S3-6.1 to S3-6.3). Most keys have one.

use crate::object::Object;
use imbl::Vector;
use parhelion_wire::Timestamp;
use std::sync::Arc;

/// A bucket's versioning state (S3-6.1). Never goes back to `Never`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versioning {
    #[default]
    Never,
    Enabled,
    Suspended,
}

/// `None` is the `null` version.
pub type VersionId = Option<Arc<str>>;

/// One version of a key.
#[derive(Clone, Debug)]
pub struct Version {
    pub id: VersionId,
    /// Whole seconds (S3-3.1h).
    pub modified: Timestamp,
    pub held: Held,
}

#[derive(Clone, Debug)]
pub enum Held {
    Object(Object),
    DeleteMarker,
}

/// The versions of a key, newest first; at least one.
#[derive(Clone, Debug)]
pub struct Versions {
    newest: Arc<Version>,
    older: Option<Arc<Vector<Arc<Version>>>>,
}

impl Version {
    pub fn object(&self) -> Option<&Object> {
        match &self.held {
            Held::Object(object) => Some(object),
            Held::DeleteMarker => None,
        }
    }

    pub fn is(&self, id: &str) -> bool {
        self.id.as_deref().unwrap_or("null") == id
    }
}

impl Versions {
    pub fn new(version: Version) -> Self {
        Self { newest: Arc::new(version), older: None }
    }

    pub fn newest(&self) -> &Arc<Version> {
        &self.newest
    }

    /// The newest version if it is an object: what reads without a version id see (S3-6.2).
    pub fn current(&self) -> Option<&Arc<Version>> {
        self.newest.object().is_some().then_some(&self.newest)
    }

    pub fn find(&self, id: &str) -> Option<&Arc<Version>> {
        self.iter().find(|version| version.is(id))
    }

    /// Newest first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Version>> {
        std::iter::once(&self.newest).chain(self.older.iter().flat_map(|older| older.iter()))
    }

    /// Makes a version the newest. A `null` version replaces the `null` version (S3-6.1).
    pub fn push(&mut self, version: Version) {
        let mut older = self.older.take().map(Arc::unwrap_or_clone).unwrap_or_default();
        older.push_front(self.newest.clone());
        if version.id.is_none() {
            older.retain(|held| held.id.is_some());
        }
        self.newest = Arc::new(version);
        self.older = (!older.is_empty()).then(|| Arc::new(older));
    }

    /// Replaces a version by its changed self (tags, ACL).
    pub fn replace(&mut self, version: Version) {
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
    pub fn without(&self, id: &str) -> Option<Self> {
        let mut rest: Vector<Arc<Version>> = self.iter().filter(|v| !v.is(id)).cloned().collect();
        let newest = rest.pop_front()?;
        Some(Self { newest, older: (!rest.is_empty()).then(|| Arc::new(rest)) })
    }
}
