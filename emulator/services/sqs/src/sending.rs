//! SendMessage and SendMessageBatch (SQS-4).

use crate::attributes::{Attributes as Settings, DELAY_SECONDS};
use crate::batches;
use crate::digest;
use crate::encryption::{self, TO_SEND};
use crate::errors;
use crate::message::{Message, QUEUE_SIZE_MAX, readable};
use crate::message_attributes::{self as attributes, Attributes, Content, TRACE_HEADER};
use crate::model::*;
use crate::permissions;
use crate::state::Sqs;
use parhelion_wire::error::Result;
use parhelion_world::{Arn, Caller, Context, Message as Sent};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// What a sender says of one message.
struct SendRequest {
    body: String,
    delay_seconds: Option<i32>,
    attributes: BTreeMap<String, MessageAttributeValue>,
    system_attributes: BTreeMap<String, MessageSystemAttributeValue>,
    deduplication_id: Option<String>,
    group_id: Option<String>,
}

/// What the sender hears of it.
struct Accepted {
    id: String,
    body_digest: String,
    attributes_digest: Option<String>,
    system_attributes_digest: Option<String>,
}

impl Sqs {
    pub(crate) fn send_message(
        &mut self,
        cx: &mut Context,
        input: SendMessageInput,
    ) -> Result<SendMessageOutput> {
        let SendMessageInput {
            queue_url,
            message_body,
            delay_seconds,
            message_attributes,
            message_system_attributes,
            message_deduplication_id,
            message_group_id,
        } = input;
        let arn = self.existing(cx, &queue_url)?;
        let request = SendRequest {
            body: message_body,
            delay_seconds,
            attributes: message_attributes.unwrap_or_default(),
            system_attributes: message_system_attributes.unwrap_or_default(),
            deduplication_id: message_deduplication_id,
            group_id: message_group_id,
        };
        let accepted = self.accept(cx, &arn, request)?;
        Self::wake_receivers(cx, &arn);
        Ok(SendMessageOutput {
            md5_of_message_body: Some(accepted.body_digest),
            md5_of_message_attributes: accepted.attributes_digest,
            md5_of_message_system_attributes: accepted.system_attributes_digest,
            message_id: Some(accepted.id),
            sequence_number: None, // of FIFO queues
        })
    }

    /// SQS-4.7
    pub(crate) fn send_message_batch(
        &mut self,
        cx: &mut Context,
        input: SendMessageBatchInput,
    ) -> Result<SendMessageBatchOutput> {
        let SendMessageBatchInput { queue_url, entries } = input;
        let arn = self.existing(cx, &queue_url)?;
        batches::check(entries.iter().map(|entry| &entry.id), "SendMessageBatchRequestEntry")?;
        let bytes = entries.iter().map(entry_size).sum();
        if bytes > QUEUE_SIZE_MAX {
            return Err(errors::batch_too_long(bytes));
        }
        let entries = entries.into_iter().map(|entry| {
            let SendMessageBatchRequestEntry {
                id,
                message_body,
                delay_seconds,
                message_attributes,
                message_system_attributes,
                message_deduplication_id,
                message_group_id,
            } = entry;
            let request = SendRequest {
                body: message_body,
                delay_seconds,
                attributes: message_attributes.unwrap_or_default(),
                system_attributes: message_system_attributes.unwrap_or_default(),
                deduplication_id: message_deduplication_id,
                group_id: message_group_id,
            };
            (id, request)
        });
        let (successful, failed) =
            batches::run(cx, entries, |cx, request| self.accept(cx, &arn, request));
        if !successful.is_empty() {
            Self::wake_receivers(cx, &arn);
        }
        let successful = successful.into_iter().map(|(id, accepted)| SendMessageBatchResultEntry {
            id,
            message_id: accepted.id,
            md5_of_message_body: accepted.body_digest,
            md5_of_message_attributes: accepted.attributes_digest,
            md5_of_message_system_attributes: accepted.system_attributes_digest,
            sequence_number: None, // of FIFO queues
        });
        Ok(SendMessageBatchOutput {
            successful: batches::shown(successful),
            failed: batches::shown(failed),
        })
    }

    /// Puts one message into a queue.
    fn accept(&mut self, cx: &mut Context, arn: &str, request: SendRequest) -> Result<Accepted> {
        let SendRequest {
            body,
            delay_seconds,
            attributes: given,
            system_attributes,
            deduplication_id,
            group_id,
        } = request;
        if body.is_empty() {
            return Err(errors::missing_parameter("MessageBody"));
        }
        let given = attributes::given(given)?;
        let system = attributes::system(system_attributes)?;
        let settings = self.queue(cx, arn)?.settings.at(cx.now);
        check_size(body.len() + attributes::size(&given), settings)?;
        let delay = delay(delay_seconds, settings)?;
        encryption::check(cx, arn, settings, TO_SEND)?;
        if let Some(id) = deduplication_id {
            let reason = "The request include parameter that is not valid for this queue type.";
            return Err(errors::invalid_value(&id, "MessageDeduplicationId", reason));
        }
        if let Some(group) = group_id.as_ref().filter(|group| !is_group_id(group)) {
            let reason = "MessageGroupId can only include alphanumeric and punctuation characters. \
                          1 to 128 in length.";
            return Err(errors::invalid_value(group, "MessageGroupId", reason));
        }
        let accepted = Accepted {
            id: cx.uuid(),
            body_digest: digest::of_body(&body),
            attributes_digest: digest::of_attributes(given.iter()),
            system_attributes_digest: digest::of_attributes(system.iter()),
        };
        let body = readable(body)?;
        let message = Message {
            id: accepted.id.as_str().into(),
            body_digest: digest::of_body(&body).into(),
            body: body.into(),
            attributes: Arc::new(attributes::stored(given)),
            trace_header: trace_header(&system),
            group: group_id.map(Into::into),
            sender: sender(cx),
            sent: cx.now,
            dead_letter_source: None,
            receives: 0,
            first_received: None,
        };
        let now = cx.now;
        encryption::keep_key(cx, arn, settings);
        self.queue(cx, arn)?.backlog.add(message, now + delay, now);
        Ok(accepted)
    }

    /// A message of another service, if the queue's policy lets it send (SQS-9.4).
    pub(crate) fn deliver_message(&mut self, cx: &mut Context, sent: &Sent) -> Result<()> {
        self.queue(cx, &sent.to)?;
        permissions::to_send(self, cx, &sent.to)?;
        let request = SendRequest {
            body: String::from_utf8_lossy(&sent.payload).into_owned(),
            delay_seconds: None,
            attributes: BTreeMap::new(),
            system_attributes: BTreeMap::new(),
            deduplication_id: None,
            group_id: None,
        };
        self.accept(cx, &sent.to, request)?;
        Self::wake_receivers(cx, &sent.to);
        Ok(())
    }
}

/// SQS-4.2: as the entry was sent, whether its attributes are valid or not.
fn entry_size(entry: &SendMessageBatchRequestEntry) -> usize {
    let attributes = entry.message_attributes.iter().flatten().map(|(name, value)| {
        let text = value.string_value.as_ref().map_or(0, String::len);
        let binary = value.binary_value.as_ref().map_or(0, |bytes| bytes.len());
        name.len() + value.data_type.len() + text + binary
    });
    entry.message_body.len() + attributes.sum::<usize>()
}

/// SQS-2.12
fn check_size(size: usize, settings: &Settings) -> Result<()> {
    let most = settings.maximum_message_size;
    if size > most as usize {
        return Err(errors::invalid(format!(
            "One or more parameters are invalid. Reason: Message must be shorter than {most} bytes."
        )));
    }
    Ok(())
}

/// SQS-4.5: the message's own delay, also none, or the queue's.
fn delay(given: Option<i32>, settings: &Settings) -> Result<Duration> {
    let seconds = match given {
        None => settings.delay_seconds,
        Some(given) => {
            let seconds = u32::try_from(given).ok().filter(|it| DELAY_SECONDS.contains(it));
            seconds.ok_or_else(|| {
                let reason = "DelaySeconds must be >= 0 and <= 900.";
                errors::invalid_value(&given.to_string(), "DelaySeconds", reason)
            })?
        }
    };
    Ok(Duration::from_secs(seconds.into()))
}

/// SQS-6.1
fn is_group_id(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn trace_header(system: &Attributes) -> Option<Arc<str>> {
    match &system.get(TRACE_HEADER)?.content {
        Content::Text(text) => Some(text.as_str().into()),
        Content::Binary(_) => None,
    }
}

/// `SenderId`: a user's or role's unique id, with the session's name; an account's own for its root;
/// the address of those who do not say who they are.
fn sender(cx: &Context) -> Arc<str> {
    match &cx.caller {
        Caller::Anonymous => cx.request.source_ip.clone(),
        Caller::ServiceUser { canonical_user, .. } => canonical_user.clone(),
        Caller::Service { principal, .. } => {
            // AWS's services send as users of accounts of theirs.
            let name = principal.split('.').next().unwrap_or_default().to_ascii_uppercase();
            format!("AIDA{name:0>17}").into()
        }
        Caller::Principal { account, arn, .. } => {
            let Some(principal) = cx.principal() else { return account.clone() };
            let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
            match resource.strip_prefix("assumed-role/").and_then(|it| it.rsplit_once('/')) {
                Some((_, session)) => format!("{}:{session}", principal.id).into(),
                None => principal.id.clone(),
            }
        }
    }
}
