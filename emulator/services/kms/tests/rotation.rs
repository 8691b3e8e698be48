//! <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>

use crate::support::*;
use parhelion_kms::model::operations::*;
use parhelion_kms::model::*;

/// "From the enable date and every year thereafter", not from the key's birth.
#[test]
fn rotation_is_counted_from_when_it_was_switched_on() {
    let mut cloud = Cloud::new();
    let key = cloud.create(CreateKeyInput::default()).key_id;
    let first = cloud.describe(&key).current_key_material_id.unwrap();
    cloud.advance(DAY * 400);
    cloud.enable_rotation(&key, Some(90)).unwrap();
    let enabled = cloud.now();
    assert_eq!(cloud.status(&key).next_rotation_date, Some(enabled + DAY * 90));
    assert_eq!(cloud.describe(&key).current_key_material_id.as_ref(), Some(&first));
    let blob = cloud.encrypt(&key).unwrap();
    cloud.advance(DAY * 89);
    assert!(cloud.rotations(&key, false).is_empty());
    // Once more the same changes nothing.
    cloud.enable_rotation(&key, Some(90)).unwrap();
    cloud.advance(DAY * (1 + 90));
    let dates: Vec<_> =
        cloud.rotations(&key, false).into_iter().map(|it| it.rotation_date.unwrap()).collect();
    assert_eq!(dates, [enabled + DAY * 90, enabled + DAY * 180]);
    assert_eq!(cloud.status(&key).next_rotation_date, Some(enabled + DAY * 270));
    let all = cloud.rotations(&key, true);
    let states: Vec<_> = all.iter().map(|it| it.key_material_state.as_deref().unwrap()).collect();
    assert_eq!(states, ["NON_CURRENT", "NON_CURRENT", "CURRENT"]);
    assert_eq!((all[0].key_material_id.as_ref(), all[0].rotation_date), (Some(&first), None));
    assert_eq!(all[1].rotation_type.as_deref(), Some("AUTOMATIC"));
    assert_eq!((all[1].import_state.as_ref(), all[1].expiration_model.as_ref()), (None, None));
    assert_eq!(cloud.describe(&key).current_key_material_id, all[2].key_material_id);
    assert_eq!(cloud.decrypt(&blob).unwrap().key_material_id.as_ref(), Some(&first));
    let later = cloud.encrypt(&key).unwrap();
    assert_eq!(cloud.decrypt(&later).unwrap().key_material_id, all[2].key_material_id);
    // Another period is counted anew.
    cloud.enable_rotation(&key, Some(2560)).unwrap();
    assert_eq!(cloud.status(&key).next_rotation_date, Some(cloud.now() + DAY * 2560));
}

#[test]
fn keys_that_cannot_be_used_are_not_rotated() {
    let mut cloud = Cloud::new();
    let key = cloud.create(CreateKeyInput::default()).key_id;
    cloud.enable_rotation(&key, Some(90)).unwrap();
    cloud.disable(&key).unwrap();
    refused(cloud.rotate(&key), "DisabledException");
    cloud.advance(DAY * 200);
    assert!(cloud.rotations(&key, false).is_empty());
    assert_eq!(cloud.status(&key).key_rotation_enabled, Some(true), "as it was");
    // It is overdue.
    cloud.enable(&key).unwrap();
    cloud.settle();
    assert_eq!(cloud.rotations(&key, false).len(), 1);
    let next = cloud.status(&key).next_rotation_date.unwrap();
    assert!(next > cloud.now() + DAY * 89 && next <= cloud.now() + DAY * 90);
    cloud.schedule_in(HOME, &key).unwrap();
    assert_eq!(cloud.status(&key).key_rotation_enabled, Some(false));
    refused(cloud.rotate(&key), INVALID_STATE);
    cloud.cancel(&key).unwrap();
    assert_eq!(cloud.status(&key).next_rotation_date, Some(next));
}

#[test]
fn rotation_on_demand() {
    let mut cloud = Cloud::new();
    let key = cloud.create(CreateKeyInput::default()).key_id;
    let blob = cloud.encrypt(&key).unwrap();
    cloud.enable_rotation(&key, Some(90)).unwrap();
    let next = cloud.status(&key).next_rotation_date;
    cloud.rotate(&key).unwrap();
    let begun = cloud.now();
    assert_eq!(cloud.status(&key).on_demand_rotation_start_date, Some(begun));
    refused(cloud.rotate(&key), "ConflictException");
    assert!(cloud.rotations(&key, false).is_empty());
    cloud.settle();
    let status = cloud.status(&key);
    assert_eq!((status.on_demand_rotation_start_date, status.next_rotation_date), (None, next));
    let listed = cloud.rotations(&key, false).remove(0);
    assert_eq!(listed.rotation_type.as_deref(), Some("ON_DEMAND"));
    assert!(listed.rotation_date.unwrap() > begun);
    assert_eq!(listed.key_id.as_ref(), Some(&key));
    cloud.decrypt(&blob).unwrap();
    // Not shortly before an automatic one.
    let soon = next.unwrap() - std::time::Duration::from_secs(20 * 60);
    cloud.0.advance_to(soon);
    refused(cloud.rotate(&key), "ConflictException");
    let input = DisableKeyRotationInput { key_id: key.clone() };
    cloud.call::<DisableKeyRotation>(input).unwrap();
    for _ in 1..25 {
        cloud.rotate(&key).unwrap();
        cloud.settle();
    }
    refused(cloud.rotate(&key), "LimitExceededException");
    assert_eq!(cloud.rotations(&key, false).len(), 25);
    cloud.decrypt(&blob).unwrap();
}

#[test]
fn rotations_come_in_pages() {
    let mut cloud = Cloud::new();
    let key = cloud.create(CreateKeyInput::default()).key_id;
    for _ in 0..12 {
        cloud.rotate(&key).unwrap();
        cloud.settle();
    }
    let all = cloud.rotations(&key, true);
    assert_eq!(all.len(), 13);
    let (mut paged, mut marker) = (Vec::new(), None);
    loop {
        let page = cloud
            .call::<ListKeyRotations>(ListKeyRotationsInput {
                key_id: key.clone(),
                include_key_material: Some("ALL_KEY_MATERIAL".into()),
                limit: Some(5),
                marker,
            })
            .unwrap();
        assert_eq!(page.truncated, Some(page.next_marker.is_some()));
        paged.extend(page.rotations.unwrap());
        marker = page.next_marker;
        if marker.is_none() {
            break;
        }
    }
    assert_eq!(paged, all);
    let wrong = ListKeyRotationsInput {
        key_id: key,
        marker: Some("nonsense".into()),
        ..Default::default()
    };
    refused(cloud.call::<ListKeyRotations>(wrong), "InvalidMarkerException");
}

#[test]
fn only_symmetric_keys_are_rotated() {
    let mut cloud = Cloud::new();
    for (spec, usage) in [("HMAC_256", "GENERATE_VERIFY_MAC"), ("ECC_NIST_P256", "SIGN_VERIFY")] {
        let key = CreateKeyInput {
            key_spec: Some(spec.into()),
            key_usage: Some(usage.into()),
            ..Default::default()
        };
        let key = cloud.create(key).key_id;
        let text = refused(cloud.enable_rotation(&key, None), UNSUPPORTED);
        assert!(text.contains(&format!("key spec is {spec}")), "{text}");
        refused(cloud.rotate(&key), UNSUPPORTED);
        let input = DisableKeyRotationInput { key_id: key.clone() };
        refused(cloud.call::<DisableKeyRotation>(input), UNSUPPORTED);
        let input = ListKeyRotationsInput { key_id: key.clone(), ..Default::default() };
        refused(cloud.call::<ListKeyRotations>(input), UNSUPPORTED);
        assert_eq!(cloud.status(&key).key_rotation_enabled, Some(false), "always");
    }
}

/// Whatever a stranger switches, a key has one timer.
#[test]
fn timers_do_not_pile_up() {
    let mut cloud = Cloud::new();
    let key = cloud.create(CreateKeyInput::default()).key_id;
    cloud.enable_rotation(&key, Some(90)).unwrap();
    let before = format!("{:?}", cloud.0).len();
    for days in (91..190).chain(91..190) {
        cloud.enable_rotation(&key, Some(days)).unwrap();
        cloud.schedule_in(HOME, &key).unwrap();
        cloud.cancel(&key).unwrap();
        cloud.enable(&key).unwrap();
    }
    let after = format!("{:?}", cloud.0).len();
    assert!(after < before + 1_000, "{before} {after}");
}
