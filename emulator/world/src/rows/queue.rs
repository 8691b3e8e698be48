//! A persistent vector that a durable store keeps item by item.

use super::numbered::Same;
use super::{STUB, reading, writing};
use imbl::Vector;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{DeserializeOwned, Error, SeqAccess, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// As [`Table`](super::Table), of a vector: most changes are at its ends. In saved worlds it is written as
/// the vector that it is.
#[derive(Clone)]
pub struct Queue<T>(Vector<T>);

/// By identity, as what is in a row that is compared.
impl<T: Clone> PartialEq for Queue<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ptr_eq(&other.0)
    }
}

impl<T> Queue<T> {
    /// An empty one.
    pub fn new() -> Self {
        Self(Vector::new())
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for Queue<T> {
    type Target = Vector<T>;
    fn deref(&self) -> &Vector<T> {
        &self.0
    }
}

impl<T> DerefMut for Queue<T> {
    fn deref_mut(&mut self) -> &mut Vector<T> {
        &mut self.0
    }
}

impl<T> From<Vector<T>> for Queue<T> {
    fn from(items: Vector<T>) -> Self {
        Self(items)
    }
}

impl<T: Clone> FromIterator<T> for Queue<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T: Clone> IntoIterator for Queue<T> {
    type Item = T;
    type IntoIter = <Vector<T> as IntoIterator>::IntoIter;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Queue<T> {
    type Item = &'a T;
    type IntoIter = <&'a Vector<T> as IntoIterator>::IntoIter;
    fn into_iter(self) -> Self::IntoIter {
        (&self.0).into_iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Queue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.0).finish()
    }
}

impl<T> Serialize for Queue<T>
where
    T: Clone + Same + Serialize + Send + Sync + 'static,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !writing::is_under_way() {
            return self.0.serialize(serializer);
        }
        writing::write_queue(&self.0).map_err(S::Error::custom)?;
        serializer.serialize_u8(STUB)
    }
}

impl<'de, T> Deserialize<'de> for Queue<T>
where
    T: Clone + DeserializeOwned + Send + Sync + 'static,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !reading::is_under_way() {
            return Vector::deserialize(deserializer).map(Self);
        }
        deserializer.deserialize_any(InPlace(PhantomData))
    }
}

/// As a table's.
struct InPlace<T>(PhantomData<T>);

impl<'de, T> Visitor<'de> for InPlace<T>
where
    T: Clone + DeserializeOwned + Send + Sync + 'static,
{
    type Value = Queue<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a queue")
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Queue<T>, E> {
        reading::read_queue().map(Queue).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Queue<T>, A::Error> {
        Vector::deserialize(SeqAccessDeserializer::new(items)).map(Queue)
    }
}
