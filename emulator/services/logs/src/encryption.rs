//! A group's KMS key (CW-A2.5): a key that lets CloudWatch Logs use it, for events from then on.

use crate::arns;
use crate::ciphers::{self, Cipher};
use crate::errors;
use crate::model::*;
use crate::state::Logs;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::ask::Ask;
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
        let cipher = data_key(cx, &name, &kms_key_id)?;
        let from = self.next_number;
        let group = self.group_mut(&name)?;
        group.ciphers.set(from, cipher);
        group.kms_key = Some(kms_key_id.into());
        Ok(())
    }

    pub(crate) fn disassociate_kms_key(
        &mut self,
        cx: &mut Context,
        input: DisassociateKmsKeyInput,
    ) -> Result<()> {
        let DisassociateKmsKeyInput { log_group_name, resource_identifier } = input;
        let name = encrypted(cx, log_group_name, resource_identifier)?;
        let from = self.next_number;
        let group = self.group_mut(&name)?;
        group.ciphers.set(from, None);
        group.kms_key = None;
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
            Err(Error::not_implemented("logs", "encryption of query results"))
        }
        (None, Some(arn)) => Ok(arns::identified(cx, &arn)?.to_owned()),
        _ => Err(errors::invalid(
            "Exactly one of logGroupName and resourceIdentifier must be specified.",
        )),
    }
}

/// A data key of this key, which must be there, and let CloudWatch Logs in for the group
/// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html>).
pub(crate) fn data_key(cx: &mut Context, group: &str, key: &str) -> Result<Option<Cipher>> {
    if !key.starts_with("arn:") {
        let message = format!("The specified KMS Key Id could not be found. '{group}'");
        return Err(errors::invalid(message));
    }
    let arn = arns::group(cx, group);
    let input = json!({
        "KeyId": key,
        "KeySpec": "AES_256",
        "EncryptionContext": { "aws:logs:arn": arn },
    });
    let by = ciphers::service(cx, &arn);
    let answer = cx.ask(Ask::new("kms", "GenerateDataKey", input).by(by));
    let message = format!(
        "The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'"
    );
    match answer {
        Ok(answer) => {
            let blob = answer["CiphertextBlob"].as_str().unwrap_or_default().into();
            Ok(Some(Cipher { key: key.into(), blob }))
        }
        // A world without KMS takes keys on trust.
        Err(error) if error.code() == "NotImplemented" => Ok(None),
        // "If you attempt to associate a KMS key with a log group but the KMS key does not exist or
        // the KMS key is disabled, you receive an InvalidParameterException error"
        // (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html).
        Err(error) if is_unusable(&error) => Err(errors::invalid(message)),
        Err(_) => Err(Error::new(400, "AccessDeniedException", message)),
    }
}

fn is_unusable(error: &Error) -> bool {
    matches!(error.code(), "NotFoundException" | "DisabledException" | "KMSInvalidStateException")
}
