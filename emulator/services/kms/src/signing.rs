//! Sign, Verify, GetPublicKey and shared secrets.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html>

use crate::Kms;
use crate::cryptography::{check_dry_run, no_recipient};
use crate::model::*;
use crate::pairs::Hash;
use crate::specs::KeyUsage;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Kms {
    pub(crate) fn sign(&mut self, cx: &mut Context, input: SignInput) -> Result<SignOutput> {
        let SignInput {
            key_id,
            message,
            message_type,
            grant_tokens: _,
            signing_algorithm,
            dry_run,
        } = input;
        let key = self.to_use(cx, &key_id, "Sign", &signing_algorithm)?;
        let digest = digest(&signing_algorithm, message_type.as_deref(), &message)?;
        check_dry_run(dry_run)?;
        let signature = key.pair()?.sign(&signing_algorithm, &digest, cx.bytes());
        let failed = || errors::kms_internal_exception("Signing failed");
        let signature = signature.ok_or_else(failed)?;
        self.used(cx, &key, "Sign");
        Ok(SignOutput {
            key_id: Some(key.arn.to_string()),
            signature: Some(signature.into()),
            signing_algorithm: Some(signing_algorithm),
        })
    }

    pub(crate) fn verify(&mut self, cx: &mut Context, input: VerifyInput) -> Result<VerifyOutput> {
        let VerifyInput {
            key_id,
            message,
            message_type,
            signature,
            signing_algorithm,
            grant_tokens: _,
            dry_run,
        } = input;
        let key = self.to_use(cx, &key_id, "Verify", &signing_algorithm)?;
        let digest = digest(&signing_algorithm, message_type.as_deref(), &message)?;
        if !key.pair()?.verifies(&signing_algorithm, &digest, &signature) {
            return Err(errors::kms_invalid_signature_exception(""));
        }
        check_dry_run(dry_run)?;
        self.used(cx, &key, "Verify");
        Ok(VerifyOutput {
            key_id: Some(key.arn.to_string()),
            signature_valid: Some(true),
            signing_algorithm: Some(signing_algorithm),
        })
    }

    pub(crate) fn get_public_key(
        &mut self,
        cx: &mut Context,
        input: GetPublicKeyInput,
    ) -> Result<GetPublicKeyOutput> {
        let GetPublicKeyInput { key_id, grant_tokens: _ } = input;
        let key = self.find(cx, &key_id)?;
        crate::states::usable(&key)?;
        if !key.spec.is_asymmetric() {
            let message = format!(
                "{} key spec is {} which is not valid for GetPublicKey.",
                key.arn,
                key.spec.name()
            );
            return Err(errors::unsupported_operation_exception(message));
        }
        let algorithms = |usage: KeyUsage| {
            let all = key.spec.algorithms(usage).iter().map(|name| (*name).to_owned());
            (key.usage == usage).then(|| all.collect())
        };
        Ok(GetPublicKeyOutput {
            key_id: Some(key.arn.to_string()),
            public_key: key.pair()?.public_der().map(Into::into),
            customer_master_key_spec: Some(key.spec.name().into()),
            key_spec: Some(key.spec.name().into()),
            key_usage: Some(key.usage.name().into()),
            encryption_algorithms: algorithms(KeyUsage::EncryptDecrypt),
            signing_algorithms: algorithms(KeyUsage::SignVerify),
            key_agreement_algorithms: algorithms(KeyUsage::KeyAgreement),
        })
    }

    /// ECDH (NIST SP 800-56A).
    pub(crate) fn derive_shared_secret(
        &mut self,
        cx: &mut Context,
        input: DeriveSharedSecretInput,
    ) -> Result<DeriveSharedSecretOutput> {
        let DeriveSharedSecretInput {
            key_id,
            key_agreement_algorithm,
            public_key,
            grant_tokens: _,
            dry_run,
            recipient,
        } = input;
        no_recipient(recipient.is_some())?;
        let key = self.to_use(cx, &key_id, "DeriveSharedSecret", &key_agreement_algorithm)?;
        let secret = key.pair()?.agree(&public_key).ok_or_else(|| {
            let message = format!("The public key is no key of spec {}.", key.spec.name());
            Error::new(400, "ValidationException", message)
        })?;
        check_dry_run(dry_run)?;
        self.used(cx, &key, "DeriveSharedSecret");
        Ok(DeriveSharedSecretOutput {
            key_id: Some(key.arn.to_string()),
            shared_secret: Some(secret.into()),
            key_agreement_algorithm: Some(key_agreement_algorithm),
            key_origin: Some(key.origin.name().into()),
            ciphertext_for_recipient: None,
        })
    }
}

/// What is signed of a message: its digest, or itself where it is one.
fn digest(algorithm: &str, message_type: Option<&str>, message: &[u8]) -> Result<Vec<u8>> {
    let hash = Hash::of(algorithm);
    match message_type {
        None | Some("RAW") => Ok(hash.digest(message)),
        Some("DIGEST") if message.len() == hash.length() => Ok(message.to_vec()),
        Some("DIGEST") => {
            let message = format!("Digest is invalid length for algorithm {algorithm}.");
            Err(Error::new(400, "ValidationException", message))
        }
        Some(other) => {
            let message =
                format!("Message type {other} is incompatible with algorithm {algorithm}.");
            Err(Error::new(400, "ValidationException", message))
        }
    }
}
