//! `Marker` and `Limit`: pages of a list that is in order.

use crate::model::errors;
use parhelion_wire::error::Result;

/// One page and the marker of the next.
pub(crate) fn page<T>(
    items: Vec<T>,
    marker: Option<&str>,
    limit: Option<i32>,
) -> Result<(Vec<T>, Option<String>)> {
    let from: usize = match marker {
        None => 0,
        Some(text) => {
            text.parse().map_err(|_| errors::invalid_marker_exception("Invalid marker"))?
        }
    };
    let limit = usize::try_from(limit.unwrap_or(100)).unwrap_or(100);
    let next = from.saturating_add(limit);
    let marker = (next < items.len()).then(|| next.to_string());
    Ok((items.into_iter().skip(from).take(limit).collect(), marker))
}
