//! `Marker` and `Limit`: pages of a list that is in the order of the items' names.

use crate::model::errors;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Page;
use parhelion_world::page::{place, token};

/// How many items a page has.
#[derive(Clone, Copy)]
pub(crate) struct Pages {
    /// Where nobody says.
    pub usual: i32,
    /// At most.
    pub most: i32,
}

/// One page and the marker of the next, which stands for the last item's `key`.
pub(crate) fn page<T>(
    items: Vec<T>,
    key: impl Fn(&T) -> &str,
    marker: Option<&str>,
    (limit, pages): (Option<i32>, Pages),
) -> Result<(Vec<T>, Option<String>)> {
    let limit = limit.unwrap_or(pages.usual);
    if limit > pages.most {
        let message = format!(
            "1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: \
             Member must have value less than or equal to {}",
            pages.most
        );
        return Err(Error::new(400, "ValidationException", message));
    }
    let invalid = || errors::invalid_marker_exception("Invalid marker");
    let after: Option<String> = marker.map(|text| place(text).ok_or_else(invalid)).transpose()?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let page = Page::after(items, &key, after.as_deref(), limit);
    let next = page.last().map(|last| token(key(last)));
    Ok((page.items, next))
}
