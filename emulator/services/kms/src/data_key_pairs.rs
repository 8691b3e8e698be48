//! GenerateDataKeyPair: pairs for use outside of KMS.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html>

use crate::Kms;
use crate::cryptography::{check_dry_run, no_recipient};
use crate::key_ring::Key;
use crate::keys::new_pair_with_public;
use crate::material::EncryptionContext;
use crate::model::*;
use crate::specs::KeySpec;
use bytes::Bytes;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Context, Outcome};
use std::sync::Arc;

/// A new pair, and the key that seals its private part.
struct Generated {
    key: Arc<Key>,
    private: Bytes,
    public: Bytes,
    sealed: Bytes,
}

impl Kms {
    pub(crate) fn generate_data_key_pair(
        &mut self,
        cx: &mut Context,
        input: GenerateDataKeyPairInput,
    ) -> Outcome<GenerateDataKeyPairOutput> {
        let GenerateDataKeyPairInput {
            encryption_context,
            key_id,
            key_pair_spec,
            grant_tokens: _,
            recipient,
            dry_run,
        } = input;
        if let Err(error) = no_recipient(recipient.is_some()) {
            return Outcome::Done(Err(error));
        }
        let asked = (&*key_id, "GenerateDataKeyPair");
        let made = self.data_key_pair(cx, asked, &key_pair_spec, encryption_context, dry_run);
        Outcome::begun(made).map(|made| GenerateDataKeyPairOutput {
            private_key_ciphertext_blob: Some(made.sealed),
            private_key_plaintext: Some(made.private),
            public_key: Some(made.public),
            key_id: Some(made.key.arn.to_string()),
            key_pair_spec: Some(key_pair_spec),
            key_material_id: made.key.current_material_id(),
            ciphertext_for_recipient: None,
        })
    }

    pub(crate) fn generate_data_key_pair_without_plaintext(
        &mut self,
        cx: &mut Context,
        input: GenerateDataKeyPairWithoutPlaintextInput,
    ) -> Outcome<GenerateDataKeyPairWithoutPlaintextOutput> {
        let GenerateDataKeyPairWithoutPlaintextInput {
            encryption_context,
            key_id,
            key_pair_spec,
            grant_tokens: _,
            dry_run,
        } = input;
        let asked = (&*key_id, "GenerateDataKeyPairWithoutPlaintext");
        let made = self.data_key_pair(cx, asked, &key_pair_spec, encryption_context, dry_run);
        Outcome::begun(made).map(|made| GenerateDataKeyPairWithoutPlaintextOutput {
            private_key_ciphertext_blob: Some(made.sealed),
            public_key: Some(made.public),
            key_id: Some(made.key.arn.to_string()),
            key_pair_spec: Some(key_pair_spec),
            key_material_id: made.key.current_material_id(),
        })
    }

    fn data_key_pair(
        &mut self,
        cx: &mut Context,
        (key_id, operation): (&str, &'static str),
        spec: &str,
        context: Option<EncryptionContext>,
        dry_run: Option<bool>,
    ) -> Result<Outcome<Generated>> {
        let key = self.to_use(cx, key_id, operation, "SYMMETRIC_DEFAULT")?;
        let Some(spec) = KeySpec::parse(spec).filter(|spec| spec.is_asymmetric()) else {
            return Err(Error::not_implemented("kms", &format!("{operation} of {spec}")));
        };
        check_dry_run(dry_run)?;
        let seed = cx.bytes();
        let context = context.unwrap_or_default();
        let seal = move |kms: &mut Self, cx: &mut Context, pair: Result<(Vec<u8>, Vec<u8>)>| {
            let (private, public) = pair?;
            let sealed = kms.seal_by_itself(cx, &key, &context, &private)?;
            kms.used(cx, &key, operation);
            Ok(Generated { key, private: private.into(), public: public.into(), sealed })
        };
        Ok(Outcome::work(
            move || new_pair_with_public(spec, seed),
            move |kms, cx, pair| Outcome::Done(seal(kms, cx, pair)),
        ))
    }
}
