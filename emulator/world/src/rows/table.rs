//! A persistent map that a durable store keeps row by row.

use super::{RowKey, STUB, reading, writing};
use imbl::OrdMap;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// See the module. In saved worlds it is written as the map that it is.
///
/// Two values that are equal are one to a store, and what is in a row that has not changed is not looked
/// at: where comparing them would cost much, types compare by identity.
#[derive(Clone)]
pub struct Table<K, V>(OrdMap<K, V>);

impl<K, V> Table<K, V> {
    /// An empty one.
    pub fn new() -> Self {
        Self(OrdMap::new())
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Deref for Table<K, V> {
    type Target = OrdMap<K, V>;
    fn deref(&self) -> &OrdMap<K, V> {
        &self.0
    }
}

impl<K, V> DerefMut for Table<K, V> {
    fn deref_mut(&mut self) -> &mut OrdMap<K, V> {
        &mut self.0
    }
}

impl<K, V> From<OrdMap<K, V>> for Table<K, V> {
    fn from(map: OrdMap<K, V>) -> Self {
        Self(map)
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<K: Ord + Clone, V: Clone> IntoIterator for Table<K, V> {
    type Item = (K, V);
    type IntoIter = <OrdMap<K, V> as IntoIterator>::IntoIter;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, K: Ord, V> IntoIterator for &'a Table<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = <&'a OrdMap<K, V> as IntoIterator>::IntoIter;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<K: Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K: Ord, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K, V> Serialize for Table<K, V>
where
    K: RowKey + Serialize,
    V: Clone + PartialEq + Serialize + Send + Sync + 'static,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !writing::is_under_way() {
            return self.0.serialize(serializer);
        }
        writing::write_table(&self.0).map_err(S::Error::custom)?;
        serializer.serialize_u8(STUB)
    }
}

impl<'de, K, V> Deserialize<'de> for Table<K, V>
where
    K: RowKey + Deserialize<'de>,
    V: Clone + DeserializeOwned + Send + Sync + 'static,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !reading::is_under_way() {
            return OrdMap::deserialize(deserializer).map(Self);
        }
        deserializer.deserialize_any(InPlace(PhantomData))
    }
}

/// What stands in the place of a table in a row: that it is one; or all of it, from when it was none.
struct InPlace<K, V>(PhantomData<(K, V)>);

impl<'de, K, V> Visitor<'de> for InPlace<K, V>
where
    K: RowKey + Deserialize<'de>,
    V: Clone + DeserializeOwned + Send + Sync + 'static,
{
    type Value = Table<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Table<K, V>, E> {
        reading::read_table().map(Table).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Table<K, V>, A::Error> {
        OrdMap::deserialize(MapAccessDeserializer::new(entries)).map(Table)
    }
}

/// Values that are equal only to themselves: those whose comparison would cost more than writing them, or
/// that have no equality of their own. What is shared between a world and its fork is one value.
#[macro_export]
macro_rules! equal_by_identity {
    ($($value:ty),* $(,)?) => {$(
        impl PartialEq for $value {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self, other)
            }
        }
    )*};
}
pub use equal_by_identity;
