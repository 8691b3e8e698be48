//! Requests that wait for something to happen in the world.

use parhelion_world::Signal;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// One request that waits.
#[derive(Debug)]
pub(crate) struct Waiter {
    signal: Signal,
    given: AtomicBool,
    bell: Notify,
}

/// All that wait, by what they wait for. They belong to the doors: forks begin with none.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    by_signal: BTreeMap<Signal, Vec<Arc<Waiter>>>,
}

impl Waiting {
    pub(crate) fn register(&mut self, signal: &Signal) -> Arc<Waiter> {
        let waiter = Arc::new(Waiter {
            signal: signal.clone(),
            given: AtomicBool::new(false),
            bell: Notify::new(),
        });
        self.by_signal.entry(signal.clone()).or_default().push(waiter.clone());
        waiter
    }

    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        self.by_signal.values().map(Vec::len).sum()
    }

    pub(crate) fn forget(&mut self, waiter: &Waiter) {
        if let Some(all) = self.by_signal.get_mut(&waiter.signal) {
            all.retain(|one| !std::ptr::eq(&**one, waiter));
            if all.is_empty() {
                self.by_signal.remove(&waiter.signal);
            }
        }
    }

    /// Wakes everybody who waits for it, in the order in which they came.
    pub(crate) fn give(&mut self, signal: &Signal) {
        for waiter in self.by_signal.remove(signal).into_iter().flatten() {
            waiter.given.store(true, Ordering::Release);
            waiter.bell.notify_one();
        }
    }
}

impl Waiter {
    pub(crate) fn is_given(&self) -> bool {
        self.given.load(Ordering::Acquire)
    }

    pub(crate) async fn heard(&self) {
        self.bell.notified().await;
    }
}
