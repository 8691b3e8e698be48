//! Encrypt, Decrypt, ReEncrypt and data keys.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html>

use crate::Kms;
use crate::key_ring::Key;
use crate::material::EncryptionContext;
use crate::model::*;
use crate::sealing::Opened;
use crate::specs::KeyUsage;
use crate::states::usable;
use bytes::Bytes;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Context, Outcome};
use std::sync::Arc;

const ALGORITHM: &str = "SYMMETRIC_DEFAULT";

impl Kms {
    pub(crate) fn encrypt(
        &mut self,
        cx: &mut Context,
        input: EncryptInput,
    ) -> Outcome<EncryptOutput> {
        Outcome::begun(self.begin_to_encrypt(cx, input))
    }

    fn begin_to_encrypt(
        &mut self,
        cx: &mut Context,
        input: EncryptInput,
    ) -> Result<Outcome<EncryptOutput>> {
        let EncryptInput {
            key_id,
            plaintext,
            encryption_context,
            grant_tokens: _,
            encryption_algorithm,
            dry_run,
        } = input;
        let algorithm = encryption_algorithm.unwrap_or_else(|| ALGORITHM.into());
        let key = self.to_use(cx, &key_id, "Encrypt", &algorithm)?;
        check_dry_run(dry_run)?;
        let context = encryption_context.unwrap_or_default();
        let to = (key, algorithm);
        self.seal(cx, to, &context, plaintext, |kms, cx, (key, algorithm), blob| {
            kms.used(cx, &key, "Encrypt");
            EncryptOutput {
                ciphertext_blob: Some(blob),
                key_id: Some(key.arn.to_string()),
                encryption_algorithm: Some(algorithm),
            }
        })
    }

    pub(crate) fn decrypt(
        &mut self,
        cx: &mut Context,
        input: DecryptInput,
    ) -> Outcome<DecryptOutput> {
        Outcome::begun(self.begin_to_decrypt(cx, input))
    }

    fn begin_to_decrypt(
        &mut self,
        cx: &mut Context,
        input: DecryptInput,
    ) -> Result<Outcome<DecryptOutput>> {
        let DecryptInput {
            ciphertext_blob,
            encryption_context,
            grant_tokens: _,
            key_id,
            encryption_algorithm,
            recipient,
            dry_run,
            dry_run_modifiers,
        } = input;
        no_recipient(recipient.is_some())?;
        let context = encryption_context.unwrap_or_default();
        let algorithm = encryption_algorithm.unwrap_or_else(|| ALGORITHM.into());
        let name = key_id.as_deref();
        if ignores_ciphertext(dry_run, dry_run_modifiers.as_deref()) {
            name.map(|name| self.to_use(cx, name, "Decrypt", &algorithm)).transpose()?;
            check_dry_run(dry_run)?;
        }
        let blob = ciphertext_blob.ok_or_else(no_ciphertext)?;
        let by = (name, "Decrypt", algorithm.clone());
        self.open(cx, by, blob, &context, move |kms, cx, opened| {
            check_dry_run(dry_run)?;
            kms.used(cx, &opened.key, "Decrypt");
            Ok(Outcome::Done(Ok(DecryptOutput {
                key_id: Some(opened.key.arn.to_string()),
                plaintext: Some(opened.plaintext),
                encryption_algorithm: Some(algorithm),
                key_material_id: opened.material_id,
                ..DecryptOutput::default()
            })))
        })
    }

    pub(crate) fn re_encrypt(
        &mut self,
        cx: &mut Context,
        input: ReEncryptInput,
    ) -> Outcome<ReEncryptOutput> {
        Outcome::begun(self.begin_to_re_encrypt(cx, input))
    }

    fn begin_to_re_encrypt(
        &mut self,
        cx: &mut Context,
        input: ReEncryptInput,
    ) -> Result<Outcome<ReEncryptOutput>> {
        let ReEncryptInput {
            ciphertext_blob,
            source_encryption_context,
            source_key_id,
            destination_key_id,
            destination_encryption_context,
            source_encryption_algorithm,
            destination_encryption_algorithm,
            grant_tokens: _,
            dry_run,
            dry_run_modifiers,
        } = input;
        let context = source_encryption_context.unwrap_or_default();
        let from = source_encryption_algorithm.unwrap_or_else(|| ALGORITHM.into());
        let to = destination_encryption_algorithm.unwrap_or_else(|| ALGORITHM.into());
        let name = source_key_id.as_deref();
        if ignores_ciphertext(dry_run, dry_run_modifiers.as_deref()) {
            name.map(|name| self.to_use(cx, name, "ReEncrypt", &from)).transpose()?;
            self.to_use(cx, &destination_key_id, "ReEncrypt", &to)?;
            check_dry_run(dry_run)?;
        }
        let blob = ciphertext_blob.ok_or_else(no_ciphertext)?;
        let new_context = destination_encryption_context.unwrap_or_default();
        let by = (name, "ReEncrypt", from.clone());
        self.open(cx, by, blob, &context, move |kms, cx, opened| {
            let key = kms.to_use(cx, &destination_key_id, "ReEncrypt", &to)?;
            check_dry_run(dry_run)?;
            let Opened { key: source, plaintext, material_id } = opened;
            kms.seal(cx, (key, to), &new_context, plaintext, move |kms, cx, (key, to), blob| {
                kms.used(cx, &source, "ReEncrypt");
                kms.used(cx, &key, "ReEncrypt");
                ReEncryptOutput {
                    ciphertext_blob: Some(blob),
                    source_key_id: Some(source.arn.to_string()),
                    key_id: Some(key.arn.to_string()),
                    source_encryption_algorithm: Some(from),
                    destination_encryption_algorithm: Some(to),
                    source_key_material_id: material_id,
                    destination_key_material_id: key.current_material_id(),
                }
            })
        })
    }

    pub(crate) fn generate_data_key(
        &mut self,
        cx: &mut Context,
        input: GenerateDataKeyInput,
    ) -> Result<GenerateDataKeyOutput> {
        let GenerateDataKeyInput {
            key_id,
            encryption_context,
            number_of_bytes,
            key_spec,
            grant_tokens: _,
            recipient,
            dry_run,
        } = input;
        no_recipient(recipient.is_some())?;
        let length = data_key_length(key_spec.as_deref(), number_of_bytes)?;
        let asked = (&*key_id, "GenerateDataKey");
        let (key, plaintext, blob) =
            self.data_key(cx, asked, length, encryption_context, dry_run)?;
        Ok(GenerateDataKeyOutput {
            ciphertext_blob: Some(blob),
            plaintext: Some(plaintext),
            key_id: Some(key.arn.to_string()),
            key_material_id: key.current_material_id(),
            ..GenerateDataKeyOutput::default()
        })
    }

    pub(crate) fn generate_data_key_without_plaintext(
        &mut self,
        cx: &mut Context,
        input: GenerateDataKeyWithoutPlaintextInput,
    ) -> Result<GenerateDataKeyWithoutPlaintextOutput> {
        let GenerateDataKeyWithoutPlaintextInput {
            key_id,
            encryption_context,
            key_spec,
            number_of_bytes,
            grant_tokens: _,
            dry_run,
        } = input;
        let length = data_key_length(key_spec.as_deref(), number_of_bytes)?;
        let asked = (&*key_id, "GenerateDataKeyWithoutPlaintext");
        let (key, _, blob) = self.data_key(cx, asked, length, encryption_context, dry_run)?;
        Ok(GenerateDataKeyWithoutPlaintextOutput {
            ciphertext_blob: Some(blob),
            key_id: Some(key.arn.to_string()),
            key_material_id: key.current_material_id(),
        })
    }

    fn data_key(
        &mut self,
        cx: &mut Context,
        (key_id, operation): (&str, &str),
        length: usize,
        context: Option<EncryptionContext>,
        dry_run: Option<bool>,
    ) -> Result<(Arc<Key>, Bytes, Bytes)> {
        let key = self.to_use(cx, key_id, operation, ALGORITHM)?;
        check_dry_run(dry_run)?;
        let plaintext: Vec<u8> = (0..length).map(|_| cx.bytes::<1>()[0]).collect();
        let blob = self.seal_by_itself(cx, &key, &context.unwrap_or_default(), &plaintext)?;
        self.used(cx, &key, operation);
        Ok((key, plaintext.into(), blob))
    }

    /// A key by its name, if it can be used with an algorithm now.
    pub(crate) fn to_use(
        &self,
        cx: &Context,
        name: &str,
        operation: &str,
        algorithm: &str,
    ) -> Result<Arc<Key>> {
        let key = self.find(cx, name)?;
        usable(&key)?;
        let (arn, usage, spec) = (&key.arn, key.usage.name(), key.spec.name());
        if KeyUsage::of_operation(operation) != key.usage {
            let message = format!("{arn} key usage is {usage} which is not valid for {operation}.");
            return Err(errors::invalid_key_usage_exception(message));
        }
        if !key.spec.algorithms(key.usage).contains(&algorithm) {
            let message = format!("Algorithm {algorithm} is incompatible with key spec {spec}.");
            return Err(errors::invalid_key_usage_exception(message));
        }
        Ok(key)
    }
}

fn data_key_length(spec: Option<&str>, bytes: Option<i32>) -> Result<usize> {
    let message = match (spec, bytes) {
        (Some("AES_256"), None) => return Ok(32),
        (Some("AES_128"), None) => return Ok(16),
        (None, Some(bytes)) => return Ok(usize::try_from(bytes).unwrap_or_default()),
        _ => "Please specify either number of bytes or key spec.",
    };
    Err(Error::new(400, "ValidationException", message))
}

/// Enclaves that attest themselves are not known here.
pub(crate) fn no_recipient(given: bool) -> Result<()> {
    if given {
        let message = "Answers for Nitro enclaves (Recipient) are not implemented.";
        return Err(Error::new(501, "NotImplemented", message));
    }
    Ok(())
}

/// Only permissions are tested, without a ciphertext.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html>
fn ignores_ciphertext(dry_run: Option<bool>, modifiers: Option<&[String]>) -> bool {
    let ignored = modifiers.unwrap_or_default().iter().any(|it| it == "IGNORE_CIPHERTEXT");
    dry_run == Some(true) && ignored
}

/// In the words of members that are required: this one is, but in a dry run.
fn no_ciphertext() -> Error {
    let message = "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy \
                   constraint: Member must not be null";
    Error::new(400, "ValidationException", message)
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html>
pub(crate) fn check_dry_run(run: Option<bool>) -> Result<()> {
    match run {
        Some(true) => Err(errors::dry_run_operation_exception(
            "The request would have succeeded, but the DryRun option is set.",
        )),
        _ => Ok(()),
    }
}
