//! The items of a queue by the numbers of their rows.

use imbl::Vector;
use parhelion_wire::Timestamp;
use std::ops::Range;
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
