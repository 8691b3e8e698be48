//! What dashboards show.

mod showing;

use super::Check;

/// In the order of reports.
pub const ALL: &[&Check] = &[&showing::EXISTS, &showing::METRICS, &showing::RESOURCES];
