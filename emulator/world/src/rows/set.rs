//! A persistent set that a durable store keeps member by member.

use super::{RowKey, STUB, reading, writing};
use imbl::OrdSet;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// As [`Table`](super::Table), of a set. In saved worlds it is written as the set that it is.
#[derive(Clone)]
pub struct Set<K>(OrdSet<K>);

impl<K> Default for Set<K> {
    fn default() -> Self {
        Self(OrdSet::new())
    }
}

impl<K> Deref for Set<K> {
    type Target = OrdSet<K>;
    fn deref(&self) -> &OrdSet<K> {
        &self.0
    }
}

impl<K> DerefMut for Set<K> {
    fn deref_mut(&mut self) -> &mut OrdSet<K> {
        &mut self.0
    }
}

impl<K> From<OrdSet<K>> for Set<K> {
    fn from(members: OrdSet<K>) -> Self {
        Self(members)
    }
}

impl<K: Ord + fmt::Debug> fmt::Debug for Set<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K: RowKey + Serialize> Serialize for Set<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !writing::is_under_way() {
            return self.0.serialize(serializer);
        }
        writing::write_set(&self.0).map_err(S::Error::custom)?;
        serializer.serialize_u8(STUB)
    }
}

impl<'de, K: RowKey + Deserialize<'de>> Deserialize<'de> for Set<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !reading::is_under_way() {
            return OrdSet::deserialize(deserializer).map(Self);
        }
        deserializer.deserialize_any(InPlace(PhantomData))
    }
}

/// As a table's.
struct InPlace<K>(PhantomData<K>);

impl<'de, K: RowKey + Deserialize<'de>> Visitor<'de> for InPlace<K> {
    type Value = Set<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a set")
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Set<K>, E> {
        reading::read_set().map(Set).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, members: A) -> Result<Set<K>, A::Error> {
        OrdSet::deserialize(SeqAccessDeserializer::new(members)).map(Set)
    }
}
