//! The KMS key of a queue that has one: asked on behalf of whoever sends or receives (SQS-8).
//! Nothing is ever encrypted.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html>

use crate::attributes::Attributes;
use crate::model::errors;
use parhelion_wire::error::Result;
use parhelion_world::key_ring::Unusable;
use parhelion_world::{Arn, Context};

/// A sender makes a data key, and makes sure that it can be read back.
pub const TO_SEND: &[&str] = &["kms:GenerateDataKey", "kms:Decrypt"];
/// A receiver reads.
pub const TO_RECEIVE: &[&str] = &["kms:Decrypt"];

/// SQS's own key, which every account has, and which lets in nobody else.
const MANAGED: &str = "alias/aws/sqs";

/// Whether the caller may do this with the key of a queue.
///
/// # Errors
/// SQS-2.11
pub fn check(cx: &Context, queue: &str, attributes: &Attributes, actions: &[&str]) -> Result<()> {
    let (Some(key), Some(queue)) = (&attributes.kms_master_key_id, Arn::parse(queue)) else {
        return Ok(());
    };
    let kind = if key.starts_with("alias/") { "" } else { "key/" };
    let arn = match key.starts_with("arn:") {
        true => key.to_string(),
        false => format!("arn:aws:kms:{}:{}:{kind}{key}", queue.region, queue.account),
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
        cx.use_key(queue.region, Some(&arn), action).map_err(refused)?;
    }
    Ok(())
}

fn refused(unusable: Unusable) -> parhelion_wire::Error {
    match unusable {
        Unusable::InvalidId(id) => errors::kms_not_found(format!("Invalid keyId '{id}'")),
        Unusable::InvalidRegion(region) => errors::kms_not_found(format!("Invalid arn {region}")),
        Unusable::NotFound(arn) if arn.contains(":alias/") => {
            errors::kms_not_found(format!("Alias {arn} is not found."))
        }
        Unusable::NotFound(arn) => errors::kms_not_found(format!("Key '{arn}' does not exist")),
        Unusable::Disabled(arn) => errors::kms_disabled(format!("{arn} is disabled.")),
        Unusable::PendingDeletion(arn) => {
            errors::kms_invalid_state(format!("{arn} is pending deletion."))
        }
        Unusable::Denied(why) => errors::kms_access_denied(why),
    }
}
