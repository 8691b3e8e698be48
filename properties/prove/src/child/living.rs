//! Processes that run: if this program is told to end, it ends them first.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The numbers of running processes, each the leader of its group. A clone is the same list.
#[derive(Clone, Default)]
pub struct Living(Arc<Mutex<BTreeSet<u32>>>);

impl Living {
    pub(super) fn add(&self, id: u32) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    pub(super) fn remove(&self, id: u32) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Kills them all.
    pub fn kill_all(&self) {
        for id in std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            kill(id);
        }
    }
}

#[cfg(unix)]
pub(super) fn terminate(id: u32) {
    signal(id, rustix::process::Signal::TERM);
}

#[cfg(unix)]
pub(super) fn kill(id: u32) {
    signal(id, rustix::process::Signal::KILL);
}

#[cfg(unix)]
fn signal(id: u32, signal: rustix::process::Signal) {
    let group = i32::try_from(id).ok().and_then(rustix::process::Pid::from_raw);
    // It may have ended just now.
    let _ = group.map(|group| rustix::process::kill_process_group(group, signal));
}

#[cfg(not(unix))]
pub(super) fn terminate(_: u32) {}

#[cfg(not(unix))]
pub(super) fn kill(_: u32) {}
