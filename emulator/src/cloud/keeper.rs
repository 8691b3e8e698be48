//! Time in a cloud: waiting for it, letting it pass, and the keeper, which is a server's scheduler: it
//! does what is due at its time, where otherwise the next visitor would find it undone.

use super::Cloud;
use crate::waiting::Waiter;
use parhelion_wire::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// What a cloud and its keeper tell each other.
pub(super) struct Keeping {
    /// Until when the keeper sleeps, in milliseconds; [`NOT_KEPT`] without one.
    until: AtomicI64,
    /// Rings when something has become due earlier than that.
    bell: Notify,
}

/// A cloud that no keeper has begun to keep.
const NOT_KEPT: i64 = i64::MIN;

impl Default for Keeping {
    fn default() -> Self {
        Self { until: AtomicI64::new(NOT_KEPT), bell: Notify::new() }
    }
}

impl Keeping {
    pub(super) fn has_begun(&self) -> bool {
        self.until.load(Ordering::Relaxed) != NOT_KEPT
    }

    /// Wakes the keeper if the next thing is due before it would wake by itself.
    pub(super) fn hear(&self, next_due: Option<Timestamp>) {
        if millis(next_due) < self.until.load(Ordering::Relaxed) {
            self.bell.notify_one();
        }
    }

    fn sleep_until(&self, due: Option<Timestamp>) {
        self.until.store(millis(due), Ordering::Relaxed);
    }
}

/// Of a time that may never come.
fn millis(due: Option<Timestamp>) -> i64 {
    due.map_or(i64::MAX, |due| due.0)
}

impl Cloud {
    /// Performs what comes due at its time, not at the next visitor's: for servers, whose pushes
    /// nobody asks for. Never ends.
    pub async fn keep(&self) {
        let inner = &self.inner;
        loop {
            let changed = inner.clock.changed();
            let mut changed = std::pin::pin!(changed);
            changed.as_mut().enable();
            let due = self.next_due();
            inner.keeping.sleep_until(due);
            let reach = async {
                match due {
                    Some(due) => inner.clock.reach(due).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = reach => self.let_others_in().await,
                () = changed => {}
                () = inner.keeping.bell.notified() => {}
            }
        }
    }

    /// Lets virtual time pass; everything due happens, in order, each at its own time.
    pub async fn advance(&self, duration: Duration) {
        self.inner.clock.pass(duration).await;
        let now = self.inner.clock.now();
        while self.state().world.now() < now {
            // In slices, so that others are served between them.
            self.let_others_in().await;
        }
    }

    /// When the next thing is due: an expiry, a deployment, an alarm's evaluation. `None`: nothing is.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.state().world.next_due()
    }

    /// Between two slices of work: a std mutex goes to whoever asks first, so who works on steps back
    /// while others wait for it.
    async fn let_others_in(&self) {
        if self.inner.wanted.load(Ordering::Relaxed) > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        } else {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until it is `until`, or until the waiter is given its signal. Where another state is
    /// loaded meanwhile ([`Cloud::restore`]), as much of the wait is left as was; gives by how many
    /// milliseconds time went back.
    pub(crate) async fn wait(&self, until: Timestamp, waiter: Option<&Waiter>) -> i64 {
        let went_back = || self.inner.went_back.load(Ordering::Relaxed);
        let before = went_back();
        loop {
            let changed = self.inner.clock.changed();
            let mut changed = std::pin::pin!(changed);
            changed.as_mut().enable();
            let next = {
                let state = self.state();
                let now = state.world.now();
                let back = went_back() - before;
                let until = Timestamp(until.0 - back);
                if now >= until || waiter.is_some_and(Waiter::is_given) {
                    return back;
                }
                let due = state.world.next_due();
                due.map_or(until, |due| due.min(until))
            };
            let heard = async {
                match waiter {
                    Some(waiter) => waiter.heard().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = heard => {}
                () = self.inner.clock.reach(next) => tokio::task::yield_now().await,
                () = changed => {}
            }
        }
    }

    /// Computes with no lock held, and in servers away from the thread that serves connections.
    /// `None`: it panicked there.
    pub(crate) async fn off_the_door<R: Send + 'static>(
        &self,
        work: impl FnOnce() -> R + Send + 'static,
    ) -> Option<R> {
        if self.inner.clock.is_wall() {
            tokio::task::spawn_blocking(work).await.ok()
        } else {
            // On this thread, so that runs repeat.
            Some(work())
        }
    }
}
