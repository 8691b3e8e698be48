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
pub struct Settings {
    latest: Arc<Attributes>,
    /// What was in force before.
    before: Arc<Attributes>,
    /// From when the latest are in force.
    from: Timestamp,
    retention_from: Timestamp,
}

impl Settings {
    pub fn new(attributes: Attributes, now: Timestamp) -> Self {
        let latest = Arc::new(attributes);
        Self { before: latest.clone(), latest, from: now, retention_from: now }
    }

    /// As they were last set.
    pub fn latest(&self) -> &Attributes {
        &self.latest
    }

    /// What is in force.
    pub fn at(&self, now: Timestamp) -> &Attributes {
        if now < self.from { &self.before } else { &self.latest }
    }

    /// The retention period that is in force.
    pub fn retention_at(&self, now: Timestamp) -> Duration {
        let attributes = if now < self.retention_from { &self.before } else { &self.latest };
        Duration::from_secs(attributes.message_retention_period.into())
    }

    pub fn set(&mut self, cx: &mut Context, attributes: Attributes) {
        let late = |delay: Duration| cx.now + delay;
        let retention = attributes.message_retention_period;
        self.before = Arc::new(self.at(cx.now).clone());
        let retained = self.latest.message_retention_period;
        self.latest = Arc::new(attributes);
        self.from = late(cx.choose_delay(&ATTRIBUTES_LATE));
        self.retention_from = cx.now;
        if retained != retention {
            let delay = cx.choose_delay(&RETENTION_LATE);
            self.retention_from = cx.now + delay;
            Arc::make_mut(&mut self.before).message_retention_period = retained;
        }
    }
}
