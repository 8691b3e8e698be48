//! What a harness that drives a cloud has told it of itself. Forks begin without.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub(super) struct Harness {
    /// The scope of requests that come from no operation.
    others: Mutex<Option<Arc<str>>>,
    /// How many more calls through the SDK's door are answered.
    calls_left: AtomicU64,
}

impl Default for Harness {
    fn default() -> Self {
        Self { others: Mutex::default(), calls_left: AtomicU64::new(u64::MAX) }
    }
}

impl Harness {
    /// An operation begins.
    pub(super) fn stage(&self, operation: &str) {
        let others = Some(format!("{operation}/tasks").into());
        *self.others.lock().unwrap_or_else(PoisonError::into_inner) = others;
    }

    /// The scope of a request that comes from no operation.
    pub(super) fn scope_of_others(&self) -> Option<Arc<str>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn answer_calls(&self, calls: u64) {
        self.calls_left.store(calls, Ordering::Relaxed);
    }

    /// Counts a call; `false`: it is not to be answered.
    pub(super) fn answers_another_call(&self) -> bool {
        let left = &self.calls_left;
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }
}
