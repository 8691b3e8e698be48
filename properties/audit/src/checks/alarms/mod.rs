//! How alarms are set up.

mod acting;
mod watching;

use super::Check;

/// In the order of reports.
pub const ALL: &[&Check] = &[
    &watching::ERRORS,
    &watching::WRITTEN,
    &watching::DIMENSIONS,
    &watching::MISSING_DATA,
    &watching::INSUFFICIENT,
    &acting::PRESENT,
    &acting::ENABLED,
    &acting::STATE,
];
