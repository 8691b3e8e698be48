//! Encrypt, Decrypt, ReEncrypt and data keys.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html>

use crate::Kms;
use crate::key_parts::Origin;
use crate::key_ring::Key;
use crate::material::{self, Blob, EncryptionContext, Secret};
use crate::model::*;
use crate::multi_region::here;
use crate::pairs::Pair;
use crate::specs::KeyUsage;
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
        let algorithm = encryption_algorithm.unwrap_or_else(|| ALGORITHM.into());
        let key = self.to_use(cx, &key_id, "Encrypt", &algorithm)?;
        check_dry_run(dry_run)?;
        let context = encryption_context.unwrap_or_default();
        let blob = self.seal(cx, &key, &algorithm, &context, &plaintext)?;
        self.used(cx, &key, "Encrypt");
        Ok(EncryptOutput {
            ciphertext_blob: Some(blob),
            key_id: Some(key.arn.to_string()),
            encryption_algorithm: Some(algorithm),
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
        let opened = self.open(cx, (name, "Decrypt"), &blob, &context, &algorithm)?;
        check_dry_run(dry_run)?;
        self.used(cx, &opened.key, "Decrypt");
        Ok(DecryptOutput {
            key_id: Some(opened.key.arn.to_string()),
            plaintext: Some(opened.plaintext),
            encryption_algorithm: Some(algorithm),
            key_material_id: opened.material_id,
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
        let opened = self.open(cx, (name, "ReEncrypt"), &blob, &context, &from)?;
        let key = self.to_use(cx, &destination_key_id, "ReEncrypt", &to)?;
        check_dry_run(dry_run)?;
        let context = destination_encryption_context.unwrap_or_default();
        let blob = self.seal(cx, &key, &to, &context, &opened.plaintext)?;
        self.used(cx, &opened.key, "ReEncrypt");
        self.used(cx, &key, "ReEncrypt");
        Ok(ReEncryptOutput {
            ciphertext_blob: Some(blob),
            source_key_id: Some(opened.key.arn.to_string()),
            key_id: Some(key.arn.to_string()),
            source_encryption_algorithm: Some(from),
            destination_encryption_algorithm: Some(to),
            source_key_material_id: opened.material_id,
            destination_key_material_id: key.current_material_id(),
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
        let blob = self.seal(cx, &key, ALGORITHM, &context.unwrap_or_default(), &plaintext)?;
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

    /// What a version of a symmetric key consists of.
    pub(crate) fn material(
        &mut self,
        cx: &mut Context,
        key: &Key,
        version: u32,
    ) -> Result<[u8; 32]> {
        if key.origin == Origin::External {
            let imported = key.imported(version).and_then(|bytes| (**bytes).try_into().ok());
            return imported.ok_or_else(|| errors::kms_internal_exception("No key material"));
        }
        let secret = self.key_ring.secret_or(|| Secret::new(cx.bytes()));
        Ok(secret.material(&key.material_name(), version))
    }

    pub(crate) fn seal(
        &mut self,
        cx: &mut Context,
        key: &Key,
        algorithm: &str,
        context: &EncryptionContext,
        plaintext: &[u8],
    ) -> Result<Bytes> {
        let failed = || errors::kms_internal_exception("Encryption failed");
        if key.spec.is_asymmetric() {
            let pair = key.pair()?;
            let most = pair.encrypts_at_most(algorithm);
            if plaintext.len() > most {
                let spec = key.spec.name();
                return Err(Error::new(
                    400,
                    "ValidationException",
                    format!(
                        "Algorithm {algorithm} and key spec {spec} cannot encrypt data larger than \
                     {most} bytes."
                    ),
                ));
            }
            let blob = pair.encrypt(algorithm, plaintext, cx.bytes());
            return Ok(blob.ok_or_else(failed)?.into());
        }
        let version = key.current_version();
        let nonce = cx.bytes();
        let material = self.material(cx, key, version)?;
        let blob = material::seal(material, (&key.arn, version), nonce, context, plaintext);
        Ok(blob.ok_or_else(failed)?.into())
    }

    /// The key is that of the blob; a name only says which it must be. Blobs of asymmetric keys name
    /// none.
    fn open(
        &mut self,
        cx: &mut Context,
        (name, operation): (Option<&str>, &str),
        blob: &[u8],
        context: &EncryptionContext,
        algorithm: &str,
    ) -> Result<Opened> {
        let named = name.map(|name| self.to_use(cx, name, operation, algorithm)).transpose()?;
        let invalid = || errors::invalid_ciphertext_exception("");
        if let Some(key) = named.as_ref().filter(|key| key.spec.is_asymmetric()) {
            let plaintext = key.pair()?.decrypt(algorithm, blob).ok_or_else(invalid)?;
            return Ok(Opened { key: key.clone(), plaintext: plaintext.into(), material_id: None });
        }
        let blob = Blob::parse(blob).ok_or_else(invalid)?;
        if named.as_ref().is_some_and(|key| !key.reads(blob.arn)) {
            let message = "The key ID in the request does not identify a CMK that can perform \
                           this operation.";
            return Err(errors::incorrect_key_exception(message));
        }
        let key = match named {
            Some(key) => key,
            None => self.to_use(cx, &here(blob.arn, &cx.region), operation, algorithm)?,
        };
        let backing_key = key.backing_key(blob.version).ok_or_else(invalid)?;
        let material = self.material(cx, &key, blob.version)?;
        let plaintext = material::open(material, &blob, context).ok_or_else(invalid)?;
        let material_id = Some(backing_key.id.to_string());
        Ok(Opened { key, plaintext: plaintext.into(), material_id })
    }
}

/// What was in a ciphertext.
struct Opened {
    key: Arc<Key>,
    plaintext: Bytes,
    material_id: Option<String>,
}

impl Key {
    /// An asymmetric key's public and private key.
    pub(crate) fn pair(&self) -> Result<Pair> {
        let der = self.pair.as_ref().or_else(|| self.imported(1));
        let pair = der.and_then(|der| Pair::from_der(self.spec, der));
        pair.ok_or_else(|| errors::kms_internal_exception("The key cannot be read"))
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
