//! A queue.

use crate::attributes::Attributes;
use crate::backlog::Backlog;
use crate::settings::Settings;
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A standard queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Queue {
    pub created: Timestamp,
    pub modified: Timestamp,
    /// From when others know of it (SQS-N9).
    pub known_from: Timestamp,
    pub settings: Settings,
    pub tags: BTreeMap<String, String>,
    /// By which it knows its own receipt handles.
    pub secret: Arc<str>,
    pub backlog: Backlog,
    /// When it was purged last.
    pub purged: Option<Timestamp>,
    /// A purge that is still under way (SQS-N10).
    pub purge: Option<Purge>,
    /// A deletion that is still under way (SQS-N9): when it is gone.
    pub ends: Option<Timestamp>,
}

/// A purge that takes its time.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Purge {
    pub ends: Timestamp,
    /// It removes messages with lower numbers.
    pub below: u64,
}

impl Queue {
    pub(crate) fn new(
        attributes: Attributes,
        tags: BTreeMap<String, String>,
        secret: &str,
        now: Timestamp,
    ) -> Self {
        Self {
            created: now,
            modified: now,
            known_from: now,
            settings: Settings::new(attributes, now),
            tags,
            secret: secret.into(),
            backlog: Backlog::default(),
            purged: None,
            purge: None,
            ends: None,
        }
    }

    /// Catches up with the time.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        if let Some(Purge { below, .. }) = self.purge.filter(|purge| purge.ends <= now) {
            self.backlog.clear_below(below);
            self.purge = None;
        }
        self.backlog.settle(now, self.settings.retention_at(now));
    }

    /// SQS-3.2.4
    pub(crate) fn set_attributes(&mut self, cx: &mut Context, attributes: Attributes) {
        self.settings.set(cx, attributes);
        self.modified = cx.now;
    }
}
