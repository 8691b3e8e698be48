//! A persistent vector that a durable store keeps item by item.

use super::{STUB, reading, writing};
use imbl::Vector;
use parhelion_wire::Timestamp;
use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{Deref, DerefMut, Range};
use std::sync::Arc;

/// Whether an item is the one that it was, at the cost of looking at it.
pub trait Same {
    /// False where nobody knows.
    fn same(&self, other: &Self) -> bool;
}

impl<T: ?Sized> Same for Arc<T> {
    fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(self, other)
    }
}

impl<T: Same> Same for (Timestamp, T) {
    fn same(&self, other: &Self) -> bool {
        self.0 == other.0 && self.1.same(&other.1)
    }
}

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
        u8::deserialize(deserializer)?;
        reading::read_queue().map(Self).map_err(D::Error::custom)
    }
}

/// Items, and the numbers of their rows.
pub(super) struct Numbered<T> {
    pub items: Vector<T>,
    pub numbers: Vector<u64>,
}

/// The number of a queue's first item: there is room on both sides.
const FIRST: u64 = 1 << 62;

/// How far numbers of neighbours are apart, so that others find room between them.
const APART: u64 = 1 << 16;

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { items: Vector::new(), numbers: Vector::new() }
    }
}

impl<T: Clone + Same> Numbered<T> {
    /// The numbers of the items that follow, which of them are to be written, and the numbers that are
    /// gone. What both begin and end with keeps its numbers.
    pub(super) fn followed_by(&self, items: &Vector<T>) -> (Vector<u64>, Range<usize>, Vec<u64>) {
        let shorter = self.items.len().min(items.len());
        let pairs = self.items.iter().zip(items);
        let before = pairs.take_while(|(old, new)| old.same(new)).count();
        let pairs = self.items.iter().rev().zip(items.iter().rev());
        let behind = pairs.take(shorter - before).take_while(|(old, new)| old.same(new)).count();
        let mut numbers = self.numbers.clone();
        let kept = numbers.split_off(numbers.len().saturating_sub(behind));
        let old = numbers.split_off(before.min(numbers.len()));
        let count = items.len() - behind - before;
        let Some(made) = between(numbers.last().copied(), kept.front().copied(), count) else {
            // No room: all are numbered anew.
            let fresh = between(None, None, items.len()).unwrap_or_default();
            let gone = self.numbers.iter().copied().collect();
            return (fresh.into_iter().collect(), 0..items.len(), gone);
        };
        let changed = before..before + made.len();
        let gone = old.into_iter().filter(|number| !made.contains(number)).collect();
        numbers.extend(made);
        numbers.append(kept);
        (numbers, changed, gone)
    }
}

/// So many numbers between two, in order; `None`: there is no room.
fn between(low: Option<u64>, high: Option<u64>, count: usize) -> Option<Vec<u64>> {
    let count = count as u64;
    let (first, step) = match (low, high) {
        (None, None) => (FIRST, APART),
        (Some(low), None) => (low.checked_add(APART)?, APART),
        (None, Some(high)) => (high.checked_sub(APART.checked_mul(count)?)?, APART),
        (Some(low), Some(high)) => {
            let step = (high - low) / (count + 1);
            (low + step, step)
        }
    };
    if step == 0 && count > 0 {
        return None;
    }
    (0..count).map(|nth| first.checked_add(step.checked_mul(nth)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_order_and_between() {
        assert_eq!(between(None, None, 2), Some(vec![FIRST, FIRST + APART]));
        assert_eq!(between(Some(5), Some(9), 3), Some(vec![6, 7, 8]));
        assert_eq!(between(Some(5), Some(9), 4), None);
        assert_eq!(between(Some(5), Some(6), 0), Some(vec![]));
        assert_eq!(between(None, Some(APART), 2), None);
        assert_eq!(between(Some(u64::MAX), None, 1), None);
        assert_eq!(between(None, Some(3 * APART), 2), Some(vec![APART, 2 * APART]));
    }
}
