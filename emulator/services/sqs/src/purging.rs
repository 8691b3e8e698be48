//! PurgeQueue (SQS-3.2.6).

use crate::choices::{PURGE_LATE, PURGE_LATE_WITH_NEW};
use crate::errors;
use crate::model::*;
use crate::names;
use crate::queue::Purge;
use crate::state::Sqs;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::time::Duration;

/// Between two purges of a queue, and the longest that one takes.
const PAUSE: Duration = Duration::from_secs(60);

impl Sqs {
    /// Everything goes: what is visible, delayed or in flight.
    pub(crate) fn purge_queue(&mut self, cx: &mut Context, input: PurgeQueueInput) -> Result<()> {
        let PurgeQueueInput { queue_url } = input;
        let arn = self.existing(cx, &queue_url)?;
        let queue = self.queue(cx, &arn)?;
        if queue.purged.is_some_and(|at| at + PAUSE > cx.now) {
            return Err(errors::purge_in_progress(names::name_of(&arn)));
        }
        queue.purged = Some(cx.now);
        let sent_before = queue.backlog.next_number();
        match cx.choose(&PURGE_LATE) {
            0 => queue.backlog.clear_below(sent_before),
            pick => {
                let with_new = pick == PURGE_LATE_WITH_NEW;
                let below = if with_new { u64::MAX } else { sent_before };
                queue.purge = Some(Purge { ends: cx.now + PAUSE, below });
            }
        }
        Ok(())
    }
}
