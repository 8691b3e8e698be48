//! Sealing and opening: at once by a symmetric key, and by a pair of keys with no lock held, because RSA's
//! arithmetic takes milliseconds.

use crate::Kms;
use crate::key_parts::Origin;
use crate::key_ring::Key;
use crate::material::{self, Blob, EncryptionContext, Secret};
use crate::model::errors;
use crate::multi_region::here;
use crate::pairs::Pair;
use bytes::Bytes;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Context, Outcome};
use std::sync::Arc;

impl Kms {
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

    /// Encrypts by a key and an algorithm of it, and goes on with what came of it. By a pair of keys, that
    /// is arithmetic which takes a while.
    pub(crate) fn seal<T: 'static>(
        &mut self,
        cx: &mut Context,
        (key, algorithm): (Arc<Key>, String),
        context: &EncryptionContext,
        plaintext: Bytes,
        then: impl FnOnce(&mut Self, &mut Context, (Arc<Key>, String), Bytes) -> T + Send + 'static,
    ) -> Result<Outcome<T>> {
        if !key.spec.is_asymmetric() {
            let blob = self.seal_by_itself(cx, &key, context, &plaintext)?;
            return Ok(Outcome::Done(Ok(then(self, cx, (key, algorithm), blob))));
        }
        let (own, by, seed) = (key.clone(), algorithm.clone(), cx.bytes());
        let seal = move || -> Result<Vec<u8>> {
            let pair = own.pair()?;
            let (most, spec) = (pair.encrypts_at_most(&by), own.spec.name());
            if plaintext.len() > most {
                let message = format!(
                    "Algorithm {by} and key spec {spec} cannot encrypt data larger than {most} bytes."
                );
                return Err(Error::new(400, "ValidationException", message));
            }
            pair.encrypt(&by, &plaintext, seed).ok_or_else(not_sealed)
        };
        Ok(Outcome::work(seal, move |kms: &mut Self, cx, blob: Result<Vec<u8>>| {
            Outcome::Done(blob.map(|blob| then(kms, cx, (key, algorithm), blob.into())))
        }))
    }

    /// Encrypts by a symmetric key.
    pub(crate) fn seal_by_itself(
        &mut self,
        cx: &mut Context,
        key: &Key,
        context: &EncryptionContext,
        plaintext: &[u8],
    ) -> Result<Bytes> {
        let version = key.current_version();
        let nonce = cx.bytes();
        let material = self.material(cx, key, version)?;
        let blob = material::seal(material, (&key.arn, version), nonce, context, plaintext);
        Ok(blob.ok_or_else(not_sealed)?.into())
    }

    /// Decrypts, and goes on with what came of it: at once, or after a pair of keys has worked.
    pub(crate) fn open<T: 'static>(
        &mut self,
        cx: &mut Context,
        (name, operation, algorithm): (Option<&str>, &str, String),
        blob: Bytes,
        context: &EncryptionContext,
        then: impl FnOnce(&mut Self, &mut Context, Opened) -> Result<Outcome<T>> + Send + 'static,
    ) -> Result<Outcome<T>> {
        let named = name.map(|name| self.to_use(cx, name, operation, &algorithm)).transpose()?;
        let Some(key) = named.as_ref().filter(|key| key.spec.is_asymmetric()).cloned() else {
            let by = (named, operation, &*algorithm);
            let opened = self.open_by_itself(cx, by, &blob, context)?;
            return then(self, cx, opened);
        };
        let own = key.clone();
        let open = move || -> Result<Vec<u8>> {
            let plaintext = own.pair()?.decrypt(&algorithm, &blob);
            plaintext.ok_or_else(|| errors::invalid_ciphertext_exception(""))
        };
        Ok(Outcome::work(open, move |kms: &mut Self, cx, plaintext: Result<Vec<u8>>| {
            Outcome::begun(plaintext.and_then(|plaintext| {
                then(kms, cx, Opened { key, plaintext: plaintext.into(), material_id: None })
            }))
        }))
    }

    /// The key is that of the blob; one that was named only says which it must be. Blobs of asymmetric
    /// keys name none.
    fn open_by_itself(
        &mut self,
        cx: &mut Context,
        (named, operation, algorithm): (Option<Arc<Key>>, &str, &str),
        blob: &[u8],
        context: &EncryptionContext,
    ) -> Result<Opened> {
        let invalid = || errors::invalid_ciphertext_exception("");
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

fn not_sealed() -> Error {
    errors::kms_internal_exception("Encryption failed")
}

/// What was in a ciphertext.
pub(crate) struct Opened {
    pub key: Arc<Key>,
    pub plaintext: Bytes,
    pub material_id: Option<String>,
}

impl Key {
    /// An asymmetric key's public and private key.
    pub(crate) fn pair(&self) -> Result<Pair> {
        let der = self.pair.as_ref().or_else(|| self.imported(1));
        let pair = der.and_then(|der| Pair::from_der(self.spec, der));
        pair.ok_or_else(|| errors::kms_internal_exception("The key cannot be read"))
    }
}
