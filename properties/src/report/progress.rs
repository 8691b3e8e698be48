//! How far a run is, on a terminal: done and planned, the rate, and what is left.

use super::text::{group, span};
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const WIDTH: usize = 30;

/// How often it is drawn at the most.
const EVERY: Duration = Duration::from_millis(100);

/// A bar on standard error.
pub struct Progress {
    shown: bool,
    begun: Instant,
    /// Random cases are run for so long, rather than so many.
    budget: Option<Duration>,
    drawn: Mutex<Option<Instant>>,
}

impl Progress {
    /// A bar, if it is `shown`: on a terminal, that is. It is told of each run by [`Progress::told`].
    pub fn new(shown: bool, budget: Option<Duration>) -> Self {
        Self { shown, begun: Instant::now(), budget, drawn: Mutex::new(None) }
    }

    /// So many runs of so many are done.
    pub fn told(&self, done: usize, all: usize) {
        if !self.shown {
            return;
        }
        let now = Instant::now();
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.is_some_and(|last| now - last < EVERY) && done < all {
            return;
        }
        *drawn = Some(now);
        eprint!("\r\x1b[K{}", line(done, all, now - self.begun, self.budget));
        // A bar that cannot be shown is no loss.
        let _ = std::io::stderr().flush();
    }

    /// Nothing of it stays.
    pub fn end(&self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}

fn line(done: usize, all: usize, passed: Duration, budget: Option<Duration>) -> String {
    let seconds = passed.as_secs_f64().max(0.001);
    let rate = done as f64 / seconds;
    let left =
        Duration::from_secs_f64((all.saturating_sub(done) as f64 / rate.max(0.001)).min(1e9));
    // With a budget more cases come as long as it lasts.
    let left = budget.map_or(left, |budget| budget.saturating_sub(passed).max(left));
    let full = WIDTH * done.min(all) / all.max(1);
    let bar = "█".repeat(full) + &"░".repeat(WIDTH - full);
    let (done, all) = (group(done), group(all));
    format!("{bar} {done}/{all}  {rate:.0}/s  {} left", span(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left_are_told() {
        let told = line(500, 2000, Duration::from_secs(5), None);
        assert!(told.ends_with("500/2,000  100/s  15.0 s left"), "{told}");
        let told = line(10, 10, Duration::from_secs(5), Some(Duration::from_secs(60)));
        assert!(told.ends_with("10/10  2/s  55.0 s left"), "{told}");
        assert!(line(0, 0, Duration::ZERO, None).contains("0/0"));
    }
}
