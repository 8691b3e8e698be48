//! The one clock: virtual in tests, following the wall in servers until a test takes it over.

use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The last moment whose year has four digits, as all of AWS's formats want it: clocks stand still there.
pub(crate) const LATEST: Timestamp = Timestamp(253_402_300_799_999);

/// What says the time. Every [`Cloud`](crate::Cloud) has one.
#[derive(Debug)]
pub struct Clock {
    timebase: Timebase,
    /// Rings when the clock was moved otherwise than by time.
    moved: tokio::sync::Notify,
}

/// Where a clock has its time from.
#[derive(Debug)]
enum Timebase {
    /// `epoch`, and from `start` on whatever tokio's clock says: on a paused runtime, virtual time.
    Tokio { epoch: Timestamp, start: tokio::time::Instant },
    /// Moves only when told.
    Manual(Mutex<Timestamp>),
    /// The system's time plus `ahead`, or standing still.
    Wall(Mutex<Wall>),
}

/// A server's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Wall {
    Following { ahead_ms: i64 },
    Frozen { at: Timestamp },
}

impl Clock {
    /// Begins at `epoch` and goes with tokio's clock. On a runtime with paused time (as under
    /// `#[tokio::test(start_paused = true)]`) that is virtual time: the SDK's back-off, the
    /// application's sleeps and AWS's delays are one timeline.
    pub fn tokio(epoch: Timestamp) -> Self {
        Self::of(Timebase::Tokio { epoch, start: tokio::time::Instant::now() })
    }

    /// Begins at `epoch` and moves only by [`Cloud::advance`](crate::Cloud::advance).
    ///
    /// ```
    /// use parhelion::{Clock, Cloud, Timestamp};
    /// use std::time::Duration;
    ///
    /// let noon = Timestamp::from_secs(1_800_014_400);
    /// let cloud = Cloud::builder().clock(Clock::manual(noon)).build();
    /// let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// runtime.block_on(cloud.advance(Duration::from_secs(60)));
    /// assert_eq!(cloud.now(), noon + Duration::from_secs(60));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn manual(epoch: Timestamp) -> Self {
        Self::of(Timebase::Manual(Mutex::new(epoch)))
    }

    /// Follows the system's clock: for servers.
    pub fn wall() -> Self {
        Self::of(Timebase::Wall(Mutex::new(Wall::Following { ahead_ms: 0 })))
    }

    /// As a server's clock was.
    #[cfg(feature = "server")]
    pub(crate) fn wall_as(wall: Wall) -> Self {
        Self::of(Timebase::Wall(Mutex::new(wall)))
    }

    /// How a server's clock is.
    #[cfg(feature = "server")]
    pub(crate) fn as_wall(&self) -> Option<Wall> {
        let Timebase::Wall(wall) = &self.timebase else { return None };
        Some(*wall.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn of(timebase: Timebase) -> Self {
        Self { timebase, moved: tokio::sync::Notify::new() }
    }

    /// True of a server's clock: others are served while it is looked at.
    pub(crate) fn is_wall(&self) -> bool {
        matches!(self.timebase, Timebase::Wall(_))
    }

    /// Ends when the clock is next moved otherwise than by time.
    pub(crate) fn changed(&self) -> tokio::sync::futures::Notified<'_> {
        self.moved.notified()
    }

    /// Ends when it is `at`. A clock that stands still never gets there by itself.
    pub(crate) async fn reach(&self, at: Timestamp) {
        let now = self.now();
        if at <= now {
            return;
        }
        let runs = match &self.timebase {
            Timebase::Tokio { .. } => true,
            Timebase::Manual(_) => false,
            Timebase::Wall(_) => !self.is_frozen(),
        };
        match runs {
            true => tokio::time::sleep(at.since(now)).await,
            false => std::future::pending().await,
        }
    }

    /// The time that it shows, to the millisecond.
    pub fn now(&self) -> Timestamp {
        match &self.timebase {
            Timebase::Tokio { epoch, start } => (*epoch + start.elapsed()).min(LATEST),
            Timebase::Manual(now) => *now.lock().unwrap_or_else(PoisonError::into_inner),
            Timebase::Wall(wall) => wall.lock().unwrap_or_else(PoisonError::into_inner).now(),
        }
    }

    /// The time; of a server whose clock a test has moved, the system's where that is nearer to
    /// `at`: clients sign by it.
    pub(crate) fn nearest_to(&self, at: Timestamp) -> Timestamp {
        let apart = |time: &Timestamp| time.0.abs_diff(at.0);
        let now = self.now();
        match self.timebase {
            Timebase::Wall(_) => std::cmp::min_by_key(now, Wall::system(), apart),
            Timebase::Tokio { .. } | Timebase::Manual(_) => now,
        }
    }

    /// The system's time, of a server's clock.
    pub(crate) fn system(&self) -> Option<Timestamp> {
        self.is_wall().then(Wall::system)
    }

    /// A clock with the same time base that goes on from `now`, on its own.
    pub(crate) fn fork_at(&self, now: Timestamp) -> Self {
        match &self.timebase {
            Timebase::Tokio { .. } => Self::tokio(now),
            Timebase::Manual(_) => Self::manual(now),
            Timebase::Wall(wall) => {
                let wall = *wall.lock().unwrap_or_else(PoisonError::into_inner);
                Self::of(Timebase::Wall(Mutex::new(wall)))
            }
        }
    }

    /// Lets `duration` pass. On tokio's clock by sleeping, which a paused runtime makes instant.
    pub(crate) async fn pass(&self, duration: Duration) {
        match &self.timebase {
            Timebase::Tokio { .. } => tokio::time::sleep(duration).await,
            Timebase::Manual(_) | Timebase::Wall(_) => self.skip(duration),
        }
    }

    /// Jumps ahead. Tokio's clock cannot jump without its runtime: it stays.
    pub(crate) fn skip(&self, duration: Duration) {
        match &self.timebase {
            Timebase::Tokio { .. } => {}
            Timebase::Manual(now) => {
                let mut now = now.lock().unwrap_or_else(PoisonError::into_inner);
                *now = (*now + duration).min(LATEST);
            }
            Timebase::Wall(wall) => {
                let mut wall = wall.lock().unwrap_or_else(PoisonError::into_inner);
                let to = wall.now() + duration;
                wall.set(to);
            }
        }
        self.moved.notify_waiters();
    }

    /// Stops a server's clock where it is. `false`: this clock is not a server's.
    pub fn freeze(&self) -> bool {
        self.on_wall(|wall| *wall = Wall::Frozen { at: wall.now() })
    }

    /// Lets a server's clock follow the system's again, from the time it shows.
    pub fn thaw(&self) -> bool {
        self.on_wall(|wall| {
            let at = wall.now();
            *wall = Wall::Following { ahead_ms: 0 };
            wall.set(at);
        })
    }

    /// Sets a server's clock; a frozen one stays frozen.
    pub fn set(&self, to: Timestamp) -> bool {
        self.on_wall(|wall| wall.set(to))
    }

    /// Shows `to` from now on, earlier or later. Tokio's clock cannot: it stays.
    pub(crate) fn turn_to(&self, to: Timestamp) {
        if let Timebase::Manual(now) = &self.timebase {
            *now.lock().unwrap_or_else(PoisonError::into_inner) = to;
            self.moved.notify_waiters();
        }
        self.set(to);
    }

    /// Whether it stands still until it is told otherwise. A clock that no server has counts as frozen:
    /// no wall moves it.
    pub fn is_frozen(&self) -> bool {
        let Timebase::Wall(wall) = &self.timebase else { return true };
        let wall = wall.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(*wall, Wall::Frozen { .. })
    }

    fn on_wall(&self, change: impl FnOnce(&mut Wall)) -> bool {
        let Timebase::Wall(wall) = &self.timebase else { return false };
        change(&mut wall.lock().unwrap_or_else(PoisonError::into_inner));
        self.moved.notify_waiters();
        true
    }
}

impl Default for Wall {
    fn default() -> Self {
        Self::Following { ahead_ms: 0 }
    }
}

impl Wall {
    fn system() -> Timestamp {
        Timestamp::from_system_time(SystemTime::now())
    }

    fn now(&self) -> Timestamp {
        let now = match self {
            Wall::Following { ahead_ms } => Timestamp(Self::system().0.saturating_add(*ahead_ms)),
            Wall::Frozen { at } => *at,
        };
        now.min(LATEST)
    }

    fn set(&mut self, to: Timestamp) {
        match self {
            Wall::Following { ahead_ms } => *ahead_ms = to.0.saturating_sub(Self::system().0),
            Wall::Frozen { at } => *at = to,
        }
    }
}
