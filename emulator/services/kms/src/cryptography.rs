//! Encrypt, Decrypt, ReEncrypt and data keys, with symmetric keys.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html>

use crate::Kms;
use crate::key_ring::Key;
use crate::material::{Blob, EncryptionContext, Secret};
use crate::model::*;
use crate::states::usable;
use bytes::Bytes;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

const ALGORITHM: &str = "SYMMETRIC_DEFAULT";

impl Kms {
    pub(crate) fn encrypt(
        &mut self,
        cx: &mut Context,
        input: EncryptInput,
    ) -> Result<EncryptOutput> {
        let EncryptInput {
            key_id,
            plaintext,
            encryption_context,
            grant_tokens: _,
            encryption_algorithm,
            dry_run,
        } = input;
        let key = self.to_use(cx, &key_id, encryption_algorithm.as_deref())?;
        check_dry_run(dry_run)?;
        let context = encryption_context.unwrap_or_default();
        let blob = self.seal(cx, &key, &context, &plaintext)?;
        Ok(EncryptOutput {
            ciphertext_blob: Some(blob),
            key_id: Some(key.arn.to_string()),
            encryption_algorithm: Some(ALGORITHM.into()),
        })
    }

    pub(crate) fn decrypt(
        &mut self,
        cx: &mut Context,
        input: DecryptInput,
    ) -> Result<DecryptOutput> {
        let DecryptInput {
            ciphertext_blob,
            encryption_context,
            grant_tokens: _,
            key_id,
            encryption_algorithm,
            recipient,
            dry_run,
            ..
        } = input;
        no_recipient(recipient.is_some())?;
        let context = encryption_context.unwrap_or_default();
        let algorithm = encryption_algorithm.as_deref();
        let (key, plaintext) = self.open(
            cx,
            key_id.as_deref(),
            &ciphertext_blob.unwrap_or_default(),
            &context,
            algorithm,
        )?;
        check_dry_run(dry_run)?;
        Ok(DecryptOutput {
            key_id: Some(key.arn.to_string()),
            plaintext: Some(plaintext),
            encryption_algorithm: Some(ALGORITHM.into()),
            ..DecryptOutput::default()
        })
    }

    pub(crate) fn re_encrypt(
        &mut self,
        cx: &mut Context,
        input: ReEncryptInput,
    ) -> Result<ReEncryptOutput> {
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
            ..
        } = input;
        let context = source_encryption_context.unwrap_or_default();
        let (source, plaintext) = self.open(
            cx,
            source_key_id.as_deref(),
            &ciphertext_blob.unwrap_or_default(),
            &context,
            source_encryption_algorithm.as_deref(),
        )?;
        let key =
            self.to_use(cx, &destination_key_id, destination_encryption_algorithm.as_deref())?;
        check_dry_run(dry_run)?;
        let context = destination_encryption_context.unwrap_or_default();
        let blob = self.seal(cx, &key, &context, &plaintext)?;
        Ok(ReEncryptOutput {
            ciphertext_blob: Some(blob),
            source_key_id: Some(source.arn.to_string()),
            key_id: Some(key.arn.to_string()),
            source_encryption_algorithm: Some(ALGORITHM.into()),
            destination_encryption_algorithm: Some(ALGORITHM.into()),
            ..ReEncryptOutput::default()
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
        let (key, plaintext, blob) =
            self.data_key(cx, &key_id, length, encryption_context, dry_run)?;
        Ok(GenerateDataKeyOutput {
            ciphertext_blob: Some(blob),
            plaintext: Some(plaintext),
            key_id: Some(key.arn.to_string()),
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
        let (key, _, blob) = self.data_key(cx, &key_id, length, encryption_context, dry_run)?;
        Ok(GenerateDataKeyWithoutPlaintextOutput {
            ciphertext_blob: Some(blob),
            key_id: Some(key.arn.to_string()),
            ..GenerateDataKeyWithoutPlaintextOutput::default()
        })
    }

    fn data_key(
        &mut self,
        cx: &mut Context,
        key_id: &str,
        length: usize,
        context: Option<EncryptionContext>,
        dry_run: Option<bool>,
    ) -> Result<(Arc<Key>, Bytes, Bytes)> {
        let key = self.to_use(cx, key_id, None)?;
        check_dry_run(dry_run)?;
        let plaintext: Vec<u8> = (0..length).map(|_| cx.bytes::<1>()[0]).collect();
        let blob = self.seal(cx, &key, &context.unwrap_or_default(), &plaintext)?;
        Ok((key, plaintext.into(), blob))
    }

    /// A key by its name, if it can be used with an algorithm now.
    fn to_use(&self, cx: &Context, name: &str, algorithm: Option<&str>) -> Result<Arc<Key>> {
        let key = self.find(cx, name)?;
        usable(&key)?;
        match algorithm {
            None | Some(ALGORITHM) => Ok(key),
            Some(other) => {
                let message = format!("The algorithm {other} does not fit the key {}.", key.arn);
                Err(errors::invalid_key_usage_exception(message))
            }
        }
    }

    fn seal(
        &mut self,
        cx: &mut Context,
        key: &Key,
        context: &EncryptionContext,
        plaintext: &[u8],
    ) -> Result<Bytes> {
        let version = key.material_version(cx.now);
        let nonce = cx.bytes();
        let secret = self.key_ring.secret_or(|| Secret::new(cx.bytes()));
        let blob = secret.seal(&key.arn, version, nonce, context, plaintext);
        let blob = blob.ok_or_else(|| errors::kms_internal_exception("Encryption failed"))?;
        Ok(blob.into())
    }

    /// The key is that of the blob; a name only says which it must be.
    fn open(
        &self,
        cx: &Context,
        name: Option<&str>,
        blob: &[u8],
        context: &EncryptionContext,
        algorithm: Option<&str>,
    ) -> Result<(Arc<Key>, Bytes)> {
        let named = name.map(|name| self.to_use(cx, name, algorithm)).transpose()?;
        let invalid = || errors::invalid_ciphertext_exception("");
        let blob = Blob::parse(blob).ok_or_else(invalid)?;
        if named.as_ref().is_some_and(|key| *key.arn != *blob.arn) {
            let message = "The key ID in the request does not identify a CMK that can perform \
                           this operation.";
            return Err(errors::incorrect_key_exception(message));
        }
        let key = match named {
            Some(key) => key,
            None => self.to_use(cx, blob.arn, algorithm)?,
        };
        let secret = self.key_ring.secret().ok_or_else(invalid)?;
        let plaintext = secret.open(&blob, context).ok_or_else(invalid)?;
        Ok((key, plaintext.into()))
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
fn no_recipient(given: bool) -> Result<()> {
    if given {
        let message = "Answers for Nitro enclaves (Recipient) are not implemented.";
        return Err(Error::new(501, "NotImplemented", message));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html>
fn check_dry_run(run: Option<bool>) -> Result<()> {
    match run {
        Some(true) => Err(errors::dry_run_operation_exception(
            "The request would have succeeded, but the DryRun option is set.",
        )),
        _ => Ok(()),
    }
}
