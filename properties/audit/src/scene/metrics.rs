//! Metrics that are named somewhere, and with which dimensions they are really written.

use super::alarm::{Watched, dimensions};
use aws_sdk_cloudwatch::types as cw;
use std::collections::{BTreeMap, BTreeSet};

/// By region, namespace and name: the sets of dimensions with which CloudWatch has data. ListMetrics
/// knows those of the last two weeks.
#[derive(Clone, Debug, Default)]
pub struct Metrics {
    known: BTreeMap<(String, String, String), BTreeSet<BTreeMap<String, String>>>,
}

/// Whether anybody writes what is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// With exactly these dimensions.
    Yes,
    /// With others: the first of those.
    Otherwise(BTreeMap<String, String>),
    /// Not at all.
    No,
}

impl Metrics {
    /// What ListMetrics said of one name.
    pub fn add(&mut self, region: &str, namespace: &str, name: &str, found: &[cw::Metric]) {
        let key = (region.to_owned(), namespace.to_owned(), name.to_owned());
        let sets = found.iter().map(|metric| dimensions(metric.dimensions.as_deref()));
        self.known.entry(key).or_default().extend(sets);
    }

    /// Whether anybody writes it.
    pub fn written(&self, region: &str, watched: &Watched) -> Written {
        let Watched { namespace, name, dimensions } = watched;
        let key = (region.to_owned(), namespace.clone(), name.clone());
        let Some(sets) = self.known.get(&key) else { return Written::No };
        if sets.contains(dimensions) {
            return Written::Yes;
        }
        sets.first().map_or(Written::No, |first| Written::Otherwise(first.clone()))
    }
}
