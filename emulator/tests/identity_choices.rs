//! IAM-P: what IAM and STS change takes its time to be seen, and both may refuse any call.

use crate::iam::{ACCOUNT, Account, allow};
use crate::signed::{element, send, send_in_doubt};
use crate::sts::{answered, with_ann};
use parhelion::sts::model::MODEL;
use parhelion::wire::Model;
use parhelion::wire::signature::Credentials;
use parhelion::{Adversary, Cloud};
use std::cell::RefCell;
use std::time::Duration;

/// From now on, the point takes an option wherever it is met. The seed that says so is looked for, as
/// nobody can tell a choice what to be but a plan, which names its place.
pub(crate) fn always(cloud: &Cloud, point: &str, option: &str, met: impl Fn(&Cloud)) {
    let point = parhelion::choices::points().into_iter().find(|it| it.name == point).unwrap();
    let wanted = point.options.iter().position(|it| it.name == option).unwrap();
    for seed in 0..500 {
        let fork = cloud.fork();
        let adversary = || Adversary::random_at(seed, 1.0, [point.name.to_owned()].into());
        fork.set_adversary(adversary());
        met(&fork);
        let taken: Vec<usize> = fork.adversary().taken().values().map(|it| (*it).into()).collect();
        if !taken.is_empty() && taken.iter().all(|pick| *pick == wanted) {
            cloud.set_adversary(adversary());
            met(cloud);
            cloud.heal();
            return;
        }
    }
    panic!("{option} never came");
}

fn who(cloud: &Cloud, by: &Credentials) -> (u16, String) {
    send(cloud, &MODEL, by, "GetCallerIdentity", "")
}

/// IAM-P20: refused as if nobody had given them out.
#[tokio::test(start_paused = true)]
async fn temporary_credentials_are_known_late() {
    let (account, _, ann) = with_ann();
    for (option, seconds) in [("after 1 s", 1), ("after 5 s", 5)] {
        let made = RefCell::new(String::new());
        always(&account.cloud, "sts.credentials-late", option, |cloud| {
            *made.borrow_mut() = send(cloud, &MODEL, &ann, "GetSessionToken", "").1;
        });
        let session = answered(&made.borrow());
        let (status, xml) = who(&account.cloud, &session);
        assert_eq!((status, element(&xml, "Code")), (403, "InvalidClientTokenId"));
        account.cloud.advance(Duration::from_millis(seconds * 1000 - 1)).await;
        assert_eq!(who(&account.cloud, &session).0, 403);
        account.cloud.advance(Duration::from_millis(1)).await;
        assert_eq!(who(&account.cloud, &session).0, 200);
    }
}

/// Any call may be throttled, fail, or lose its answer.
#[tokio::test(start_paused = true)]
async fn sts_refuses_any_call() {
    let (account, _, ann) = with_ann();
    account.role("app");
    let parameters =
        format!("&RoleArn=arn%3Aaws%3Aiam%3A%3A{ACCOUNT}%3Arole%2Fapp&RoleSessionName=web");
    for (point, option, status, code) in [
        ("sts.before", "400 Throttling, no effect", 400, "Throttling"),
        ("sts.before", "503 ServiceUnavailable, no effect", 503, "ServiceUnavailable"),
        ("sts.after", "took effect, then 500 InternalFailure", 500, "InternalFailure"),
    ] {
        let (was, xml) = struck(&account.cloud, point, option, &MODEL, |cloud, model| {
            send_in_doubt(cloud, model, &ann, "AssumeRole", &parameters)
        });
        assert_eq!((was, element(&xml, "Code")), (status, code));
        if code == "Throttling" {
            assert_eq!(element(&xml, "Message"), "Rate exceeded");
        }
    }
    assert_eq!(who(&account.cloud, &ann).0, 200);
}

/// What a call is answered that a fault has hit.
fn struck(
    cloud: &Cloud,
    point: &str,
    option: &str,
    model: &'static Model,
    call: impl Fn(&Cloud, &'static Model) -> Option<(u16, String)>,
) -> (u16, String) {
    let got = RefCell::new(None);
    always(cloud, point, option, |cloud| *got.borrow_mut() = call(cloud, model));
    got.into_inner().expect("an answer")
}

/// COG-N17: asked only of a provider that the account knows.
#[tokio::test(start_paused = true)]
async fn a_provider_may_be_silent() {
    let account = Account::new();
    let provider = parhelion::iam::model::CreateOpenIDConnectProviderInput {
        url: "https://id.example".into(),
        ..Default::default()
    };
    account
        .call::<parhelion::iam::model::operations::CreateOpenIDConnectProvider>(provider)
        .unwrap();
    let assume = |cloud: &Cloud| {
        let input = parhelion::sts::model::AssumeRoleWithWebIdentityInput {
            role_arn: format!("arn:aws:iam::{ACCOUNT}:role/deploy"),
            role_session_name: "job".into(),
            // {"alg":"none"} . {"iss":"https://id.example"}
            web_identity_token: "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUifQ."
                .into(),
            ..Default::default()
        };
        cloud
            .call::<parhelion::sts::Sts, parhelion::sts::model::operations::AssumeRoleWithWebIdentity>(
                input,
            )
            .unwrap_err()
    };
    let got = RefCell::new(String::new());
    always(&account.cloud, "sts.provider", "IDPCommunicationError", |cloud| {
        *got.borrow_mut() = assume(cloud).code().to_owned();
    });
    assert_eq!(*got.borrow(), "IDPCommunicationError");
}

/// IAM, where one point takes one option while something is done.
struct Scene {
    account: Account,
}

impl Scene {
    fn new() -> Self {
        Self { account: Account::new().with_object() }
    }

    fn iam(&self, action: &str, parameters: &[(&str, &str)]) -> String {
        self.account.send(action, parameters)
    }

    /// Root's call while the point takes the option; its answer.
    fn hit(&self, point: &str, option: &str, action: &str, parameters: &[(&str, &str)]) -> String {
        let got = RefCell::new(String::new());
        always(&self.account.cloud, point, option, |cloud| {
            let account = Account { cloud: cloud.clone() };
            *got.borrow_mut() = account.send(action, parameters);
        });
        got.into_inner()
    }

    /// What somebody's call is refused with; nothing: it works.
    fn code(&self, by: &Credentials, action: &str, parameters: &[(&str, &str)]) -> String {
        let (status, xml) = self.account.send_as(by, action, parameters);
        if status == 200 { String::new() } else { element(&xml, "Code").to_owned() }
    }

    fn root(&self, action: &str, parameters: &[(&str, &str)]) -> String {
        self.code(&crate::iam::root(), action, parameters)
    }

    async fn pass(&self, seconds: u64) {
        self.account.cloud.advance(Duration::from_secs(seconds)).await;
    }

    /// Whether ann may assume a role.
    fn assumes(&self, ann: &Credentials, role: &str) -> bool {
        let parameters =
            format!("&RoleArn=arn%3Aaws%3Aiam%3A%3A{ACCOUNT}%3Arole%2F{role}&RoleSessionName=web");
        let (status, xml) = send(&self.account.cloud, &MODEL, ann, "AssumeRole", &parameters);
        assert!(status == 200 || element(&xml, "Code") == "AccessDenied", "{xml}");
        status == 200
    }

    /// Ann, who may assume every role.
    fn ann(&self) -> Credentials {
        self.account.user("ann");
        let document = allow("sts:AssumeRole");
        let put = [("UserName", "ann"), ("PolicyName", "p"), ("PolicyDocument", &*document)];
        self.iam("PutUserPolicy", &put);
        self.account.key("ann")
    }
}

type Parameters<'a> = &'a [(&'a str, &'a str)];

/// How something is made, and how it is looked at.
type Made<'a> = (&'a str, Parameters<'a>, &'a str, Parameters<'a>);

/// IAM-P2, IAM-P28: what is there is not found, nor listed, and its name is taken all the same.
#[tokio::test(start_paused = true)]
async fn new_entities_are_found_late() {
    let scene = Scene::new();
    let trust = crate::iam::trust(ACCOUNT);
    let (document, s3) = (allow("s3:*"), crate::iam::S3_FULL);
    let policy = format!("arn:aws:iam::{ACCOUNT}:policy/own");
    let role = [("RoleName", "app"), ("AssumeRolePolicyDocument", &*trust)];
    let own = [("PolicyName", "own"), ("PolicyDocument", &*document)];
    let create: [Made; 4] = [
        ("CreateRole", &role, "GetRole", &[("RoleName", "app")]),
        ("CreateUser", &[("UserName", "bob")], "GetUser", &[("UserName", "bob")]),
        ("CreateGroup", &[("GroupName", "devs")], "GetGroup", &[("GroupName", "devs")]),
        ("CreatePolicy", &own, "GetPolicy", &[("PolicyArn", &policy)]),
    ];
    for (action, parameters, get, named) in create {
        scene.hit("iam.new-entity-late", "after 10 s", action, parameters);
        assert_eq!(scene.root(get, named), "NoSuchEntity", "{get}");
        assert_eq!(scene.root(action, parameters), "EntityAlreadyExists", "{action}");
    }
    let attach = [("RoleName", "app"), ("PolicyArn", s3)];
    assert_eq!(scene.root("AttachRolePolicy", &attach), "NoSuchEntity");
    assert!(!scene.iam("ListRoles", &[]).contains("<RoleName>app<"));
    scene.pass(10).await;
    for (_, _, get, named) in create {
        assert_eq!(scene.root(get, named), "", "{get}");
    }
    assert!(scene.iam("ListRoles", &[]).contains("<RoleName>app<"));
}

/// IAM-P3, flapping or not; IAM-P19.
#[tokio::test(start_paused = true)]
async fn new_roles_are_trusted_late() {
    let scene = Scene::new();
    let ann = scene.ann();
    let trust = crate::iam::trust(ACCOUNT);
    let role = |name: &'static str| [("RoleName", name), ("AssumeRolePolicyDocument", &*trust)];
    let late = "iam.new-principal-late";
    scene.hit(late, "after 60 s", "CreateRole", &role("app"));
    assert_eq!(scene.root("GetRole", &[("RoleName", "app")]), "", "IAM itself knows it");
    assert!(!scene.assumes(&ann, "app"));
    scene.pass(59).await;
    assert!(!scene.assumes(&ann, "app"));
    scene.pass(1).await;
    assert!(scene.assumes(&ann, "app"));
    scene.hit(late, "after 60 s, by turns before", "CreateRole", &role("job"));
    let mut seen = Vec::new();
    for _ in 0..6 {
        seen.push(scene.assumes(&ann, "job"));
        scene.pass(12).await;
    }
    assert_eq!(seen, [false, true, false, true, false, true]);
    let nobody = crate::iam::trust("111122223333");
    let update = [("RoleName", "app"), ("PolicyDocument", &*nobody)];
    scene.hit("iam.trust-late", "after 10 s", "UpdateAssumeRolePolicy", &update);
    assert!(scene.assumes(&ann, "app"), "the old trust decides");
    scene.pass(10).await;
    assert!(!scene.assumes(&ann, "app"));
}

/// IAM-P10, IAM-P11: what is given helps late, what is taken away helps on.
#[tokio::test(start_paused = true)]
async fn policies_decide_late() {
    let scene = Scene::new();
    scene.account.user("bob");
    let (bob, s3) = (scene.account.key("bob"), crate::iam::S3_FULL);
    let named = [("UserName", "bob"), ("PolicyArn", s3)];
    scene.hit("iam.grant-late", "after 10 s", "AttachUserPolicy", &named);
    assert!(scene.iam("ListAttachedUserPolicies", &named[..1]).contains(s3), "IAM shows it");
    assert!(!scene.account.reads(&bob).await);
    scene.pass(10).await;
    assert!(scene.account.reads(&bob).await);
    scene.hit("iam.revocation-late", "after 300 s", "DetachUserPolicy", &named);
    scene.pass(299).await;
    assert!(scene.account.reads(&bob).await);
    scene.pass(1).await;
    assert!(!scene.account.reads(&bob).await);
    // A managed policy that changes.
    let (none, all) = (allow("logs:*"), allow("s3:*"));
    let policy = scene.account.policy("own", &none).arn.unwrap();
    scene.iam("AttachUserPolicy", &[("UserName", "bob"), ("PolicyArn", &policy)]);
    let version = [("PolicyArn", &*policy), ("PolicyDocument", &all), ("SetAsDefault", "true")];
    scene.hit("iam.grant-late", "after 60 s", "CreatePolicyVersion", &version);
    assert!(!scene.account.reads(&bob).await);
    scene.pass(60).await;
    assert!(scene.account.reads(&bob).await);
    // A change that is seen at once overtakes one that is still on its way.
    scene.hit(
        "iam.revocation-late",
        "after 300 s",
        "DetachUserPolicy",
        &[("UserName", "bob"), ("PolicyArn", &policy)],
    );
    scene.iam(
        "TagUser",
        &[("UserName", "bob"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")],
    );
    assert!(!scene.account.reads(&bob).await);
}

/// IAM-P9, IAM-P11: keys.
#[tokio::test(start_paused = true)]
async fn keys_are_known_late_and_linger() {
    let scene = Scene::new();
    scene.account.user("bob");
    let named = [("UserName", "bob")];
    let xml = scene.hit("iam.key-late", "after 10 s", "CreateAccessKey", &named);
    let (access_key, secret) = (element(&xml, "AccessKeyId"), element(&xml, "SecretAccessKey"));
    let key = Credentials { access_key: access_key.into(), secret: secret.into(), token: None };
    assert!(scene.iam("ListAccessKeys", &named).contains(access_key), "IAM shows it");
    let whoami = |key: &Credentials| {
        let (status, xml) = who(&scene.account.cloud, key);
        if status == 200 { String::new() } else { element(&xml, "Code").to_owned() }
    };
    assert_eq!(whoami(&key), "InvalidClientTokenId");
    scene.pass(10).await;
    assert_eq!(whoami(&key), "");
    let id = [("UserName", "bob"), ("AccessKeyId", access_key)];
    let off = [id[0], id[1], ("Status", "Inactive")];
    scene.hit("iam.key-gone-late", "after 60 s", "UpdateAccessKey", &off);
    assert_eq!(whoami(&key), "");
    scene.pass(60).await;
    assert_eq!(whoami(&key), "InvalidClientTokenId");
    scene.iam("UpdateAccessKey", &[id[0], id[1], ("Status", "Active")]);
    assert_eq!(whoami(&key), "");
    scene.hit("iam.key-gone-late", "after 300 s", "DeleteAccessKey", &id);
    assert!(!scene.iam("ListAccessKeys", &named).contains(access_key));
    assert_eq!(whoami(&key), "");
    scene.pass(300).await;
    assert_eq!(whoami(&key), "InvalidClientTokenId");
}

/// IAM-P12, IAM-P13: what is gone is in the way for some time.
#[tokio::test(start_paused = true)]
async fn what_is_gone_is_in_the_way() {
    let scene = Scene::new();
    scene.account.role("app");
    let (role, s3) = ([("RoleName", "app")], crate::iam::S3_FULL);
    let both = [role[0], ("PolicyArn", s3)];
    scene.iam("AttachRolePolicy", &both);
    scene.hit("iam.detached-late", "after 30 s", "DetachRolePolicy", &both);
    assert_eq!(scene.root("DeleteRole", &role), "DeleteConflict");
    scene.pass(30).await;
    scene.hit("iam.name-free-late", "after 60 s", "DeleteRole", &role);
    assert_eq!(scene.root("GetRole", &role), "NoSuchEntity");
    let trust = crate::iam::trust(ACCOUNT);
    let again = [role[0], ("AssumeRolePolicyDocument", &*trust)];
    assert_eq!(scene.root("CreateRole", &again), "EntityAlreadyExists");
    scene.pass(60).await;
    assert_eq!(scene.root("CreateRole", &again), "");
}

/// IAM-P18
#[tokio::test(start_paused = true)]
async fn new_providers_are_known_late() {
    let scene = Scene::new();
    let url = [("Url", "https://id.example")];
    scene.hit("iam.provider-late", "after 10 s", "CreateOpenIDConnectProvider", &url);
    let token = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUifQ.";
    let parameters = format!(
        "&RoleArn=arn%3Aaws%3Aiam%3A%3A{ACCOUNT}%3Arole%2Fr&RoleSessionName=web&WebIdentityToken={token}"
    );
    let assume = || {
        let xml = send(
            &scene.account.cloud,
            &MODEL,
            &crate::iam::root(),
            "AssumeRoleWithWebIdentity",
            &parameters,
        )
        .1;
        element(&xml, "Message").starts_with("No OpenIDConnect provider found")
    };
    assert!(assume());
    scene.pass(10).await;
    assert!(!assume());
}

/// IAM-P1: any call may be refused, or lose its answer.
#[tokio::test(start_paused = true)]
async fn iam_refuses_any_call() {
    let scene = Scene::new();
    let model = &parhelion::iam::model::MODEL;
    for (point, option, status, code, made) in [
        ("iam.before", "400 Throttling, no effect", 400, "Throttling", false),
        ("iam.before", "500 ServiceFailure, no effect", 500, "ServiceFailure", false),
        ("iam.after", "took effect, then 500 ServiceFailure", 500, "ServiceFailure", true),
    ] {
        let (was, xml) = struck(&scene.account.cloud, point, option, model, |cloud, model| {
            send_in_doubt(cloud, model, &crate::iam::root(), "CreateUser", "&UserName=bob")
        });
        assert_eq!((was, element(&xml, "Code")), (status, code));
        let found = scene.root("GetUser", &[("UserName", "bob")]);
        assert_eq!(found.is_empty(), made, "{option}");
    }
}
