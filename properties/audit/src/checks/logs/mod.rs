//! How log groups are set up.

mod keeping;
mod watching;

use super::Check;

/// In the order of reports.
pub const ALL: &[&Check] = &[
    &keeping::RETENTION,
    &keeping::KEY,
    &keeping::KEY_USABLE,
    &keeping::EMPTY,
    &keeping::SILENT,
    &watching::ERRORS,
    &watching::WATCHED,
    &watching::SUBSCRIPTIONS,
];
