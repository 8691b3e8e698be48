//! A run in several parts: of the same cases, each is run in exactly one of them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How many parts a run may have.
const PARTS_MAX: usize = 10_000;

/// One part of a run: `2/5` is the second of five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Which part, from 1.
    pub index: usize,
    /// Of how many.
    pub count: usize,
}

impl Shard {
    /// The `index`th of `count` parts.
    ///
    /// # Errors
    /// There is no such part, in a sentence.
    pub fn new(index: usize, count: usize) -> Result<Self, String> {
        if (1..=PARTS_MAX).contains(&count) && (1..=count).contains(&index) {
            Ok(Self { index, count })
        } else {
            Err(format!(
                "{index}/{count} is no part of a run: parts are 1/N to N/N, with N from 1 to {PARTS_MAX}"
            ))
        }
    }

    /// Whether the case of a number, from 0, is run in this part.
    pub fn has(&self, number: usize) -> bool {
        number % self.count == self.index - 1
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        let parts = parts.and_then(|(index, count)| {
            Some((index.trim().parse().ok()?, count.trim().parse().ok()?))
        });
        let (index, count) = parts.ok_or_else(|| {
            format!("{text:?} is no part of a run: write 2/5 for the second of five")
        })?;
        Self::new(index, count)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_disjoint_and_have_all_cases() {
        for count in 1..7 {
            let shards: Vec<_> =
                (1..=count).map(|index| Shard::new(index, count).unwrap()).collect();
            for number in 0..100 {
                assert_eq!(shards.iter().filter(|shard| shard.has(number)).count(), 1);
            }
        }
    }

    #[test]
    fn what_is_no_part_is_refused() {
        assert_eq!("2/5".parse(), Ok(Shard { index: 2, count: 5 }));
        for text in ["0/5", "6/5", "1/0", "2", "a/b", "-1/3", "1/10001", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
