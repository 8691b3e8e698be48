//! How much to try.

use super::days::Days;
use super::shard::Shard;
use std::path::PathBuf;
use std::time::Duration;

/// How much to try.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cases at random.
    pub cases: usize,
    /// Where they come from: the same seed gives the same cases.
    pub seed: u64,
    /// What AWS does.
    pub days: Days,
    /// Whether every single deviation is tried.
    pub sweep: bool,
    /// Whether a single deviation may also be that a call is refused at each of its tries, until the SDK
    /// gives up.
    pub giving_up: bool,
    /// How many single deviations are tried at the most, spread evenly over all there are; none: all.
    pub singles: Option<usize>,
    /// How many pairs of deviations are tried, after the single ones.
    pub pairs: usize,
    /// Where failing cases are stored and replayed from; none: nowhere.
    pub stored: Option<PathBuf>,
    /// Worker threads.
    pub jobs: usize,
    /// Which part of the run this is; none: it has no parts.
    pub shard: Option<Shard>,
    /// How long random cases are run, from the begin of the run on, instead of `cases` of them. All else
    /// is run whatever it takes.
    pub budget: Option<Duration>,
    /// How long a failure is made smaller; none: as long as it gets smaller.
    pub smaller_within: Option<Duration>,
}

impl Default for Options {
    /// 1,000 cases and the sweep; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` have their say.
    fn default() -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
        Self {
            cases: number("PROPTEST_CASES").unwrap_or(1000) as usize,
            seed: number("PROPTEST_RNG_SEED").unwrap_or(0),
            days: Days::Legal,
            sweep: true,
            giving_up: true,
            singles: None,
            pairs: 0,
            stored: None,
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
            shard: None,
            budget: None,
            smaller_within: None,
        }
    }
}
