//! For each check, how the shop is changed so that it passes, and so that it does not.

mod alarms;
mod connection;
mod dashboards;
mod edge_access;
mod edge_cache;
mod edge_serving;
mod logs;
mod orphans;
mod storage;
mod storage_access;

use crate::shop::Shop;
use std::future::Future;
use std::pin::Pin;

/// Changes the shop.
pub(crate) type Change = for<'a> fn(&'a mut Shop) -> Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Both fixtures of a check.
pub(crate) struct Pair {
    pub check: &'static str,
    pub passes: Change,
    pub fails: Change,
}

/// A pair; the shop as it is passes unless it is said how it is made to.
macro_rules! pair {
    ($check:literal, |$shop:ident| $fails:expr) => {
        pair!($check, passes | _shop | (), fails | $shop | $fails)
    };
    ($check:literal, passes |$good:ident| $passes:expr, fails |$shop:ident| $fails:expr) => {
        $crate::pairs::Pair {
            check: $check,
            passes: |$good| Box::pin(async move { $passes }),
            fails: |$shop| Box::pin(async move { $fails }),
        }
    };
}
use pair;

/// All of them.
pub(crate) fn all() -> Vec<Pair> {
    let groups = [
        connection::pairs(),
        storage_access::pairs(),
        storage::pairs(),
        edge_access::pairs(),
        edge_cache::pairs(),
        edge_serving::pairs(),
        logs::pairs(),
        alarms::pairs(),
        dashboards::pairs(),
        orphans::pairs(),
    ];
    groups.into_iter().flatten().collect()
}
