//! The KMS keys behind SSE-KMS: KMS is asked on the caller's behalf, and refuses in its own words
//! (S3-7.10f).

use crate::encryption::object_encryption::ObjectEncryption;
use crate::errors;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Ask, Caller, Context};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// An object's data key as KMS encrypted it, and what must be said to decrypt it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct DataKey(Option<(Arc<str>, Arc<str>)>);

/// Objects are encrypted alike whatever their own data keys.
impl PartialEq for DataKey {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What a write asks of KMS.
pub(crate) struct KeyRequest<'a> {
    /// The bucket's region.
    pub region: &'a str,
    /// The key's name; none: the account's `aws/s3` key (S3-7.10b).
    pub name: Option<&'a str>,
    /// The object's ARN, or the bucket's where it has a key of its own for a while.
    pub about: &'a str,
    /// `x-amz-server-side-encryption-context`
    pub context: Option<&'a str>,
}

/// The ARN of the key that a write names, and a data key of it.
pub(crate) fn key_to_write(
    cx: &mut Context,
    request: &KeyRequest<'_>,
) -> Result<(Arc<str>, DataKey)> {
    let KeyRequest { region, name, about, context } = request;
    check_caller(cx, "kms:GenerateDataKey")?;
    let mut said = context.and_then(decoded).unwrap_or_default();
    said.insert("aws:s3:arn".to_owned(), json!(about));
    let said = Value::Object(said);
    let name = name.unwrap_or("alias/aws/s3");
    let answer = match cx.ask(generate(region, name, &said)) {
        Ok(answer) => answer,
        Err(error) if error.status() == 501 => {
            return Ok((on_trust(cx, region, name), DataKey(None)));
        }
        Err(error) => return Err(refused(&error)),
    };
    let text = |name: &str| answer.get(name).and_then(|text| text.as_str()).unwrap_or_default();
    let data_key = DataKey(Some((text("CiphertextBlob").into(), said.to_string().into())));
    Ok((text("KeyId").into(), data_key))
}

/// How a replica is encrypted of an object that was encrypted with a KMS key: by leave to encrypt with
/// another one, where the replica is (region, key and the replica's ARN).
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html>
pub(crate) fn replica_key(
    cx: &mut Context,
    (region, name, about): (&str, &str, &str),
    original: &ObjectEncryption,
) -> Result<ObjectEncryption> {
    let said = json!({ "aws:s3:arn": about });
    let (key_arn, data_key) = match cx.ask(generate(region, name, &said).as_action("kms:Encrypt")) {
        Ok(answer) => {
            let text =
                |name: &str| answer.get(name).and_then(|text| text.as_str()).unwrap_or_default();
            let data_key = (text("CiphertextBlob").into(), said.to_string().into());
            (text("KeyId").into(), DataKey(Some(data_key)))
        }
        Err(error) if error.status() == 501 => (on_trust(cx, region, name), DataKey(None)),
        Err(error) => return Err(refused(&error)),
    };
    Ok(match original {
        ObjectEncryption::Kms { dsse, bucket_key, context, .. } => ObjectEncryption::Kms {
            dsse: *dsse,
            bucket_key: *bucket_key,
            context: context.clone(),
            key_arn,
            data_key,
        },
        other => other.clone(),
    })
}

/// Something was written with a key. If it is the account's own of S3, KMS has it from its first use on
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>), and makes it when
/// it is asked for; a write that was refused has used none.
pub(crate) fn keep_key(cx: &mut Context, arn: Option<&str>) {
    let Some(arn) = arn else { return };
    let ask = Ask::new("kms", "DescribeKey", json!({ "KeyId": arn })).in_region(region_of(arn));
    // Whoever may write with another key need not be one who may look at it.
    let _ = cx.ask(ask);
}

impl ObjectEncryption {
    /// Whoever reads bytes needs the key, and needs it to be usable now (T48).
    pub(crate) fn check_decryption(&self, cx: &Context) -> Result<()> {
        let Self::Kms { key_arn, data_key: DataKey(data_key), .. } = self else { return Ok(()) };
        check_caller(cx, "kms:Decrypt")?;
        let Some((blob, context)) = data_key else { return Ok(()) };
        let context: Value = serde_json::from_str(context).unwrap_or_default();
        let input =
            json!({ "KeyId": &**key_arn, "CiphertextBlob": &**blob, "EncryptionContext": context });
        call_kms(cx, Ask::new("kms", "Decrypt", input).in_region(region_of(key_arn)))
    }

    /// As for an object, for a part of one: of the upload's key.
    pub(crate) fn check_encryption(&self, cx: &Context) -> Result<()> {
        let Self::Kms { key_arn, data_key: DataKey(data_key), .. } = self else { return Ok(()) };
        check_caller(cx, "kms:GenerateDataKey")?;
        let Some((_, context)) = data_key else { return Ok(()) };
        let context: Value = serde_json::from_str(context).unwrap_or_default();
        call_kms(cx, generate(region_of(key_arn), key_arn, &context))
    }
}

fn generate<'a>(region: &str, key: &str, context: &Value) -> Ask<'a> {
    let input = json!({ "KeyId": key, "KeySpec": "AES_256", "EncryptionContext": context });
    Ask::new("kms", "GenerateDataKey", input).in_region(region)
}

fn call_kms(cx: &Context, ask: Ask<'_>) -> Result<()> {
    cx.ask_to_read(ask).map(drop).map_err(|error| refused(&error))
}

fn region_of(arn: &str) -> &str {
    arn.split(':').nth(3).unwrap_or_default()
}

/// Names and texts, as JSON in base64.
fn decoded(header: &str) -> Option<Map<String, Value>> {
    let json = STANDARD.decode(header).ok()?;
    let mut pairs: Map<String, Value> = serde_json::from_slice(&json).ok()?;
    pairs.retain(|_, value| value.is_string());
    Some(pairs)
}

/// Where S3 stands alone, any name is right.
fn on_trust(cx: &Context, region: &str, name: &str) -> Arc<str> {
    let account = cx.caller.account().unwrap_or(&cx.account);
    match name.split_once(':') {
        Some(("arn", _)) => name.into(),
        _ if name.starts_with("alias/") => format!("arn:aws:kms:{region}:{account}:{name}").into(),
        _ => format!("arn:aws:kms:{region}:{account}:key/{name}").into(),
    }
}

fn check_caller(cx: &Context, action: &str) -> Result<()> {
    if let Caller::ServiceUser { arn, .. } = &cx.caller {
        // KMS does not let origin access identities in, whatever a key's policy says (CF-6.6).
        return Err(errors::access_denied(format!(
            "User: {arn} is not authorized to perform: {action} because no resource-based policy \
             allows the {action} action"
        )));
    }
    if cx.caller == Caller::Anonymous {
        return Err(errors::invalid_argument(
            "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS \
             Signature Version 4.",
            "Authorization",
            "null",
        ));
    }
    Ok(())
}

/// KMS's refusal, as S3 passes it on.
fn refused(error: &Error) -> Error {
    match error.code() {
        "AccessDeniedException" => errors::access_denied(error.message().to_owned()),
        code => Error::new(400, format!("KMS.{code}"), error.message().to_owned()),
    }
}
