//! Where things live.

use parhelion_world::Account;
use std::sync::Arc;

/// An account and a region: where metrics and alarms live.
pub(crate) type Home = (Account, Arc<str>);
