//! A message as a queue keeps it.

use crate::errors;
use crate::message_attributes::Attributes;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// SQS-4.2: the most that a message, and a batch together, may have. A queue may ask for less.
pub(crate) const QUEUE_SIZE_MAX: usize = 1_048_576;

/// What was sent, and what has happened to it since.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Message {
    pub id: Arc<str>,
    pub body: Arc<str>,
    pub body_digest: Arc<str>,
    pub attributes: Arc<Attributes>,
    pub trace_header: Option<Arc<str>>,
    /// SQS-4.8: on a standard queue it orders nothing.
    pub group: Option<Arc<str>>,
    /// `SenderId`
    pub sender: Arc<str>,
    /// From here retention counts, also in a dead-letter queue (SQS-7.3).
    pub sent: Timestamp,
    /// The queue that gave it up.
    pub dead_letter_source: Option<Arc<str>>,
    /// `ApproximateReceiveCount`
    pub receives: u32,
    pub first_received: Option<Timestamp>,
}

/// What is stored of a body: characters that XML does not know are replaced, unless there are no
/// others (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html;
/// SQS-4.1 has the older rule, which refused such bodies).
pub(crate) fn readable(body: String) -> Result<String> {
    let Some(first) = body.chars().find(|c| !is_allowed(*c)) else { return Ok(body) };
    if !body.chars().any(is_allowed) {
        return Err(errors::invalid_characters(first));
    }
    Ok(body.chars().map(|c| if is_allowed(c) { c } else { char::REPLACEMENT_CHARACTER }).collect())
}

fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqs_4_1_characters_of_xml() {
        let all = "\t\n\r ~\u{7f}é\u{d7ff}\u{e000}\u{fffd}\u{10000}\u{10ffff}";
        assert_eq!(readable(all.to_owned()).as_deref(), Ok(all));
        assert_eq!(readable("a\0b\u{ffff}".to_owned()).as_deref(), Ok("a\u{fffd}b\u{fffd}"));
        let Err(refused) = readable("\u{1}\u{b}".to_owned()) else { panic!("it was taken") };
        assert_eq!(refused.code(), "InvalidMessageContents");
        assert!(refused.message().starts_with("Invalid binary character '#x1' was found"));
    }
}
