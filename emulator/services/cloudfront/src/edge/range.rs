//! Byte ranges: what a viewer asks for, and which parts of an object are cached (CF-3.11).

use parhelion_wire::Body;
use serde::{Deserialize, Serialize};

/// Bytes `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) first: u64,
    pub(crate) last: u64,
}

impl Range {
    #[allow(clippy::len_without_is_empty)] // a range has a byte at least
    pub(crate) fn len(self) -> u64 {
        self.last - self.first + 1
    }

    /// `bytes 0-9/100`.
    pub(crate) fn content_range(self, total: u64) -> String {
        format!("bytes {}-{}/{total}", self.first, self.last)
    }
}

/// A `range-spec` of a `Range` header (RFC 9110, 14.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RangeSpec {
    From(u64),
    FromTo(u64, u64),
    Suffix(u64),
}

impl RangeSpec {
    /// The bytes meant in an object of `total` bytes; none if it has none of them.
    pub(crate) fn within(self, total: u64) -> Option<Range> {
        let (first, last) = match self {
            RangeSpec::From(first) => (first, total.checked_sub(1)?),
            RangeSpec::FromTo(first, last) => (first, last.min(total.checked_sub(1)?)),
            RangeSpec::Suffix(0) => return None,
            RangeSpec::Suffix(n) => (total.saturating_sub(n), total.checked_sub(1)?),
        };
        (first <= last).then_some(Range { first, last })
    }
}

/// What a `Range` header asks for. Anything but `bytes` or malformed counts as absent.
pub(crate) fn parse(header: &str) -> Option<Vec<RangeSpec>> {
    let specs = header.trim().strip_prefix("bytes=")?;
    specs.split(',').map(|spec| one(spec.trim())).collect()
}

fn one(spec: &str) -> Option<RangeSpec> {
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match spec.split_once('-')? {
        ("", last) => Some(RangeSpec::Suffix(number(last)?)),
        (first, "") => Some(RangeSpec::From(number(first)?)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some(RangeSpec::FromTo(first, last))
        }
    }
}

/// What a `Range` header comes to on an object of a certain length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// 200 with everything.
    Whole,
    /// 206: one range, or several ascending ones that do not overlap.
    Partial(Vec<Range>),
    /// 416.
    Unsatisfiable,
}

/// Several ranges must be ascending and disjoint, otherwise the whole object is sent (CF-3.11e);
/// a single range without bytes is 416 (f).
pub(crate) fn resolve(specs: &[RangeSpec], total: u64) -> Resolved {
    if let [one] = specs {
        return one
            .within(total)
            .map_or(Resolved::Unsatisfiable, |range| Resolved::Partial(vec![range]));
    }
    let ranges: Option<Vec<Range>> = specs.iter().map(|one| one.within(total)).collect();
    match ranges {
        Some(ranges) if !ranges.is_empty() && ranges.is_sorted_by(|a, b| a.last < b.first) => {
            Resolved::Partial(ranges)
        }
        _ => Resolved::Whole,
    }
}

/// `Content-Range: bytes 0-9/100` of an origin's 206: the range, and the object's length if told.
pub(crate) fn parse_content_range(header: &str) -> Option<(Range, Option<u64>)> {
    let (range, total) = header.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.trim().split_once('-')?;
    let range = Range { first: first.parse().ok()?, last: last.parse().ok()? };
    let total = match total.trim() {
        "*" => None,
        total => Some(total.parse().ok()?),
    };
    let sound = range.first <= range.last && total.is_none_or(|total| range.last < total);
    sound.then_some((range, total))
}

/// The parts of an object that are cached: disjoint, not adjacent, ascending.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parts {
    pub(crate) total: u64,
    parts: Vec<(u64, Body)>,
}

impl Parts {
    pub(crate) fn new(total: u64) -> Self {
        Self { total, parts: Vec::new() }
    }

    /// How many are here.
    pub(crate) fn bytes(&self) -> u64 {
        self.parts.iter().map(|(_, part)| part.len()).sum()
    }

    /// Adds bytes from `start` on; those that were there already stay.
    pub(crate) fn insert(&mut self, start: u64, body: &Body) {
        let end = start.saturating_add(body.len()).min(self.total);
        let mut at = start;
        let mut merged = (start, Body::empty());
        let mut parts = Vec::with_capacity(self.parts.len() + 1);
        let mut after = Vec::new();
        for (from, old) in self.parts.drain(..) {
            let to = from + old.len();
            if to < start {
                parts.push((from, old));
            } else if from > end {
                after.push((from, old));
            } else {
                if from < at && merged.1.is_empty() {
                    merged.0 = from;
                } else if from > at {
                    merged.1.append(&body.slice(at - start, from - at));
                }
                merged.1.append(&old);
                at = at.max(to);
            }
        }
        if at < end {
            merged.1.append(&body.slice(at - start, end - at));
        }
        if !merged.1.is_empty() {
            parts.push(merged);
        }
        parts.append(&mut after);
        self.parts = parts;
    }

    /// The bytes of a range, if all are here.
    pub(crate) fn get(&self, range: Range) -> Option<Body> {
        let holds = |(from, body): &&(u64, Body)| {
            *from <= range.first && range.last < from.saturating_add(body.len())
        };
        let (from, body) = self.parts.iter().find(holds)?;
        Some(body.slice(range.first - from, range.len()))
    }

    /// The object, once every byte has come.
    #[cfg(test)]
    pub(crate) fn whole(&self) -> Option<Body> {
        match self.parts.as_slice() {
            [(0, body)] if body.len() == self.total => Some(body.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    fn resolved(header: &str, total: u64) -> Resolved {
        resolve(&parse(header).unwrap(), total)
    }

    fn partial(ranges: &[(u64, u64)]) -> Resolved {
        Resolved::Partial(ranges.iter().map(|&(first, last)| Range { first, last }).collect())
    }

    #[test]
    fn what_a_header_asks_cf_3_11() {
        assert_eq!(resolved("bytes=0-9", 100), partial(&[(0, 9)]));
        assert_eq!(resolved("bytes=90-999", 100), partial(&[(90, 99)]));
        assert_eq!(resolved("bytes=-5", 100), partial(&[(95, 99)]));
        assert_eq!(resolved("bytes=-500", 100), partial(&[(0, 99)]));
        assert_eq!(resolved("bytes=50-", 100), partial(&[(50, 99)]));
        assert_eq!(resolved("bytes=100-", 100), Resolved::Unsatisfiable, "f");
        assert_eq!(resolved("bytes=0-1, 5-6", 100), partial(&[(0, 1), (5, 6)]));
        assert_eq!(resolved("bytes=5-6,0-1", 100), Resolved::Whole, "e");
        assert_eq!(resolved("bytes=0-5,5-6", 100), Resolved::Whole, "e");
        for bad in ["items=0-1", "bytes=", "bytes=5-1", "bytes=a-b", "bytes=--1", "bytes=1"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn content_ranges() {
        let range = Range { first: 0, last: 9 };
        assert_eq!(parse_content_range("bytes 0-9/100"), Some((range, Some(100))));
        assert_eq!(parse_content_range("bytes 0-9/*"), Some((range, None)));
        for bad in ["bytes 0-9/9", "bytes 9-0/100", "bytes */100", "0-9/100", ""] {
            assert_eq!(parse_content_range(bad), None, "{bad}");
        }
    }

    const TOTAL: u64 = 40;

    fn byte(at: u64) -> u8 {
        at as u8
    }

    proptest! {
        /// Parts are a set of bytes: in whatever order and overlap they come, what was inserted can
        /// be had, what was not cannot, and every byte is its own.
        #[test]
        fn parts_are_a_set_of_bytes(inserts in prop::collection::vec((0u64..TOTAL, 1u64..12), 0..10), first in 0u64..TOTAL, len in 1u64..TOTAL) {
            let mut parts = Parts::new(TOTAL);
            let mut known = [false; TOTAL as usize];
            for (start, len) in inserts {
                let end = (start + len).min(TOTAL);
                let bytes: Vec<u8> = (start..end).map(byte).collect();
                parts.insert(start, &bytes.into());
                (start..end).for_each(|at| known[at as usize] = true);
                let disjoint = parts.parts.is_sorted_by(|a, b| a.0 + a.1.len() < b.0);
                prop_assert!(disjoint);
            }
            let range = Range { first, last: (first + len - 1).min(TOTAL - 1) };
            let expected: Vec<u8> = (range.first..=range.last).map(byte).collect();
            let all_known = (range.first..=range.last).all(|at| known[at as usize]);
            let got = parts.get(range).map(|body| body.to_bytes().to_vec());
            prop_assert_eq!(got, all_known.then_some(expected));
            prop_assert_eq!(parts.whole().is_some(), known.iter().all(|k| *k));
        }

        #[test]
        fn what_is_resolved_is_inside_the_object(header in "bytes=[0-9,-]{0,12}", total in 0u64..50) {
            if let Some(specs) = parse(&header) && let Resolved::Partial(ranges) = resolve(&specs, total) {
                prop_assert!(ranges.iter().all(|r| r.first <= r.last && r.last < total));
            }
        }
    }
}
