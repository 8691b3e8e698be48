//! What a harness that drives a cloud tells it of itself.

use super::Cloud;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What a harness has said. Forks begin without.
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

impl Cloud {
    /// An operation begins, `user/4`: requests that come from no operation, because tasks that it or
    /// an earlier one has spawned send them, are named after it from here on
    /// (`user/4/tasks/PutLogEvents:…#0`). Counted from the operation's begin, and not from the run's,
    /// their choices stay put when other operations of the case disappear.
    pub fn stage(&self, operation: &str) {
        let others = Some(format!("{operation}/tasks").into());
        *self.inner.harness.others.lock().unwrap_or_else(PoisonError::into_inner) = others;
    }

    /// The scope of a request that comes from no operation.
    pub(crate) fn scope_of_others(&self) -> Option<Arc<str>> {
        self.inner.harness.others.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// After so many more calls of SDKs in this process none is answered any more: a program that tries
    /// again for ever, without a pause, stands still then, and its time-out passes.
    pub fn answer_calls(&self, calls: u64) {
        self.inner.harness.calls_left.store(calls, Ordering::Relaxed);
    }

    /// Counts a call; `false`: it is not to be answered.
    pub(crate) fn answers_another_call(&self) -> bool {
        let left = &self.inner.harness.calls_left;
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }
}
