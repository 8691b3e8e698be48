//! What nobody uses. These have no names or tags of an application's, so they are looked for in the
//! whole account.

mod edge;

use super::Check;

/// In the order of reports.
pub const ALL: &[&Check] = &[
    &edge::ACCESS_CONTROLS,
    &edge::ACCESS_IDENTITIES,
    &edge::CACHE_POLICIES,
    &edge::HEADERS_POLICIES,
    &edge::ORIGIN_POLICIES,
    &edge::KEY_GROUPS,
];
