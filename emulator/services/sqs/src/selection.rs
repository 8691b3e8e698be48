//! Which attributes of its messages a receiver wants to see (SQS-5.2).

use crate::backlog::QueuedMessage;
use crate::digest;
use crate::errors;
use crate::message_attributes::{Attribute, TRACE_HEADER};
use crate::model::*;
use parhelion_wire::error::Result;
use std::collections::{BTreeMap, BTreeSet};

const ALL: &str = "All";

/// System attributes that there are; those of FIFO queues no message has yet.
const SYSTEM: [&str; 9] = [
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    TRACE_HEADER,
    "DeadLetterQueueSourceArn",
];

pub(crate) struct Selection {
    system: BTreeSet<String>,
    /// Names, `prefix.*`, `.*` or `All`.
    attributes: Vec<String>,
}

impl Selection {
    /// The old member's names and the new one's count alike.
    pub(crate) fn new(
        old: Option<Vec<String>>,
        system: Option<Vec<String>>,
        attributes: Option<Vec<String>>,
    ) -> Result<Self> {
        let system: BTreeSet<String> =
            old.into_iter().flatten().chain(system.into_iter().flatten()).collect();
        let known = |name: &&String| *name != ALL && !SYSTEM.contains(&name.as_str());
        // The old member takes attributes of queues as well, which no message has.
        let of_queue = |name: &&String| crate::attributes::SETTABLE.contains(&name.as_str());
        if let Some(unknown) = system.iter().filter(known).find(|name| !of_queue(name)) {
            return Err(errors::unknown_attribute(unknown));
        }
        Ok(Self { system, attributes: attributes.unwrap_or_default() })
    }

    fn wants(&self, name: &str) -> bool {
        self.attributes.iter().any(|asked| {
            let prefix = asked.strip_suffix(".*");
            asked == ALL || asked == name || prefix.is_some_and(|prefix| name.starts_with(prefix))
        })
    }

    /// A message as this receiver sees it.
    pub(crate) fn shown(&self, queued: &QueuedMessage, handle: String) -> Message {
        let message = &queued.message;
        let attributes: BTreeMap<&String, &Attribute> =
            message.attributes.iter().filter(|(name, _)| self.wants(name)).collect();
        // SQS-4.9: over what is shown.
        let digest = digest::of_attributes(attributes.iter().map(|(name, it)| (*name, *it)));
        let shells =
            attributes.into_iter().map(|(name, it)| (name.clone(), it.clone().into_shell()));
        let shells: BTreeMap<String, MessageAttributeValue> = shells.collect();
        let system = self.system_of(queued);
        Message {
            message_id: Some(message.id.to_string()),
            receipt_handle: Some(handle),
            md5_of_body: Some(message.body_digest.to_string()),
            body: Some(message.body.to_string()),
            attributes: (!system.is_empty()).then_some(system),
            md5_of_message_attributes: digest,
            message_attributes: (!shells.is_empty()).then_some(shells),
        }
    }

    fn system_of(&self, queued: &QueuedMessage) -> BTreeMap<String, String> {
        let message = &queued.message;
        let all = self.system.contains(ALL);
        let value = |name: &str| {
            Some(match name {
                "SenderId" => message.sender.to_string(),
                "SentTimestamp" => message.sent.millis().to_string(),
                "ApproximateReceiveCount" => message.receives.to_string(),
                "ApproximateFirstReceiveTimestamp" => message.first_received?.millis().to_string(),
                "MessageGroupId" => message.group.as_ref()?.to_string(),
                TRACE_HEADER => message.trace_header.as_ref()?.to_string(),
                "DeadLetterQueueSourceArn" => message.dead_letter_source.as_ref()?.to_string(),
                _ => return None,
            })
        };
        let wanted = SYSTEM.iter().filter(|name| all || self.system.contains(**name));
        wanted.filter_map(|name| Some(((*name).to_owned(), value(name)?))).collect()
    }
}
