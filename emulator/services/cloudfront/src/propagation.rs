//! How long a change takes to become known: calm delays, and the freedom N2 of CF-14. The edge has
//! N1 and N3: single POPs that hear of it later.

use parhelion_world::choice::{Clause, Opt, Point};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Calm delays. AWS promises none of them ("within seconds" for invalidations, CF-8.2); these
/// are the emulator's (CF-14, N1 to N3 with their lowest bounds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Propagation {
    /// From an accepted configuration to its arrival at a POP.
    pub configuration: Duration,
    /// From the last POP's arrival to `Deployed`.
    pub deployed: Duration,
    /// From an accepted invalidation to the purge at a POP.
    pub invalidation: Duration,
    /// From the last POP's purge to `Completed`.
    pub completed: Duration,
    /// From a published function, or a changed key value store, to its arrival at a POP.
    #[serde(default)]
    pub function: Duration,
}

impl Default for Propagation {
    fn default() -> Self {
        Self {
            configuration: Duration::from_secs(5),
            deployed: Duration::from_secs(5),
            invalidation: Duration::from_secs(1),
            completed: Duration::from_secs(4),
            function: Duration::from_secs(3),
        }
    }
}

impl Propagation {
    /// Everything is done as soon as the clock is looked at again: for servers whose users wait.
    pub const IMMEDIATE: Self = Self {
        configuration: Duration::ZERO,
        deployed: Duration::ZERO,
        invalidation: Duration::ZERO,
        completed: Duration::ZERO,
        function: Duration::ZERO,
    };

    /// From an accepted configuration to `Deployed`, where no POP is later than others.
    pub(crate) fn until_deployed(&self) -> Duration {
        self.configuration + self.deployed
    }
}

static N2: Clause = Clause {
    rule: "CF-14(N2)",
    says: "The status may stay InProgress although every edge location has the configuration.",
    url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-returned.html",
};

const fn calm() -> Opt {
    Opt { name: "calm", clause: None, millis: 0 }
}

const fn late(name: &'static str, clause: &'static Clause, seconds: u64) -> Opt {
    Opt { name, clause: Some(clause), millis: seconds * 1000 }
}

/// How much later than calm `Deployed` is reported.
pub(crate) static DEPLOYED: Point = Point {
    name: "cloudfront.deployed-delay",
    options: &[calm(), late("1min", &N2, 60), late("5min", &N2, 300)],
};
