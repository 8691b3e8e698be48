//! `Marker` and `MaxItems`: pages of a list, in the order of the items' names.

use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Page;
use parhelion_world::page::{place, token};

/// Where a page begins, and how long it may be.
pub(crate) struct Asked {
    pub(crate) marker: Option<String>,
    pub(crate) max_items: Option<i32>,
}

impl Asked {
    fn size(&self) -> usize {
        usize::try_from(self.max_items.unwrap_or(100)).unwrap_or(100)
    }

    fn after(&self) -> Result<Option<String>> {
        let invalid = || Error::new(400, "ValidationError", "Invalid Marker.");
        self.marker.as_deref().map(|text| place(text).ok_or_else(invalid)).transpose()
    }
}

/// One page and the marker of the next, which stands for the last item's `key`.
pub(crate) fn page<T>(
    mut items: Vec<T>,
    key: impl Fn(&T) -> &str,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<(Vec<T>, Option<String>)> {
    let asked = Asked { marker: marker.map(str::to_owned), max_items };
    items.sort_by(|a, b| key(a).cmp(key(b)));
    let page = Page::after(items, &key, asked.after()?.as_deref(), asked.size());
    let next = page.last().map(|last| token(key(last)));
    Ok((page.items, next))
}

/// The same of a list that has an order of its own, which its growing or shrinking does not change
/// (the latest first).
pub(crate) fn page_as_is<T>(
    items: Vec<T>,
    key: impl Fn(&T) -> String,
    asked: &Asked,
) -> Result<(Vec<T>, Option<String>)> {
    let after = asked.after()?;
    let mut items = items.into_iter();
    if let Some(after) = after {
        items.by_ref().find(|item| key(item) == after);
    }
    let page = Page::of(items, asked.size());
    let next = page.last().map(|last| token(&key(last)));
    Ok((page.items, next))
}
