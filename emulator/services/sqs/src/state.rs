//! All queues, and how operations find one.

use crate::errors;
use crate::names;
use crate::queue::Queue;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::rows::{Table, equal_by_identity};
use parhelion_world::{Caller, Context};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// SQS, one for all accounts and regions: a queue's ARN says whose and where it is, and principals of
/// other accounts may be let in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sqs {
    /// By ARN, so that those of one account and region are neighbours, in the order of their names.
    pub(crate) queues: Table<Arc<str>, Arc<Queue>>,
    /// When queues were deleted whose names are still blocked (SQS-2.2), by ARN.
    pub(crate) deleted: Table<Arc<str>, Timestamp>,
}

equal_by_identity!(Queue);

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
        // No policy gives these away.
        let nobody = cx.caller == Caller::Anonymous;
        if nobody || names::account_of(&arn) != &*cx.account {
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
    pub(crate) fn wake_receivers(cx: &mut Context, arn: &str) {
        cx.signal(&signal(arn));
    }
}

/// What receivers of a queue wait for.
pub(crate) fn signal(arn: &str) -> String {
    format!("sqs/{arn}")
}
