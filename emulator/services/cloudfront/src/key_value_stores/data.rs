//! What is in a key value store. Functions read it (`cf.kvs`), and so does the API of its data; whoever holds a
//! copy has the store as it was then.

use parhelion_wire::Timestamp;
use parhelion_world::Context;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use std::sync::Arc;

/// Appendix A, in bytes.
const KEY_MAX: usize = 512;
const VALUE_MAX: usize = 1024;
pub(crate) const STORE_MAX: u64 = 5 << 20;

/// All pairs of a store, and which version of them it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeyValues {
    pairs: Table<Arc<str>, Arc<str>>,
    /// Of all keys and values, in bytes.
    total_size: u64,
    /// The data's own: the one of the store's settings is another.
    e_tag: Arc<str>,
    created: Timestamp,
    modified: Timestamp,
}

equal_by_identity!(KeyValues);

/// Why pairs are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Key,
    Value,
    Store,
    /// A key that is to be deleted and is not there.
    Absent,
}

impl Refusal {
    /// What AWS says of limits (observed for values; the others \[E\]).
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Key => "Limit exceeded: Maximum size of the key in a key value pair",
            Self::Value => "Limit exceeded: Maximum size of the value in a key value pair",
            Self::Store => "Limit exceeded: Maximum size of the key value store",
            Self::Absent => "The specified key does not exist.",
        }
    }
}

fn new_tag(cx: &mut Context) -> Arc<str> {
    format!("KV{}", cx.upper_id(13)).into()
}

fn size(key: &str, value: &str) -> u64 {
    (key.len() + value.len()) as u64
}

impl KeyValues {
    pub(crate) fn new(cx: &mut Context) -> Self {
        let (created, modified) = (cx.now, cx.now);
        Self { pairs: Table::new(), total_size: 0, e_tag: new_tag(cx), created, modified }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Arc<str>> {
        self.pairs.get(key)
    }

    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    pub(crate) fn total_size(&self) -> u64 {
        self.total_size
    }

    pub(crate) fn e_tag(&self) -> &str {
        &self.e_tag
    }

    pub(crate) fn created(&self) -> Timestamp {
        self.created
    }

    pub(crate) fn modified(&self) -> Timestamp {
        self.modified
    }

    /// In the order of the keys, behind one of them; all are behind the empty one.
    pub(crate) fn after(&self, key: &str) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        let start: Bound<Arc<str>> = Bound::Excluded(key.into());
        self.pairs.range((start, Bound::Unbounded))
    }

    /// The store with some pairs put and some keys deleted: all, or it is refused. It is a new version.
    pub(crate) fn with(
        &self,
        cx: &mut Context,
        puts: impl IntoIterator<Item = (Arc<str>, Arc<str>)>,
        deletes: impl IntoIterator<Item = Arc<str>>,
    ) -> Result<Self, Refusal> {
        let mut next = self.clone();
        for key in deletes {
            let value = next.pairs.remove(&key).ok_or(Refusal::Absent)?;
            next.total_size -= size(&key, &value);
        }
        for (key, value) in puts {
            if key.len() > KEY_MAX {
                return Err(Refusal::Key);
            }
            if value.len() > VALUE_MAX {
                return Err(Refusal::Value);
            }
            next.total_size += size(&key, &value);
            if let Some(was) = next.pairs.insert(key.clone(), value) {
                next.total_size -= size(&key, &was);
            }
        }
        if next.total_size > STORE_MAX {
            return Err(Refusal::Store);
        }
        next.e_tag = new_tag(cx);
        next.modified = cx.now;
        Ok(next)
    }
}
