//! Statistics: from the samples of a window to one number (CW-B4). Pure.

use crate::distribution::{Distribution, Sample};
use serde::{Deserialize, Serialize};

/// What is asked of a window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Statistic {
    SampleCount,
    Average,
    Sum,
    Minimum,
    Maximum,
    /// `p99.9`.
    Percentile(f64),
    /// `TM(10%:90%)`, `tc95`, `PR(:300)`, `IQM`, …
    Trimmed(Trimmed, Bounds),
}

/// What is computed of the samples between two bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Trimmed {
    /// TM
    Mean,
    /// WM: as TM, but what lies outside counts as the bound.
    WinsorizedMean,
    /// TC
    Count,
    /// TS
    Sum,
    /// PR: the share of samples between, in percent.
    Rank,
}

/// Either may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Bounds {
    /// Percent of the samples, 0 to 100.
    Relative(Option<f64>, Option<f64>),
    /// Values: the lower exclusive, the upper inclusive.
    Absolute(Option<f64>, Option<f64>),
}

/// The basic five, as `Statistics` and `Statistic` members name them.
pub(crate) const BASIC: [&str; 5] = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];

impl Statistic {
    /// Reads a statistic's name; `None` where there is none such.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "SampleCount" => Self::SampleCount,
            "Average" => Self::Average,
            "Sum" => Self::Sum,
            "Minimum" => Self::Minimum,
            "Maximum" => Self::Maximum,
            "IQM" => Self::Trimmed(Trimmed::Mean, Bounds::Relative(Some(25.0), Some(75.0))),
            _ => return Self::parse_extended(name),
        })
    }

    fn parse_extended(name: &str) -> Option<Self> {
        let word = name.find(|c: char| !c.is_ascii_alphabetic())?;
        let (word, rest) = name.split_at(word);
        let short =
            |trimmed| Some(Self::Trimmed(trimmed, Bounds::Relative(None, Some(percent(rest)?))));
        let long = |trimmed| {
            let (lower, upper) = rest.strip_prefix('(')?.strip_suffix(')')?.split_once(':')?;
            Some(Self::Trimmed(trimmed, Bounds::parse(lower, upper)?))
        };
        match word {
            "p" => Some(Self::Percentile(percent(rest)?)),
            "tm" => short(Trimmed::Mean),
            "wm" => short(Trimmed::WinsorizedMean),
            "tc" => short(Trimmed::Count),
            "ts" => short(Trimmed::Sum),
            "TM" => long(Trimmed::Mean),
            "WM" => long(Trimmed::WinsorizedMean),
            "TC" => long(Trimmed::Count),
            "TS" => long(Trimmed::Sum),
            "PR" => {
                long(Trimmed::Rank).filter(|s| matches!(s, Self::Trimmed(_, Bounds::Absolute(..))))
            }
            _ => None,
        }
    }

    /// True if the single samples are needed, not just their sums.
    pub(crate) fn needs_samples(&self) -> bool {
        matches!(self, Self::Percentile(_) | Self::Trimmed(..))
    }

    /// The statistic's value; `None` where a window has none: no datapoint is returned then.
    pub(crate) fn of(&self, window: &Distribution) -> Option<f64> {
        if window.is_empty() {
            return None;
        }
        Some(match self {
            Self::SampleCount => window.sample_count,
            Self::Average => window.sum / window.sample_count,
            Self::Sum => window.sum,
            Self::Minimum => window.minimum,
            Self::Maximum => window.maximum,
            Self::Percentile(percent) => percentile(&window.samples()?, *percent)?,
            Self::Trimmed(trimmed, bounds) => trim(&window.samples()?, *trimmed, *bounds)?,
        })
    }
}

impl Bounds {
    fn parse(lower: &str, upper: &str) -> Option<Self> {
        if lower.is_empty() && upper.is_empty() {
            return None;
        }
        if [lower, upper].iter().any(|bound| bound.ends_with('%')) {
            let bound = |text: &str| match text {
                "" => Some(None),
                _ => percent(text.strip_suffix('%')?).map(Some),
            };
            let (lower, upper) = (bound(lower)?, bound(upper)?);
            let ordered = lower.unwrap_or(0.0) < upper.unwrap_or(100.0);
            return ordered.then_some(Self::Relative(lower, upper));
        }
        let bound = |text: &str| match text {
            "" => Some(None),
            _ => number(text).map(Some),
        };
        let (lower, upper) = (bound(lower)?, bound(upper)?);
        let ordered = lower.zip(upper).is_none_or(|(lower, upper)| lower < upper);
        ordered.then_some(Self::Absolute(lower, upper))
    }
}

/// A plain decimal number of at most ten decimals.
fn number(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let plain = !whole.is_empty() && digits(whole) && digits(decimals) && decimals.len() <= 10;
    if plain { text.parse().ok() } else { None }
}

/// 0 to 100.
fn percent(text: &str) -> Option<f64> {
    number(text).filter(|percent| (0.0..=100.0).contains(percent))
}

fn total(samples: &[Sample]) -> f64 {
    samples.iter().map(|sample| sample.weight).sum()
}

/// Nearest rank on the weighted samples (CW-B4: AWS's interpolation is not public).
fn percentile(samples: &[Sample], percent: f64) -> Option<f64> {
    value_at(samples, percent / 100.0 * total(samples))
}

/// The value that the `position`th of the samples in order has.
fn value_at(samples: &[Sample], position: f64) -> Option<f64> {
    // Sums of fractions must not miss a rank that they should just reach.
    let position = position * (1.0 - 1e-12);
    let mut before = 0.0;
    for sample in samples {
        before += sample.weight;
        if before >= position {
            return Some(sample.value);
        }
    }
    samples.last().map(|sample| sample.value)
}

/// Both kinds of bounds are positions in the samples in order: what lies between is kept, a sample
/// that a relative bound cuts through in part.
fn trim(samples: &[Sample], trimmed: Trimmed, bounds: Bounds) -> Option<f64> {
    let all = total(samples);
    let up_to = |bound: f64| total_until(samples, bound);
    let (from, to) = match bounds {
        Bounds::Relative(lower, upper) => {
            (lower.unwrap_or(0.0) / 100.0 * all, upper.unwrap_or(100.0) / 100.0 * all)
        }
        Bounds::Absolute(lower, upper) => (lower.map_or(0.0, up_to), upper.map_or(all, up_to)),
    };
    let kept = to - from;
    let sum = sum_between(samples, from, to);
    match trimmed {
        Trimmed::Mean => (kept > 0.0).then(|| sum / kept),
        Trimmed::Count => Some(kept),
        Trimmed::Sum => Some(sum),
        Trimmed::Rank => Some(100.0 * kept / all),
        Trimmed::WinsorizedMean => {
            let (low, high) = match bounds {
                Bounds::Absolute(lower, upper) => (lower, upper),
                Bounds::Relative(..) => (value_at(samples, from), value_at(samples, to)),
            };
            let outside = from * low.unwrap_or(0.0) + (all - to) * high.unwrap_or(0.0);
            Some((sum + outside) / all)
        }
    }
}

/// How many samples are not above `bound`.
fn total_until(samples: &[Sample], bound: f64) -> f64 {
    samples.iter().take_while(|sample| sample.value <= bound).map(|sample| sample.weight).sum()
}

fn sum_between(samples: &[Sample], from: f64, to: f64) -> f64 {
    let mut before = 0.0;
    let mut sum = 0.0;
    for sample in samples {
        let after = before + sample.weight;
        let part = after.min(to) - before.max(from);
        if part > 0.0 {
            sum += part * sample.value;
        }
        before = after;
    }
    sum
}

#[cfg(test)]
mod tests;
