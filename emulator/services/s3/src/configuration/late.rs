//! Bucket configuration that takes effect late (S3-9.2, S3-9.4 A13, A14).

use crate::choices::CONFIGURATION_LATE;
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A value, and the one before it while that is still in force.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Late<T> {
    latest: T,
    before: Option<Before<T>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Before<T> {
    value: T,
    until: Timestamp,
    /// Some requests see the new value already: those of odd seconds.
    by_turns: bool,
}

impl<T> Before<T> {
    fn is_seen(&self, now: Timestamp) -> bool {
        now < self.until && !(self.by_turns && now.secs() % 2 == 1)
    }
}

impl<T: Clone> Late<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { latest: value, before: None }
    }

    /// What requests see: also those that read the configuration itself.
    pub(crate) fn at(&self, now: Timestamp) -> &T {
        match &self.before {
            Some(before) if before.is_seen(now) => &before.value,
            _ => &self.latest,
        }
    }

    /// What will be in force in the end.
    pub(crate) fn latest(&self) -> &T {
        &self.latest
    }

    /// Replaces the value: on a calm day at once.
    pub(crate) fn set(&mut self, cx: &mut Context, value: T) {
        let option = CONFIGURATION_LATE.options.get(usize::from(cx.choose(&CONFIGURATION_LATE)));
        self.before = option.filter(|option| option.millis > 0).map(|option| Before {
            value: self.at(cx.now).clone(),
            until: cx.now + Duration::from_millis(option.millis),
            by_turns: option.name.ends_with("by turns"),
        });
        self.latest = value;
    }
}
