//! Filters of rules: one criterion, or a conjunction of at least two ("A filter must have exactly one
//! prefix, one tag, or one conjunction",
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_AnalyticsConfiguration.html>).

use crate::errors;
use crate::model::Tag;
use parhelion_wire::error::Result;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// So many of these criteria are given as may be.
pub(crate) fn check(given: &[bool], allowed: RangeInclusive<usize>) -> Result<()> {
    let count = given.iter().filter(|given| **given).count();
    if allowed.contains(&count) { Ok(()) } else { Err(errors::malformed_xml()) }
}

/// A conjunction has two criteria or more, and no tag twice.
pub(crate) fn check_and(others: &[bool], tags: Option<&[Tag]>) -> Result<()> {
    let tags = tags.unwrap_or_default();
    let count = tags.len() + others.iter().filter(|given| **given).count();
    let keys: BTreeSet<&str> = tags.iter().map(|tag| tag.key.as_str()).collect();
    if count < 2 {
        return Err(errors::malformed_xml());
    }
    if keys.len() < tags.len() {
        return Err(errors::invalid_request("Duplicate Tag Keys are not allowed."));
    }
    Ok(())
}
