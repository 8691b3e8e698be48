//! Key material as a client wraps it.

use crate::support::*;
use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use bytes::Bytes;
use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use parhelion_kms::model::operations::*;
use parhelion_kms::model::*;
use parhelion_wire::error::Result;
use rsa::pkcs8::DecodePublicKey;
use sha1::Sha1;
use sha2::Sha256;

pub(crate) const OAEP: &str = "RSAES_OAEP_SHA_256";
pub(crate) const BY_AES: &str = "RSA_AES_KEY_WRAP_SHA_256";

/// A public key, its token and what they are for.
#[derive(Clone)]
pub(crate) struct Parameters {
    pub output: GetParametersForImportOutput,
    pub algorithm: String,
}

impl Parameters {
    /// Wraps as the algorithm says.
    pub(crate) fn wrap(&self, material: &[u8]) -> Bytes {
        let public = self.output.public_key.as_ref().unwrap();
        let public = rsa::PublicKey::from_public_key_der(public).unwrap();
        let mut chance = ChaCha20Rng::from_seed([9; 32]);
        let mut by_rsa = |text: &[u8]| match self.algorithm.ends_with("SHA_1") {
            true => public.oaep_encrypt_with_rng::<Sha1, _>(&mut chance, text).unwrap(),
            false => public.oaep_encrypt_with_rng::<Sha256, _>(&mut chance, text).unwrap(),
        };
        if self.algorithm.starts_with("RSAES") {
            return by_rsa(material).into();
        }
        let key = [5; 32];
        [by_rsa(&key), wrap_padded(key, material)].concat().into()
    }
}

/// RFC 5649 of more than eight bytes.
fn wrap_padded(key: [u8; 32], text: &[u8]) -> Vec<u8> {
    let cipher = Aes256::new(&key.into());
    let mut head = [0xa6, 0x59, 0x59, 0xa6, 0, 0, 0, 0];
    head[4..].copy_from_slice(&u32::try_from(text.len()).unwrap().to_be_bytes());
    let mut padded = text.to_vec();
    padded.resize(text.len().next_multiple_of(8), 0);
    let mut blocks: Vec<[u8; 8]> = padded.as_chunks::<8>().0.to_vec();
    for round in 0..6 {
        for at in 0..blocks.len() {
            let mut block = aes::Block::default();
            block[..8].copy_from_slice(&head);
            block[8..].copy_from_slice(&blocks[at]);
            cipher.encrypt_block(&mut block);
            let step = u64::try_from(blocks.len() * round + at + 1).unwrap();
            let left = u64::from_be_bytes(block[..8].try_into().unwrap()) ^ step;
            (head, blocks[at]) = (left.to_be_bytes(), block[8..].try_into().unwrap());
        }
    }
    [head.to_vec(), blocks.concat()].concat()
}

impl Cloud {
    pub(crate) fn external(&mut self, spec: &str, usage: &str, several: bool) -> KeyMetadata {
        self.create(CreateKeyInput {
            origin: Some("EXTERNAL".into()),
            key_spec: Some(spec.into()),
            key_usage: Some(usage.into()),
            multi_region: Some(several),
            ..Default::default()
        })
    }

    /// A symmetric key without its material.
    pub(crate) fn empty(&mut self) -> String {
        self.external("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", false).key_id
    }

    pub(crate) fn parameters_in(
        &mut self,
        region: &str,
        key: &str,
        algorithm: &str,
        spec: &str,
    ) -> Result<Parameters> {
        let input = GetParametersForImportInput {
            key_id: key.into(),
            wrapping_algorithm: algorithm.into(),
            wrapping_key_spec: spec.into(),
        };
        let output = self.call_in::<GetParametersForImport>(region, input)?;
        Ok(Parameters { output, algorithm: algorithm.into() })
    }

    pub(crate) fn parameters(&mut self, key: &str) -> Parameters {
        self.parameters_in(HOME, key, OAEP, "RSA_2048").unwrap()
    }

    /// Imports material that never expires, and whatever else `more` says.
    pub(crate) fn import_in(
        &mut self,
        region: &str,
        key: &str,
        material: &[u8],
        more: ImportKeyMaterialInput,
    ) -> Result<ImportKeyMaterialOutput> {
        let parameters = self.parameters_in(region, key, OAEP, "RSA_2048")?;
        self.import_by(region, key, &parameters, parameters.wrap(material), more)
    }

    pub(crate) fn import_by(
        &mut self,
        region: &str,
        key: &str,
        parameters: &Parameters,
        wrapped: Bytes,
        more: ImportKeyMaterialInput,
    ) -> Result<ImportKeyMaterialOutput> {
        let model = "KEY_MATERIAL_DOES_NOT_EXPIRE";
        self.call_in::<ImportKeyMaterial>(
            region,
            ImportKeyMaterialInput {
                key_id: key.into(),
                import_token: parameters.output.import_token.clone().unwrap(),
                encrypted_key_material: wrapped,
                expiration_model: more.expiration_model.clone().or_else(|| Some(model.into())),
                ..more
            },
        )
    }

    /// Imports it for ever: its id.
    pub(crate) fn import(
        &mut self,
        key: &str,
        material: &[u8],
        kind: Option<&str>,
    ) -> Result<String> {
        let more =
            ImportKeyMaterialInput { import_type: kind.map(Into::into), ..Default::default() };
        let output = self.import_in(HOME, key, material, more)?;
        Ok(output.key_material_id.unwrap_or_default())
    }

    pub(crate) fn delete_material(&mut self, key: &str, id: Option<&str>) -> Result<()> {
        let (key_id, key_material_id) = (key.into(), id.map(Into::into));
        let input = DeleteImportedKeyMaterialInput { key_id, key_material_id };
        self.call::<DeleteImportedKeyMaterial>(input).map(drop)
    }
}
