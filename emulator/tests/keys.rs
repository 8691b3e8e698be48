//! SSE-KMS: keys made through KMS, with states and policies that S3 minds (S3-7.10, T48).

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::types::ServerSideEncryption::AwsKms;
use parhelion::iam::Iam;
use parhelion::kms::{Kms, model as kms, model::operations as kms_operations};
use parhelion::{Cloud, identity};

struct Scene {
    cloud: Cloud,
    s3: Client,
    key: kms::KeyMetadata,
}

type Outcome = Result<(), (String, String)>;

fn outcome<T, E: ProvideErrorMetadata>(result: Result<T, E>) -> Outcome {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    result.map(drop).map_err(|error| (text(error.code()), text(error.message())))
}

impl Scene {
    async fn new() -> Self {
        let cloud = Cloud::new();
        let s3 = Client::new(&cloud.sdk_config());
        s3.create_bucket().bucket("photos").send().await.unwrap();
        let made = cloud.call::<Kms, kms_operations::CreateKey>(kms::CreateKeyInput::default());
        let key = made.unwrap().key_metadata.unwrap();
        Self { cloud, s3, key }
    }

    async fn put_by(&self, s3: &Client, key: &str) -> Outcome {
        let put = s3.put_object().bucket("photos").key("k").body(b"x".to_vec().into());
        outcome(put.server_side_encryption(AwsKms).ssekms_key_id(key).send().await)
    }

    async fn put(&self, key: &str) -> Outcome {
        self.put_by(&self.s3, key).await
    }

    async fn get_by(&self, s3: &Client) -> Outcome {
        outcome(s3.get_object().bucket("photos").key("k").send().await)
    }

    fn arn(&self) -> String {
        self.key.arn.clone().unwrap()
    }
}

fn error(code: &str, message: String) -> Outcome {
    Err((code.to_owned(), message))
}

#[tokio::test(start_paused = true)]
async fn s3_7_10_b_a_key_has_many_names_and_answers_give_its_arn() {
    let scene = Scene::new().await;
    let alias = kms::CreateAliasInput {
        alias_name: "alias/photos".into(),
        target_key_id: scene.key.key_id.clone(),
    };
    scene.cloud.call::<Kms, kms_operations::CreateAlias>(alias).unwrap();
    let alias_arn = format!("arn:aws:kms:us-east-1:{}:alias/photos", identity::ACCOUNT);
    for name in [&scene.key.key_id, &scene.arn(), "alias/photos", &alias_arn] {
        let put = scene.s3.put_object().bucket("photos").key("k").server_side_encryption(AwsKms);
        let put = put.ssekms_key_id(name).send().await.unwrap();
        assert_eq!(put.ssekms_key_id(), Some(&*scene.arn()), "{name}");
    }
    // Without a name: the account's own aws/s3 key, always the same.
    let put = || scene.s3.put_object().bucket("photos").key("k").server_side_encryption(AwsKms);
    let first = put().send().await.unwrap().ssekms_key_id.unwrap();
    assert_eq!(put().send().await.unwrap().ssekms_key_id.unwrap(), first);
    let describe = kms::DescribeKeyInput { key_id: "alias/aws/s3".into(), grant_tokens: None };
    let managed = scene.cloud.call::<Kms, kms_operations::DescribeKey>(describe).unwrap();
    let managed = managed.key_metadata.unwrap();
    let listed =
        kms::ListAliasesInput { key_id: Some(managed.key_id.clone()), ..Default::default() };
    let listed = scene.cloud.call::<Kms, kms_operations::ListAliases>(listed).unwrap();
    assert_eq!(listed.aliases.unwrap()[0].alias_name.as_deref(), Some("alias/aws/s3"));
    assert_eq!((managed.arn, managed.key_manager.as_deref()), (Some(first), Some("AWS")));
}

#[tokio::test(start_paused = true)]
async fn s3_7_10_f_t48_states() {
    let scene = Scene::new().await;
    let (id, arn) = (scene.key.key_id.clone(), scene.arn());
    scene.put(&id).await.unwrap();
    let disable = kms::DisableKeyInput { key_id: id.clone() };
    scene.cloud.call::<Kms, kms_operations::DisableKey>(disable).unwrap();
    let disabled = error("KMS.DisabledException", format!("{arn} is disabled."));
    assert_eq!(scene.get_by(&scene.s3).await, disabled, "T48");
    assert_eq!(scene.put(&id).await, disabled);
    scene.s3.head_object().bucket("photos").key("k").send().await.unwrap();
    let enable = kms::EnableKeyInput { key_id: id.clone() };
    scene.cloud.call::<Kms, kms_operations::EnableKey>(enable).unwrap();
    scene.get_by(&scene.s3).await.unwrap();
    let delete =
        kms::ScheduleKeyDeletionInput { key_id: id.clone(), pending_window_in_days: Some(7) };
    scene.cloud.call::<Kms, kms_operations::ScheduleKeyDeletion>(delete).unwrap();
    let pending = error("KMS.KMSInvalidStateException", format!("{arn} is pending deletion."));
    assert_eq!(scene.get_by(&scene.s3).await, pending);
    scene.cloud.advance(std::time::Duration::from_secs(7 * 24 * 3600)).await;
    let gone = error("KMS.NotFoundException", format!("Key '{arn}' does not exist"));
    assert_eq!(scene.get_by(&scene.s3).await, gone);
}

#[tokio::test(start_paused = true)]
async fn s3_7_10_f_names_of_nothing() {
    let scene = Scene::new().await;
    let refused = |message: &str| error("KMS.NotFoundException", message.to_owned());
    assert_eq!(scene.put("nonsense").await, refused("Invalid keyId 'nonsense'"));
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let arn = format!("arn:aws:kms:us-east-1:{}:key/{id}", identity::ACCOUNT);
    assert_eq!(scene.put(id).await, refused(&format!("Key '{arn}' does not exist")));
    let elsewhere = arn.replace("us-east-1", "eu-west-1");
    assert_eq!(scene.put(&elsewhere).await, refused("Invalid arn eu-west-1"));
    let absent = scene.s3.head_object().bucket("photos").key("k").send().await;
    assert!(absent.is_err(), "nothing was stored");
}

/// In an account without keys as in any other: a key that nobody made does not exist, but to services
/// whose user said so (`Builder::keys_on_trust`).
#[tokio::test(start_paused = true)]
async fn names_are_taken_on_trust_only_where_somebody_said_so() {
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let arn = format!("arn:aws:kms:us-east-1:{}:key/{id}", identity::ACCOUNT);
    let missing = format!("Key '{arn}' does not exist");
    for trusts in [false, true] {
        let cloud = Cloud::builder().keys_on_trust(trusts).build();
        let describe = || kms::DescribeKeyInput { key_id: id.into(), grant_tokens: None };
        let described = cloud.call::<Kms, kms_operations::DescribeKey>(describe()).unwrap_err();
        assert_eq!((described.code(), described.message()), ("NotFoundException", &*missing));
        let s3 = Client::new(&cloud.sdk_config());
        s3.create_bucket().bucket("photos").send().await.unwrap();
        for name in [id, &arn] {
            let put = s3.put_object().bucket("photos").key("k").server_side_encryption(AwsKms);
            let put = put.ssekms_key_id(name).send().await;
            if !trusts {
                assert_eq!(outcome(put), error("KMS.NotFoundException", missing.clone()));
                continue;
            }
            assert_eq!(put.unwrap().ssekms_key_id(), Some(&*arn));
            s3.get_object().bucket("photos").key("k").send().await.unwrap();
            // Other services' trust makes no key.
            cloud.call::<Kms, kms_operations::DescribeKey>(describe()).unwrap_err();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn s3_7_10_f_the_keys_policy_decides_with_the_users() {
    let scene = Scene::new().await;
    scene.cloud.with::<Iam, _>(|iam, _| {
        let directory = iam.directory_mut();
        directory.insert_user(identity::ACCOUNT, "ann", "AKIAANN", "secret");
        directory.insert_root("111122223333", "AKIAOTHER", "secret");
        let ann = format!("arn:aws:iam::{}:user/ann", identity::ACCOUNT);
        let mut held = (**directory.principal(&ann).unwrap()).clone();
        held.attached.insert("arn:aws:iam::aws:policy/AmazonS3FullAccess".into());
        directory.put_principal(held);
    });
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},
        "Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::photos/*"}]}"#;
    scene.s3.put_bucket_policy().bucket("photos").policy(policy).send().await.unwrap();
    let of = |key| Client::new(&scene.cloud.sdk_config_for(key, "secret", "us-east-1"));
    let (ann, other) = (of("AKIAANN"), of("AKIAOTHER"));
    let arn = scene.arn();
    scene.put(&arn).await.unwrap();

    // The default policy leaves it to the account's own policies; ann's are about S3 only.
    let refused = scene.put_by(&ann, &arn).await.unwrap_err();
    let message = format!(
        "User: arn:aws:iam::{}:user/ann is not authorized to perform: kms:GenerateDataKey on \
         resource: {arn} because no identity-based policy allows the kms:GenerateDataKey action",
        identity::ACCOUNT
    );
    assert_eq!(refused, ("AccessDenied".to_owned(), message));
    assert_eq!(scene.get_by(&ann).await.unwrap_err().0, "AccessDenied");
    assert_eq!(scene.get_by(&other).await.unwrap_err().0, "AccessDenied");
    // Named in the key's policy, she needs no other leave; other accounts do, and theirs is root.
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":["arn:aws:iam::{}:user/ann","111122223333"]}},"Action":"kms:Decrypt","Resource":"*"}}]}}"#,
        identity::ACCOUNT
    );
    let input = kms::PutKeyPolicyInput {
        key_id: arn.clone(),
        policy: text,
        bypass_policy_lockout_safety_check: Some(true),
        ..Default::default()
    };
    scene.cloud.call::<Kms, kms_operations::PutKeyPolicy>(input).unwrap();
    scene.get_by(&ann).await.unwrap();
    scene.get_by(&other).await.unwrap();
    assert_eq!(scene.put_by(&other, &arn).await.unwrap_err().0, "AccessDenied", "only Decrypt");
    // The aws/s3 key serves its own account only, and there everybody.
    let own = ann.put_object().bucket("photos").key("k").server_side_encryption(AwsKms);
    own.send().await.unwrap();
    scene.get_by(&ann).await.unwrap();
    assert_eq!(scene.get_by(&other).await.unwrap_err().0, "AccessDenied");
}
