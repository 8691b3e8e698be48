//! Session tags: those that a call passes, and those that its caller's session hands on.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>

use crate::model::Tag;
use imbl::{OrdMap, OrdSet};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// The tags of a session that is to be made.
#[derive(Default)]
pub(crate) struct SessionTags {
    /// By key.
    pub(crate) all: OrdMap<Arc<str>, Arc<str>>,
    /// The keys of those that go on to the sessions that it makes.
    pub(crate) transitive: OrdSet<Arc<str>>,
    /// How large those that were passed are: inherited ones count for nothing.
    pub(crate) passed_bytes: usize,
}

impl SessionTags {
    /// Those of a call, with what the calling session hands on.
    pub(crate) fn new(cx: &Context, passed: Vec<Tag>, transitive: Vec<String>) -> Result<Self> {
        let inherited = match cx.session() {
            None => Self::default(),
            Some(session) => Self {
                all: (session.tags.iter())
                    .filter(|(key, _)| session.transitive.contains(*key))
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect(),
                transitive: session.transitive.clone(),
                passed_bytes: 0,
            },
        };
        inherited.with(passed, transitive)
    }

    /// With these besides.
    pub(crate) fn with(mut self, passed: Vec<Tag>, transitive: Vec<String>) -> Result<Self> {
        let mut own = OrdMap::new();
        for Tag { key, value } in passed {
            if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
                return Err(invalid("Tag keys starting with 'aws:' are reserved for system use"));
            }
            if find(&own, &key).is_some() {
                let message =
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
                return Err(invalid(message));
            }
            if find(&self.all, &key).is_some() {
                return Err(invalid(CONFLICT));
            }
            self.passed_bytes += key.len() + value.len() + OVERHEAD;
            own.insert(Arc::from(key), Arc::from(value));
        }
        for key in transitive {
            match find(&own, &key) {
                Some(key) => drop(self.transitive.insert(key.clone())),
                None if find(&self.all, &key).is_some() => return Err(invalid(CONFLICT)),
                None => {
                    let message =
                        "The specified transitive tag key must be included in the requested tags.";
                    return Err(invalid(message));
                }
            }
        }
        self.all.extend(own);
        Ok(self)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.all.get(find(&self.all, key)?).map(|value| &**value)
    }
}

/// What a tag takes in a session token besides its texts, in bytes.
const OVERHEAD: usize = 8;

const CONFLICT: &str = "One of the specified transitive tag keys can't be set because it conflicts \
                        with a transitive tag key from the calling session.";

/// A key as it is written, whatever its case.
fn find<'a>(tags: &'a OrdMap<Arc<str>, Arc<str>>, key: &str) -> Option<&'a Arc<str>> {
    tags.keys().find(|known| known.eq_ignore_ascii_case(key))
}

fn invalid(message: &'static str) -> Error {
    Error::new(400, "InvalidParameterValue", message)
}
