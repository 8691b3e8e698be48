//! GetQueueAttributes and SetQueueAttributes (SQS-3.2.4).

use crate::attributes::SETTABLE;
use crate::backlog::Counts;
use crate::choices::{COUNTS, HALF};
use crate::errors;
use crate::model::*;
use crate::state::Sqs;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeMap;

const ALL: &str = "All";

/// What AWS computes.
const READ_ONLY: [&str; 6] = [
    "QueueArn",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
];

/// Of FIFO queues: known names that a standard queue has no values of.
const OF_FIFO: [&str; 4] =
    ["FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];

impl Sqs {
    pub(crate) fn get_queue_attributes(
        &mut self,
        cx: &mut Context,
        input: GetQueueAttributesInput,
    ) -> Result<GetQueueAttributesOutput> {
        let GetQueueAttributesInput { queue_url, attribute_names } = input;
        let arn = self.existing(cx, &queue_url)?;
        let names = attribute_names.unwrap_or_default();
        let known = |name: &str| {
            name == ALL
                || SETTABLE.contains(&name)
                || READ_ONLY.contains(&name)
                || OF_FIFO.contains(&name)
        };
        if let Some(unknown) = names.iter().find(|name| !known(name)) {
            return Err(errors::unknown_attribute(unknown));
        }
        let queue = self.queue(cx, &arn)?;
        let all = names.iter().any(|name| name == ALL);
        let wanted = |name: &str| all || names.iter().any(|asked| asked == name);
        let mut shown = BTreeMap::new();
        for name in SETTABLE.into_iter().filter(|name| wanted(name)) {
            let latest = queue.settings.latest();
            let policy = latest.policy.as_ref().filter(|_| name == "Policy");
            let text = policy.map(|policy| policy.shown(cx)).or_else(|| latest.text(name));
            shown.extend(text.map(|text| (name.to_owned(), text)));
        }
        let counts = if READ_ONLY[3..].iter().any(|name| wanted(name)) {
            approximate(cx, queue.backlog.counts())
        } else {
            Counts::default()
        };
        for name in READ_ONLY.into_iter().filter(|name| wanted(name)) {
            let text = match name {
                "QueueArn" => arn.to_string(),
                "CreatedTimestamp" => queue.created.secs().to_string(),
                "LastModifiedTimestamp" => queue.modified.secs().to_string(),
                "ApproximateNumberOfMessages" => counts.visible.to_string(),
                "ApproximateNumberOfMessagesNotVisible" => counts.in_flight.to_string(),
                _ => counts.delayed.to_string(),
            };
            shown.insert(name.to_owned(), text);
        }
        Ok(GetQueueAttributesOutput { attributes: (!shown.is_empty()).then_some(shown) })
    }

    pub(crate) fn set_queue_attributes(
        &mut self,
        cx: &mut Context,
        input: SetQueueAttributesInput,
    ) -> Result<()> {
        let SetQueueAttributesInput { queue_url, attributes: given } = input;
        let arn = self.own(cx, &queue_url)?;
        let latest = self.queue(cx, &arn)?.settings.latest().clone();
        let wanted = latest.changed(&arn, &given)?.tied(cx, &given)?;
        self.check_redrive(cx, &arn, &wanted, &given)?;
        self.queue(cx, &arn)?.set_attributes(cx, wanted);
        // A shorter retention or another redrive policy may matter to those who wait.
        Self::wake_receivers(cx, &arn);
        Ok(())
    }
}

/// SQS-N7
fn approximate(cx: &mut Context, counts: Counts) -> Counts {
    if counts == Counts::default() {
        return counts;
    }
    match cx.choose(&COUNTS) {
        0 => counts,
        HALF => Counts {
            visible: counts.visible / 2,
            in_flight: counts.in_flight / 2,
            delayed: counts.delayed / 2,
        },
        _ => Counts::default(),
    }
}
