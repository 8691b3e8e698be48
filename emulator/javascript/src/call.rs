//! What a call of a program depends on, and what comes of it.

use std::fmt;
use std::sync::Arc;

/// A key value store as one call sees it.
pub trait KeyValues: fmt::Debug + Send + Sync {
    /// The store's id, by which the code may name it.
    fn id(&self) -> &str;
    /// A key's value.
    fn get(&self, key: &str) -> Option<Arc<str>>;
    /// `{"creationDateTime":…,"lastUpdatedDateTime":…,"keyCount":…}`
    fn meta(&self) -> String;
}

/// All that a call depends on, besides the code.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The event, as JSON.
    pub event: &'a str,
    /// At `viewer-request` (else `viewer-response`).
    pub is_request: bool,
    /// The query as it was sent; `None`: there was no `?`.
    pub raw_query: Option<&'a str>,
    /// Milliseconds since 1970 for the whole of the call.
    pub now: i64,
    /// Of `Math.random`.
    pub seed: u64,
    /// The function's key value store.
    pub store: Option<Arc<dyn KeyValues>>,
    /// The origins that the code may choose.
    pub origins: Vec<Arc<str>>,
    /// `cf.edgeLocation`, as JSON.
    pub edge_location: &'a str,
}

impl<'a> Call<'a> {
    /// At `viewer-request`, in 1970, alone.
    #[must_use]
    pub fn new(event: &'a str) -> Self {
        Self {
            event,
            is_request: true,
            raw_query: None,
            now: 0,
            seed: 0,
            store: None,
            origins: Vec::new(),
            edge_location: "{}",
        }
    }
}

/// What a call came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What the handler returned, as JSON, or why it did not.
    pub outcome: Result<String, String>,
    /// What it wrote to the console.
    pub logs: Vec<String>,
    /// How much of the compute time it used, 0 to 100.
    pub utilization: u8,
    /// The origin that it chose, as JSON: `{"kind":"update"|"select"|"group","given":…}`.
    pub origin: Option<String>,
}

impl Run {
    /// It never began.
    pub(crate) fn refused(why: &str) -> Self {
        Self { outcome: Err(why.to_owned()), logs: Vec::new(), utilization: 0, origin: None }
    }
}
