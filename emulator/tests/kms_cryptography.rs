//! Encrypt, Decrypt, ReEncrypt and data keys by KMS' API reference.
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html>

use bytes::Bytes;
use parhelion::kms::Kms;
use parhelion::kms::model::operations::*;
use parhelion::kms::model::*;
use parhelion::wire::error::Result;
use parhelion::wire::shell::TypedOperation;
use parhelion::{Cloud, Error};
use parhelion_world::service::Handles;
use std::collections::BTreeMap;

struct Scene {
    cloud: Cloud,
    id: String,
    arn: String,
}

fn context(value: &str) -> Option<BTreeMap<String, String>> {
    Some(BTreeMap::from([("purpose".to_owned(), value.to_owned())]))
}

#[track_caller]
fn refused<T>(result: Result<T>, code: &str) {
    assert_eq!(result.map(drop).unwrap_err().code(), code);
}

impl Scene {
    fn new() -> Self {
        let cloud = Cloud::new();
        let made = cloud.call::<Kms, CreateKey>(CreateKeyInput::default()).unwrap();
        let key = made.key_metadata.unwrap();
        Self { cloud, id: key.key_id, arn: key.arn.unwrap() }
    }

    fn call<O: TypedOperation>(&self, input: O::Input) -> Result<O::Output>
    where
        Kms: Handles<O>,
    {
        self.cloud.call::<Kms, O>(input)
    }

    fn encrypt(&self, text: &'static str) -> Bytes {
        let input = EncryptInput {
            key_id: self.id.clone(),
            plaintext: Bytes::from(text),
            encryption_context: context("test"),
            ..Default::default()
        };
        let output = self.call::<Encrypt>(input).unwrap();
        assert_eq!(output.key_id.as_deref(), Some(&*self.arn));
        output.ciphertext_blob.unwrap()
    }

    fn decrypt(&self, blob: &Bytes) -> Result<Bytes> {
        let input = DecryptInput {
            ciphertext_blob: Some(blob.clone()),
            encryption_context: context("test"),
            ..Default::default()
        };
        let output = self.call::<Decrypt>(input)?;
        assert_eq!(output.key_id.as_deref(), Some(&*self.arn));
        Ok(output.plaintext.unwrap())
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_encrypted_is_read_by_its_key_and_context_only() {
    let scene = Scene::new();
    let blob = scene.encrypt("secret");
    assert_eq!(scene.decrypt(&blob).unwrap(), "secret");
    assert_ne!(scene.encrypt("secret"), blob, "never twice the same");
    assert!(!blob.windows(6).any(|part| part == b"secret"));
    let input = || DecryptInput { ciphertext_blob: Some(blob.clone()), ..Default::default() };
    refused(scene.call::<Decrypt>(input()), "InvalidCiphertextException");
    let wrong = DecryptInput { encryption_context: context("other"), ..input() };
    refused(scene.call::<Decrypt>(wrong), "InvalidCiphertextException");
    refused(scene.decrypt(&Bytes::from("nonsense")), "InvalidCiphertextException");
    let other = scene.call::<CreateKey>(CreateKeyInput::default()).unwrap().key_metadata.unwrap();
    let named = |key: &str| DecryptInput {
        key_id: Some(key.to_owned()),
        encryption_context: context("test"),
        ..input()
    };
    refused(scene.call::<Decrypt>(named(&other.key_id)), "IncorrectKeyException");
    assert_eq!(scene.call::<Decrypt>(named(&scene.id)).unwrap().plaintext.unwrap(), "secret");
    let rsa = DecryptInput {
        encryption_algorithm: Some("RSAES_OAEP_SHA_256".into()),
        ..named(&scene.id)
    };
    refused(scene.call::<Decrypt>(rsa), "InvalidKeyUsageException");
    let dry = DecryptInput { dry_run: Some(true), ..named(&scene.id) };
    refused(scene.call::<Decrypt>(dry), "DryRunOperationException");
}

#[tokio::test(start_paused = true)]
async fn states_and_rotations() {
    let scene = Scene::new();
    let blob = scene.encrypt("secret");
    let rotate = EnableKeyRotationInput { key_id: scene.id.clone(), rotation_period_in_days: None };
    scene.call::<EnableKeyRotation>(rotate).unwrap();
    scene.cloud.advance(std::time::Duration::from_secs(800 * 86_400)).await;
    let later = scene.encrypt("later");
    assert_eq!(scene.decrypt(&blob).unwrap(), "secret", "older material stays");
    assert_eq!(scene.decrypt(&later).unwrap(), "later");
    let disable = DisableKeyInput { key_id: scene.id.clone() };
    scene.call::<DisableKey>(disable).unwrap();
    refused(scene.decrypt(&blob), "DisabledException");
    let data = GenerateDataKeyInput {
        key_id: scene.id.clone(),
        key_spec: Some("AES_256".into()),
        ..Default::default()
    };
    refused(scene.call::<GenerateDataKey>(data), "DisabledException");
    let delete =
        ScheduleKeyDeletionInput { key_id: scene.id.clone(), pending_window_in_days: None };
    scene.call::<ScheduleKeyDeletion>(delete).unwrap();
    refused(scene.decrypt(&blob), "KMSInvalidStateException");
    scene.cloud.advance(std::time::Duration::from_secs(31 * 86_400)).await;
    refused(scene.decrypt(&blob), "NotFoundException");
}

#[tokio::test(start_paused = true)]
async fn data_keys_come_plain_and_encrypted() {
    let scene = Scene::new();
    let ask = |spec: Option<&str>, bytes: Option<i32>| {
        scene.call::<GenerateDataKey>(GenerateDataKeyInput {
            key_id: scene.id.clone(),
            key_spec: spec.map(str::to_owned),
            number_of_bytes: bytes,
            encryption_context: context("test"),
            ..Default::default()
        })
    };
    for (spec, bytes, length) in
        [(Some("AES_256"), None, 32), (Some("AES_128"), None, 16), (None, Some(5), 5)]
    {
        let made = ask(spec, bytes).unwrap();
        let plain = made.plaintext.unwrap();
        assert_eq!(plain.len(), length);
        assert_eq!(scene.decrypt(&made.ciphertext_blob.unwrap()).unwrap(), plain);
    }
    for (spec, bytes) in [(None, None), (Some("AES_256"), Some(32))] {
        refused(ask(spec, bytes), "ValidationException");
    }
    let without = GenerateDataKeyWithoutPlaintextInput {
        key_id: scene.id.clone(),
        number_of_bytes: Some(64),
        encryption_context: context("test"),
        ..Default::default()
    };
    let made = scene.call::<GenerateDataKeyWithoutPlaintext>(without).unwrap();
    assert_eq!(scene.decrypt(&made.ciphertext_blob.unwrap()).unwrap().len(), 64);
}

#[tokio::test(start_paused = true)]
async fn another_key_takes_over() {
    let scene = Scene::new();
    let blob = scene.encrypt("secret");
    let other = scene.call::<CreateKey>(CreateKeyInput::default()).unwrap().key_metadata.unwrap();
    let output = scene
        .call::<ReEncrypt>(ReEncryptInput {
            ciphertext_blob: Some(blob),
            source_encryption_context: context("test"),
            destination_key_id: other.key_id,
            destination_encryption_context: context("moved"),
            ..Default::default()
        })
        .unwrap();
    assert_eq!((output.source_key_id, output.key_id), (Some(scene.arn.clone()), other.arn));
    let read = DecryptInput {
        ciphertext_blob: output.ciphertext_blob,
        encryption_context: context("moved"),
        ..Default::default()
    };
    let read: std::result::Result<_, Error> = scene.call::<Decrypt>(read);
    assert_eq!(read.unwrap().plaintext.unwrap(), "secret");
}

/// A fork has the same keys, made of the same.
#[tokio::test(start_paused = true)]
async fn a_fork_reads_what_its_parent_wrote() {
    let scene = Scene::new();
    let blob = scene.encrypt("secret");
    let fork = Scene { cloud: scene.cloud.fork(), id: scene.id.clone(), arn: scene.arn.clone() };
    assert_eq!(fork.decrypt(&blob).unwrap(), "secret");
}
