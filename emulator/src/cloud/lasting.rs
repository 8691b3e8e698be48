//! Clouds that outlive their process: who has changed something waits until it is safe, and so does who
//! may have seen it. A keeper of data ([`data`](crate::data)) makes it so, for many at once.

use super::Cloud;
use super::quiet::{Changing, Quiet, Rooms};
use parhelion_wire::body::stored::IN_ROW;
use parhelion_wire::body::{Folder, Storage};
use parhelion_world::World;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// Of a cloud that is gone with its process: empty.
#[derive(Default)]
pub(super) struct Lasting(OnceLock<(Arc<Commits>, Arc<Folder>)>);

/// What callers and the keeper of data tell each other.
pub(crate) struct Commits {
    /// How many changes were asked to be made safe.
    asked: AtomicU64,
    /// How many calls are under way that may change something and have not asked yet.
    changing: AtomicU64,
    /// How often what was changed could not be kept, and was undone.
    undone: AtomicU64,
    /// Whether callers wait.
    waits: bool,
    /// Whether the last commit failed: callers wait until one does not, and take turns.
    rooms: Arc<Rooms>,
    done: watch::Sender<Done>,
    /// Rings when something was asked, or the keeper is to end.
    bell: (Mutex<Bell>, Condvar),
}

#[derive(Clone, Default)]
struct Done {
    /// How many of the changes are safe, or undone.
    number: u64,
    /// Why the last ones are undone.
    why: Arc<str>,
}

#[derive(Default)]
struct Bell {
    rung: bool,
    ends: bool,
}

/// A call under way: what was undone since it began was perhaps its own doing.
pub(crate) struct Mark {
    commits: Option<Arc<Commits>>,
    undone: u64,
    changes: bool,
    /// Of a call that changes something: it is not safe yet.
    changing: Option<Changing>,
    /// Of a call that reads, while nothing can be kept.
    quiet: Option<Quiet>,
    /// What it has read is what was kept.
    has_read_kept: bool,
}

impl Mark {
    /// The call has read what it wanted, or goes on reading.
    pub(crate) fn has_read(&mut self, is_finished: bool) {
        self.has_read_kept = self.quiet.take().is_some_and(Quiet::was_kept) && is_finished;
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        if let Some(commits) = self.commits.as_ref().filter(|_| self.changes) {
            commits.changing.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// What a keeper of data is woken for.
pub(crate) enum Wanted {
    /// The changes up to this number.
    Commit(u64),
    /// The same, and no more.
    End(u64),
}

impl Commits {
    pub(crate) fn new(waits: bool) -> Arc<Self> {
        Arc::new(Self {
            asked: AtomicU64::new(0),
            changing: AtomicU64::new(0),
            undone: AtomicU64::new(0),
            waits,
            rooms: Arc::default(),
            done: watch::Sender::new(Done::default()),
            bell: <(Mutex<Bell>, Condvar)>::default(),
        })
    }

    fn ring(&self, ends: bool) {
        let mut bell = self.bell.0.lock().unwrap_or_else(PoisonError::into_inner);
        bell.rung = true;
        bell.ends |= ends;
        self.bell.1.notify_one();
    }

    /// Waits until something is asked, or for so long.
    pub(crate) fn wanted(&self, at_most: Duration) -> Wanted {
        let bell = self.bell.0.lock().unwrap_or_else(PoisonError::into_inner);
        let asleep = |bell: &mut Bell| !(bell.ends || bell.rung && self.makes_wait());
        let waited = self.bell.1.wait_timeout_while(bell, at_most, asleep);
        let (mut bell, _) = waited.unwrap_or_else(PoisonError::into_inner);
        bell.rung = false;
        let number = self.asked.load(Ordering::SeqCst);
        if bell.ends { Wanted::End(number) } else { Wanted::Commit(number) }
    }

    fn makes_wait(&self) -> bool {
        self.waits || self.rooms.fails()
    }

    /// The changes up to this number are safe. `written`: something was written for it, so that the disk
    /// takes what comes; where nothing had changed, nobody knows.
    pub(crate) fn done(&self, number: u64, written: bool) {
        if written {
            self.rooms.set_fails(false);
        }
        self.done.send_modify(|done| done.number = done.number.max(number));
    }

    /// Asks the keeper to end, once it has kept all.
    pub(crate) fn end(&self) {
        self.ring(true);
    }
}

impl Cloud {
    /// From now on callers wait for a keeper.
    pub(crate) fn outlasts_its_process(&self, commits: Arc<Commits>, bodies: Arc<Folder>) {
        // A cloud has one keeper.
        let _ = self.inner.lasting.0.set((commits, bodies));
    }

    /// Where a server keeps the bodies that come in.
    ///
    /// # Errors
    /// There is no folder for temporary files.
    pub(crate) fn storage(&self) -> std::io::Result<Storage> {
        match self.inner.lasting.0.get() {
            Some((_, folder)) => Ok(Storage::Spilling { above: IN_ROW, folder: folder.clone() }),
            None => Storage::spilling_above(Storage::DEFAULT_ABOVE),
        }
    }

    /// Where a call begins that may change something, or does not.
    pub(crate) fn mark(&self, changes: bool) -> Mark {
        let commits = self.inner.lasting.0.get().map(|(commits, _)| commits.clone());
        let undone = commits.as_ref().map_or(0, |commits| {
            if changes {
                commits.changing.fetch_add(1, Ordering::SeqCst);
            }
            commits.undone.load(Ordering::SeqCst)
        });
        Mark { commits, undone, changes, changing: None, quiet: None, has_read_kept: false }
    }

    /// As [`Cloud::mark`], for calls to services: while nothing can be kept, those that only read do not
    /// see what will be undone.
    pub(crate) async fn admit(&self, changes: bool) -> Mark {
        let Some((commits, _)) = self.inner.lasting.0.get() else { return self.mark(changes) };
        let (changing, quiet) = match changes {
            true => (Some(Changing::begin(&commits.rooms).await), None),
            false => (None, Quiet::begin(&commits.rooms).await),
        };
        let mut mark = self.mark(changes);
        (mark.changing, mark.quiet) = (changing, quiet);
        mark
    }

    /// Waits until what a call has changed, or may have seen, is safe.
    ///
    /// # Errors
    /// It could not be kept, and is as if it had never been: why.
    pub(crate) async fn safe(&self, mut mark: Mark) -> Result<(), Arc<str>> {
        let Some(commits) = mark.commits.clone().filter(|_| !mark.has_read_kept) else {
            return Ok(());
        };
        // To the end.
        let _changing = mark.changing.take();
        // What another call has changed and not yet asked for may have been seen.
        let number = match mark.changes || commits.changing.load(Ordering::SeqCst) > 0 {
            true => {
                let number = commits.asked.fetch_add(1, Ordering::SeqCst) + 1;
                commits.ring(false);
                number
            }
            false => commits.asked.load(Ordering::SeqCst),
        };
        let undone = mark.undone;
        drop(mark);
        if !commits.makes_wait() {
            return Ok(());
        }
        let mut done = commits.done.subscribe();
        // The keeper outlives all calls.
        let done = done.wait_for(|done| done.number >= number).await;
        let why = done.map(|done| done.why.clone()).unwrap_or_default();
        match commits.undone.load(Ordering::SeqCst) == undone {
            true => Ok(()),
            false => Err(why),
        }
    }

    /// The world as it is, with nothing done to it.
    pub(crate) fn world_as_it_is(&self) -> World {
        self.locked_as_it_is().world.clone()
    }

    /// Goes back to what was kept last, because what came after it cannot be. Time and journal go on.
    pub(crate) fn undo(&self, commits: &Commits, kept: &World, why: &str) {
        let mut state = self.locked_as_it_is();
        let mut world = kept.clone();
        *world.journal_mut() = state.world.journal().clone();
        let before = std::mem::replace(&mut state.world, world);
        commits.undone.fetch_add(1, Ordering::SeqCst);
        commits.rooms.set_fails(true);
        let number = commits.asked.load(Ordering::SeqCst);
        drop(state);
        drop(before);
        commits.done.send_modify(|done| *done = Done { number, why: why.into() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where callers do not wait, they do once something could not be kept, until something can.
    #[test]
    fn a_failure_makes_callers_wait_until_something_is_written() {
        let (cloud, commits) = (Cloud::builder().build(), Commits::new(false));
        assert!(!commits.makes_wait());
        cloud.undo(&commits, &cloud.world_as_it_is(), "full");
        assert!(commits.makes_wait());
        commits.done(1, false);
        assert!(commits.makes_wait(), "nothing was written");
        commits.done(2, true);
        assert!(!commits.makes_wait());
    }
}
