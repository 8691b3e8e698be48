//! Sign, Verify, GetPublicKey and shared secrets.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html>

use crate::Kms;
use crate::cryptography::{check_dry_run, no_recipient};
use crate::key_ring::Key;
use crate::model::*;
use crate::pairs::Hash;
use crate::specs::KeyUsage;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Context, Outcome};

impl Kms {
    pub(crate) fn sign(&mut self, cx: &mut Context, input: SignInput) -> Outcome<SignOutput> {
        Outcome::begun(self.begin_to_sign(cx, input))
    }

    fn begin_to_sign(&mut self, cx: &mut Context, input: SignInput) -> Result<Outcome<SignOutput>> {
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
        let (seed, signer, algorithm) = (cx.bytes(), key.clone(), signing_algorithm.clone());
        let sign = move || {
            let signature = signer.pair()?.sign(&algorithm, &digest, seed);
            signature.ok_or_else(|| errors::kms_internal_exception("Signing failed"))
        };
        Ok(Outcome::work(sign, move |kms: &mut Self, cx, signature: Result<Vec<u8>>| {
            Outcome::Done(signature.map(|signature| {
                kms.used(cx, &key, "Sign");
                SignOutput {
                    key_id: Some(key.arn.to_string()),
                    signature: Some(signature.into()),
                    signing_algorithm: Some(signing_algorithm),
                }
            }))
        }))
    }

    pub(crate) fn verify(&mut self, cx: &mut Context, input: VerifyInput) -> Outcome<VerifyOutput> {
        Outcome::begun(self.begin_to_verify(cx, input))
    }

    fn begin_to_verify(
        &mut self,
        cx: &mut Context,
        input: VerifyInput,
    ) -> Result<Outcome<VerifyOutput>> {
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
        let (signer, algorithm) = (key.clone(), signing_algorithm.clone());
        let verify = move || Ok(signer.pair()?.verifies(&algorithm, &digest, &signature));
        let tell = move |kms: &mut Self, cx: &mut Context, verifies: Result<bool>| {
            if !verifies? {
                return Err(errors::kms_invalid_signature_exception(""));
            }
            check_dry_run(dry_run)?;
            kms.used(cx, &key, "Verify");
            Ok(VerifyOutput {
                key_id: Some(key.arn.to_string()),
                signature_valid: Some(true),
                signing_algorithm: Some(signing_algorithm),
            })
        };
        Ok(Outcome::work(verify, move |kms, cx, verifies| Outcome::Done(tell(kms, cx, verifies))))
    }

    pub(crate) fn get_public_key(
        &mut self,
        cx: &mut Context,
        input: GetPublicKeyInput,
    ) -> Outcome<GetPublicKeyOutput> {
        Outcome::begun(self.begin_to_show(cx, input))
    }

    fn begin_to_show(
        &mut self,
        cx: &mut Context,
        input: GetPublicKeyInput,
    ) -> Result<Outcome<GetPublicKeyOutput>> {
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
        let of_pair = key.clone();
        let public = move || Ok(of_pair.pair()?.public_der());
        Ok(Outcome::work(public, move |_: &mut Self, _, public: Result<Option<Vec<u8>>>| {
            Outcome::Done(public.map(|public| with_public(&key, public)))
        }))
    }

    /// ECDH (NIST SP 800-56A).
    pub(crate) fn derive_shared_secret(
        &mut self,
        cx: &mut Context,
        input: DeriveSharedSecretInput,
    ) -> Outcome<DeriveSharedSecretOutput> {
        Outcome::begun(self.begin_to_derive(cx, input))
    }

    fn begin_to_derive(
        &mut self,
        cx: &mut Context,
        input: DeriveSharedSecretInput,
    ) -> Result<Outcome<DeriveSharedSecretOutput>> {
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
        let own = key.clone();
        let agree = move || {
            own.pair()?.agree(&public_key).ok_or_else(|| {
                let message = format!("The public key is no key of spec {}.", own.spec.name());
                Error::new(400, "ValidationException", message)
            })
        };
        let tell = move |kms: &mut Self, cx: &mut Context, secret: Result<Vec<u8>>| {
            let secret = secret?;
            check_dry_run(dry_run)?;
            kms.used(cx, &key, "DeriveSharedSecret");
            Ok(DeriveSharedSecretOutput {
                key_id: Some(key.arn.to_string()),
                shared_secret: Some(secret.into()),
                key_agreement_algorithm: Some(key_agreement_algorithm),
                key_origin: Some(key.origin.name().into()),
                ciphertext_for_recipient: None,
            })
        };
        Ok(Outcome::work(agree, move |kms, cx, secret| Outcome::Done(tell(kms, cx, secret))))
    }
}

fn with_public(key: &Key, public: Option<Vec<u8>>) -> GetPublicKeyOutput {
    let algorithms = |usage: KeyUsage| {
        let all = key.spec.algorithms(usage).iter().map(|name| (*name).to_owned());
        (key.usage == usage).then(|| all.collect())
    };
    GetPublicKeyOutput {
        key_id: Some(key.arn.to_string()),
        public_key: public.map(Into::into),
        customer_master_key_spec: Some(key.spec.name().into()),
        key_spec: Some(key.spec.name().into()),
        key_usage: Some(key.usage.name().into()),
        encryption_algorithms: algorithms(KeyUsage::EncryptDecrypt),
        signing_algorithms: algorithms(KeyUsage::SignVerify),
        key_agreement_algorithms: algorithms(KeyUsage::KeyAgreement),
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
