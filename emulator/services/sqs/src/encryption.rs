//! The KMS key of a queue that has one: asked on behalf of whoever sends or receives (SQS-8).
//! Nothing is ever encrypted.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html>

use crate::attributes::Attributes;
use crate::model::errors;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Arn, Ask, Context};
use serde_json::json;

/// A sender makes a data key, and makes sure that it can be read back.
pub(crate) const TO_SEND: &[&str] = &["kms:GenerateDataKey", "kms:Decrypt"];
/// A receiver reads.
pub(crate) const TO_RECEIVE: &[&str] = &["kms:Decrypt"];

/// SQS's own key, which each account has for its own queues, and which lets in nobody else.
const MANAGED: &str = "alias/aws/sqs";

/// Whether the caller may do this with the key of a queue.
///
/// # Errors
/// SQS-2.11
pub(crate) fn check(
    cx: &Context,
    queue: &str,
    attributes: &Attributes,
    actions: &[&'static str],
) -> Result<()> {
    let (Some(arn), Some(queue)) = (key_arn(queue, attributes), Arn::parse(queue)) else {
        return Ok(());
    };
    if arn.ends_with(MANAGED) {
        let own = cx.caller.account().is_some_and(|account| **account == *queue.account);
        let by_a_service = matches!(cx.caller, parhelion_world::Caller::Service { .. });
        let message = "The ciphertext refers to a customer master key that does not exist, does \
                       not exist in this region, or you are not allowed to access.";
        let denied = || errors::kms_access_denied(message);
        return if own && !by_a_service { Ok(()) } else { Err(denied()) };
    }
    for action in actions {
        let input = json!({ "KeyId": arn, "KeySpec": "AES_256" });
        let ask = Ask::new("kms", "GenerateDataKey", input).in_region(queue.region);
        match cx.ask_to_read(ask.as_action(action)) {
            // Where SQS stands alone, any key is right.
            Err(error) if error.status() != 501 => return Err(refused(&error)),
            _ => {}
        }
    }
    Ok(())
}

/// A message is in a queue. "The first time you use SendMessage on a queue with SSE enabled, KMS
/// creates the AWS managed KMS key for Amazon SQS": it does when it is asked for it.
pub(crate) fn keep_key(cx: &mut Context, queue: &str, attributes: &Attributes) {
    let arn = key_arn(queue, attributes).filter(|arn| arn.ends_with(MANAGED));
    let (Some(arn), Some(queue)) = (arn, Arn::parse(queue)) else { return };
    let ask = Ask::new("kms", "DescribeKey", json!({ "KeyId": arn })).in_region(queue.region);
    // Where SQS stands alone, nobody makes keys.
    let _ = cx.ask(ask);
}

/// The ARN of a queue's key.
fn key_arn(queue: &str, attributes: &Attributes) -> Option<String> {
    let (key, queue) = (attributes.kms_master_key_id.as_ref()?, Arn::parse(queue)?);
    let kind = if key.starts_with("alias/") { "" } else { "key/" };
    Some(match key.starts_with("arn:") {
        true => key.to_string(),
        false => format!("arn:aws:kms:{}:{}:{kind}{key}", queue.region, queue.account),
    })
}

/// KMS's refusal, as SQS passes it on.
fn refused(error: &Error) -> Error {
    let message = error.message().to_owned();
    match error.code() {
        "NotFoundException" => errors::kms_not_found(message),
        "DisabledException" => errors::kms_disabled(message),
        "KMSInvalidStateException" => errors::kms_invalid_state(message),
        _ => errors::kms_access_denied(message),
    }
}
