//! Queues with a KMS key (SQS-8, SQS-2.11).

use crate::support::*;
use parhelion_kms::{Key, KeyState, Kms};
use parhelion_world::identity::ACCOUNT;

const KEY: &str = "11111111-2222-4333-8444-555555555555";

fn with_key(state: KeyState) -> Cloud {
    let mut cloud = Cloud::with_queue();
    let mut key = Key::new(ACCOUNT, REGION, KEY, cloud.now());
    key.state = state;
    cloud.with::<Kms, _>(|kms| kms.key_ring_mut().insert(key));
    cloud.set(QUEUE, &[("KmsMasterKeyId", KEY)]).unwrap();
    cloud
}

/// Whoever sends and whoever receives needs the key, as it is now.
#[test]
fn sqs_2_11_keys_must_be_usable() {
    let mut cloud = with_key(KeyState::Enabled);
    cloud.send("x").unwrap();
    let day = cloud.now() + std::time::Duration::from_secs(86_400);
    for (state, expected) in [
        (KeyState::Disabled, "KMS.DisabledException"),
        (KeyState::PendingDeletion(day), "KMS.InvalidStateException"),
    ] {
        let mut cloud = with_key(state);
        assert_eq!(code(cloud.send("x")), expected);
        assert_eq!(code(cloud.receive_from(QUEUE, ten())), expected);
        assert_eq!(cloud.counts(QUEUE), [0, 0, 0]);
        cloud.set(QUEUE, &[("KmsMasterKeyId", "alias/none")]).unwrap();
        assert_eq!(code(cloud.send("x")), "KMS.NotFoundException");
        // SQS's own key is always there.
        cloud.set(QUEUE, &[("KmsMasterKeyId", "alias/aws/sqs")]).unwrap();
        cloud.send("x").unwrap();
        assert_eq!(cloud.bodies(), ["x"]);
        let own = cloud.with::<Kms, _>(|kms| format!("{kms:?}"));
        assert!(own.contains("alias/aws/sqs"), "it is there from then on: {own}");
    }
    assert_eq!(cloud.bodies(), ["x"]);
}
