//! Dead letters: messages that were received too often move to another queue (SQS-7).

use crate::attributes::Attributes;
use crate::backlog::QueuedMessage;
use crate::choices::{ONCE_MORE, REDRIVE_LATE};
use crate::errors;
use crate::redrive_policy::RedriveAllowPolicy;
use crate::state::Sqs;
use parhelion_wire::error::Result;
use parhelion_world::{Arn, Context};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How long the move of a message may take (SQS-N6).
const LATE: Duration = Duration::from_secs(60);

/// Where a queue's dead letters go.
pub(crate) struct Redrive {
    target: Arc<str>,
    max_receive_count: u32,
}

/// What becomes of a message that was received too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overdue {
    Move,
    /// SQS-N6: once more than it should be.
    Deliver,
    /// SQS-N6: later.
    Keep,
}

impl Redrive {
    pub(crate) fn is_due(&self, queued: &QueuedMessage) -> bool {
        queued.receives_here >= self.max_receive_count
    }

    /// SQS-N6: each message is late or delivered once more at most once.
    pub(crate) fn decide(&self, cx: &mut Context, queued: &QueuedMessage) -> Overdue {
        if queued.receives_here > self.max_receive_count || queued.is_overdue {
            return Overdue::Move;
        }
        match cx.choose(&REDRIVE_LATE) {
            0 => Overdue::Move,
            ONCE_MORE => Overdue::Deliver,
            _ => Overdue::Keep,
        }
    }
}

impl Sqs {
    /// SQS-7.1: what a policy that is being set must fulfil.
    pub(crate) fn check_redrive(
        &mut self,
        cx: &Context,
        source: &str,
        wanted: &Attributes,
        given: &BTreeMap<String, String>,
    ) -> Result<()> {
        const NAME: &str = "RedrivePolicy";
        let Some(policy) = wanted.redrive_policy.as_ref().filter(|_| given.contains_key(NAME))
        else {
            return Ok(());
        };
        let text = given.get(NAME).map(String::as_str).unwrap_or_default();
        let invalid = |reason: &str| Err(errors::invalid_value(text, NAME, reason));
        let home =
            |arn: &str| Arn::parse(arn).map(|arn| (arn.region.to_owned(), arn.account.to_owned()));
        if home(source) != home(&policy.target) {
            return invalid("Dead letter target owner should be same as the source.");
        }
        if self.queue(cx, &policy.target).is_err() {
            return invalid("Dead letter target does not exist.");
        }
        if !self.takes_dead_letters(cx, &policy.target, source) {
            return invalid("Dead letter target does not allow this queue to use it.");
        }
        Ok(())
    }

    /// Whether a queue is there and lets another leave its dead letters there.
    fn takes_dead_letters(&mut self, cx: &Context, target: &str, source: &str) -> bool {
        let Ok(queue) = self.queue(cx, target) else { return false };
        let allowed = queue.settings.at(cx.now).redrive_allow_policy.as_ref();
        queue.ends.is_none()
            && allowed.is_none_or(|policy: &RedriveAllowPolicy| policy.allows(source))
    }

    /// Where a queue's dead letters can go now.
    pub(crate) fn redrive_of(&mut self, cx: &Context, source: &str) -> Option<Redrive> {
        let queue = self.queue(cx, source).ok()?;
        let policy = queue.settings.at(cx.now).redrive_policy.clone()?;
        let target = policy.target;
        self.takes_dead_letters(cx, &target, source)
            .then_some(Redrive { target, max_receive_count: policy.max_receive_count })
    }

    /// SQS-7.3: id, body, attributes and age stay as they are.
    pub(crate) fn redrive(
        &mut self,
        cx: &mut Context,
        source: &str,
        redrive: &Redrive,
        overdue: &[(u64, Overdue)],
    ) -> Result<()> {
        let now = cx.now;
        for (number, what) in overdue {
            let queue = self.queue(cx, source)?;
            if *what == Overdue::Keep {
                queue.backlog.keep_overdue(*number, now + LATE);
                continue;
            }
            let Some(mut message) = queue.backlog.remove(*number) else { continue };
            message.dead_letter_source = Some(source.into());
            cx.note("dead-letter", &redrive.target, &[("message", &message.id)]);
            self.queue(cx, &redrive.target)?.backlog.add(message, now, now);
            Self::wake_receivers(cx, &redrive.target);
        }
        Ok(())
    }
}
