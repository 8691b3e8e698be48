//! `Range: bytes=…` (S3-3.7).

use crate::errors;
use parhelion_wire::Error;

/// What a range header asks of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub start: u64,
    pub len: u64,
}

/// What a syntactically valid header says.
enum RangeSpec {
    From(u64),
    FromTo(u64, u64),
    Last(u64),
}

impl Range {
    /// The range that `header` asks of `size` bytes. `None`: the header is to be ignored
    /// (S3-3.7f), the whole object is the answer.
    pub(crate) fn of(header: &str, size: u64) -> Result<Option<Self>, Error> {
        let Some(asked) = RangeSpec::parse(header) else { return Ok(None) };
        let (start, end) = match asked {
            RangeSpec::From(start) => (start, size),
            RangeSpec::FromTo(start, last) => (start, last.saturating_add(1).min(size)),
            RangeSpec::Last(0) => (size, size),
            RangeSpec::Last(count) => (size.saturating_sub(count), size),
        };
        // S3-3.7(d, e, g): nothing of it exists.
        if start >= size {
            return Err(unsatisfiable(header, size));
        }
        Ok(Some(Self { start, len: end - start }))
    }

    /// `bytes 0-8/10`
    pub(crate) fn content_range(&self, size: u64) -> String {
        format!("bytes {}-{}/{size}", self.start, self.start + self.len - 1)
    }

    pub(crate) fn covers(&self, size: u64) -> bool {
        self.start == 0 && self.len == size
    }
}

impl RangeSpec {
    fn parse(header: &str) -> Option<Self> {
        let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| text.parse().unwrap_or(u64::MAX))
        };
        match (first.trim(), last.trim()) {
            ("", last) => Some(Self::Last(number(last)?)),
            (first, "") => Some(Self::From(number(first)?)),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::FromTo(first, last))
            }
        }
    }
}

fn unsatisfiable(header: &str, size: u64) -> Error {
    Error::new(416, "InvalidRange", "The requested range is not satisfiable")
        .with("RangeRequested", header)
        .with("ActualObjectSize", size.to_string())
        .header("content-range", format!("bytes */{size}"))
}

/// S3-3.8: `partNumber` of an object that was put in one piece.
pub(crate) fn part_of_whole(part: i32, range: Option<&str>, size: u64) -> Result<Range, Error> {
    part_of(part, range, std::iter::once(size))
}

/// S3-3.8: the bytes of one of the parts that an object was uploaded in.
pub(crate) fn part_of(
    part: i32,
    range: Option<&str>,
    mut sizes: impl ExactSizeIterator<Item = u64>,
) -> Result<Range, Error> {
    if range.is_some() {
        let message = "Cannot specify both Range header and partNumber query parameter";
        return Err(errors::invalid_request(message));
    }
    if !(1..=10_000).contains(&part) {
        let message = "Part number must be an integer between 1 and 10000, inclusive";
        return Err(errors::invalid_argument(message, "partNumber", part.to_string()));
    }
    let (count, before) = (sizes.len(), usize::try_from(part - 1).unwrap_or(usize::MAX));
    let start: u64 = sizes.by_ref().take(before).sum();
    match sizes.next() {
        Some(len) => Ok(Range { start, len }),
        None => {
            Err(Error::new(416, "InvalidPartNumber", "The requested partnumber is not satisfiable")
                .with("PartNumberRequested", part.to_string())
                .with("ActualPartCount", count.to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn s3_3_7_of_ten_bytes() {
        for (header, expected) in [
            ("bytes=0-8", Some((0, 9))),
            ("bytes=5-", Some((5, 5))),
            ("bytes=-3", Some((7, 3))),
            ("bytes=0-100", Some((0, 10))),
            ("bytes=-15", Some((0, 10))),
            ("bytes=0-99999999999999999999999", Some((0, 10))),
            ("bytes=1-0", None),
            ("bytes=-1-", None),
            ("bytes=0--1", None),
            ("bytes=-", None),
            ("bytes=0-1,3-4", None),
            ("chars=0-1", None),
            ("", None),
        ] {
            let range = Range::of(header, 10).unwrap();
            assert_eq!(range, expected.map(|(start, len)| Range { start, len }), "{header}");
        }
        assert_eq!(Range { start: 0, len: 9 }.content_range(10), "bytes 0-8/10");
    }

    #[test]
    fn s3_3_7_d_e_g_not_satisfiable() {
        for (header, size) in [
            ("bytes=100-200", 10),
            ("bytes=10-", 10),
            ("bytes=-0", 10),
            ("bytes=0-", 0),
            ("bytes=-1", 0),
        ] {
            let error = Range::of(header, size).unwrap_err();
            assert_eq!((error.status(), error.code()), (416, "InvalidRange"), "{header}");
            assert_eq!(error.field("RangeRequested"), Some(header));
            assert_eq!(error.field("ActualObjectSize"), Some(&*size.to_string()));
        }
    }

    #[test]
    fn s3_3_8_parts_of_a_single_put() {
        assert_eq!(part_of_whole(1, None, 7).unwrap(), Range { start: 0, len: 7 });
        assert_eq!(part_of_whole(2, None, 7).unwrap_err().code(), "InvalidPartNumber");
        assert_eq!(part_of_whole(0, None, 7).unwrap_err().code(), "InvalidArgument");
        assert_eq!(part_of_whole(1, Some("bytes=0-1"), 7).unwrap_err().code(), "InvalidRequest");
    }

    proptest! {
        /// T11: ranges lie inside the object, and any header is answered.
        #[test]
        fn ranges_lie_inside(header in "bytes=[0-9]{0,3}-[0-9]{0,3}", size in 0u64..1000) {
            if let Ok(Some(range)) = Range::of(&header, size) {
                prop_assert!(range.len > 0 && range.start + range.len <= size);
            }
        }

        #[test]
        fn any_header_is_answered(header in ".*", size in any::<u64>()) {
            let _ = Range::of(&header, size);
        }
    }
}
