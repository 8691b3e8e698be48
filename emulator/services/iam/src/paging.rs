//! `Marker` and `MaxItems`: pages of a list that is in order.

use parhelion_wire::Error;
use parhelion_wire::error::Result;

/// One page and the marker of the next.
pub(crate) fn page<T>(
    items: Vec<T>,
    marker: Option<&str>,
    max: Option<i32>,
) -> Result<(Vec<T>, Option<String>)> {
    let from: usize = match marker {
        None => 0,
        Some(text) => text
            .parse()
            .map_err(|_| Error::new(400, "ValidationError", format!("Invalid Marker: {text}")))?,
    };
    let max = usize::try_from(max.unwrap_or(100)).unwrap_or(100);
    let next = from.saturating_add(max);
    let marker = (next < items.len()).then(|| next.to_string());
    Ok((items.into_iter().skip(from).take(max).collect(), marker))
}
