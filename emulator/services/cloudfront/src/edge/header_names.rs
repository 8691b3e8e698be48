//! A set of header names.

use http::HeaderName;
use parhelion_wire::serde_http;
use serde::{Deserialize, Serialize};

/// Names in alphabetical order, each once: what does not depend on the order in a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeaderNames(#[serde(with = "serde_http")] Vec<HeaderName>);

impl HeaderNames {
    pub(crate) fn contains(&self, name: &HeaderName) -> bool {
        self.0.contains(name) // a policy has ten at the most: faster than a search
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, HeaderName> {
        self.0.iter()
    }

    pub(crate) fn union(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).cloned().collect()
    }
}

impl FromIterator<HeaderName> for HeaderNames {
    fn from_iter<I: IntoIterator<Item = HeaderName>>(names: I) -> Self {
        let mut names: Vec<HeaderName> = names.into_iter().collect();
        names.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        names.dedup();
        Self(names)
    }
}

impl<'a> IntoIterator for &'a HeaderNames {
    type Item = &'a HeaderName;
    type IntoIter = std::slice::Iter<'a, HeaderName>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
