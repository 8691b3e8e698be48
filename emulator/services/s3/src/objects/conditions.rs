//! Conditional requests: reads (S3-3.3), writes (S3-3.4), deletes (S3-3.5).

use crate::errors;
use parhelion_wire::{Error, Timestamp};

/// What conditions are held against: an object's ETag without quotes and its Last-Modified.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Current<'a> {
    pub e_tag: &'a str,
    pub modified: Timestamp,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ReadConditions<'a> {
    pub if_match: Option<&'a str>,
    pub if_none_match: Option<&'a str>,
    pub if_modified_since: Option<Timestamp>,
    pub if_unmodified_since: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Proceed,
    /// 304
    NotModified,
    /// 412, by the header of this name.
    Failed(&'static str),
}

impl ReadConditions<'_> {
    /// The five steps of S3-3.3, in order.
    pub(crate) fn outcome(&self, current: Current, now: Timestamp) -> Outcome {
        match (self.if_match, self.if_unmodified_since) {
            (Some(tags), _) if !names(tags, current.e_tag) => return Outcome::Failed("If-Match"),
            (None, Some(date)) if current.modified.secs() > date.secs() => {
                return Outcome::Failed("If-Unmodified-Since");
            }
            _ => {}
        }
        match (self.if_none_match, self.if_modified_since) {
            (Some(tags), _) if names(tags, current.e_tag) => Outcome::NotModified,
            (None, Some(date))
                if date.secs() <= now.secs() && current.modified.secs() <= date.secs() =>
            {
                Outcome::NotModified
            }
            _ => Outcome::Proceed,
        }
    }
}

/// Whether a list of ETags (or `*`) names one. Quotes may be missing (S3-3.3c); weak tags never
/// match, the comparison being strong.
fn names(list: &str, e_tag: &str) -> bool {
    list.split(',').map(str::trim).any(|tag| tag == "*" || unquoted(tag) == e_tag)
}

/// An ETag without its quotes.
pub(crate) fn unquoted(tag: &str) -> &str {
    let tag = tag.strip_prefix('"').unwrap_or(tag);
    tag.strip_suffix('"').unwrap_or(tag)
}

/// A condition on a write or a delete, read and accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteCondition<'a> {
    None,
    /// `If-None-Match: *`
    Absent,
    /// `If-Match: <etag>`
    Is(&'a str),
    /// `If-Match: *`: deletes only.
    Exists,
}

/// Why a write may not happen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// 412; where 409 is legal in its place (S3-9.4 A12).
    Failed(&'static str),
    /// There is nothing whose ETag could match.
    Missing,
}

const MULTIPLE: &str = "Multiple conditional request headers present in the request";
const NOT_THAT_IF_NONE_MATCH: &str =
    "We don't accept the provided value of If-None-Match header for this API";
const NOT_THAT_IF_MATCH: &str =
    "We don't accept the provided value of If-Match header for this API";

impl<'a> WriteCondition<'a> {
    /// S3-3.4(c, g, h): what writes do not take.
    pub(crate) fn of_write(
        if_match: Option<&'a str>,
        if_none_match: Option<&'a str>,
    ) -> Result<Self, Error> {
        match (if_match, if_none_match.map(str::trim)) {
            (None, None) => Ok(Self::None),
            (Some(_), Some(_)) => {
                Err(errors::header_not_implemented("If-Match,If-None-Match", MULTIPLE))
            }
            (None, Some("*")) => Ok(Self::Absent),
            (None, Some(_)) => {
                Err(errors::header_not_implemented("If-None-Match", NOT_THAT_IF_NONE_MATCH))
            }
            (Some(tag), None) if tag.trim() == "*" => {
                Err(errors::header_not_implemented("If-Match", NOT_THAT_IF_MATCH))
            }
            (Some(tag), None) => Ok(Self::Is(unquoted(tag.trim()))),
        }
    }

    pub(crate) fn of_delete(if_match: Option<&'a str>) -> Self {
        match if_match.map(str::trim) {
            None => Self::None,
            Some("*") => Self::Exists,
            Some(tag) => Self::Is(unquoted(tag)),
        }
    }

    /// `current`: the current version's ETag; `None` where there is none or a delete marker.
    pub(crate) fn check(self, current: Option<&str>) -> Result<(), Refusal> {
        match (self, current) {
            (Self::None, _) | (Self::Absent, None) | (Self::Exists, Some(_)) => Ok(()),
            (Self::Absent, Some(_)) => Err(Refusal::Failed("If-None-Match")),
            (Self::Is(wanted), Some(tag)) if wanted == tag => Ok(()),
            (Self::Is(_), Some(_)) => Err(Refusal::Failed("If-Match")),
            (Self::Is(_) | Self::Exists, None) => Err(Refusal::Missing),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1000);
    const CURRENT: Current = Current { e_tag: "aa", modified: Timestamp::from_secs(500) };

    fn at(secs: i64) -> Option<Timestamp> {
        Some(Timestamp::from_secs(secs))
    }

    #[test]
    fn s3_3_3_truth_table() {
        let none = ReadConditions::default();
        let failed = Outcome::Failed;
        for (conditions, expected) in [
            (none, Outcome::Proceed),
            (ReadConditions { if_match: Some("\"aa\""), ..none }, Outcome::Proceed),
            (ReadConditions { if_match: Some("aa"), ..none }, Outcome::Proceed),
            (ReadConditions { if_match: Some("\"aa"), ..none }, Outcome::Proceed),
            (ReadConditions { if_match: Some("aa\""), ..none }, Outcome::Proceed),
            (ReadConditions { if_match: Some("*"), ..none }, Outcome::Proceed),
            (ReadConditions { if_match: Some("\"x\", \"aa\""), ..none }, Outcome::Proceed),
            (ReadConditions { if_match: Some("\"x\""), ..none }, failed("If-Match")),
            (ReadConditions { if_match: Some("W/\"aa\""), ..none }, failed("If-Match")),
            (ReadConditions { if_none_match: Some("\"aa\""), ..none }, Outcome::NotModified),
            (ReadConditions { if_none_match: Some("*"), ..none }, Outcome::NotModified),
            (ReadConditions { if_none_match: Some("\"x\""), ..none }, Outcome::Proceed),
            (ReadConditions { if_modified_since: at(499), ..none }, Outcome::Proceed),
            (ReadConditions { if_modified_since: at(500), ..none }, Outcome::NotModified),
            (ReadConditions { if_modified_since: at(1001), ..none }, Outcome::Proceed),
            (
                ReadConditions { if_unmodified_since: at(499), ..none },
                failed("If-Unmodified-Since"),
            ),
            (ReadConditions { if_unmodified_since: at(500), ..none }, Outcome::Proceed),
            // If-Match true beats If-Unmodified-Since false.
            (
                ReadConditions { if_match: Some("aa"), if_unmodified_since: at(1), ..none },
                Outcome::Proceed,
            ),
            // If-None-Match true beats If-Modified-Since false.
            (
                ReadConditions { if_none_match: Some("x"), if_modified_since: at(500), ..none },
                Outcome::Proceed,
            ),
            (
                ReadConditions { if_none_match: Some("aa"), if_modified_since: at(1), ..none },
                Outcome::NotModified,
            ),
        ] {
            assert_eq!(conditions.outcome(CURRENT, NOW), expected, "{conditions:?}");
        }
    }

    #[test]
    fn s3_3_4_truth_table() {
        let check = |m, n, current| WriteCondition::of_write(m, n).unwrap().check(current);
        assert_eq!(check(None, Some("*"), None), Ok(()));
        assert_eq!(check(None, Some("*"), Some("aa")), Err(Refusal::Failed("If-None-Match")));
        assert_eq!(check(Some("\"aa\""), None, Some("aa")), Ok(()));
        assert_eq!(check(Some("aa"), None, Some("aa")), Ok(()));
        assert_eq!(check(Some("\"bb\""), None, Some("aa")), Err(Refusal::Failed("If-Match")));
        assert_eq!(check(Some("\"aa\""), None, None), Err(Refusal::Missing));
        for (m, n, header) in [
            (None, Some("\"aa\""), "If-None-Match"),
            (Some("*"), None, "If-Match"),
            (Some("aa"), Some("*"), "If-Match,If-None-Match"),
        ] {
            let error = WriteCondition::of_write(m, n).unwrap_err();
            assert_eq!((error.status(), error.code()), (501, "NotImplemented"));
            assert_eq!(error.field("Header"), Some(header));
            assert!(error.field("additionalMessage").is_some());
        }
    }

    #[test]
    fn s3_3_5_deletes() {
        let check = |m, current| WriteCondition::of_delete(m).check(current);
        assert_eq!(check(None, None), Ok(()));
        assert_eq!(check(Some("*"), Some("aa")), Ok(()));
        assert_eq!(check(Some("*"), None), Err(Refusal::Missing));
        assert_eq!(check(Some("\"aa\""), Some("aa")), Ok(()));
        assert_eq!(check(Some("\"bb\""), Some("aa")), Err(Refusal::Failed("If-Match")));
    }
}
