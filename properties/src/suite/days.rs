//! What AWS does on the days that are tried: whatever it legally may, or less, to compare.

use parhelion::{Adversary, choices, random};
use std::collections::BTreeSet;

/// On which days a property is tried.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Days {
    /// AWS does whatever it legally may.
    #[default]
    Legal,
    /// It does so at these points only.
    Only(BTreeSet<String>),
    /// What stands between the application and AWS lets each try of a call fail with this probability, before
    /// it has an effect or after, and does nothing else.
    Proxy(f64),
    /// Nothing unusual ever happens.
    Calm,
}

impl Days {
    /// Calls are refused before they have an effect, and nothing else happens: what most fault injectors do.
    pub fn refusals() -> Self {
        Self::Only(choices::refusals().iter().map(|point| point.name.to_owned()).collect())
    }

    /// Whether single deviations are tried at a point.
    pub(super) fn sweep(&self, point: &str) -> bool {
        match self {
            Self::Legal => true,
            Self::Only(points) => points.contains(point),
            Self::Proxy(_) | Self::Calm => false,
        }
    }

    /// A day at random. Of `points` some are free, more or less often (swarm testing).
    pub(super) fn random(&self, seed: u64, points: &[String]) -> Adversary {
        const RATES: [f64; 5] = [0.0, 0.02, 0.05, 0.1, 0.2];
        match self {
            Self::Calm => return Adversary::calm(),
            Self::Proxy(rate) => return Adversary::random_at(seed, *rate, transport()),
            Self::Legal | Self::Only(_) => {}
        }
        let rate = RATES[(random::hash(seed, "rate") % RATES.len() as u64) as usize];
        let chosen = points.iter().filter(|point| random::hash(seed, point).is_multiple_of(2));
        let chosen: BTreeSet<String> = chosen.cloned().collect();
        if chosen.is_empty() { Adversary::calm() } else { Adversary::random_at(seed, rate, chosen) }
    }
}

/// What may happen to any call on its way: it is refused, or its answer is lost.
fn transport() -> BTreeSet<String> {
    let names = choices::points().into_iter().map(|point| point.name);
    names
        .filter(|name| name.ends_with(".before") || name.ends_with(".after"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_refuses_and_loses_answers() {
        let points = transport();
        assert!(points.contains("s3.before") && points.contains("s3.after"));
        assert!(!points.contains("latency") && !points.contains("s3.short-page"));
        let Days::Only(refusals) = Days::refusals() else { unreachable!() };
        assert!(refusals.contains("s3.before") && !refusals.contains("s3.after"));
        assert!(Days::refusals().sweep("s3.before") && !Days::refusals().sweep("latency"));
        assert!(!Days::Calm.sweep("s3.before") && !Days::Proxy(0.05).sweep("s3.before"));
    }
}
