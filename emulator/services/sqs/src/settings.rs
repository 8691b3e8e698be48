//! A queue's attributes in time: a change takes effect at once on a calm day, within 60 seconds on
//! others, and that of the retention period within 15 minutes (K-SQS-ATTR, SQS-N8).

use crate::attributes::Attributes;
use crate::choices::{ATTRIBUTES_LATE, RETENTION_LATE};
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Settings {
    latest: Arc<Attributes>,
    /// What was in force before.
    before: Arc<Attributes>,
    /// From when the latest are in force.
    from: Timestamp,
    retention_from: Timestamp,
}

impl Settings {
    pub(crate) fn new(attributes: Attributes, now: Timestamp) -> Self {
        let latest = Arc::new(attributes);
        Self { before: latest.clone(), latest, from: now, retention_from: now }
    }

    /// As they were last set.
    pub(crate) fn latest(&self) -> &Attributes {
        &self.latest
    }

    /// What is in force.
    pub(crate) fn at(&self, now: Timestamp) -> &Attributes {
        if now < self.from { &self.before } else { &self.latest }
    }

    /// The retention period that is in force.
    pub(crate) fn retention_at(&self, now: Timestamp) -> Duration {
        Duration::from_secs(self.retained_at(now).into())
    }

    fn retained_at(&self, now: Timestamp) -> u32 {
        let attributes = if now < self.retention_from { &self.before } else { &self.latest };
        attributes.message_retention_period
    }

    pub(crate) fn set(&mut self, cx: &mut Context, attributes: Attributes) {
        let mut before = self.at(cx.now).clone();
        before.message_retention_period = self.retained_at(cx.now);
        let retention = attributes.message_retention_period != before.message_retention_period;
        self.before = Arc::new(before);
        self.latest = Arc::new(attributes);
        self.from = cx.now + cx.choose_delay(&ATTRIBUTES_LATE);
        let delay = if retention { cx.choose_delay(&RETENTION_LATE) } else { Duration::ZERO };
        self.retention_from = cx.now + delay;
    }
}
