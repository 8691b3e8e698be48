//! CF-9.5: configurations and profiles of field-level encryption.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

fn key(cloud: &mut Cloud) -> (String, String) {
    let public_key_config = PublicKeyConfig {
        caller_reference: "key".into(),
        name: "key".into(),
        encoded_key: include_str!("keys/rsa.pem").into(),
        comment: None,
    };
    let input = CreatePublicKeyInput { public_key_config };
    let made = cloud.call::<operations::CreatePublicKey>(input).unwrap();
    (made.public_key.unwrap().id, made.e_tag.unwrap())
}

fn profile(name: &str, key: &str, patterns: &[&str]) -> FieldLevelEncryptionProfileConfig {
    let items: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
    FieldLevelEncryptionProfileConfig {
        name: name.into(),
        caller_reference: format!("reference-{name}"),
        comment: None,
        encryption_entities: EncryptionEntities {
            quantity: 1,
            items: Some(vec![EncryptionEntity {
                public_key_id: key.into(),
                provider_id: "shop".into(),
                field_patterns: FieldPatterns { quantity: items.len() as i32, items: Some(items) },
            }]),
        },
    }
}

fn create_profile(
    cloud: &mut Cloud,
    config: FieldLevelEncryptionProfileConfig,
) -> Result<(String, String)> {
    let input =
        CreateFieldLevelEncryptionProfileInput { field_level_encryption_profile_config: config };
    let made = cloud.call::<operations::CreateFieldLevelEncryptionProfile>(input)?;
    Ok((made.field_level_encryption_profile.unwrap().id, made.e_tag.unwrap()))
}

fn encryption(reference: &str, profiles: &[&str]) -> FieldLevelEncryptionConfig {
    let items = profiles.iter().enumerate().map(|(at, id)| QueryArgProfile {
        query_arg: format!("arg-{at}"),
        profile_id: (*id).to_owned(),
    });
    FieldLevelEncryptionConfig {
        caller_reference: reference.into(),
        comment: None,
        query_arg_profile_config: Some(QueryArgProfileConfig {
            forward_when_query_arg_profile_is_unknown: true,
            query_arg_profiles: Some(QueryArgProfiles {
                quantity: profiles.len() as i32,
                items: Some(items.collect()),
            }),
        }),
        content_type_profile_config: None,
    }
}

fn create(cloud: &mut Cloud, config: FieldLevelEncryptionConfig) -> Result<(String, String)> {
    let input = CreateFieldLevelEncryptionConfigInput { field_level_encryption_config: config };
    let made = cloud.call::<operations::CreateFieldLevelEncryptionConfig>(input)?;
    let id = made.field_level_encryption.unwrap().id;
    assert!(made.location.unwrap().ends_with(&format!("/2020-05-31/field-level-encryption/{id}")));
    Ok((id, made.e_tag.unwrap()))
}

#[test]
fn cf_9_5_the_life_of_an_encryption_profile() {
    let mut cloud = Cloud::new();
    let (key, key_tag) = key(&mut cloud);
    let given = profile("cards", &key, &["card-*", "cvc"]);
    let (id, tag) = create_profile(&mut cloud, given.clone()).unwrap();
    let same = create_profile(&mut cloud, profile("cards", &key, &["x"]));
    assert_refused(same, "FieldLevelEncryptionProfileAlreadyExists", 409);
    let reused = FieldLevelEncryptionProfileConfig { name: "other".into(), ..given.clone() };
    let reused = create_profile(&mut cloud, reused);
    assert_refused(reused, "FieldLevelEncryptionProfileAlreadyExists", 409);
    let get = GetFieldLevelEncryptionProfileInput { id: id.clone() };
    let read = cloud.call::<operations::GetFieldLevelEncryptionProfile>(get).unwrap();
    assert_eq!(read.e_tag.as_ref(), Some(&tag));
    let get = GetFieldLevelEncryptionProfileConfigInput { id: id.clone() };
    let read = cloud.call::<operations::GetFieldLevelEncryptionProfileConfig>(get).unwrap();
    assert_eq!(read.field_level_encryption_profile_config, Some(given.clone()));
    let update = |cloud: &mut Cloud, tag: &str, config| {
        let input = UpdateFieldLevelEncryptionProfileInput {
            field_level_encryption_profile_config: config,
            id: id.clone(),
            if_match: Some(tag.into()),
        };
        cloud.call::<operations::UpdateFieldLevelEncryptionProfile>(input)
    };
    let other = FieldLevelEncryptionProfileConfig { caller_reference: "r".into(), ..given.clone() };
    assert_refused(update(&mut cloud, &tag, other), "IllegalUpdate", 400);
    assert_refused(update(&mut cloud, "E1", given.clone()), "PreconditionFailed", 412);
    let changed = profile("cards", &key, &["card-*"]);
    let next = update(&mut cloud, &tag, changed).unwrap().e_tag.unwrap();
    let list = ListFieldLevelEncryptionProfilesInput::default();
    let list = cloud.call::<operations::ListFieldLevelEncryptionProfiles>(list).unwrap();
    let list = list.field_level_encryption_profile_list.unwrap();
    assert_eq!((list.quantity, &*list.items.unwrap()[0].name), (1, "cards"));
    let of_key = DeletePublicKeyInput { id: key, if_match: Some(key_tag) };
    let of_key = cloud.call::<operations::DeletePublicKey>(of_key);
    assert_refused(of_key, "PublicKeyInUse", 409);
    let delete = |cloud: &mut Cloud, tag: &str| {
        let input =
            DeleteFieldLevelEncryptionProfileInput { id: id.clone(), if_match: Some(tag.into()) };
        cloud.call::<operations::DeleteFieldLevelEncryptionProfile>(input)
    };
    let (user, user_tag) = create(&mut cloud, encryption("user", &[&id])).unwrap();
    assert_refused(delete(&mut cloud, &next), "FieldLevelEncryptionProfileInUse", 409);
    let input = DeleteFieldLevelEncryptionConfigInput { id: user, if_match: Some(user_tag) };
    cloud.call::<operations::DeleteFieldLevelEncryptionConfig>(input).unwrap();
    delete(&mut cloud, &next).unwrap();
    assert_refused(delete(&mut cloud, &next), "NoSuchFieldLevelEncryptionProfile", 404);
}

#[test]
fn cf_9_5_what_an_encryption_profile_may_say() {
    let mut cloud = Cloud::new();
    let (key, _) = key(&mut cloud);
    let refused = |cloud: &mut Cloud, config, code| {
        assert_refused(create_profile(cloud, config), code, 400);
    };
    refused(&mut cloud, profile("", &key, &["x"]), "InvalidArgument");
    refused(&mut cloud, profile("p", &key, &["*x"]), "InvalidArgument");
    refused(&mut cloud, profile("p", &key, &[]), "InvalidArgument");
    let many: Vec<&str> = vec!["x"; 11];
    refused(&mut cloud, profile("p", &key, &many), "TooManyFieldLevelEncryptionFieldPatterns");
    let long = "x".repeat(10_241);
    refused(&mut cloud, profile("p", &key, &[&long]), "FieldLevelEncryptionProfileSizeExceeded");
    let unknown = create_profile(&mut cloud, profile("p", "KNONE", &["x"]));
    assert_refused(unknown, "NoSuchPublicKey", 404);
    let mut uncounted = profile("p", &key, &["x"]);
    uncounted.encryption_entities.quantity = 2;
    refused(&mut cloud, uncounted, "InconsistentQuantities");
    let mut two = profile("p", &key, &["x"]);
    let entity = two.encryption_entities.items.as_ref().unwrap()[0].clone();
    two.encryption_entities = EncryptionEntities { quantity: 2, items: Some(vec![entity; 2]) };
    refused(&mut cloud, two, "TooManyFieldLevelEncryptionEncryptionEntities");
    for number in 0..10 {
        create_profile(&mut cloud, profile(&format!("p{number}"), &key, &["x"])).unwrap();
    }
    refused(&mut cloud, profile("many", &key, &["x"]), "TooManyFieldLevelEncryptionProfiles");
}

#[test]
fn cf_9_5_the_life_of_an_encryption_config() {
    let mut cloud = Cloud::new();
    let (key, _) = key(&mut cloud);
    let (id, _) = create_profile(&mut cloud, profile("p", &key, &["x"])).unwrap();
    let unknown = create(&mut cloud, encryption("r", &["none"]));
    assert_refused(unknown, "NoSuchFieldLevelEncryptionProfile", 404);
    let empty = create(&mut cloud, encryption("r", &[""]));
    assert_refused(empty, "QueryArgProfileEmpty", 400);
    let many = create(&mut cloud, encryption("r", &[&id, &id, &id, &id, &id, &id]));
    assert_refused(many, "TooManyFieldLevelEncryptionQueryArgProfiles", 400);
    let mut plain = encryption("r", &[]);
    let forms = ContentTypeProfile {
        format: "URLEncoded".into(),
        profile_id: Some(id.clone()),
        content_type: "text/plain".into(),
    };
    let content = |items: Vec<ContentTypeProfile>| ContentTypeProfileConfig {
        forward_when_content_type_is_unknown: true,
        content_type_profiles: Some(ContentTypeProfiles {
            quantity: items.len() as i32,
            items: Some(items),
        }),
    };
    plain.content_type_profile_config = Some(content(vec![forms.clone()]));
    assert_refused(create(&mut cloud, plain.clone()), "InvalidArgument", 400);
    plain.content_type_profile_config = Some(content(vec![forms.clone(), forms.clone()]));
    let two = create(&mut cloud, plain.clone());
    assert_refused(two, "TooManyFieldLevelEncryptionContentTypeProfiles", 400);
    let content_type = "application/x-www-form-urlencoded".to_owned();
    let forms = ContentTypeProfile { content_type, ..forms };
    plain.content_type_profile_config = Some(content(vec![forms]));
    let (config_id, tag) = create(&mut cloud, plain.clone()).unwrap();
    let again = create(&mut cloud, encryption("r", &[]));
    assert_refused(again, "FieldLevelEncryptionConfigAlreadyExists", 409);
    let get = GetFieldLevelEncryptionConfigInput { id: config_id.clone() };
    let read = cloud.call::<operations::GetFieldLevelEncryptionConfig>(get).unwrap();
    assert_eq!(read.field_level_encryption_config, Some(plain));
    let input = UpdateFieldLevelEncryptionConfigInput {
        field_level_encryption_config: encryption("r", &[&id]),
        id: config_id.clone(),
        if_match: Some(tag),
    };
    let updated = cloud.call::<operations::UpdateFieldLevelEncryptionConfig>(input).unwrap();
    let get = GetFieldLevelEncryptionInput { id: config_id };
    let read = cloud.call::<operations::GetFieldLevelEncryption>(get).unwrap();
    assert_eq!(read.field_level_encryption, updated.field_level_encryption);
    let list = ListFieldLevelEncryptionConfigsInput::default();
    let list = cloud.call::<operations::ListFieldLevelEncryptionConfigs>(list).unwrap();
    assert_eq!(list.field_level_encryption_list.unwrap().quantity, 1);
}

/// CF-9.3: behaviours that take all methods over HTTPS can encrypt; what they name stays.
#[test]
fn cf_9_3_behaviours_name_an_encryption_config() {
    let mut cloud = Cloud::new();
    let (id, tag) = create(&mut cloud, encryption("r", &[])).unwrap();
    let encrypting = |reference: &str, id: &str| {
        let mut encrypting = config(reference);
        let methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
        encrypting.default_cache_behavior.allowed_methods = Some(AllowedMethods {
            quantity: 7,
            items: methods.map(str::to_owned).to_vec(),
            cached_methods: None,
        });
        encrypting.default_cache_behavior.field_level_encryption_id = Some(id.into());
        encrypting
    };
    let unknown = cloud.create_with(encrypting("unknown", "none"));
    assert_refused(unknown, "NoSuchFieldLevelEncryptionConfig", 404);
    let illegal = "IllegalFieldLevelEncryptionConfigAssociationWithCacheBehavior";
    let mut reading = encrypting("reading", &id);
    reading.default_cache_behavior.allowed_methods = None;
    assert_refused(cloud.create_with(reading), illegal, 400);
    let mut open = encrypting("open", &id);
    open.default_cache_behavior.viewer_protocol_policy = "allow-all".into();
    assert_refused(cloud.create_with(open), illegal, 400);
    for number in 0..20 {
        cloud.create_with(encrypting(&format!("d{number}"), &id)).unwrap();
    }
    let many = cloud.create_with(encrypting("many", &id));
    let code = "TooManyDistributionsAssociatedToFieldLevelEncryptionConfig";
    assert_refused(many, code, 400);
    let input = DeleteFieldLevelEncryptionConfigInput { id, if_match: Some(tag) };
    let used = cloud.call::<operations::DeleteFieldLevelEncryptionConfig>(input);
    assert_refused(used, "FieldLevelEncryptionConfigInUse", 409);
}
