//! Is it connected, and is it used? By what stands, and by what happened of late.

mod edge;
mod logs;
mod storage;

use super::Check;

/// In the order of reports.
pub const ALL: &[&Check] = &[
    &storage::EXISTS,
    &storage::STANDS,
    &storage::RECENT,
    &edge::STANDS,
    &edge::RECENT,
    &logs::STANDS,
    &logs::RECENT,
];
