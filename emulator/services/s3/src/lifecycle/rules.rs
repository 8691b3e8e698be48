//! The rules of a lifecycle: which is about what, and when it falls due.

use crate::model::{LifecycleRule, LifecycleRuleAndOperator, LifecycleRuleFilter, Tag};
use crate::tags::tag_set::Tags;
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A bucket's lifecycle, as it was put, every rule with an id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lifecycle {
    pub rules: Vec<LifecycleRule>,
    /// `x-amz-transition-default-minimum-object-size`
    pub default_minimum: String,
}

const DAY: i64 = 86_400;

/// The next midnight, or this one (S3-6.9a).
pub(crate) fn midnight_from(at: Timestamp) -> Timestamp {
    let secs = at.secs() + i64::from(at.millis() % 1000 != 0);
    Timestamp::from_secs(
        secs.div_euclid(DAY) * DAY + if secs.rem_euclid(DAY) == 0 { 0 } else { DAY },
    )
}

/// When `days` after a moment are over.
pub(crate) fn due(since: Timestamp, days: i32) -> Timestamp {
    let days = Duration::from_secs(u64::try_from(days).unwrap_or(0) * DAY.unsigned_abs());
    midnight_from(since + days)
}

/// What a rule is about (S3-6.11).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filter<'a> {
    pub prefix: &'a str,
    pub tags: &'a [Tag],
    pub greater: Option<i64>,
    pub less: Option<i64>,
}

impl<'a> Filter<'a> {
    pub(crate) fn of(rule: &'a LifecycleRule) -> Self {
        let Some(filter) = &rule.filter else {
            return Self { prefix: rule.prefix.as_deref().unwrap_or_default(), ..Self::default() };
        };
        let LifecycleRuleFilter { prefix, tag, and, .. } = filter;
        if let Some(and) = and {
            let LifecycleRuleAndOperator { prefix, tags, .. } = and;
            return Self {
                prefix: prefix.as_deref().unwrap_or_default(),
                tags: tags.as_deref().unwrap_or_default(),
                greater: and.object_size_greater_than,
                less: and.object_size_less_than,
            };
        }
        Self {
            prefix: prefix.as_deref().unwrap_or_default(),
            tags: tag.as_ref().map_or(&[], std::slice::from_ref),
            greater: filter.object_size_greater_than,
            less: filter.object_size_less_than,
        }
    }

    pub(crate) fn has_size(&self) -> bool {
        self.greater.is_some() || self.less.is_some()
    }

    /// An upload or a delete marker has nothing but its key.
    pub(crate) fn matches_key(&self, key: &str) -> bool {
        key.starts_with(self.prefix) && self.tags.is_empty() && !self.has_size()
    }

    pub(crate) fn matches(&self, key: &str, tags: &Tags, size: u64) -> bool {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        key.starts_with(self.prefix)
            && self.tags.iter().all(|tag| tags.get(&tag.key) == Some(&tag.value))
            && self.greater.is_none_or(|bound| size > bound)
            && self.less.is_none_or(|bound| size < bound)
    }
}

impl Lifecycle {
    pub(crate) fn enabled(&self) -> impl Iterator<Item = &LifecycleRule> {
        self.rules.iter().filter(|rule| rule.status == "Enabled")
    }

    /// When the current version of a key expires, and by which rule: the soonest (S3-6.10).
    pub(crate) fn expiration(
        &self,
        key: &str,
        tags: &Tags,
        size: u64,
        modified: Timestamp,
    ) -> Option<(Timestamp, &str)> {
        let dates = self.enabled().filter_map(|rule| {
            let expiration = rule.expiration.as_ref()?;
            let at = match (expiration.days, expiration.date) {
                (Some(days), _) => due(modified, days),
                (None, Some(date)) => date,
                (None, None) => return None,
            };
            let matches = Filter::of(rule).matches(key, tags, size);
            matches.then(|| (at, rule.id.as_deref().unwrap_or_default()))
        });
        dates.min_by_key(|(at, _)| *at)
    }

    /// When an upload that is not completed goes (S3-6.9d).
    pub(crate) fn abort(&self, key: &str, initiated: Timestamp) -> Option<(Timestamp, &str)> {
        let dates = self.enabled().filter_map(|rule| {
            let abort = rule.abort_incomplete_multipart_upload.as_ref()?;
            let at = due(initiated, abort.days_after_initiation?);
            let matches = key.starts_with(Filter::of(rule).prefix);
            matches.then(|| (at, rule.id.as_deref().unwrap_or_default()))
        });
        dates.min_by_key(|(at, _)| *at)
    }
}

/// `x-amz-expiration` (S3-6.14).
pub(crate) fn header((at, rule): (Timestamp, &str)) -> String {
    format!("expiry-date=\"{}\", rule-id=\"{rule}\"", at.http_date())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn s3_6_9_a_rounds_up_to_midnight() {
        let at = |text: &str| Timestamp::parse_date_time(text).unwrap();
        assert_eq!(due(at("2026-01-15T10:30:00Z"), 3), at("2026-01-19T00:00:00Z"));
        assert_eq!(due(at("2026-01-15T00:00:00Z"), 1), at("2026-01-16T00:00:00Z"));
    }

    #[test]
    fn s3_6_11_size_bounds_are_exclusive() {
        let filter = Filter { greater: Some(10), less: Some(20), ..Filter::default() };
        let matches = |size| filter.matches("k", &Tags::new(), size);
        assert!(!matches(10) && matches(11) && matches(19) && !matches(20), "T41");
    }
}
