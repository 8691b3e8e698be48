//! STS by its API reference: <https://docs.aws.amazon.com/STS/latest/APIReference/>.

use crate::iam::{ACCOUNT, Account, S3_FULL, allow};
use crate::signed::{element, send};
use parhelion::Cloud;
use parhelion::iam::{Iam, model as iam};
use parhelion::identity::{Caller, Document, Principal, PrincipalKind};
use parhelion::sts::Sts;
use parhelion::sts::model::operations::*;
use parhelion::sts::model::{self, *};
use parhelion::wire::error::Result;
use parhelion::wire::signature::Credentials as Signing;
use parhelion_policy::{Policy, Purpose};
use parhelion_world::service::{Handles, Outcome};
use std::time::Duration;

fn signing(made: Option<Credentials>) -> Signing {
    let Credentials { access_key_id, secret_access_key, session_token, .. } = made.unwrap();
    Signing { access_key: access_key_id, secret: secret_access_key, token: Some(session_token) }
}

/// What the answer to a user's own call says of the new credentials.
pub(crate) fn answered(xml: &str) -> Signing {
    let of = |name: &str| element(xml, name).to_owned();
    let (access_key, secret) = (of("AccessKeyId"), of("SecretAccessKey"));
    Signing { access_key, secret, token: Some(of("SessionToken")) }
}

/// Calls AssumeRole as a user of the account who may assume any role: root may none.
pub(crate) fn assume_as_operator(
    cloud: &Cloud,
    input: AssumeRoleInput,
) -> Result<AssumeRoleOutput> {
    let document = allow("sts:*");
    let policy = Policy::parse(&document, Purpose::Identity).unwrap();
    let document = Document { text: document.into(), policy: policy.into() };
    let mut operator = Principal::new(PrincipalKind::User, ACCOUNT, "/", "operator", "AIDAOP");
    operator.inline.insert("assume".into(), document);
    let (account, arn) = (ACCOUNT.into(), operator.arn.clone());
    let caller = Caller::Principal { account, arn, access_key: "AKIAOPERATOR".into() };
    cloud.with::<Iam, _>(|iam, _| iam.directory_mut().put_principal(operator));
    let outcome = cloud.with::<Sts, _>(|sts, cx| {
        cx.caller = caller;
        Handles::<AssumeRole>::handle(sts, cx, input)
    });
    let Outcome::Done(result) = outcome else { panic!("AssumeRole waits for nothing") };
    result
}

/// A session of a role of the account.
pub(crate) fn assume(
    cloud: &Cloud,
    role: &str,
    change: impl FnOnce(&mut AssumeRoleInput),
) -> Result<Signing> {
    let mut input = AssumeRoleInput {
        role_arn: format!("arn:aws:iam::{ACCOUNT}:role/{role}"),
        role_session_name: "web".into(),
        ..Default::default()
    };
    change(&mut input);
    assume_as_operator(cloud, input).map(|output| signing(output.credentials))
}

/// Who STS says somebody is: account, user id and ARN.
fn who(cloud: &Cloud, by: &Signing) -> (String, String, String) {
    let (status, xml) = send(cloud, &model::MODEL, by, "GetCallerIdentity", "");
    assert_eq!(status, 200, "{xml}");
    let of = |name: &str| element(&xml, name).to_owned();
    (of("Account"), of("UserId"), of("Arn"))
}

/// Ann has all of S3, and may make sessions.
pub(crate) fn with_ann() -> (Account, iam::User, Signing) {
    let account = Account::new().with_object();
    let ann = account.user("ann");
    let key = account.key("ann");
    let put = iam::PutUserPolicyInput {
        user_name: "ann".into(),
        policy_name: "sessions".into(),
        policy_document: allow("sts:*"),
    };
    account.call::<iam::operations::PutUserPolicy>(put).unwrap();
    let (user_name, policy_arn) = ("ann".into(), S3_FULL.into());
    let attach = iam::AttachUserPolicyInput { user_name, policy_arn };
    account.call::<iam::operations::AttachUserPolicy>(attach).unwrap();
    (account, ann, key)
}

#[tokio::test(start_paused = true)]
async fn everybody_may_ask_who_they_are() {
    let account = Account::new();
    let root = account.cloud.call::<Sts, GetCallerIdentity>(GetCallerIdentityInput {}).unwrap();
    assert_eq!(root.arn, Some(format!("arn:aws:iam::{ACCOUNT}:root")));
    assert_eq!((root.account.as_deref(), root.user_id.as_deref()), (Some(ACCOUNT), Some(ACCOUNT)));
    let ann = account.user("ann");
    let key = account.key("ann");
    let no =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let put = iam::PutUserPolicyInput {
        user_name: "ann".into(),
        policy_name: "nothing".into(),
        policy_document: no.into(),
    };
    account.call::<iam::operations::PutUserPolicy>(put).unwrap();
    let expected = (ACCOUNT.to_owned(), ann.user_id, ann.arn);
    assert_eq!(who(&account.cloud, &key), expected, "no policy takes it away");
    let role = account.role("app");
    let session = assume(&account.cloud, "app", |_| ()).unwrap();
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/app/web");
    assert_eq!(
        who(&account.cloud, &session),
        (ACCOUNT.into(), format!("{}:web", role.role_id), arn)
    );
}

#[tokio::test(start_paused = true)]
async fn keys_say_whose_account_they_are_of() {
    let account = Account::new();
    account.user("ann");
    account.role("app");
    let of = |key: &str| {
        let input = GetAccessKeyInfoInput { access_key_id: key.into() };
        account.cloud.call::<Sts, GetAccessKeyInfo>(input).map(|answer| answer.account.unwrap())
    };
    assert_eq!(of(parhelion::identity::ACCESS_KEY).unwrap(), ACCOUNT);
    assert_eq!(of(&account.key("ann").access_key).unwrap(), ACCOUNT);
    let session = assume(&account.cloud, "app", |_| ()).unwrap();
    assert_eq!(of(&session.access_key).unwrap(), ACCOUNT, "temporary keys too");
    let unknown = of("AKIAI44QH8DHBEXAMPLE").unwrap_err();
    assert_eq!((unknown.status(), unknown.code()), (400, "ValidationError"));
}

/// The same user for a while: same rights, same name, no further sessions.
#[tokio::test(start_paused = true)]
async fn session_tokens() {
    let (account, ann, key) = with_ann();
    let cloud = &account.cloud;
    let get = |by: &Signing, seconds: &str| {
        let parameters = format!("&DurationSeconds={seconds}");
        send(cloud, &model::MODEL, by, "GetSessionToken", &parameters)
    };
    let (status, xml) = get(&key, "899");
    assert_eq!((status, element(&xml, "Code")), (400, "ValidationError"), "15 minutes at least");
    let (status, xml) = get(&key, "900");
    assert_eq!(status, 200, "{xml}");
    let session = answered(&xml);
    assert!(session.access_key.starts_with("ASIA"), "{}", session.access_key);
    assert_eq!(who(cloud, &session), (ACCOUNT.to_owned(), ann.user_id, ann.arn));
    assert!(account.reads(&session).await);
    let (status, xml) = get(&session, "900");
    assert_eq!((status, element(&xml, "Code")), (403, "AccessDenied"));
    cloud.advance(Duration::from_secs(901)).await;
    assert!(!account.reads(&session).await, "expired");
    assert!(account.reads(&key).await);
    // Root's end within the hour; others' last twelve.
    let hour = Duration::from_secs(3600);
    for (asked, lasts) in [(None, 3600), (Some(900), 900), (Some(43_200), 3600)] {
        let lasts = cloud.now() + Duration::from_secs(lasts);
        let input = GetSessionTokenInput { duration_seconds: asked, ..Default::default() };
        let root = cloud.call::<Sts, GetSessionToken>(input).unwrap();
        assert_eq!(root.credentials.unwrap().expiration, lasts, "{asked:?}");
        let input = GetFederationTokenInput {
            name: "bob".into(),
            duration_seconds: asked,
            ..Default::default()
        };
        let root = cloud.call::<Sts, GetFederationToken>(input).unwrap();
        assert_eq!(root.credentials.unwrap().expiration, lasts, "{asked:?}");
    }
    let (_, xml) = send(cloud, &model::MODEL, &key, "GetSessionToken", "");
    assert_eq!(element(&xml, "Expiration"), (cloud.now() + hour * 12).date_time());
}

/// Of two, the user's policies and the session's, both must allow.
#[tokio::test(start_paused = true)]
async fn federated_users() {
    let (account, _, key) = with_ann();
    let cloud = &account.cloud;
    let get = |policy: Option<&str>| {
        let encoded = policy.map(|text| {
            let text =
                percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
            format!("&Policy={text}")
        });
        let parameters = format!("&Name=bob{}", encoded.unwrap_or_default());
        send(cloud, &model::MODEL, &key, "GetFederationToken", &parameters)
    };
    let (status, xml) = get(Some(&allow("s3:Get*")));
    assert_eq!(status, 200, "{xml}");
    let arn = format!("arn:aws:sts::{ACCOUNT}:federated-user/bob");
    assert_eq!(element(&xml, "Arn"), arn);
    assert_eq!(element(&xml, "FederatedUserId"), format!("{ACCOUNT}:bob"));
    let twelve_hours = Duration::from_secs(12 * 3600);
    assert_eq!(element(&xml, "Expiration"), (cloud.now() + twelve_hours).date_time());
    let bob = answered(&xml);
    assert_eq!(who(cloud, &bob), (ACCOUNT.to_owned(), format!("{ACCOUNT}:bob"), arn));
    assert!(account.reads(&bob).await);
    assert!(!account.deletes(&bob).await, "his policy does not say so");
    let (status, xml) = get(Some("nonsense"));
    assert_eq!((status, element(&xml, "Code")), (400, "MalformedPolicyDocument"));
    // Without a session policy there is nothing that both allow.
    let nobody = answered(&get(None).1);
    assert!(!account.reads(&nobody).await);
}
