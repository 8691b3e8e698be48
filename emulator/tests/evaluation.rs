//! AWS's evaluation logic as a table, compared with the emulator for every small case: who asks, what
//! each kind of their policies says, and what the bucket's policy says of them.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>

use crate::iam::{ACCOUNT, Account, allow};
use crate::signed::send;
use crate::sts::{answered, assume};
use parhelion::iam::Iam;
use parhelion::identity::{Caller, Document, PrincipalKind};
use parhelion::s3::model::operations::*;
use parhelion::s3::{S3, model::*};
use parhelion::sts::model as sts;
use parhelion::wire::shell::TypedOperation;
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::wire::{Body, error::Result};
use parhelion_policy::{Policy, Purpose};
use parhelion_world::service::{Handles, Outcome};
use serde_json::{Value as Json, json};

/// What one kind of policy says of the request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Said {
    Absent,
    Silent,
    Allows,
    Denies,
}
use Said::*;
const ALL: [Said; 4] = [Absent, Silent, Allows, Denies];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Root,
    User,
    /// Of GetSessionToken: the user, for a time.
    UserSession,
    RoleSession,
    Federated,
}

/// Whom a statement of the bucket's policy names, of all the callers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Named {
    Nobody,
    Everyone,
    Account,
    /// Users and roles, by their ARNs.
    Entities,
    /// Role sessions and federated users, by theirs.
    Sessions,
}

/// The bucket's policy: one statement at most.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Resource {
    Allow(Named),
    Deny(Named),
    /// `NotPrincipal`, beside an Allow of everyone.
    DenyAllBut(&'static [Named]),
}

struct Asker {
    kind: Kind,
    identity: Said,
    boundary: Said,
    session: Said,
    signs: Credentials,
}

/// AWS's pages, in a few lines.
fn expected(who: &Asker, resource: Resource, own: bool) -> bool {
    let Asker { kind, identity, boundary, session, .. } = *who;
    let is_session = matches!(kind, Kind::RoleSession | Kind::Federated);
    let means = |named| match named {
        Named::Nobody => false,
        Named::Everyone | Named::Account => true,
        Named::Entities => kind != Kind::Root,
        Named::Sessions => is_session,
    };
    let denied = match resource {
        Resource::Allow(_) => false,
        Resource::Deny(named) => means(named),
        // Whoever has a boundary is never exempt; an account named is its root alone.
        Resource::DenyAllBut(exempt) => {
            let has = |named| exempt.contains(&named);
            boundary != Absent
                || !match kind {
                    Kind::Root => has(Named::Account),
                    Kind::User | Kind::UserSession => has(Named::Entities),
                    Kind::RoleSession => {
                        has(Named::Sessions) || (has(Named::Entities) && has(Named::Account))
                    }
                    Kind::Federated => has(Named::Sessions),
                }
        }
    };
    if denied || [identity, boundary, session].contains(&Denies) {
        return false;
    }
    let granted = match resource {
        Resource::Allow(named) => named,
        Resource::Deny(_) => Named::Nobody,
        Resource::DenyAllBut(_) => Named::Everyone,
    };
    let granted = if means(granted) { granted } else { Named::Nobody };
    if kind == Kind::Root {
        return own || granted != Named::Nobody;
    }
    // Federated without a session policy: nothing of the user's.
    let session = if kind == Kind::Federated && session == Absent { Silent } else { session };
    let unlimited = [boundary, session].iter().all(|said| matches!(said, Absent | Allows));
    let direct = match granted {
        Named::Everyone | Named::Sessions => true,
        Named::Entities => !is_session,
        Named::Account | Named::Nobody => false,
    };
    match own {
        true if direct => true,
        // What is given to the account is the account's to hand on.
        true => unlimited && (identity == Allows || granted == Named::Entities),
        false => granted != Named::Nobody && identity == Allows && unlimited,
    }
}

const OTHER: &str = "222222222222";

fn text(said: Said) -> Option<String> {
    match said {
        Absent => None,
        Silent => Some(allow("s3:ListBucket")),
        Allows => Some(allow("s3:GetObject")),
        Denies => Some(allow("s3:GetObject").replace("Allow", "Deny")),
    }
}

fn document(text: String) -> Document {
    let policy = Policy::parse(&text, Purpose::Identity).unwrap();
    Document { text: text.into(), policy: policy.into() }
}

/// As the root of an account, from inside.
fn as_root<O: TypedOperation>(account: &Account, id: &str, input: O::Input) -> Result<O::Output>
where
    S3: Handles<O>,
{
    let outcome = account.cloud.with::<S3, _>(|s3, cx| {
        cx.caller = Caller::root(id, "AKIA");
        cx.account = id.into();
        s3.handle(cx, input)
    });
    let Outcome::Done(result) = outcome else { panic!("it waits for nothing") };
    result
}

fn bucket(account: &Account, owner: &str, name: &str) {
    let input = CreateBucketInput { bucket: name.into(), ..Default::default() };
    as_root::<CreateBucket>(account, owner, input).unwrap();
    let (bucket, key) = (name.to_owned(), "cat".to_owned());
    as_root::<PutObject>(account, owner, PutObjectInput { bucket, key, ..Default::default() })
        .unwrap();
    let input = DeletePublicAccessBlockInput { bucket: name.into(), ..Default::default() };
    as_root::<DeletePublicAccessBlock>(account, owner, input).unwrap();
}

/// Everybody who asks, and the ARNs of entities and of sessions.
fn askers(account: &Account) -> (Vec<Asker>, Vec<String>, Vec<String>) {
    let (mut all, mut entities, mut sessions) = (Vec::new(), Vec::new(), Vec::new());
    let boundaries = ALL.map(|said| {
        text(said).map(|text| account.policy(&format!("b{said:?}"), &text).arn.unwrap())
    });
    for (i, identity) in ALL.into_iter().enumerate() {
        for (b, boundary) in ALL.into_iter().enumerate() {
            let name = format!("x{i}{b}");
            let mut add = |kind, session, signs| {
                all.push(Asker { kind, identity, boundary, session, signs });
            };
            let user = account.user(&name);
            let change = |kind, said: Option<String>, limit: Option<&String>| {
                account.cloud.with::<Iam, _>(|iam, cx| {
                    let word = if kind == PrincipalKind::User { "user" } else { "role" };
                    let arn = format!("arn:aws:iam::{ACCOUNT}:{word}/{name}");
                    let mut held = (**cx.identities().principal(&arn).unwrap()).clone();
                    held.inline.clear();
                    if let Some(text) = said {
                        held.inline.insert("own".into(), document(text));
                    }
                    held.boundary = limit.map(|arn| arn.as_str().into());
                    iam.directory_mut().put_principal(held);
                });
            };
            let key = account.key(&name);
            change(PrincipalKind::User, Some(allow("sts:*")), None);
            let get = |operation: &str, more: &str| {
                let (status, text) = send(&account.cloud, &sts::MODEL, &key, operation, more);
                assert_eq!(status, 200, "{text}");
                answered(&text)
            };
            add(Kind::UserSession, Absent, get("GetSessionToken", ""));
            account.role(&name);
            for (s, session) in ALL.into_iter().enumerate() {
                let policy = text(session);
                let more = policy.clone().map_or(String::new(), |policy| {
                    let all = percent_encoding::NON_ALPHANUMERIC;
                    format!("&Policy={}", percent_encoding::utf8_percent_encode(&policy, all))
                });
                let made = get("GetFederationToken", &format!("&Name={name}s{s}{more}"));
                add(Kind::Federated, session, made);
                sessions.push(format!("arn:aws:sts::{ACCOUNT}:federated-user/{name}s{s}"));
                let made = assume(&account.cloud, &name, |input| {
                    input.role_session_name = format!("s{s}");
                    input.policy = policy;
                });
                add(Kind::RoleSession, session, made.unwrap());
                sessions.push(format!("arn:aws:sts::{ACCOUNT}:assumed-role/{name}/s{s}"));
            }
            add(Kind::User, Absent, key.clone());
            for kind in [PrincipalKind::User, PrincipalKind::Role] {
                change(kind, text(identity), boundaries[b].as_ref());
            }
            entities.extend([user.arn, format!("arn:aws:iam::{ACCOUNT}:role/{name}")]);
        }
    }
    let root = "AKIAROOTOFTHETABLE00";
    account.cloud.with::<Iam, _>(|iam, _| iam.directory_mut().insert_root(ACCOUNT, root, "s"));
    let signs = Credentials { access_key: root.into(), secret: "s".into(), token: None };
    let (identity, boundary, session) = (Absent, Absent, Absent);
    all.push(Asker { kind: Kind::Root, identity, boundary, session, signs });
    (all, entities, sessions)
}

fn reads(account: &Account, bucket: &str, by: &Credentials) -> bool {
    let request = http::Request::get(format!("/{bucket}/cat")).header("host", "s3.amazonaws.com");
    let mut request = request.body(Body::empty()).unwrap();
    let (region, service, flavour) = ("us-east-1", "s3", Flavour::BareXml);
    let signer = Signer { credentials: by, region, service, flavour, now: account.cloud.now() };
    signer.sign(&mut request, &Payload::hash(&Body::empty()).unwrap()).unwrap();
    let response = account.cloud.handle(request).expect("an answer");
    assert!([200, 403].contains(&response.status().as_u16()), "{}", response.status());
    response.status() == 200
}

#[tokio::test(start_paused = true)]
async fn buckets_are_decided_as_awss_table_says() {
    let account = Account::new();
    let (askers, entities, sessions) = askers(&account);
    bucket(&account, ACCOUNT, "ours-of-the-table");
    bucket(&account, OTHER, "theirs-of-the-table");
    let names = |named: Named| -> Vec<String> {
        match named {
            Named::Nobody => vec![format!("arn:aws:iam::{OTHER}:root")],
            Named::Everyone => vec!["*".into()],
            Named::Account => vec![format!("arn:aws:iam::{ACCOUNT}:root")],
            Named::Entities => entities.clone(),
            Named::Sessions => sessions.clone(),
        }
    };
    use Named::{Entities, Everyone, Nobody, Sessions};
    let mut cases: Vec<Resource> = Vec::new();
    for named in [Nobody, Everyone, Named::Account, Entities, Sessions] {
        cases.extend([Resource::Allow(named), Resource::Deny(named)]);
    }
    let exempt: [&[Named]; 5] = [
        &[Named::Account],
        &[Entities],
        &[Sessions],
        &[Named::Account, Entities],
        &[Named::Account, Entities, Sessions],
    ];
    cases.extend(exempt.map(Resource::DenyAllBut));
    let mut wrong = Vec::new();
    for case in cases {
        for (owner, name) in [(ACCOUNT, "ours-of-the-table"), (OTHER, "theirs-of-the-table")] {
            let statement = |effect: &str, element: &str, named: Vec<String>| -> Json {
                json!({"Effect": effect, element: {"AWS": named}, "Action": "s3:GetObject",
                    "Resource": format!("arn:aws:s3:::{name}/*")})
            };
            let statements = match case {
                Resource::Allow(named) => vec![statement("Allow", "Principal", names(named))],
                Resource::Deny(named) => vec![statement("Deny", "Principal", names(named))],
                Resource::DenyAllBut(exempt) => {
                    let exempt = exempt.iter().flat_map(|named| names(*named)).collect();
                    let all = statement("Allow", "Principal", names(Everyone));
                    vec![statement("Deny", "NotPrincipal", exempt), all]
                }
            };
            let policy = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
            let bucket = name.to_owned();
            let input = PutBucketPolicyInput { bucket, policy, ..Default::default() };
            as_root::<PutBucketPolicy>(&account, owner, input).unwrap();
            for who in &askers {
                let expected = expected(who, case, owner == ACCOUNT);
                if reads(&account, name, &who.signs) != expected {
                    let Asker { kind, identity, boundary, session, .. } = who;
                    wrong.push(format!(
                        "{kind:?} own={} identity {identity:?} boundary {boundary:?} session \
                         {session:?} by {case:?}: expected {expected}",
                        owner == ACCOUNT
                    ));
                }
            }
        }
    }
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} differ:\n{shown}", wrong.len());
}
