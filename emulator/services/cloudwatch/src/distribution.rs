//! What one bucket of a metric holds: the four sums, and the samples for as long as they are known.

use serde::{Deserialize, Serialize};

/// Samples are put in order and merged when this many are kept, and at each doubling after that.
const SAMPLES_UNMERGED_MAX: usize = 4_096;

/// The values that fell into one bucket of time, of one unit.
///
/// Putting is not idempotent: everything accumulates (CW-B2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Distribution {
    pub sample_count: f64,
    pub sum: f64,
    pub minimum: f64,
    pub maximum: f64,
    samples: Samples,
}

/// Single values with their weights, in no order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Samples {
    Known(Vec<Sample>),
    /// A statistic set came in whose samples cannot be told (CW-B4).
    Unknown,
}

/// A value and how often it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sample {
    pub value: f64,
    pub weight: f64,
}

impl Default for Distribution {
    fn default() -> Self {
        Self {
            sample_count: 0.0,
            sum: 0.0,
            minimum: f64::INFINITY,
            maximum: f64::NEG_INFINITY,
            samples: Samples::Known(Vec::new()),
        }
    }
}

impl Distribution {
    /// Adds a value that was seen `weight` times.
    pub(crate) fn add(&mut self, value: f64, weight: f64) {
        self.accumulate(weight, value * weight, value, value);
        self.push_sample(Sample { value, weight });
    }

    /// Adds a statistic set. Its samples are known only if all are equal, or if there is but one
    /// (CW-B4).
    pub(crate) fn add_set(&mut self, sample_count: f64, sum: f64, minimum: f64, maximum: f64) {
        self.accumulate(sample_count, sum, minimum, maximum);
        if minimum == maximum && sum == minimum * sample_count {
            self.push_sample(Sample { value: minimum, weight: sample_count });
        } else {
            self.samples = Samples::Unknown;
        }
    }

    /// Adds the sums of another distribution; its samples too if they are wanted.
    pub(crate) fn merge(&mut self, other: &Self, with_samples: bool) {
        self.accumulate(other.sample_count, other.sum, other.minimum, other.maximum);
        match &other.samples {
            Samples::Known(samples) if with_samples => {
                samples.iter().for_each(|sample| self.push_sample(*sample));
            }
            _ => self.samples = Samples::Unknown,
        }
    }

    fn accumulate(&mut self, sample_count: f64, sum: f64, minimum: f64, maximum: f64) {
        self.sample_count += sample_count;
        self.sum += sum;
        self.minimum = self.minimum.min(minimum);
        self.maximum = self.maximum.max(maximum);
    }

    fn push_sample(&mut self, sample: Sample) {
        let Samples::Known(samples) = &mut self.samples else { return };
        if let Some(last) = samples.last_mut().filter(|last| last.value == sample.value) {
            last.weight += sample.weight;
            return;
        }
        if samples.len() >= SAMPLES_UNMERGED_MAX && samples.len().is_power_of_two() {
            in_order(samples);
        }
        samples.push(sample);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sample_count == 0.0
    }

    /// The samples by value, each value once. `None` where percentiles and their kin do not exist:
    /// samples unknown, or a value negative (CW-B4).
    pub(crate) fn samples(&self) -> Option<Vec<Sample>> {
        match &self.samples {
            Samples::Known(samples) if self.minimum >= 0.0 => {
                let mut samples = samples.clone();
                in_order(&mut samples);
                Some(samples)
            }
            _ => None,
        }
    }
}

fn in_order(samples: &mut Vec<Sample>) {
    samples.sort_by(|a, b| a.value.total_cmp(&b.value));
    samples.dedup_by(|next, kept| {
        let same = next.value == kept.value;
        if same {
            kept.weight += next.weight;
        }
        same
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cw_b2_repeated_values_accumulate() {
        let mut held = Distribution::default();
        held.add(2.0, 1.0);
        held.add(2.0, 3.0);
        held.add(-1.0, 1.0);
        assert_eq!((held.sample_count, held.sum), (5.0, 7.0));
        assert_eq!((held.minimum, held.maximum), (-1.0, 2.0));
    }

    #[test]
    fn cw_b4_a_set_of_equal_values_keeps_its_samples() {
        let mut held = Distribution::default();
        held.add_set(3.0, 6.0, 2.0, 2.0);
        assert_eq!(held.samples(), Some(vec![Sample { value: 2.0, weight: 3.0 }]));
        held.add_set(2.0, 5.0, 1.0, 4.0);
        assert_eq!(held.samples(), None);
    }

    #[test]
    fn cw_b4_a_negative_value_hides_the_samples() {
        let mut held = Distribution::default();
        held.add(1.0, 1.0);
        assert!(held.samples().is_some());
        held.add(-0.5, 1.0);
        assert_eq!(held.samples(), None);
    }

    #[test]
    fn many_samples_stay_merged() {
        let mut held = Distribution::default();
        for i in 0..100_000 {
            held.add(f64::from(i % 100), 1.0);
        }
        let Samples::Known(samples) = &held.samples else { panic!("samples are known") };
        assert!(samples.len() <= 2 * SAMPLES_UNMERGED_MAX);
        let samples = held.samples().unwrap_or_default();
        assert_eq!(samples.len(), 100);
        assert!(samples.iter().all(|sample| sample.weight == 1_000.0));
    }
}
