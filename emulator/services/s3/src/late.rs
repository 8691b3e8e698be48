//! Bucket configuration that takes effect late (S3-9.2, S3-9.4 A13, A14).

use crate::choices::CONFIGURATION_LATE;
use parhelion_wire::Timestamp;
use parhelion_world::Context;

/// A value, and the one before it while that is still in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Late<T> {
    latest: T,
    before: Option<(T, Timestamp)>,
}

impl<T: Clone> Late<T> {
    pub fn new(value: T) -> Self {
        Self { latest: value, before: None }
    }

    /// What requests see: also those that read the configuration itself.
    pub fn at(&self, now: Timestamp) -> &T {
        match &self.before {
            Some((before, until)) if now < *until => before,
            _ => &self.latest,
        }
    }

    /// What will be in force in the end.
    pub fn latest(&self) -> &T {
        &self.latest
    }

    /// Replaces the value: on a calm day at once.
    pub fn set(&mut self, cx: &mut Context, value: T) {
        let delay = cx.choose_delay(&CONFIGURATION_LATE);
        self.before = (!delay.is_zero()).then(|| (self.at(cx.now).clone(), cx.now + delay));
        self.latest = value;
    }
}
