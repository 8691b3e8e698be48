//! ChangeMessageVisibility and ChangeMessageVisibilityBatch (SQS-5.6).

use crate::attributes::VISIBILITY_TIMEOUT;
use crate::batches;
use crate::deleting::receipt;
use crate::errors;
use crate::model::*;
use crate::state::Sqs;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::time::Duration;

impl Sqs {
    pub(crate) fn change_message_visibility(
        &mut self,
        cx: &mut Context,
        input: ChangeMessageVisibilityInput,
    ) -> Result<()> {
        let ChangeMessageVisibilityInput { queue_url, receipt_handle, visibility_timeout } = input;
        let arn = self.existing(cx, &queue_url)?;
        self.change_visibility(cx, &arn, &receipt_handle, Some(visibility_timeout))?;
        Self::wake_receivers(cx, &arn);
        Ok(())
    }

    pub(crate) fn change_message_visibility_batch(
        &mut self,
        cx: &mut Context,
        input: ChangeMessageVisibilityBatchInput,
    ) -> Result<ChangeMessageVisibilityBatchOutput> {
        let ChangeMessageVisibilityBatchInput { queue_url, entries } = input;
        let arn = self.existing(cx, &queue_url)?;
        let kind = "ChangeMessageVisibilityBatchRequestEntry";
        batches::check(entries.iter().map(|entry| &entry.id), kind)?;
        let entries =
            entries.into_iter().map(|entry| {
                let ChangeMessageVisibilityBatchRequestEntry {
                    id,
                    receipt_handle,
                    visibility_timeout,
                } = entry;
                (id, (receipt_handle, visibility_timeout))
            });
        let (successful, failed) = batches::run(cx, entries, |cx, (handle, timeout)| {
            self.change_visibility(cx, &arn, &handle, timeout)
        });
        Self::wake_receivers(cx, &arn);
        let successful =
            successful.into_iter().map(|(id, ())| ChangeMessageVisibilityBatchResultEntry { id });
        Ok(ChangeMessageVisibilityBatchOutput {
            successful: batches::shown(successful),
            failed: batches::shown(failed),
        })
    }

    /// The time that is left counts from now, the 12 hours from the receive.
    fn change_visibility(
        &mut self,
        cx: &Context,
        arn: &str,
        handle: &str,
        timeout: Option<i32>,
    ) -> Result<()> {
        let invalid =
            |value: &str, name: &str, reason: &str| Err(errors::invalid_value(value, name, reason));
        let Some(given) = timeout else {
            return Err(errors::missing_parameter("VisibilityTimeout"));
        };
        let seconds = u32::try_from(given).ok().filter(|it| VISIBILITY_TIMEOUT.contains(it));
        let Some(seconds) = seconds else {
            let reason = "Must be between 0 and 43200.";
            return invalid(&given.to_string(), "VisibilityTimeout", reason);
        };
        let queue = self.queue(cx, arn)?;
        let receipt = receipt(queue, handle)?;
        let in_flight = queue.backlog.get(receipt.message).filter(|queued| queued.is_in_flight());
        if in_flight.is_none_or(|queued| queued.last_receive != Some(receipt.receive)) {
            let reason =
                "Message does not exist or is not available for visibility timeout change.";
            return invalid(handle, "ReceiptHandle", reason);
        }
        let timeout = Duration::from_secs(seconds.into());
        let most = Duration::from_secs((*VISIBILITY_TIMEOUT.end()).into());
        // Some time has always passed since the receive, so that the whole of it is too much.
        if cx.now.since(receipt.received) + timeout >= most {
            let reason =
                "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].";
            return invalid(&given.to_string(), "VisibilityTimeout", reason);
        }
        queue.backlog.keep_in_flight(receipt.message, cx.now + timeout);
        Ok(())
    }
}
