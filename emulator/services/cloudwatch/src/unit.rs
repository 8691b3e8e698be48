//! Units of values (CW-B2.9). They order alphabetically, which is how AWS picks one (CW-B6.5).

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One of AWS's units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "Cow<'static, str>", try_from = "Cow<'_, str>")]
pub(crate) struct Unit(u8);

const NAMES: [&str; 27] = [
    "Bits",
    "Bits/Second",
    "Bytes",
    "Bytes/Second",
    "Count",
    "Count/Second",
    "Gigabits",
    "Gigabits/Second",
    "Gigabytes",
    "Gigabytes/Second",
    "Kilobits",
    "Kilobits/Second",
    "Kilobytes",
    "Kilobytes/Second",
    "Megabits",
    "Megabits/Second",
    "Megabytes",
    "Megabytes/Second",
    "Microseconds",
    "Milliseconds",
    "None",
    "Percent",
    "Seconds",
    "Terabits",
    "Terabits/Second",
    "Terabytes",
    "Terabytes/Second",
];

impl Unit {
    /// Orders before all others.
    pub(crate) const FIRST: Self = Self(0);
    /// The unit of values that name none.
    pub(crate) const NONE: Self = Self(20);

    pub(crate) fn parse(name: &str) -> Option<Self> {
        let index = NAMES.binary_search(&name).ok()?;
        u8::try_from(index).ok().map(Self)
    }

    pub(crate) fn as_str(self) -> &'static str {
        NAMES[usize::from(self.0)]
    }
}

/// Saved states name units as AWS does.
impl From<Unit> for Cow<'static, str> {
    fn from(unit: Unit) -> Self {
        unit.as_str().into()
    }
}

impl TryFrom<Cow<'_, str>> for Unit {
    type Error = String;

    fn try_from(name: Cow<'_, str>) -> Result<Self, String> {
        Self::parse(&name).ok_or_else(|| format!("there is no unit {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cw_b2_9_units_are_known_and_in_order() {
        assert!(NAMES.is_sorted());
        assert_eq!(Unit::NONE.as_str(), "None");
        for name in NAMES {
            assert_eq!(Unit::parse(name).map(Unit::as_str), Some(name));
        }
        assert_eq!(Unit::parse("none"), None);
    }
}
