//! KMS by its API reference: <https://docs.aws.amazon.com/kms/latest/APIReference/>.

use parhelion::kms::Kms;
use parhelion::kms::model::operations::*;
use parhelion::kms::model::*;
use parhelion::wire::error::Result;
use parhelion::wire::shell::TypedOperation;
use parhelion::{Cloud, identity};
use parhelion_world::service::Handles;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A cloud with a key.
struct Scene {
    cloud: Cloud,
    id: String,
}

impl Scene {
    fn new() -> Self {
        let mut scene = Self { cloud: Cloud::new(), id: String::new() };
        scene.id = scene.create(CreateKeyInput::default()).key_id;
        scene
    }

    fn call<O: TypedOperation>(&self, input: O::Input) -> Result<O::Output>
    where
        Kms: Handles<O>,
    {
        self.cloud.call::<Kms, O>(input)
    }

    fn create(&self, input: CreateKeyInput) -> KeyMetadata {
        self.call::<CreateKey>(input).unwrap().key_metadata.unwrap()
    }

    fn describe(&self, key: &str) -> Result<KeyMetadata> {
        let input = DescribeKeyInput { key_id: key.into(), grant_tokens: None };
        self.call::<DescribeKey>(input).map(|it| it.key_metadata.unwrap())
    }

    fn delete(&self) {
        let input =
            ScheduleKeyDeletionInput { key_id: self.id.clone(), pending_window_in_days: Some(7) };
        self.call::<ScheduleKeyDeletion>(input).unwrap();
    }

    /// The key that S3 makes for the account.
    async fn managed(&self) -> String {
        let s3 = aws_sdk_s3::Client::new(&self.cloud.sdk_config());
        s3.create_bucket().bucket("photos").send().await.unwrap();
        let encryption = aws_sdk_s3::types::ServerSideEncryption::AwsKms;
        let put = s3.put_object().bucket("photos").key("k").server_side_encryption(encryption);
        put.send().await.unwrap().ssekms_key_id.unwrap()
    }
}

const NOT_FOUND: &str = "NotFoundException";
const INVALID_STATE: &str = "KMSInvalidStateException";

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>, code: &str) {
    let error = result.expect_err("a refusal");
    assert_eq!((error.status(), error.code()), (400, code), "{}", error.message());
}

#[tokio::test(start_paused = true)]
async fn descriptions_change() {
    let scene = Scene::new();
    assert_eq!(scene.describe(&scene.id).unwrap().description.as_deref(), Some(""));
    let update = |key: &str, text: &str| {
        let (key_id, description) = (key.into(), text.into());
        scene.call::<UpdateKeyDescription>(UpdateKeyDescriptionInput { key_id, description })
    };
    update(&scene.id, "photos").unwrap();
    assert_eq!(scene.describe(&scene.id).unwrap().description.as_deref(), Some("photos"));
    refused(update("1234abcd-12ab-34cd-56ef-1234567890ab", "x"), NOT_FOUND);
    refused(update(&scene.managed().await, "x"), "AccessDeniedException");
    scene.delete();
    refused(update(&scene.id, "late"), INVALID_STATE);
    assert_eq!(scene.describe(&scene.id).unwrap().description.as_deref(), Some("photos"));
}

#[tokio::test(start_paused = true)]
async fn an_alias_can_be_given_to_another_key() {
    let scene = Scene::new();
    let second = scene.create(CreateKeyInput::default()).key_id;
    let update = |alias: &str, key: &str| {
        let (alias_name, target_key_id) = (alias.into(), key.into());
        scene.call::<UpdateAlias>(UpdateAliasInput { alias_name, target_key_id })
    };
    refused(update("alias/photos", &second), NOT_FOUND);
    let (alias_name, target_key_id) = ("alias/photos".into(), scene.id.clone());
    scene.call::<CreateAlias>(CreateAliasInput { alias_name, target_key_id }).unwrap();
    let made = scene.cloud.now();
    scene.cloud.advance(DAY).await;
    update("alias/photos", &second).unwrap();
    assert_eq!(scene.describe("alias/photos").unwrap().key_id, second);
    let list = |key: &str| {
        let input = ListAliasesInput { key_id: Some(key.into()), ..Default::default() };
        scene.call::<ListAliases>(input).unwrap().aliases.unwrap()
    };
    assert!(list(&scene.id).is_empty());
    let shown = list(&second).remove(0);
    assert_eq!(shown.target_key_id.as_ref(), Some(&second));
    assert_eq!((shown.creation_date, shown.last_updated_date), (Some(made), Some(made + DAY)));
    refused(update("alias/photos", "1234abcd-12ab-34cd-56ef-1234567890ab"), NOT_FOUND);
    refused(update("alias/aws/s3", &second), "NotAuthorizedException");
    scene.delete();
    refused(update("alias/photos", &scene.id), INVALID_STATE);
    assert_eq!(scene.describe("alias/photos").unwrap().key_id, second);
}

#[tokio::test(start_paused = true)]
async fn keys_are_listed_until_they_are_gone() {
    let scene = Scene::new();
    let second = scene.create(CreateKeyInput::default()).key_id;
    let list = |limit: Option<i32>, marker: Option<String>| {
        let page = scene.call::<ListKeys>(ListKeysInput { limit, marker }).unwrap();
        assert_eq!(page.truncated, Some(page.next_marker.is_some()));
        let ids = page.keys.unwrap().into_iter().map(|key| key.key_id.unwrap());
        (ids.collect::<Vec<_>>(), page.next_marker)
    };
    let (mut paged, marker) = list(Some(1), None);
    assert!(marker.is_some());
    paged.extend(list(Some(1), marker).0);
    paged.sort();
    let mut both = vec![scene.id.clone(), second.clone()];
    both.sort();
    assert_eq!(paged, both);
    let wrong = ListKeysInput { limit: None, marker: Some("nonsense".into()) };
    refused(scene.call::<ListKeys>(wrong), "InvalidMarkerException");
    scene.delete();
    assert_eq!(list(None, None).0.len(), 2, "pending deletion, it is still there");
    scene.cloud.advance(DAY * 7).await;
    assert_eq!(list(None, None).0, [second]);
}

#[tokio::test(start_paused = true)]
async fn a_deleted_alias_leaves_its_key() {
    let scene = Scene::new();
    let delete =
        |alias: &str| scene.call::<DeleteAlias>(DeleteAliasInput { alias_name: alias.into() });
    refused(delete("alias/photos"), NOT_FOUND);
    let (alias_name, target_key_id) = ("alias/photos".into(), scene.id.clone());
    scene.call::<CreateAlias>(CreateAliasInput { alias_name, target_key_id }).unwrap();
    assert_eq!(scene.describe("alias/photos").unwrap().key_id, scene.id);
    delete("alias/photos").unwrap();
    refused(scene.describe("alias/photos"), NOT_FOUND);
    assert_eq!(scene.describe(&scene.id).unwrap().key_state.as_deref(), Some("Enabled"));
    refused(delete("alias/photos"), NOT_FOUND);
}

/// A key has one policy, and its name is `default`.
#[tokio::test(start_paused = true)]
async fn policies_by_name() {
    let scene = Scene::new();
    let list = |key: &str| {
        let input = ListKeyPoliciesInput { key_id: key.into(), ..Default::default() };
        scene.call::<ListKeyPolicies>(input)
    };
    let listed = list(&scene.id).unwrap();
    let names = listed.policy_names.unwrap();
    assert_eq!((names.as_slice(), listed.truncated), (&["default".to_owned()][..], Some(false)));
    refused(list("1234abcd-12ab-34cd-56ef-1234567890ab"), NOT_FOUND);
    let get = |name: &str| {
        let (key_id, policy_name) = (scene.id.clone(), Some(name.to_owned()));
        scene.call::<GetKeyPolicy>(GetKeyPolicyInput { key_id, policy_name })
    };
    let root = format!("arn:aws:iam::{}:root", identity::ACCOUNT);
    assert!(get(&names[0]).unwrap().policy.unwrap().contains(&root), "the account's own");
    refused(get("other"), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn keys_are_tagged() {
    let scene = Scene::new();
    let tag = |key: &str, pairs: &[(&str, &str)]| {
        let tag = |(key, value): &(&str, &str)| Tag {
            tag_key: (*key).into(),
            tag_value: (*value).into(),
        };
        let tags = pairs.iter().map(tag).collect();
        scene.call::<TagResource>(TagResourceInput { key_id: key.into(), tags })
    };
    let untag = |names: &[&str]| {
        let tag_keys = names.iter().map(|name| (*name).to_owned()).collect();
        scene.call::<UntagResource>(UntagResourceInput { key_id: scene.id.clone(), tag_keys })
    };
    let list = || {
        let input = ListResourceTagsInput { key_id: scene.id.clone(), ..Default::default() };
        let tags = scene.call::<ListResourceTags>(input).unwrap().tags.unwrap();
        tags.into_iter().map(|tag| (tag.tag_key, tag.tag_value)).collect::<Vec<_>>()
    };
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert!(list().is_empty());
    tag(&scene.id, &[("team", "blue"), ("cost", "1")]).unwrap();
    tag(&scene.id, &[("cost", "2")]).unwrap();
    assert_eq!(list(), [pair("cost", "2"), pair("team", "blue")]);
    refused(tag(&scene.id, &[("aws:x", "1")]), "TagException");
    refused(tag("1234abcd-12ab-34cd-56ef-1234567890ab", &[("a", "1")]), NOT_FOUND);
    refused(tag(&scene.managed().await, &[("a", "1")]), "AccessDeniedException");
    untag(&["team", "absent"]).unwrap();
    assert_eq!(list(), [pair("cost", "2")]);
    scene.delete();
    refused(tag(&scene.id, &[("late", "1")]), INVALID_STATE);
    refused(untag(&["cost"]), INVALID_STATE);
    assert_eq!(list(), [pair("cost", "2")]);
}

#[tokio::test(start_paused = true)]
async fn rotation_is_switched_on_and_off() {
    let scene = Scene::new();
    let status = || {
        let input = GetKeyRotationStatusInput { key_id: scene.id.clone() };
        scene.call::<GetKeyRotationStatus>(input).unwrap()
    };
    let enable = |days: Option<i32>| {
        let (key_id, rotation_period_in_days) = (scene.id.clone(), days);
        scene.call::<EnableKeyRotation>(EnableKeyRotationInput { key_id, rotation_period_in_days })
    };
    let disable =
        || scene.call::<DisableKeyRotation>(DisableKeyRotationInput { key_id: scene.id.clone() });
    let off = status();
    assert_eq!(off.key_rotation_enabled, Some(false));
    assert_eq!((off.rotation_period_in_days, off.next_rotation_date), (None, None));
    disable().unwrap();
    for days in [89, 2561] {
        refused(enable(Some(days)), "ValidationException");
    }
    assert_eq!(status().key_rotation_enabled, Some(false));
    scene.cloud.advance(DAY * 100).await;
    enable(None).unwrap();
    let on = status();
    assert_eq!((on.key_rotation_enabled, on.rotation_period_in_days), (Some(true), Some(365)));
    let next = on.next_rotation_date.unwrap();
    assert!(next > scene.cloud.now() && next <= scene.cloud.now() + DAY * 365);
    scene.cloud.advance(DAY * 365).await;
    assert_eq!(status().next_rotation_date, Some(next + DAY * 365));
    enable(Some(90)).unwrap();
    assert_eq!(status().rotation_period_in_days, Some(90));
    disable().unwrap();
    assert_eq!(status().key_rotation_enabled, Some(false));
    let input = DisableKeyInput { key_id: scene.id.clone() };
    scene.call::<DisableKey>(input).unwrap();
    refused(enable(None), "DisabledException");
    refused(disable(), "DisabledException");
    scene.call::<EnableKey>(EnableKeyInput { key_id: scene.id.clone() }).unwrap();
    enable(Some(90)).unwrap();
    scene.delete();
    refused(enable(None), INVALID_STATE);
    refused(disable(), INVALID_STATE);
    assert_eq!(status().key_rotation_enabled, Some(false), "while it is pending deletion");
    let cancel = CancelKeyDeletionInput { key_id: scene.id.clone() };
    scene.call::<CancelKeyDeletion>(cancel).unwrap();
    assert_eq!(status().rotation_period_in_days, Some(90), "as it was");
}
