//! A queue, and how operations find one.

use crate::Sqs;
use crate::attributes::Attributes;
use crate::backlog::Backlog;
use crate::errors;
use crate::names;
use crate::settings::Settings;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A standard queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Queue {
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
pub struct Purge {
    pub ends: Timestamp,
    /// It removes messages with lower numbers.
    pub below: u64,
}

impl Queue {
    pub fn new(
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
    fn settle(&mut self, now: Timestamp) {
        if let Some(Purge { below, .. }) = self.purge.filter(|purge| purge.ends <= now) {
            self.backlog.clear_below(below);
            self.purge = None;
        }
        self.backlog.settle(now, self.settings.retention_at(now));
    }

    /// SQS-3.2.4
    pub fn set_attributes(&mut self, cx: &mut Context, attributes: Attributes) {
        self.settings.set(cx, attributes);
        self.modified = cx.now;
    }
}

impl Sqs {
    /// The queue of an ARN, up to date.
    pub(crate) fn queue(&mut self, cx: &Context, arn: &str) -> Result<&mut Queue> {
        if self.queues.get(arn).is_some_and(|queue| queue.ends.is_some_and(|at| at <= cx.now)) {
            self.queues.remove(arn);
        }
        let queue = self.queues.get_mut(arn).filter(|queue| queue.known_from <= cx.now);
        let queue = Arc::make_mut(queue.ok_or_else(|| errors::no_queue(cx))?);
        queue.settle(cx.now);
        Ok(queue)
    }

    /// The ARN of a queue of the caller's own account, for what is never done to others' (SQS-9.2).
    pub(crate) fn own(&mut self, cx: &Context, url: &str) -> Result<Arc<str>> {
        let arn = names::identified(cx, url)?;
        if names::account_of(&arn) != &*cx.account {
            return Err(errors::denied(url));
        }
        self.queue(cx, &arn)?;
        Ok(arn)
    }

    /// The ARN of a queue that may be another account's.
    pub(crate) fn existing(&mut self, cx: &Context, url: &str) -> Result<Arc<str>> {
        let arn = names::identified(cx, url)?;
        self.queue(cx, &arn)?;
        Ok(arn)
    }

    /// Those who wait for a message of this queue should look again.
    pub(crate) fn tell_receivers(cx: &mut Context, arn: &str) {
        cx.signal(&signal(arn));
    }
}

/// What receivers of a queue wait for.
pub fn signal(arn: &str) -> String {
    format!("sqs/{arn}")
}
