//! `Marker` and `Limit`: pages of a list that is in the order of the items' names.

use crate::model::errors;
use parhelion_wire::error::Result;
use parhelion_world::Page;
use parhelion_world::page::{place, token};

/// One page and the marker of the next, which stands for the last item's `key`.
pub(crate) fn page<T>(
    items: Vec<T>,
    key: impl Fn(&T) -> &str,
    marker: Option<&str>,
    limit: Option<i32>,
) -> Result<(Vec<T>, Option<String>)> {
    let invalid = || errors::invalid_marker_exception("Invalid marker");
    let after: Option<String> = marker.map(|text| place(text).ok_or_else(invalid)).transpose()?;
    let limit = usize::try_from(limit.unwrap_or(100)).unwrap_or(100);
    let page = Page::after(items, &key, after.as_deref(), limit);
    let next = page.last().map(|last| token(key(last)));
    Ok((page.items, next))
}
