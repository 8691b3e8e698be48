//! How far one instance of a service reaches.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where one instance of a service reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// One for all accounts: S3's and CloudFront's names are global.
    Global,
    /// One for each account and region.
    Region(Arc<str>, Arc<str>),
}

/// Which of the two [`Scope`]s a service has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// [`Scope::Global`]
    Global,
    /// [`Scope::Region`]
    Region,
}
