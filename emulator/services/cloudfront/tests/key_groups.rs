//! CF-10.1: public keys, and the groups of them that behaviours trust.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

const RSA: &str = include_str!("keys/rsa.pem");
const P256: &str = include_str!("keys/p256.pem");

fn key(name: &str, pem: &str) -> PublicKeyConfig {
    PublicKeyConfig {
        caller_reference: format!("reference-{name}"),
        name: name.into(),
        encoded_key: pem.into(),
        comment: None,
    }
}

fn create_key(cloud: &mut Cloud, public_key_config: PublicKeyConfig) -> Result<(String, String)> {
    let input = CreatePublicKeyInput { public_key_config };
    let output = cloud.call::<operations::CreatePublicKey>(input)?;
    let id = output.public_key.unwrap().id;
    assert!(id.len() == 14 && id.starts_with('K'), "{id}");
    let location = format!("https://cloudfront.amazonaws.com/2020-05-31/public-key/{id}");
    assert_eq!(output.location.unwrap(), location);
    Ok((id, output.e_tag.unwrap()))
}

fn delete_key(cloud: &mut Cloud, id: &str, tag: &str) -> Result<()> {
    let input = DeletePublicKeyInput { id: id.into(), if_match: Some(tag.into()) };
    cloud.call::<operations::DeletePublicKey>(input)
}

fn group(name: &str, keys: &[&str]) -> KeyGroupConfig {
    let items = keys.iter().map(|id| (*id).to_owned()).collect();
    KeyGroupConfig { name: name.into(), items, comment: None }
}

fn create_group(cloud: &mut Cloud, key_group_config: KeyGroupConfig) -> Result<(String, String)> {
    let output =
        cloud.call::<operations::CreateKeyGroup>(CreateKeyGroupInput { key_group_config })?;
    let id = output.key_group.unwrap().id;
    let location = format!("https://cloudfront.amazonaws.com/2020-05-31/key-group/{id}");
    assert_eq!(output.location.unwrap(), location);
    Ok((id, output.e_tag.unwrap()))
}

fn delete_group(cloud: &mut Cloud, id: &str, tag: &str) -> Result<()> {
    let input = DeleteKeyGroupInput { id: id.into(), if_match: Some(tag.into()) };
    cloud.call::<operations::DeleteKeyGroup>(input)
}

fn trusting(groups: &[&str]) -> Option<TrustedKeyGroups> {
    let items: Vec<String> = groups.iter().map(|id| (*id).to_owned()).collect();
    let quantity = i32::try_from(items.len()).unwrap();
    Some(TrustedKeyGroups { enabled: quantity > 0, quantity, items: Some(items) })
}

#[test]
fn the_life_of_a_public_key() {
    let mut cloud = Cloud::new();
    let (id, tag) = create_key(&mut cloud, key("one", RSA)).unwrap();
    cloud.advance(60);
    let read = cloud.call::<operations::GetPublicKey>(GetPublicKeyInput { id: id.clone() });
    let read = read.unwrap();
    let created = read.public_key.as_ref().unwrap().created_time;
    assert_eq!(read.public_key.unwrap().public_key_config, key("one", RSA));
    assert_eq!(read.e_tag.unwrap(), tag);

    let config =
        cloud.call::<operations::GetPublicKeyConfig>(GetPublicKeyConfigInput { id: id.clone() });
    let config = config.unwrap();
    assert_eq!(config.public_key_config.unwrap(), key("one", RSA));
    assert_eq!(config.e_tag.unwrap(), tag);

    let update = |cloud: &mut Cloud, tag: &str, public_key_config| {
        let (id, if_match) = (id.clone(), Some(tag.to_owned()));
        let input = UpdatePublicKeyInput { public_key_config, id, if_match };
        cloud.call::<operations::UpdatePublicKey>(input)
    };
    let commented = PublicKeyConfig { comment: Some("mine".into()), ..key("one", RSA) };
    assert_refused(update(&mut cloud, "E1", commented.clone()), "PreconditionFailed", 412);
    let immutable = [
        key("two", RSA),
        key("one", P256),
        PublicKeyConfig { caller_reference: "other".into(), ..key("one", RSA) },
    ];
    for config in immutable {
        let refused = update(&mut cloud, &tag, config);
        assert_refused(refused, "CannotChangeImmutablePublicKeyFields", 400);
    }
    let next = update(&mut cloud, &tag, commented).unwrap();
    let listed = cloud.call::<operations::ListPublicKeys>(ListPublicKeysInput::default()).unwrap();
    let listed = listed.public_key_list.unwrap();
    assert_eq!((listed.quantity, listed.max_items, listed.next_marker), (1, 100, None));
    let summary = &listed.items.unwrap()[0];
    assert_eq!((summary.comment.as_deref(), summary.created_time), (Some("mine"), created));

    assert_refused(delete_key(&mut cloud, &id, &tag), "PreconditionFailed", 412);
    delete_key(&mut cloud, &id, &next.e_tag.unwrap()).unwrap();
    assert_refused(delete_key(&mut cloud, &id, &tag), "NoSuchPublicKey", 404);
}

#[test]
fn what_is_no_public_key_is_refused() {
    let mut cloud = Cloud::new();
    let (one, _) = create_key(&mut cloud, key("one", RSA)).unwrap();
    for pem in ["", "key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"] {
        assert_refused(create_key(&mut cloud, key("two", pem)), "InvalidArgument", 400);
    }
    let same = PublicKeyConfig { caller_reference: "other".into(), ..key("one", P256) };
    assert_refused(create_key(&mut cloud, same), "PublicKeyAlreadyExists", 409);
    let same = PublicKeyConfig { name: "other".into(), ..key("one", P256) };
    assert_refused(create_key(&mut cloud, same), "PublicKeyAlreadyExists", 409);
    for number in 1..10 {
        create_key(&mut cloud, key(&format!("more-{number}"), P256)).unwrap();
    }
    assert_refused(create_key(&mut cloud, key("many", RSA)), "TooManyPublicKeys", 400);
    let of_another = GetPublicKeyInput { id: one };
    let read = cloud.call_as::<operations::GetPublicKey>(OTHER_ACCOUNT, of_another);
    assert_refused(read, "NoSuchPublicKey", 404);
}

#[test]
fn the_life_of_a_key_group() {
    let mut cloud = Cloud::new();
    let (one, key_tag) = create_key(&mut cloud, key("one", RSA)).unwrap();
    let (two, _) = create_key(&mut cloud, key("two", P256)).unwrap();
    for keys in [&[][..], &["KNOBODYS"], &[&one, &one]] {
        assert_refused(create_group(&mut cloud, group("g", keys)), "InvalidArgument", 400);
    }
    let many = ["K1", "K2", "K3", "K4", "K5", "K6"];
    let refused = create_group(&mut cloud, group("g", &many));
    assert_refused(refused, "TooManyPublicKeysInKeyGroup", 400);
    let (id, tag) = create_group(&mut cloud, group("g", &[&one])).unwrap();
    let again = create_group(&mut cloud, group("g", &[&two]));
    assert_refused(again, "KeyGroupAlreadyExists", 409);
    assert_refused(delete_key(&mut cloud, &one, &key_tag), "PublicKeyInUse", 409);
    let config =
        cloud.call::<operations::GetKeyGroupConfig>(GetKeyGroupConfigInput { id: id.clone() });
    assert_eq!(config.unwrap().key_group_config.unwrap(), group("g", &[&one]));
    let read = cloud.call::<operations::GetKeyGroup>(GetKeyGroupInput { id: id.clone() });
    assert_eq!(read.unwrap().e_tag.unwrap(), tag);

    let update = |cloud: &mut Cloud, tag: &str, key_group_config| {
        let (id, if_match) = (id.clone(), Some(tag.to_owned()));
        let input = UpdateKeyGroupInput { key_group_config, id, if_match };
        cloud.call::<operations::UpdateKeyGroup>(input)
    };
    assert_refused(update(&mut cloud, "", group("g", &[&two])), "InvalidIfMatchVersion", 400);
    let next = update(&mut cloud, &tag, group("g", &[&two])).unwrap().e_tag.unwrap();
    delete_key(&mut cloud, &one, &key_tag).unwrap();
    let listed = cloud.call::<operations::ListKeyGroups>(ListKeyGroupsInput::default()).unwrap();
    let listed = listed.key_group_list.unwrap().items.unwrap();
    assert_eq!(listed[0].key_group.key_group_config, group("g", &[&two]));
    delete_group(&mut cloud, &id, &next).unwrap();
    assert_refused(delete_group(&mut cloud, &id, &next), "NoSuchResource", 404);
}

#[test]
fn a_group_that_is_trusted_stays() {
    let mut cloud = Cloud::new();
    let (one, _) = create_key(&mut cloud, key("one", RSA)).unwrap();
    let (id, tag) = create_group(&mut cloud, group("g", &[&one])).unwrap();
    let mut unknown = config("unknown");
    unknown.default_cache_behavior.trusted_key_groups = trusting(&["none"]);
    assert_refused(cloud.create_with(unknown), "TrustedKeyGroupDoesNotExist", 400);
    let mut many = config("many");
    many.default_cache_behavior.trusted_key_groups = trusting(&[&id, &id, &id, &id, &id]);
    assert_refused(cloud.create_with(many), "TooManyKeyGroupsAssociatedToDistribution", 400);

    let mut trusted = config("trusted");
    trusted.default_cache_behavior.trusted_key_groups = trusting(&[&id]);
    let made = cloud.create_with(trusted).unwrap();
    let active = made.distribution.active_trusted_key_groups.unwrap();
    assert!(active.enabled);
    let active = &active.items.unwrap()[0];
    assert_eq!(active.key_group_id.as_deref(), Some(&*id));
    assert_eq!(active.key_pair_ids.as_ref().unwrap().items.as_deref(), Some(&[one][..]));
    assert_refused(delete_group(&mut cloud, &id, &tag), "ResourceInUse", 409);

    let users = |cloud: &mut Cloud, key_group_id: &str| {
        let key_group_id = key_group_id.to_owned();
        let input = ListDistributionsByKeyGroupInput { key_group_id, ..Default::default() };
        cloud.call::<operations::ListDistributionsByKeyGroup>(input)
    };
    let listed = users(&mut cloud, &id).unwrap().distribution_id_list.unwrap();
    assert_eq!(listed.items.unwrap(), [made.id.as_str()]);
    assert_refused(users(&mut cloud, "none"), "NoSuchResource", 404);

    // A change of the group is one of the distribution.
    cloud.advance(3600);
    assert_eq!(cloud.status(&made.id), "Deployed");
    let (two, _) = create_key(&mut cloud, key("two", P256)).unwrap();
    let input = UpdateKeyGroupInput {
        key_group_config: group("g", &[&two]),
        id: id.clone(),
        if_match: Some(tag),
    };
    cloud.call::<operations::UpdateKeyGroup>(input).unwrap();
    assert_eq!(cloud.status(&made.id), "InProgress");
}
