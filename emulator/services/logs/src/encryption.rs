//! A group's KMS key (CW-A2.5): a key that lets CloudWatch Logs use it, for events from then on.

use crate::arns;
use crate::errors;
use crate::model::*;
use crate::state::Logs;
use parhelion_wire::error::Result;
use parhelion_world::ask::Ask;
use parhelion_world::{Caller, Context};
use serde_json::json;

impl Logs {
    pub(crate) fn associate_kms_key(
        &mut self,
        cx: &mut Context,
        input: AssociateKmsKeyInput,
    ) -> Result<()> {
        let AssociateKmsKeyInput { log_group_name, kms_key_id, resource_identifier } = input;
        let name = encrypted(cx, log_group_name, resource_identifier)?;
        self.group(&name)?;
        check_key(cx, &name, &kms_key_id)?;
        self.group_mut(&name)?.kms_key = Some(kms_key_id.into());
        Ok(())
    }

    pub(crate) fn disassociate_kms_key(
        &mut self,
        cx: &mut Context,
        input: DisassociateKmsKeyInput,
    ) -> Result<()> {
        let DisassociateKmsKeyInput { log_group_name, resource_identifier } = input;
        let name = encrypted(cx, log_group_name, resource_identifier)?;
        self.group_mut(&name)?.kms_key = None;
        Ok(())
    }
}

/// One of the two; results of queries, which a `resourceIdentifier` may name too, are not kept here.
fn encrypted(
    cx: &Context,
    name: Option<String>,
    resource_identifier: Option<String>,
) -> Result<String> {
    match (name, resource_identifier) {
        (Some(name), None) => Ok(name),
        (None, Some(arn)) if arn.contains(":query-result:") => {
            Err(parhelion_wire::Error::not_implemented("logs", "encryption of query results"))
        }
        (None, Some(arn)) => Ok(arns::identified(cx, &arn)?.to_owned()),
        _ => Err(errors::invalid(
            "Exactly one of logGroupName and resourceIdentifier must be specified.",
        )),
    }
}

/// The key must be there, and let CloudWatch Logs in for the group
/// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html>).
pub(crate) fn check_key(cx: &Context, group: &str, key: &str) -> Result<()> {
    if !key.starts_with("arn:") {
        let message = format!("The specified KMS Key Id could not be found. '{group}'");
        return Err(errors::invalid(message));
    }
    let arn = arns::group(cx, group);
    let logs = Caller::Service {
        principal: format!("logs.{}.amazonaws.com", cx.region).into(),
        source_account: cx.account.clone(),
        source_arn: arn.as_str().into(),
    };
    let input = json!({
        "KeyId": key,
        "KeySpec": "AES_256",
        "EncryptionContext": { "aws:logs:arn": arn },
    });
    match cx.ask_to_read(Ask::new("kms", "GenerateDataKey", input).by(logs)) {
        // A world without KMS takes keys on trust.
        Err(error) if error.code() != "NotImplemented" => Err(parhelion_wire::Error::new(
            400,
            "AccessDeniedException",
            format!(
                "The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'"
            ),
        )),
        _ => Ok(()),
    }
}
