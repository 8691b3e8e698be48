//! Optimistic concurrency: what changes a resource names the version that it has seen (CF-8.5).

use crate::errors;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// A new version's tag: never one that the resource had before.
pub(crate) fn new_tag(cx: &mut Context) -> Arc<str> {
    format!("E{}", cx.upper_id(13)).into()
}

/// Passes if the caller has seen the current version.
pub(crate) fn check(given: Option<&str>, current: &str) -> Result<()> {
    let tag = given.unwrap_or_default();
    let well_formed = tag.len() > 1 && tag.starts_with('E');
    if !well_formed || !tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return Err(errors::invalid_if_match_version(
            "The If-Match version is missing or not valid for the resource.",
        ));
    }
    if tag != current {
        return Err(errors::precondition_failed(
            "The request failed because it didn't meet the preconditions in one or more request-header fields.",
        ));
    }
    Ok(())
}
