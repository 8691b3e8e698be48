//! <https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html>

use crate::support::*;
use parhelion_kms::model::operations::*;
use parhelion_kms::model::*;
use parhelion_kms::{Key, Kms};
use parhelion_world::identity::ACCOUNT;
use parhelion_world::{Caller, OnBehalf, RequestInfo};

impl Cloud {
    fn of(&mut self, spec: &str, usage: &str) -> String {
        let input = CreateKeyInput {
            key_spec: Some(spec.into()),
            key_usage: Some(usage.into()),
            ..Default::default()
        };
        self.create(input).key_id
    }

    fn alias(&mut self, key: &str) -> parhelion_wire::error::Result<()> {
        let (alias_name, target_key_id) = ("alias/a".into(), key.into());
        self.call::<CreateAlias>(CreateAliasInput { alias_name, target_key_id })
    }

    fn give(&mut self, key: &str) -> parhelion_wire::error::Result<()> {
        let (alias_name, target_key_id) = ("alias/a".into(), key.into());
        self.call::<UpdateAlias>(UpdateAliasInput { alias_name, target_key_id })
    }
}

/// Both keys must be the same type and have the same usage.
#[test]
fn an_alias_goes_to_keys_of_its_kind() {
    let mut cloud = Cloud::new();
    let symmetric = cloud.of("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
    let kinds = [
        [cloud.of("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT"), symmetric],
        [cloud.of("ECC_NIST_P256", "SIGN_VERIFY"), cloud.of("RSA_2048", "SIGN_VERIFY")],
        [cloud.of("ECC_NIST_P256", "KEY_AGREEMENT"), cloud.of("ECC_NIST_P384", "KEY_AGREEMENT")],
        [cloud.of("RSA_2048", "ENCRYPT_DECRYPT"), cloud.of("RSA_2048", "ENCRYPT_DECRYPT")],
        [cloud.of("HMAC_256", "GENERATE_VERIFY_MAC"), cloud.of("HMAC_512", "GENERATE_VERIFY_MAC")],
    ];
    for (from, [old, same]) in kinds.iter().enumerate() {
        let mut cloud = cloud.clone();
        cloud.alias(old).unwrap();
        for (to, [_, new]) in kinds.iter().enumerate().filter(|(to, _)| *to != from) {
            refused(cloud.give(new), INVALID_STATE);
            assert_eq!(cloud.describe("alias/a").key_id, *old, "{to}");
        }
        cloud.give(same).unwrap();
        assert_eq!(cloud.describe("alias/a").key_id, *same);
    }
}

/// "The alias and the KMS key must be in the same AWS account and Region", and no key of AWS's own.
#[test]
fn an_alias_stays_at_home() {
    let mut cloud = Cloud::new();
    let key = cloud.of("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
    let theirs =
        Key::new("111122223333", HOME, "1234abcd-12ab-34cd-56ef-1234567890ab", cloud.now());
    let away = cloud.call_in::<CreateKey>(AWAY, CreateKeyInput::default()).unwrap();
    let away = away.key_metadata.unwrap();
    let arn = theirs.arn.to_string();
    let request = RequestInfo::default();
    let who = OnBehalf::of(Caller::root(ACCOUNT, "x"), ACCOUNT, HOME.into(), &request);
    cloud.0.with::<Kms, _>(&who, |kms, _| kms.key_ring_mut().insert(theirs));
    let managed = cloud.describe("alias/aws/s3").key_id;
    refused(cloud.alias(&managed), "AccessDeniedException");
    cloud.alias(&key).unwrap();
    for (other, code) in [
        (&arn, NOT_FOUND),
        (&away.key_id, NOT_FOUND),
        (&away.arn.unwrap(), NOT_FOUND),
        (&managed, "AccessDeniedException"),
    ] {
        refused(cloud.give(other), code);
    }
    // Another account's key can be looked at; its policy decides.
    assert_eq!(cloud.describe(&arn).aws_account_id.as_deref(), Some("111122223333"));
    refused(cloud.enable(&arn), NOT_FOUND);
}

/// A key of another service is there from its first use on, under its alias.
#[test]
fn keys_of_services_come_by_themselves() {
    let mut cloud = Cloud::new();
    let list = |cloud: &mut Cloud| {
        let aliases = cloud.call::<ListAliases>(ListAliasesInput::default()).unwrap().aliases;
        aliases.unwrap().into_iter().map(|it| it.alias_name.unwrap()).collect::<Vec<_>>()
    };
    assert!(list(&mut cloud).is_empty());
    cloud.advance(DAY);
    for (service, what) in [("s3", "S3 objects"), ("sqs", "SQS messages")] {
        let key = cloud.describe(&format!("alias/aws/{service}"));
        assert_eq!(key.creation_date, Some(cloud.now()));
        assert_eq!(key.key_manager.as_deref(), Some("AWS"));
        assert!(key.description.unwrap().contains(what));
        assert_eq!(cloud.status(&key.key_id).rotation_period_in_days, Some(365));
        refused(cloud.enable_rotation(&key.key_id, None), "AccessDeniedException");
        refused(cloud.rotate(&key.key_id), "AccessDeniedException");
        let policy = GetKeyPolicyInput { key_id: key.key_id.clone(), policy_name: None };
        let policy = cloud.call::<GetKeyPolicy>(policy).unwrap().policy.unwrap();
        assert!(policy.contains(&format!("{service}.{HOME}.amazonaws.com")), "{policy}");
        cloud.advance(DAY * 366);
        assert_eq!(cloud.rotations(&key.key_id, false).len(), 1, "every year");
    }
    assert_eq!(list(&mut cloud), ["alias/aws/s3", "alias/aws/sqs"]);
    refused(cloud.describe_in(HOME, "alias/aws/nothing"), NOT_FOUND);
    let there = cloud.describe_in(AWAY, "alias/aws/s3").unwrap();
    assert_ne!(there.key_id, cloud.describe("alias/aws/s3").key_id);
}

#[test]
fn a_tag_key_comes_once() {
    let mut cloud = Cloud::new();
    let tag = |value: &str| Tag { tag_key: "team".into(), tag_value: value.into() };
    let twice = vec![tag("a"), tag("b")];
    let create = CreateKeyInput { tags: Some(twice.clone()), ..Default::default() };
    assert_eq!(refused(cloud.call::<CreateKey>(create), "TagException"), "Duplicate tag keys");
    let key_id = cloud.create(CreateKeyInput::default()).key_id;
    let input = TagResourceInput { key_id: key_id.clone(), tags: twice };
    refused(cloud.call::<TagResource>(input), "TagException");
    let input = ListResourceTagsInput { key_id, ..Default::default() };
    assert!(cloud.call::<ListResourceTags>(input).unwrap().tags.unwrap().is_empty());
}
