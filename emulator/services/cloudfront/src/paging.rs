//! Lists in pages: `Marker`, `MaxItems`, `NextMarker` (CF-8.10).

use crate::errors;
use parhelion_wire::error::Result;

/// What is listed when the caller does not say how much (NV in the spec).
const MAX_ITEMS: i32 = 100;

/// What a caller asks of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageRequest {
    /// As sent, or empty: what list answers echo.
    pub marker: String,
    pub max_items: i32,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page<T> {
    pub items: Vec<T>,
    /// Set if and only if there is more.
    pub next_marker: Option<String>,
}

impl PageRequest {
    pub(crate) fn new(marker: Option<String>, max_items: Option<String>) -> Result<Self> {
        let max_items = match max_items.as_deref() {
            None | Some("") => MAX_ITEMS,
            Some(text) => match text.parse::<i32>() {
                Ok(number) if number > 0 => number,
                _ => return Err(errors::invalid_argument("The parameter MaxItems is invalid.")),
            },
        };
        let marker = marker.unwrap_or_default();
        if !marker.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            return Err(invalid_marker());
        }
        Ok(Self { marker, max_items })
    }

    /// The first `max_items` of items that stand after the marker, in the list's own order.
    /// `key` is what a marker says of an item.
    pub(crate) fn page<T>(
        &self,
        after: impl Iterator<Item = T>,
        key: impl Fn(&T) -> String,
    ) -> Page<T> {
        let wanted = usize::try_from(self.max_items).unwrap_or(1);
        let mut items: Vec<T> = after.take(wanted.saturating_add(1)).collect();
        let more = items.len() > wanted;
        items.truncate(wanted);
        let next_marker = if more { items.last().map(key) } else { None };
        Page { items, next_marker }
    }
}

pub(crate) fn invalid_marker() -> parhelion_wire::Error {
    errors::invalid_argument("The parameter Marker is invalid.")
}

impl<T> Page<T> {
    /// `Quantity`, `IsTruncated` and `Items` as answers carry them: no `Items` when empty.
    pub(crate) fn into_parts<U>(
        self,
        item: impl FnMut(T) -> U,
    ) -> (i32, bool, Option<Vec<U>>, Option<String>) {
        let quantity = i32::try_from(self.items.len()).unwrap_or(i32::MAX);
        let items: Vec<U> = self.items.into_iter().map(item).collect();
        let items = if items.is_empty() { None } else { Some(items) };
        (quantity, self.next_marker.is_some(), items, self.next_marker)
    }
}
