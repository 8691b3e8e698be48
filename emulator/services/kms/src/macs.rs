//! HMAC keys: GenerateMac and VerifyMac; and bytes of chance.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/hmac.html>

use crate::Kms;
use crate::cryptography::{check_dry_run, no_recipient};
use crate::custom_key_stores::no_store;
use crate::key_ring::Key;
use crate::model::*;
use hmac::digest::common::KeyInit;
use hmac::{Hmac, Mac};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use sha2::{Sha224, Sha256, Sha384, Sha512};

impl Kms {
    pub(crate) fn generate_mac(
        &mut self,
        cx: &mut Context,
        input: GenerateMacInput,
    ) -> Result<GenerateMacOutput> {
        let GenerateMacInput { message, key_id, mac_algorithm, grant_tokens: _, dry_run } = input;
        let key = self.to_use(cx, &key_id, "GenerateMac", &mac_algorithm)?;
        check_dry_run(dry_run)?;
        let mac = self.mac(cx, &key, &mac_algorithm, &message)?;
        self.used(cx, &key, "GenerateMac");
        Ok(GenerateMacOutput {
            mac: Some(mac.into()),
            mac_algorithm: Some(mac_algorithm),
            key_id: Some(key.arn.to_string()),
        })
    }

    pub(crate) fn verify_mac(
        &mut self,
        cx: &mut Context,
        input: VerifyMacInput,
    ) -> Result<VerifyMacOutput> {
        let VerifyMacInput { message, key_id, mac_algorithm, mac, grant_tokens: _, dry_run } =
            input;
        let key = self.to_use(cx, &key_id, "VerifyMac", &mac_algorithm)?;
        if self.mac(cx, &key, &mac_algorithm, &message)? != *mac {
            return Err(errors::kms_invalid_mac_exception(""));
        }
        check_dry_run(dry_run)?;
        self.used(cx, &key, "VerifyMac");
        Ok(VerifyMacOutput {
            key_id: Some(key.arn.to_string()),
            mac_valid: Some(true),
            mac_algorithm: Some(mac_algorithm),
        })
    }

    fn mac(
        &mut self,
        cx: &mut Context,
        key: &Key,
        algorithm: &str,
        message: &[u8],
    ) -> Result<Vec<u8>> {
        let material = match key.imported(1) {
            Some(imported) => imported.to_vec(),
            // Two halves: the longest key is 64 bytes.
            None => [self.material(cx, key, 1)?, self.material(cx, key, 2)?].concat(),
        };
        let mac = match algorithm {
            "HMAC_SHA_224" => mac::<Hmac<Sha224>>(&material, 28, message),
            "HMAC_SHA_256" => mac::<Hmac<Sha256>>(&material, 32, message),
            "HMAC_SHA_384" => mac::<Hmac<Sha384>>(&material, 48, message),
            _ => mac::<Hmac<Sha512>>(&material, 64, message),
        };
        mac.ok_or_else(|| errors::kms_internal_exception("The MAC could not be computed"))
    }

    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html>
    pub(crate) fn generate_random(
        &mut self,
        cx: &mut Context,
        input: GenerateRandomInput,
    ) -> Result<GenerateRandomOutput> {
        let GenerateRandomInput { number_of_bytes, custom_key_store_id, recipient } = input;
        no_recipient(recipient.is_some())?;
        if let Some(store) = custom_key_store_id {
            return Err(no_store(&store));
        }
        let Some(count) = number_of_bytes else {
            return Err(Error::new(400, "ValidationException", "NumberOfBytes is required."));
        };
        let bytes: Vec<u8> = (0..count).map(|_| cx.bytes::<1>()[0]).collect();
        Ok(GenerateRandomOutput { plaintext: Some(bytes.into()), ciphertext_for_recipient: None })
    }
}

fn mac<M: Mac + KeyInit>(material: &[u8], length: usize, message: &[u8]) -> Option<Vec<u8>> {
    let mut mac = <M as KeyInit>::new_from_slice(material.get(..length)?).ok()?;
    mac.update(message);
    Some(mac.finalize().into_bytes().to_vec())
}
