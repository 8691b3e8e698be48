//! Asymmetric and HMAC keys by KMS' API reference.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html>

use bytes::Bytes;
use parhelion::Cloud;
use parhelion::kms::Kms;
use parhelion::kms::model::operations::*;
use parhelion::kms::model::*;
use parhelion::wire::error::Result;
use parhelion::wire::shell::TypedOperation;
use parhelion_world::service::Handles;

struct Scene(Cloud);

impl Scene {
    fn call<O: TypedOperation>(&self, input: O::Input) -> Result<O::Output>
    where
        Kms: Handles<O>,
    {
        self.0.call::<Kms, O>(input)
    }

    fn key(&self, spec: &str, usage: &str) -> Result<KeyMetadata> {
        let input = CreateKeyInput {
            key_spec: Some(spec.into()),
            key_usage: Some(usage.into()),
            ..Default::default()
        };
        self.call::<CreateKey>(input).map(|made| made.key_metadata.unwrap())
    }

    fn sign(&self, key: &str, algorithm: &str, kind: &str, message: &[u8]) -> Result<Bytes> {
        let input = SignInput {
            key_id: key.into(),
            message: Bytes::copy_from_slice(message),
            message_type: Some(kind.into()),
            signing_algorithm: algorithm.into(),
            ..Default::default()
        };
        self.call::<Sign>(input).map(|signed| signed.signature.unwrap())
    }

    fn verify(&self, key: &str, algorithm: &str, message: &[u8], signature: &Bytes) -> Result<()> {
        let input = VerifyInput {
            key_id: key.into(),
            message: Bytes::copy_from_slice(message),
            signature: signature.clone(),
            signing_algorithm: algorithm.into(),
            ..Default::default()
        };
        let verified = self.call::<Verify>(input)?;
        assert_eq!(verified.signature_valid, Some(true));
        Ok(())
    }
}

#[track_caller]
fn refused<T>(result: Result<T>) -> (String, String) {
    let error = result.map(drop).unwrap_err();
    (error.code().to_owned(), error.message().to_owned())
}

#[test]
fn signatures_verify_by_their_key_and_message_only() {
    let scene = Scene(Cloud::new());
    for spec in ["RSA_2048", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1"] {
        let key = scene.key(spec, "SIGN_VERIFY").unwrap();
        assert_eq!(key.key_spec.as_deref(), Some(spec));
        assert_eq!(key.customer_master_key_spec.as_deref(), Some(spec));
        assert_eq!((key.encryption_algorithms, key.current_key_material_id), (None, None));
        let algorithms = key.signing_algorithms.unwrap();
        assert_eq!(algorithms.len(), if spec == "RSA_2048" { 6 } else { 1 });
        for algorithm in algorithms {
            let signature = scene.sign(&key.key_id, &algorithm, "RAW", b"message").unwrap();
            scene.verify(&key.key_id, &algorithm, b"message", &signature).unwrap();
            let changed = scene.verify(&key.key_id, &algorithm, b"massage", &signature);
            assert_eq!(refused(changed).0, "KMSInvalidSignatureException", "{algorithm}");
            let mut bent = signature.to_vec();
            bent[20] ^= 1;
            let bent = scene.verify(&key.key_id, &algorithm, b"message", &bent.into());
            assert_eq!(refused(bent).0, "KMSInvalidSignatureException", "{algorithm}");
            let short = refused(scene.sign(&key.key_id, &algorithm, "DIGEST", b"message"));
            let text = format!("Digest is invalid length for algorithm {algorithm}.");
            assert_eq!(short, ("ValidationException".into(), text));
        }
    }
}

/// What a digest's signature is, the message's is too.
#[test]
fn digests_are_signed_as_they_are() {
    use sha2::Digest;
    let scene = Scene(Cloud::new());
    let key = scene.key("ECC_NIST_P256", "SIGN_VERIFY").unwrap().key_id;
    let digest = sha2::Sha256::digest(b"message");
    let signature = scene.sign(&key, "ECDSA_SHA_256", "DIGEST", &digest).unwrap();
    scene.verify(&key, "ECDSA_SHA_256", b"message", &signature).unwrap();
}

#[test]
fn keys_do_what_they_are_for() {
    let scene = Scene(Cloud::new());
    let invalid = |text: &str| ("ValidationException".to_owned(), text.to_owned());
    let no_usage = CreateKeyInput { key_spec: Some("HMAC_256".into()), ..Default::default() };
    assert_eq!(
        refused(scene.call::<CreateKey>(no_usage)),
        invalid(
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption \
             keys."
        )
    );
    let unfit = refused(scene.key("ECC_NIST_P256", "ENCRYPT_DECRYPT"));
    let text = "KeyUsage ENCRYPT_DECRYPT is not compatible with KeySpec ECC_NIST_P256";
    assert_eq!(unfit, invalid(text));
    let key = scene.key("ECC_NIST_P384", "SIGN_VERIFY").unwrap();
    let arn = key.arn.unwrap();
    let encrypt = EncryptInput {
        key_id: key.key_id.clone(),
        plaintext: Bytes::from("x"),
        ..Default::default()
    };
    let text = format!("{arn} key usage is SIGN_VERIFY which is not valid for Encrypt.");
    let usage = |text: String| ("InvalidKeyUsageException".to_owned(), text);
    assert_eq!(refused(scene.call::<Encrypt>(encrypt)), usage(text));
    let other = refused(scene.sign(&key.key_id, "ECDSA_SHA_256", "RAW", b"x"));
    let text = "Algorithm ECDSA_SHA_256 is incompatible with key spec ECC_NIST_P384.";
    assert_eq!(other, usage(text.into()));
    let store = CreateKeyInput { custom_key_store_id: Some("cks-1".into()), ..Default::default() };
    assert_eq!(refused(scene.call::<CreateKey>(store)).0, "ValidationException");
    let symmetric = scene.key("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT").unwrap();
    assert_eq!(symmetric.current_key_material_id.unwrap().len(), 64);
    let public = GetPublicKeyInput { key_id: symmetric.key_id, grant_tokens: None };
    assert_eq!(refused(scene.call::<GetPublicKey>(public)).0, "UnsupportedOperationException");
}

#[test]
fn rsa_encrypts_what_fits() {
    let scene = Scene(Cloud::new());
    let key = scene.key("RSA_2048", "ENCRYPT_DECRYPT").unwrap().key_id;
    for (algorithm, most) in [("RSAES_OAEP_SHA_1", 214), ("RSAES_OAEP_SHA_256", 190)] {
        let encrypt = |length: usize| {
            scene.call::<Encrypt>(EncryptInput {
                key_id: key.clone(),
                plaintext: vec![7; length].into(),
                encryption_algorithm: Some(algorithm.into()),
                ..Default::default()
            })
        };
        let blob = encrypt(most).unwrap().ciphertext_blob.unwrap();
        assert_eq!(blob.len(), 256);
        let decrypt = |blob: Bytes| {
            scene.call::<Decrypt>(DecryptInput {
                key_id: Some(key.clone()),
                ciphertext_blob: Some(blob),
                encryption_algorithm: Some(algorithm.into()),
                ..Default::default()
            })
        };
        assert_eq!(decrypt(blob.clone()).unwrap().plaintext.unwrap(), vec![7; most]);
        let mut bent = blob.to_vec();
        bent[100] ^= 1;
        assert_eq!(refused(decrypt(bent.into())).0, "InvalidCiphertextException");
        let text = format!(
            "Algorithm {algorithm} and key spec RSA_2048 cannot encrypt data larger than {most} \
             bytes."
        );
        assert_eq!(refused(encrypt(most + 1)), ("ValidationException".into(), text));
    }
}

#[test]
fn macs_verify_and_have_their_length() {
    let scene = Scene(Cloud::new());
    for bits in [224, 256, 384, 512] {
        let key = scene.key(&format!("HMAC_{bits}"), "GENERATE_VERIFY_MAC").unwrap();
        let algorithm = format!("HMAC_SHA_{bits}");
        assert_eq!(key.mac_algorithms, Some(vec![algorithm.clone()]));
        let input = GenerateMacInput {
            message: Bytes::from("message"),
            key_id: key.key_id.clone(),
            mac_algorithm: algorithm.clone(),
            ..Default::default()
        };
        let mac = scene.call::<GenerateMac>(input).unwrap().mac.unwrap();
        assert_eq!(mac.len(), bits / 8);
        let verify = |message: &'static str| {
            scene.call::<VerifyMac>(VerifyMacInput {
                message: Bytes::from(message),
                key_id: key.key_id.clone(),
                mac_algorithm: algorithm.clone(),
                mac: mac.clone(),
                ..Default::default()
            })
        };
        assert_eq!(verify("message").unwrap().mac_valid, Some(true));
        assert_eq!(refused(verify("massage")).0, "KMSInvalidMacException");
    }
}

#[test]
fn two_keys_agree_on_a_secret() {
    let scene = Scene(Cloud::new());
    let public = |key: &str| {
        let input = GetPublicKeyInput { key_id: key.into(), grant_tokens: None };
        scene.call::<GetPublicKey>(input).unwrap().public_key.unwrap()
    };
    let one = scene.key("ECC_NIST_P256", "KEY_AGREEMENT").unwrap().key_id;
    let other = scene.key("ECC_NIST_P256", "KEY_AGREEMENT").unwrap().key_id;
    let agree = |own: &str, theirs: Bytes| {
        scene.call::<DeriveSharedSecret>(DeriveSharedSecretInput {
            key_id: own.into(),
            key_agreement_algorithm: "ECDH".into(),
            public_key: theirs,
            ..Default::default()
        })
    };
    let first = agree(&one, public(&other)).unwrap().shared_secret.unwrap();
    assert_eq!(agree(&other, public(&one)).unwrap().shared_secret.unwrap(), first);
    assert_eq!(first.len(), 32);
    assert_eq!(refused(agree(&one, Bytes::from("none"))).0, "ValidationException");
}

#[test]
fn data_key_pairs_open_by_their_key() {
    let scene = Scene(Cloud::new());
    let key = scene.key("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT").unwrap().key_id;
    let input = GenerateDataKeyPairInput {
        key_id: key.clone(),
        key_pair_spec: "ECC_NIST_P256".into(),
        ..Default::default()
    };
    let pair = scene.call::<GenerateDataKeyPair>(input).unwrap();
    let decrypt = |blob: Option<Bytes>| {
        let input = DecryptInput { ciphertext_blob: blob, ..Default::default() };
        scene.call::<Decrypt>(input).unwrap().plaintext
    };
    assert_eq!(decrypt(pair.private_key_ciphertext_blob), pair.private_key_plaintext);
    let input = GenerateDataKeyPairWithoutPlaintextInput {
        key_id: key,
        key_pair_spec: "ECC_NIST_P384".into(),
        ..Default::default()
    };
    let sealed = scene.call::<GenerateDataKeyPairWithoutPlaintext>(input).unwrap();
    assert!(decrypt(sealed.private_key_ciphertext_blob).is_some());
    assert_ne!(sealed.public_key, pair.public_key);
}

#[test]
fn chance_comes_in_bytes() {
    let scene = Scene(Cloud::new());
    let random = |number_of_bytes| {
        let input = GenerateRandomInput { number_of_bytes, ..Default::default() };
        scene.call::<GenerateRandom>(input)
    };
    let (one, other) = (random(Some(32)).unwrap().plaintext, random(Some(32)).unwrap().plaintext);
    assert!(one != other && one.unwrap().len() == 32);
    assert_eq!(refused(random(None)).1, "NumberOfBytes is required.");
}
