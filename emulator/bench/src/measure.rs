//! How figures are measured and shown.

use std::time::{Duration, Instant};

pub(crate) const ROUNDS: u32 = 5;

/// The best time of one call of `work` among five rounds of `n`.
pub(crate) fn best(n: u32, mut work: impl FnMut(u32)) -> Duration {
    let round = |_| {
        let begun = Instant::now();
        (0..n).for_each(&mut work);
        begun.elapsed() / n
    };
    (0..ROUNDS).map(round).min().unwrap()
}

pub(crate) fn row(what: &str, reached: &str, goal: &str) {
    println!("| {what} | {reached} | {goal} |");
}

pub(crate) fn per_second(each: Duration) -> String {
    let rate = 1.0 / each.as_secs_f64();
    if rate >= 10_000.0 { format!("{:.0} k/s", rate / 1000.0) } else { format!("{rate:.0} /s") }
}

pub(crate) fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// So many thousandths of what was measured, which is sorted, lie below it.
pub(crate) fn at(took: &[Duration], share: usize) -> Duration {
    let at = (took.len() * share / 1000).min(took.len().saturating_sub(1));
    took.get(at).copied().unwrap_or_default()
}

pub(crate) fn millis(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}
