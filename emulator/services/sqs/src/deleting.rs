//! DeleteMessage and DeleteMessageBatch (SQS-5.7).

use crate::batches;
use crate::choices::{DELETED_RETURNS, OLD_HANDLE};
use crate::errors;
use crate::handles::{self, Receipt};
use crate::model::*;
use crate::queue::Queue;
use crate::state::Sqs;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::time::Duration;

/// How long a handle is good for (SQS-5.7).
const HANDLE_LIFE: Duration = Duration::from_secs(43_200);

impl Sqs {
    pub(crate) fn delete_message(
        &mut self,
        cx: &mut Context,
        input: DeleteMessageInput,
    ) -> Result<()> {
        let DeleteMessageInput { queue_url, receipt_handle } = input;
        let arn = self.existing(cx, &queue_url)?;
        self.delete(cx, &arn, &receipt_handle)
    }

    pub(crate) fn delete_message_batch(
        &mut self,
        cx: &mut Context,
        input: DeleteMessageBatchInput,
    ) -> Result<DeleteMessageBatchOutput> {
        let DeleteMessageBatchInput { queue_url, entries } = input;
        let arn = self.existing(cx, &queue_url)?;
        batches::check(entries.iter().map(|entry| &entry.id), "DeleteMessageBatchRequestEntry")?;
        let entries = entries.into_iter().map(|entry| {
            let DeleteMessageBatchRequestEntry { id, receipt_handle } = entry;
            (id, receipt_handle)
        });
        let (successful, failed) =
            batches::run(cx, entries, |cx, handle| self.delete(cx, &arn, &handle));
        let successful =
            successful.into_iter().map(|(id, ())| DeleteMessageBatchResultEntry { id });
        Ok(DeleteMessageBatchOutput {
            successful: batches::shown(successful),
            failed: batches::shown(failed),
        })
    }

    fn delete(&mut self, cx: &mut Context, arn: &str, handle: &str) -> Result<()> {
        let queue = self.queue(cx, arn)?;
        let Receipt { message, receive, received } = receipt(queue, handle)?;
        // What is gone, however that came, is deleted again with success (SQS-5.9).
        let Some(queued) = queue.backlog.get(message) else { return Ok(()) };
        if received + HANDLE_LIFE < cx.now {
            return Err(errors::invalid_value(
                handle,
                "ReceiptHandle",
                "The receipt handle has expired.",
            ));
        }
        let newest = queued.last_receive == Some(receive);
        let stays = if newest { cx.choose(&DELETED_RETURNS) } else { cx.choose(&OLD_HANDLE) };
        if stays == 0 {
            self.queue(cx, arn)?.backlog.remove(message);
        }
        Ok(())
    }
}

/// SQS-2.5: what a handle of this queue stands for.
pub(crate) fn receipt(queue: &Queue, handle: &str) -> Result<Receipt> {
    handles::read(&queue.secret, handle).ok_or_else(|| errors::invalid_handle(handle))
}
