//! Reads while nothing can be kept: what changes something is undone a moment later, and who reads must not
//! have seen it. So for as long as it fails, calls that change something and calls that read take turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock, watch};

/// How long a call waits for its turn at the most: then it goes without, and may be told to come again.
const PATIENCE: Duration = Duration::from_secs(2);

/// Who is where.
pub(super) struct Rooms {
    /// Whether anybody takes turns: nothing could be kept the last time.
    fails: AtomicBool,
    turns: Arc<RwLock<()>>,
    /// How many calls have changed something, perhaps, that is neither safe nor undone.
    open: watch::Sender<u64>,
    /// How many ever began.
    begun: AtomicU64,
}

impl Default for Rooms {
    fn default() -> Self {
        Self {
            fails: AtomicBool::new(false),
            turns: Arc::default(),
            open: watch::Sender::new(0),
            begun: AtomicU64::new(0),
        }
    }
}

impl Rooms {
    pub(super) fn fails(&self) -> bool {
        self.fails.load(Ordering::SeqCst)
    }

    pub(super) fn set_fails(&self, fails: bool) {
        self.fails.store(fails, Ordering::SeqCst);
    }
}

/// A call that may change something, until that is safe or undone.
pub(super) struct Changing {
    rooms: Arc<Rooms>,
    _turn: Option<OwnedRwLockWriteGuard<()>>,
}

impl Changing {
    /// Begins when it is the turn of those that change something.
    pub(super) async fn begin(rooms: &Arc<Rooms>) -> Self {
        if !rooms.fails() {
            let this = Self::count(rooms, None);
            // Who reads waits for all that are counted, so that none may be that waits itself.
            if !rooms.fails() {
                return this;
            }
        }
        let turn = rooms.turns.clone().write_owned();
        let turn = tokio::time::timeout(PATIENCE, turn).await.ok();
        Self::count(rooms, turn)
    }

    fn count(rooms: &Arc<Rooms>, turn: Option<OwnedRwLockWriteGuard<()>>) -> Self {
        rooms.open.send_modify(|open| *open += 1);
        rooms.begun.fetch_add(1, Ordering::SeqCst);
        Self { rooms: rooms.clone(), _turn: turn }
    }
}

impl Drop for Changing {
    fn drop(&mut self) {
        self.rooms.open.send_modify(|open| *open = open.saturating_sub(1));
    }
}

/// A call that reads while nobody changes anything.
pub(super) struct Quiet {
    rooms: Arc<Rooms>,
    _turn: OwnedRwLockReadGuard<()>,
    begun: u64,
}

impl Quiet {
    /// Begins when nobody has changed anything that is not safe. `None`: there is no need of it, or no end
    /// of those who do.
    pub(super) async fn begin(rooms: &Arc<Rooms>) -> Option<Self> {
        if !rooms.fails() {
            return None;
        }
        let quiet = async {
            let turn = rooms.turns.clone().read_owned().await;
            let mut open = rooms.open.subscribe();
            loop {
                let begun = rooms.begun.load(Ordering::SeqCst);
                let is_over = *open.borrow_and_update() == 0;
                if is_over {
                    return Some(Self { rooms: rooms.clone(), _turn: turn, begun });
                }
                open.changed().await.ok()?;
            }
        };
        tokio::time::timeout(PATIENCE, quiet).await.ok().flatten()
    }

    /// Whether what was read since then is what was kept: nobody has changed anything.
    pub(super) fn was_kept(self) -> bool {
        self.rooms.begun.load(Ordering::SeqCst) == self.begun
    }
}
