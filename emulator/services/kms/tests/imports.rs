//! <https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html>

use crate::support::*;
use crate::wrapping::*;
use parhelion_kms::model::operations::*;
use parhelion_kms::model::*;

const NEW: Option<&str> = Some("NEW_KEY_MATERIAL");
const AGAIN: Option<&str> = Some("EXISTING_KEY_MATERIAL");
const INCORRECT: &str = "IncorrectKeyMaterialException";

#[test]
fn a_key_waits_for_its_material() {
    let mut cloud = Cloud::new();
    let key = cloud.external("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", false);
    let shown = (key.key_state.as_deref(), key.origin.as_deref(), key.enabled);
    assert_eq!(shown, (Some("PendingImport"), Some("EXTERNAL"), Some(false)));
    assert_eq!((key.expiration_model, key.current_key_material_id), (None, None));
    let (id, arn) = (key.key_id, key.arn.unwrap());
    let pending = format!("{arn} is pending import.");
    assert_eq!(refused(cloud.encrypt(&id), INVALID_STATE), pending);
    assert_eq!(refused(cloud.enable(&id), INVALID_STATE), pending);
    assert_eq!(refused(cloud.disable(&id), INVALID_STATE), pending);
    cloud.delete_material(&id, None).unwrap();
    let made = cloud.import(&id, &[1; 32], None).unwrap();
    let key = cloud.describe(&id);
    let shown = (key.key_state.as_deref(), key.enabled, key.expiration_model.as_deref());
    assert_eq!(shown, (Some("Enabled"), Some(true), Some("KEY_MATERIAL_DOES_NOT_EXPIRE")));
    assert_eq!(key.current_key_material_id, Some(made));
    let blob = cloud.encrypt(&id).unwrap();
    cloud.decrypt(&blob).unwrap();
    // The same bytes in another key are another key.
    let other = cloud.empty();
    cloud.import(&other, &[1; 32], None).unwrap();
    cloud.delete_material(&id, None).unwrap();
    refused(cloud.decrypt(&blob), INVALID_STATE);
    let named = DecryptInput {
        ciphertext_blob: Some(blob.clone()),
        key_id: Some(other),
        ..Default::default()
    };
    refused(cloud.call::<Decrypt>(named), "IncorrectKeyException");
    cloud.import(&id, &[1; 32], None).unwrap();
    cloud.decrypt(&blob).unwrap();
}

/// Neither EnableKey nor CancelKeyDeletion makes a key usable that has no material.
#[test]
fn no_way_round_the_import() {
    let mut cloud = Cloud::new();
    for imported in [false, true] {
        let id = cloud.empty();
        if imported {
            cloud.import(&id, &[1; 32], None).unwrap();
        }
        cloud.schedule_in(HOME, &id).unwrap();
        assert_eq!(cloud.state(&id), "PendingDeletion");
        refused(cloud.parameters_in(HOME, &id, OAEP, "RSA_2048").map(drop), INVALID_STATE);
        cloud.delete_material(&id, None).unwrap();
        assert_eq!(cloud.state(&id), "PendingDeletion", "the state does not change");
        cloud.cancel(&id).unwrap();
        assert_eq!(cloud.state(&id), "PendingImport");
        refused(cloud.enable(&id), INVALID_STATE);
    }
    let id = cloud.empty();
    cloud.import(&id, &[1; 32], None).unwrap();
    cloud.disable(&id).unwrap();
    cloud.delete_material(&id, None).unwrap();
    assert_eq!(cloud.state(&id), "PendingImport");
    cloud.import(&id, &[1; 32], None).unwrap();
    assert_eq!(cloud.state(&id), "Enabled");
    // With its material, a cancelled deletion leaves it disabled as ever.
    cloud.schedule_in(HOME, &id).unwrap();
    cloud.cancel(&id).unwrap();
    assert_eq!(cloud.state(&id), "Disabled");
}

#[test]
fn wrapping_keys_and_algorithms() {
    let mut cloud = Cloud::new();
    let symmetric = cloud.empty();
    let hmac = cloud.external("HMAC_384", "GENERATE_VERIFY_MAC", false).key_id;
    let rsa = cloud.external("RSA_2048", "SIGN_VERIFY", false).key_id;
    let ecc = cloud.external("ECC_NIST_P256", "SIGN_VERIFY", false).key_id;
    let long = cloud.external("ECC_NIST_P521", "SIGN_VERIFY", false).key_id;
    let sha1 = "RSAES_OAEP_SHA_1";
    for (key, algorithm, spec, fits) in [
        (&symmetric, OAEP, "RSA_2048", true),
        (&symmetric, sha1, "RSA_3072", true),
        (&symmetric, BY_AES, "RSA_2048", false),
        (&symmetric, "RSAES_PKCS1_V1_5", "RSA_2048", false),
        (&symmetric, "SM2PKE", "SM2", false),
        (&symmetric, OAEP, "SM2", false),
        (&hmac, OAEP, "RSA_2048", true),
        (&hmac, BY_AES, "RSA_2048", false),
        (&rsa, OAEP, "RSA_4096", false),
        (&rsa, BY_AES, "RSA_2048", true),
        (&ecc, OAEP, "RSA_2048", true),
        (&ecc, BY_AES, "RSA_2048", true),
        (&long, OAEP, "RSA_2048", false),
        (&long, BY_AES, "RSA_2048", true),
    ] {
        let found = cloud.parameters_in(HOME, key, algorithm, spec);
        match fits {
            true => drop(found.unwrap()),
            false => drop(refused(found.map(|_| ()), UNSUPPORTED)),
        }
    }
    let ours = cloud.create(CreateKeyInput::default()).key_id;
    let text = refused(cloud.parameters_in(HOME, &ours, OAEP, "RSA_2048").map(drop), UNSUPPORTED);
    assert!(text.ends_with("origin is AWS_KMS which is not valid for this operation."), "{text}");
    refused(cloud.delete_material(&ours, None), UNSUPPORTED);
}

/// The same seed makes the same wrapping key and token, and another time another.
#[test]
fn wrapping_keys_come_from_the_seed() {
    let mut made = [(); 2].map(|()| {
        let mut cloud = Cloud::new();
        let key = cloud.empty();
        [cloud.parameters(&key).output, cloud.parameters(&key).output]
    });
    assert_eq!(made[0], made[1]);
    let [first, second] = &mut made[0];
    assert_ne!(first.public_key, second.public_key);
    assert_ne!(first.import_token, second.import_token);
}

#[test]
fn tokens_last_a_day_and_are_for_one_key() {
    let mut cloud = Cloud::new();
    let (key, other) = (cloud.empty(), cloud.empty());
    let parameters = cloud.parameters(&key);
    assert_eq!(parameters.output.parameters_valid_to, Some(cloud.now() + DAY));
    let wrapped = parameters.wrap(&[1; 32]);
    let more = ImportKeyMaterialInput::default;
    let by = |cloud: &mut Cloud, key: &str, parameters: &Parameters, wrapped: &bytes::Bytes| {
        cloud.import_by(HOME, key, parameters, wrapped.clone(), more())
    };
    refused(by(&mut cloud, &other, &parameters, &wrapped), "InvalidImportTokenException");
    let mut forged = parameters.clone();
    forged.output.import_token = Some("forged".into());
    refused(by(&mut cloud, &key, &forged, &wrapped), "InvalidImportTokenException");
    // Key and token belong together.
    let second = cloud.parameters(&key);
    refused(by(&mut cloud, &key, &second, &wrapped), "InvalidCiphertextException");
    refused(by(&mut cloud, &key, &parameters, &"x".into()), "InvalidCiphertextException");
    let mut late = cloud.clone();
    late.advance(DAY);
    refused(by(&mut late, &key, &parameters, &wrapped), "ExpiredImportTokenException");
    cloud.advance(DAY - std::time::Duration::from_secs(1));
    by(&mut cloud, &key, &parameters, &wrapped).unwrap();
}

#[test]
fn material_fits_its_key_and_is_the_same_again() {
    let mut cloud = Cloud::new();
    let key = cloud.empty();
    for wrong in [&[1; 16][..], &[1; 33]] {
        refused(cloud.import(&key, wrong, None), INCORRECT);
    }
    refused(cloud.import(&key, &[1; 32], AGAIN), INCORRECT);
    let id = cloud.import(&key, &[1; 32], NEW).unwrap();
    refused(cloud.import(&key, &[1; 32], NEW), INCORRECT);
    refused(cloud.import(&key, &[2; 32], None), INCORRECT);
    refused(cloud.import(&key, &[2; 32], AGAIN), INCORRECT);
    cloud.delete_material(&key, Some(&id)).unwrap();
    refused(cloud.import(&key, &[2; 32], None), INCORRECT);
    assert_eq!(cloud.state(&key), "PendingImport");
    let named = |kind: Option<&str>, id: &str| ImportKeyMaterialInput {
        import_type: kind.map(Into::into),
        key_material_id: Some(id.into()),
        ..Default::default()
    };
    let import = |cloud: &mut Cloud, more| cloud.import_in(HOME, &key, &[1; 32], more);
    refused(import(&mut cloud, named(NEW, &id)), INVALID);
    refused(import(&mut cloud, named(None, &"0".repeat(64))), INCORRECT);
    import(&mut cloud, named(AGAIN, &id)).unwrap();
    refused(cloud.delete_material(&key, Some(&"0".repeat(64))), NOT_FOUND);
    // HMAC keys have one material for ever, and no ids of it.
    let hmac = cloud.external("HMAC_224", "GENERATE_VERIFY_MAC", false).key_id;
    refused(cloud.import(&hmac, &[3; 32], None), INCORRECT);
    refused(cloud.import(&hmac, &[3; 28], NEW), UNSUPPORTED);
    assert_eq!(cloud.import(&hmac, &[3; 28], None).unwrap(), "");
    refused(cloud.import(&hmac, &[4; 28], None), INCORRECT);
    cloud.import(&hmac, &[3; 28], None).unwrap();
    assert_eq!(cloud.describe(&hmac).current_key_material_id, None);
}

#[test]
fn material_expires() {
    let mut cloud = Cloud::new();
    let key = cloud.empty();
    let until = |model: &str, at| ImportKeyMaterialInput {
        expiration_model: Some(model.into()),
        valid_to: at,
        ..Default::default()
    };
    let (expires, stays) = ("KEY_MATERIAL_EXPIRES", "KEY_MATERIAL_DOES_NOT_EXPIRE");
    let now = cloud.now();
    for (model, at) in [
        (expires, None),
        (stays, Some(now + DAY)),
        (expires, Some(now)),
        (expires, Some(now + DAY * 365 + std::time::Duration::from_secs(1))),
    ] {
        refused(cloud.import_in(HOME, &key, &[1; 32], until(model, at)), INVALID);
    }
    cloud.import_in(HOME, &key, &[1; 32], until(expires, Some(now + DAY))).unwrap();
    let shown = cloud.describe(&key);
    assert_eq!(
        (shown.valid_to, shown.expiration_model.as_deref()),
        (Some(now + DAY), Some(expires))
    );
    let blob = cloud.encrypt(&key).unwrap();
    cloud.advance(DAY);
    let shown = cloud.describe(&key);
    assert_eq!(shown.key_state.as_deref(), Some("PendingImport"));
    assert_eq!((shown.valid_to, shown.expiration_model), (None, None));
    refused(cloud.decrypt(&blob), INVALID_STATE);
    cloud.import_in(HOME, &key, &[1; 32], until(expires, Some(now + DAY * 3))).unwrap();
    // Another import, another time: the earlier one is forgotten.
    cloud.import(&key, &[1; 32], None).unwrap();
    cloud.advance(DAY * 700);
    cloud.decrypt(&blob).unwrap();
}

#[test]
fn pairs_are_imported_as_pkcs8() {
    let mut cloud = Cloud::new();
    // What a client has elsewhere: here, data key pairs.
    let sealing = cloud.create(CreateKeyInput::default()).key_id;
    for (spec, algorithm, by) in [
        ("RSA_2048", "RSASSA_PSS_SHA_256", BY_AES),
        ("RSA_2048", "RSASSA_PKCS1_V1_5_SHA_512", "RSA_AES_KEY_WRAP_SHA_1"),
        ("ECC_NIST_P256", "ECDSA_SHA_256", OAEP),
        ("ECC_NIST_P521", "ECDSA_SHA_512", BY_AES),
        ("ECC_SECG_P256K1", "ECDSA_SHA_256", "RSAES_OAEP_SHA_1"),
    ] {
        let pair = GenerateDataKeyPairInput {
            key_id: sealing.clone(),
            key_pair_spec: spec.into(),
            ..Default::default()
        };
        let pair = cloud.call::<GenerateDataKeyPair>(pair).unwrap();
        let private = pair.private_key_plaintext.unwrap();
        let key = cloud.external(spec, "SIGN_VERIFY", false).key_id;
        let get = GetPublicKeyInput { key_id: key.clone(), grant_tokens: None };
        refused(cloud.call::<GetPublicKey>(get.clone()), INVALID_STATE);
        let parameters = cloud.parameters_in(HOME, &key, by, "RSA_2048").unwrap();
        let more = ImportKeyMaterialInput::default;
        let wrong = parameters.wrap(&private[1..]);
        refused(cloud.import_by(HOME, &key, &parameters, wrong, more()), INCORRECT);
        let wrapped = parameters.wrap(&private);
        cloud.import_by(HOME, &key, &parameters, wrapped, more()).unwrap();
        assert_eq!(cloud.call::<GetPublicKey>(get).unwrap().public_key, pair.public_key);
        let sign = SignInput {
            key_id: key.clone(),
            message: "message".into(),
            signing_algorithm: algorithm.into(),
            ..Default::default()
        };
        let signature = cloud.call::<Sign>(sign).unwrap().signature.unwrap();
        let verify = VerifyInput {
            key_id: key.clone(),
            message: "message".into(),
            signature,
            signing_algorithm: algorithm.into(),
            ..Default::default()
        };
        assert_eq!(cloud.call::<Verify>(verify).unwrap().signature_valid, Some(true));
        refused(cloud.rotate(&key), UNSUPPORTED);
    }
}

/// Symmetric keys of imported material are rotated on demand only, to material that is there.
#[test]
fn imported_material_is_rotated() {
    let mut cloud = Cloud::new();
    let key = cloud.empty();
    let first = cloud.import(&key, &[1; 32], None).unwrap();
    let blob = cloud.encrypt(&key).unwrap();
    refused(cloud.enable_rotation(&key, None), UNSUPPORTED);
    refused(cloud.rotate(&key), INVALID_STATE);
    let described = ImportKeyMaterialInput {
        import_type: NEW.map(Into::into),
        key_material_description: Some("the second".into()),
        ..Default::default()
    };
    let second = cloud.import_in(HOME, &key, &[2; 32], described).unwrap().key_material_id.unwrap();
    refused(cloud.import(&key, &[3; 32], NEW), INVALID_STATE);
    let states = |cloud: &mut Cloud| {
        let all = cloud.rotations(&key, true).into_iter();
        all.map(|it| (it.key_material_state.unwrap(), it.import_state.unwrap())).collect::<Vec<_>>()
    };
    let pair = |state: &str, import: &str| (state.to_owned(), import.to_owned());
    let waiting = [pair("CURRENT", "IMPORTED"), pair("PENDING_ROTATION", "IMPORTED")];
    assert_eq!(states(&mut cloud), waiting);
    // What waits can be given up for something else.
    cloud.delete_material(&key, Some(&second)).unwrap();
    assert_eq!(states(&mut cloud), [pair("CURRENT", "IMPORTED")]);
    assert_eq!(cloud.state(&key), "Enabled");
    assert_eq!(cloud.import(&key, &[2; 32], NEW).unwrap(), second);
    cloud.rotate(&key).unwrap();
    cloud.settle();
    assert_eq!(states(&mut cloud), [pair("NON_CURRENT", "IMPORTED"), pair("CURRENT", "IMPORTED")]);
    assert_eq!(cloud.describe(&key).current_key_material_id.as_ref(), Some(&second));
    let later = cloud.encrypt(&key).unwrap();
    assert_eq!(cloud.decrypt(&blob).unwrap().key_material_id.as_ref(), Some(&first));
    assert_eq!(cloud.decrypt(&later).unwrap().key_material_id.as_ref(), Some(&second));
    // "You will need to import all of the key materials" to use it again.
    cloud.delete_material(&key, Some(&first)).unwrap();
    cloud.delete_material(&key, None).unwrap();
    let gone = [pair("NON_CURRENT", "PENDING_IMPORT"), pair("CURRENT", "PENDING_IMPORT")];
    assert_eq!(states(&mut cloud), gone);
    cloud.import(&key, &[2; 32], None).unwrap();
    assert_eq!(cloud.state(&key), "PendingImport");
    cloud.import(&key, &[1; 32], None).unwrap();
    cloud.decrypt(&blob).unwrap();
    cloud.decrypt(&later).unwrap();
    // A description stays until another is given.
    let entry = cloud.rotations(&key, false).remove(0);
    assert_eq!(entry.rotation_type.as_deref(), Some("ON_DEMAND"));
}
