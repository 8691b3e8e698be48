//! `Marker` and `MaxItems`: pages of a list, in the order of the items' names.

use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Page;
use parhelion_world::page::{place, token};

/// One page and the marker of the next, which stands for the last item's `key`.
pub(crate) fn page<T>(
    mut items: Vec<T>,
    key: impl Fn(&T) -> &str,
    marker: Option<&str>,
    max: Option<i32>,
) -> Result<(Vec<T>, Option<String>)> {
    let invalid =
        |text: &str| Error::new(400, "ValidationError", format!("Invalid Marker: {text}"));
    let after: Option<String> =
        marker.map(|text| place(text).ok_or_else(|| invalid(text))).transpose()?;
    let max = usize::try_from(max.unwrap_or(100)).unwrap_or(100);
    items.sort_by(|a, b| key(a).cmp(key(b)));
    let page = Page::after(items, &key, after.as_deref(), max);
    let next = page.last().map(|last| token(key(last)));
    Ok((page.items, next))
}
