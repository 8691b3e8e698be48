//! How long something may take: `300ms`, `20s`, `5m`, `1h`.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::time::Duration;

/// A duration as a declaration writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span(pub Duration);

/// Reads a number and its unit.
///
/// # Errors
/// In a sentence that says what it should be.
pub fn parse(text: &str) -> Result<Duration, String> {
    let wrong =
        || format!("{text:?} is no duration: write it as \"300ms\", \"20s\", \"5m\" or \"1h\"");
    let unit = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(unit);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let millis = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(wrong()),
    };
    // A year is for ever.
    let max = 365 * 24 * 3_600_000;
    number
        .checked_mul(millis)
        .filter(|millis| *millis <= max)
        .map(Duration::from_millis)
        .ok_or_else(wrong)
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Span;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration such as \"20s\"")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Span, E> {
                parse(text).map(Span).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn units_are_asked_for() {
        assert_eq!(parse("300ms"), Ok(Duration::from_millis(300)));
        assert_eq!(parse("5m"), Ok(Duration::from_secs(300)));
        for wrong in
            ["", "20", "s", "20 s", "-1s", "1.5s", "20S", "99999999999999999999s", "9999999999h"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
