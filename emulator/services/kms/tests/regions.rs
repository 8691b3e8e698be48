//! <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>

use crate::support::*;
use parhelion_kms::model::operations::*;
use parhelion_kms::model::*;
use parhelion_wire::error::Result;

const THIRD: &str = "ap-southeast-2";

impl Cloud {
    fn several(&mut self) -> KeyMetadata {
        self.create(CreateKeyInput { multi_region: Some(true), ..Default::default() })
    }

    fn replicate(&mut self, key: &str, region: &str) -> Result<ReplicateKeyOutput> {
        self.call::<ReplicateKey>(ReplicateKeyInput {
            key_id: key.into(),
            replica_region: region.into(),
            ..Default::default()
        })
    }

    /// A primary key here and a replica there.
    fn pair(&mut self) -> String {
        let key = self.several().key_id;
        self.replicate(&key, AWAY).unwrap();
        self.settle();
        key
    }

    fn promote(&mut self, from: &str, key: &str, to: &str) -> Result<()> {
        let (key_id, primary_region) = (key.into(), to.into());
        let input = UpdatePrimaryRegionInput { key_id, primary_region };
        self.call_in::<UpdatePrimaryRegion>(from, input)
    }

    /// Which it is, where the primary is, and where the replicas are.
    fn set(&mut self, region: &str, key: &str) -> (String, String, Vec<String>) {
        let set = self.describe_in(region, key).unwrap().multi_region_configuration.unwrap();
        let primary = set.primary_key.unwrap();
        assert!(primary.arn.unwrap().contains(key));
        let replicas = set.replica_keys.unwrap().into_iter().map(|it| it.region.unwrap());
        (set.multi_region_key_type.unwrap(), primary.region.unwrap(), replicas.collect())
    }
}

fn set(kind: &str, primary: &str, replicas: &[&str]) -> (String, String, Vec<String>) {
    let replicas = replicas.iter().map(|it| (*it).to_owned()).collect();
    (kind.to_owned(), primary.to_owned(), replicas)
}

#[test]
fn a_replica_has_the_same_id_and_material_and_its_own_rest() {
    let mut cloud = Cloud::new();
    let key = cloud.several();
    let id = key.key_id.clone();
    assert!(id.starts_with("mrk-") && id.len() == 36, "{id}");
    assert_eq!((key.multi_region, key.key_state.as_deref()), (Some(true), Some("Enabled")));
    assert_eq!(cloud.set(HOME, &id), set("PRIMARY", HOME, &[]));
    let before = cloud.encrypt(&id).unwrap();
    let tag = |key: &str| Tag { tag_key: key.into(), tag_value: "1".into() };
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:*","Resource":"*"}]}"#;
    let input = ReplicateKeyInput {
        key_id: id.clone(),
        replica_region: AWAY.into(),
        policy: Some(policy.into()),
        description: Some("away".into()),
        tags: Some(vec![tag("team")]),
        ..Default::default()
    };
    let twice = ReplicateKeyInput { tags: Some(vec![tag("a"), tag("a")]), ..input.clone() };
    refused(cloud.call::<ReplicateKey>(twice), "TagException");
    let made = cloud.call::<ReplicateKey>(input).unwrap();
    let shown = made.replica_policy.unwrap();
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(json(&shown), json(policy));
    assert_eq!(made.replica_tags.unwrap(), [tag("team")]);
    let replica = made.replica_key_metadata.unwrap();
    assert_eq!(replica.arn, Some(key.arn.unwrap().replace(HOME, AWAY)));
    assert_eq!((&replica.key_id, replica.key_state.as_deref()), (&id, Some("Creating")));
    assert_eq!(replica.description.as_deref(), Some("away"));
    assert_eq!(replica.current_key_material_id, key.current_key_material_id);
    // While it is creating, it can be managed and not used.
    let text = refused(cloud.decrypt_in(AWAY, &before), INVALID_STATE);
    assert!(text.ends_with(" is creating."), "{text}");
    let alias = CreateAliasInput { alias_name: "alias/a".into(), target_key_id: id.clone() };
    cloud.call_in::<CreateAlias>(AWAY, alias).unwrap();
    refused(
        cloud.call_in::<DisableKey>(AWAY, DisableKeyInput { key_id: id.clone() }),
        INVALID_STATE,
    );
    cloud.settle();
    assert_eq!(cloud.state_in(AWAY, "alias/a"), "Enabled");
    refused(cloud.describe_in(HOME, "alias/a"), NOT_FOUND);
    assert_eq!(cloud.describe(&id).description.as_deref(), Some(""));
    // Each reads what the other wrote.
    let read = cloud.decrypt_in(AWAY, &before).unwrap();
    assert!(read.key_id.unwrap().contains(AWAY));
    let there = cloud.encrypt_in(AWAY, &id).unwrap();
    assert!(cloud.decrypt(&there).unwrap().key_id.unwrap().contains(HOME));
    let named = DecryptInput {
        ciphertext_blob: Some(there),
        key_id: Some(id.clone()),
        ..Default::default()
    };
    cloud.call::<Decrypt>(named).unwrap();
    assert_eq!(cloud.set(AWAY, &id), set("REPLICA", HOME, &[AWAY]));
    cloud.replicate(&id, THIRD).unwrap();
    assert_eq!(cloud.set(AWAY, &id), set("REPLICA", HOME, &[THIRD, AWAY]));
}

#[test]
fn pairs_and_macs_are_replicated() {
    let mut cloud = Cloud::new();
    let key = |spec: &str, usage: &str| CreateKeyInput {
        multi_region: Some(true),
        key_spec: Some(spec.into()),
        key_usage: Some(usage.into()),
        ..Default::default()
    };
    let ecc = cloud.create(key("ECC_NIST_P256", "SIGN_VERIFY")).key_id;
    let hmac = cloud.create(key("HMAC_256", "GENERATE_VERIFY_MAC")).key_id;
    for id in [&ecc, &hmac] {
        cloud.replicate(id, AWAY).unwrap();
    }
    cloud.settle();
    let public = |cloud: &mut Cloud, region| {
        let input = GetPublicKeyInput { key_id: ecc.clone(), grant_tokens: None };
        cloud.call_in::<GetPublicKey>(region, input).unwrap().public_key.unwrap()
    };
    assert_eq!(public(&mut cloud, HOME), public(&mut cloud, AWAY));
    let mac = |cloud: &mut Cloud, region| {
        let input = GenerateMacInput {
            key_id: hmac.clone(),
            mac_algorithm: "HMAC_SHA_256".into(),
            message: "x".into(),
            ..Default::default()
        };
        cloud.call_in::<GenerateMac>(region, input).unwrap().mac.unwrap()
    };
    assert_eq!(mac(&mut cloud, HOME), mac(&mut cloud, AWAY));
}

#[test]
fn what_is_not_replicated() {
    let mut cloud = Cloud::new();
    let plain = cloud.create(CreateKeyInput::default()).key_id;
    refused(cloud.replicate(&plain, AWAY), UNSUPPORTED);
    refused(cloud.promote(HOME, &plain, AWAY), UNSUPPORTED);
    let key = cloud.pair();
    refused(cloud.replicate(&key, AWAY), "AlreadyExistsException");
    refused(cloud.replicate(&key, HOME), "AlreadyExistsException");
    refused(cloud.replicate(&key, "cn-north-1"), UNSUPPORTED);
    refused(cloud.replicate(&key, "eu-west-9"), UNSUPPORTED);
    let input = ReplicateKeyInput {
        key_id: key.clone(),
        replica_region: THIRD.into(),
        ..Default::default()
    };
    refused(cloud.call_in::<ReplicateKey>(AWAY, input), UNSUPPORTED);
    cloud.disable(&key).unwrap();
    refused(cloud.replicate(&key, THIRD), "DisabledException");
    // Its replica is as it was.
    assert_eq!(cloud.state_in(AWAY, &key), "Enabled");
    cloud.encrypt_in(AWAY, &key).unwrap();
}

#[test]
fn the_primary_moves() {
    let mut cloud = Cloud::new();
    let key = cloud.pair();
    let blob = cloud.encrypt(&key).unwrap();
    refused(cloud.promote(HOME, &key, THIRD), NOT_FOUND);
    refused(cloud.promote(AWAY, &key, HOME), UNSUPPORTED);
    cloud.call_in::<DisableKey>(AWAY, DisableKeyInput { key_id: key.clone() }).unwrap();
    refused(cloud.promote(HOME, &key, AWAY), "DisabledException");
    cloud.call_in::<EnableKey>(AWAY, EnableKeyInput { key_id: key.clone() }).unwrap();
    cloud.promote(HOME, &key, AWAY).unwrap();
    for region in [HOME, AWAY] {
        assert_eq!(cloud.state_in(region, &key), "Updating");
        cloud.decrypt_in(region, &blob).unwrap();
    }
    let text = refused(cloud.disable(&key), INVALID_STATE);
    assert!(text.ends_with(" is updating."), "{text}");
    let further = ReplicateKeyInput {
        key_id: key.clone(),
        replica_region: THIRD.into(),
        ..Default::default()
    };
    refused(cloud.call_in::<ReplicateKey>(AWAY, further.clone()), INVALID_STATE);
    refused(cloud.schedule_in(HOME, &key), INVALID_STATE);
    cloud.settle();
    assert_eq!(cloud.set(HOME, &key), set("REPLICA", AWAY, &[HOME]));
    assert_eq!(cloud.set(AWAY, &key), set("PRIMARY", AWAY, &[HOME]));
    refused(cloud.replicate(&key, THIRD), UNSUPPORTED);
    cloud.call_in::<ReplicateKey>(AWAY, further).unwrap();
    assert_eq!(cloud.set(HOME, &key), set("REPLICA", AWAY, &[THIRD, HOME]));
}

/// "To enable or disable automatic rotation of a set of related multi-Region keys, set the property on
/// the primary key."
#[test]
fn the_primary_rotates_for_all() {
    let mut cloud = Cloud::new();
    let key = cloud.pair();
    let input = EnableKeyRotationInput { key_id: key.clone(), rotation_period_in_days: Some(90) };
    refused(cloud.call_in::<EnableKeyRotation>(AWAY, input), UNSUPPORTED);
    let input = RotateKeyOnDemandInput { key_id: key.clone() };
    refused(cloud.call_in::<RotateKeyOnDemand>(AWAY, input), UNSUPPORTED);
    cloud.enable_rotation(&key, Some(90)).unwrap();
    let away = |cloud: &mut Cloud| cloud.describe_in(AWAY, &key).unwrap().current_key_material_id;
    let first = away(&mut cloud);
    let status = GetKeyRotationStatusInput { key_id: key.clone() };
    let there = cloud.call_in::<GetKeyRotationStatus>(AWAY, status).unwrap();
    assert_eq!(there.rotation_period_in_days, Some(90));
    cloud.advance(DAY * 90);
    assert_ne!(away(&mut cloud), first);
    assert_eq!(away(&mut cloud), cloud.describe(&key).current_key_material_id);
    cloud.rotate(&key).unwrap();
    cloud.settle();
    assert_eq!(away(&mut cloud), cloud.describe(&key).current_key_material_id);
    let blob = cloud.encrypt_in(AWAY, &key).unwrap();
    cloud.decrypt(&blob).unwrap();
    // The new primary goes on with it.
    cloud.promote(HOME, &key, AWAY).unwrap();
    cloud.settle();
    let third = away(&mut cloud);
    cloud.advance(DAY * 90);
    assert_ne!(away(&mut cloud), third);
    assert_eq!(away(&mut cloud), cloud.describe(&key).current_key_material_id);
}

/// The minimum time to delete a primary key with replicas is 14 days.
#[test]
fn a_primary_goes_after_its_replicas() {
    let mut cloud = Cloud::new();
    let key = cloud.pair();
    let blob = cloud.encrypt(&key).unwrap();
    let scheduled = cloud.schedule_in(HOME, &key).unwrap();
    assert_eq!(scheduled.key_state.as_deref(), Some("PendingReplicaDeletion"));
    assert_eq!((scheduled.deletion_date, scheduled.pending_window_in_days), (None, Some(7)));
    let shown = cloud.describe(&key);
    assert_eq!((shown.deletion_date, shown.pending_deletion_window_in_days), (None, Some(7)));
    let text = refused(cloud.encrypt(&key), INVALID_STATE);
    assert!(text.ends_with(" is pending replica deletion."), "{text}");
    cloud.decrypt_in(AWAY, &blob).unwrap();
    cloud.advance(DAY * 100);
    assert_eq!(cloud.state(&key), "PendingReplicaDeletion", "indefinitely");
    // It can be cancelled, and scheduled again.
    cloud.cancel(&key).unwrap();
    assert_eq!(cloud.state(&key), "Disabled");
    cloud.schedule_in(HOME, &key).unwrap();
    cloud.schedule_in(AWAY, &key).unwrap();
    cloud.advance(DAY * 7);
    refused(cloud.describe_in(AWAY, &key), NOT_FOUND);
    let shown = cloud.describe(&key);
    assert_eq!(shown.key_state.as_deref(), Some("PendingDeletion"));
    assert_eq!(shown.deletion_date, Some(cloud.now() + DAY * 7));
    assert_eq!(shown.pending_deletion_window_in_days, None);
    assert_eq!(cloud.set(HOME, &key), set("PRIMARY", HOME, &[]));
    cloud.advance(DAY * 7);
    refused(cloud.describe_in(HOME, &key), NOT_FOUND);
}

/// A deleted replica can be made again, and reads what the first one wrote.
#[test]
fn a_replica_comes_back() {
    let mut cloud = Cloud::new();
    let key = cloud.pair();
    let blob = cloud.encrypt_in(AWAY, &key).unwrap();
    let alias = CreateAliasInput { alias_name: "alias/a".into(), target_key_id: key.clone() };
    cloud.call_in::<CreateAlias>(AWAY, alias).unwrap();
    cloud.schedule_in(AWAY, &key).unwrap();
    refused(cloud.replicate(&key, AWAY), "AlreadyExistsException");
    cloud.advance(DAY * 7);
    cloud.decrypt(&blob).unwrap();
    cloud.replicate(&key, AWAY).unwrap();
    cloud.settle();
    cloud.decrypt_in(AWAY, &blob).unwrap();
    refused(cloud.describe_in(AWAY, "alias/a"), NOT_FOUND);
}

/// "The replica key is created with no key material."
#[test]
fn imported_material_is_imported_in_each_region() {
    let mut cloud = Cloud::new();
    let key = cloud.external("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", true).key_id;
    refused(cloud.replicate(&key, AWAY), INVALID_STATE);
    let first = cloud.import(&key, &[1; 32], None).unwrap();
    cloud.replicate(&key, AWAY).unwrap();
    refused(
        cloud.import_in(AWAY, &key, &[1; 32], ImportKeyMaterialInput::default()),
        INVALID_STATE,
    );
    cloud.settle();
    assert_eq!(cloud.state_in(AWAY, &key), "PendingImport");
    let blob = cloud.encrypt(&key).unwrap();
    refused(cloud.decrypt_in(AWAY, &blob), INVALID_STATE);
    let import = |cloud: &mut Cloud, material: u8, kind: &str| {
        let more = ImportKeyMaterialInput { import_type: Some(kind.into()), ..Default::default() };
        cloud.import_in(AWAY, &key, &[material; 32], more)
    };
    let (new, again) = ("NEW_KEY_MATERIAL", "EXISTING_KEY_MATERIAL");
    refused(import(&mut cloud, 2, again), "IncorrectKeyMaterialException");
    let there = import(&mut cloud, 1, again).unwrap();
    assert_eq!(there.key_material_id, Some(first));
    cloud.decrypt_in(AWAY, &blob).unwrap();
    // The next material comes to the primary first, and is current when it is everywhere.
    refused(import(&mut cloud, 2, new), UNSUPPORTED);
    let second = cloud.import(&key, &[2; 32], Some(new)).unwrap();
    assert_eq!(cloud.state_in(AWAY, &key), "Enabled");
    let state = |cloud: &mut Cloud| cloud.rotations(&key, true)[1].key_material_state.clone();
    let waits = "PENDING_MULTI_REGION_IMPORT_AND_ROTATION";
    assert_eq!(state(&mut cloud).as_deref(), Some(waits));
    refused(cloud.rotate(&key), INVALID_STATE);
    import(&mut cloud, 2, again).unwrap();
    assert_eq!(state(&mut cloud).as_deref(), Some("PENDING_ROTATION"));
    cloud.rotate(&key).unwrap();
    cloud.settle();
    let away = cloud.describe_in(AWAY, &key).unwrap();
    assert_eq!(away.current_key_material_id, Some(second));
    let later = cloud.encrypt_in(AWAY, &key).unwrap();
    cloud.decrypt(&later).unwrap();
    // What is deleted in one region stays in the other.
    let input = DeleteImportedKeyMaterialInput { key_id: key.clone(), key_material_id: None };
    cloud.call_in::<DeleteImportedKeyMaterial>(AWAY, input).unwrap();
    assert_eq!(cloud.state_in(AWAY, &key), "PendingImport");
    cloud.decrypt(&later).unwrap();
}
