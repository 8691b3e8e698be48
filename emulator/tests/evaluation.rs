//! AWS's evaluation logic as a table, compared with the emulator for every small case: who asks, what
//! each kind of their policies says, and what the policy of a bucket, of a queue or of a key says of
//! them.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>

mod keys;
mod policies;

use crate::iam::{ACCOUNT, Account, allow};
use crate::signed::send;
use crate::sts::{answered, assume};
use parhelion::iam::Iam;
use parhelion::identity::{Caller, Document, PrincipalKind};
use parhelion::s3::model::operations::*;
use parhelion::s3::{S3, model::*};
use parhelion::sqs::Sqs;
use parhelion::sqs::model::operations::{CreateQueue, SetQueueAttributes};
use parhelion::sqs::model::{CreateQueueInput, SetQueueAttributesInput};
use parhelion::sts::model as sts;
use parhelion::wire::shell::TypedOperation;
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::wire::{Body, error::Result};
use parhelion_policy::{Policy, Purpose};
use parhelion_world::service::{Handles, Outcome};
use policies::{Named, Resource, cases, fixed, policy_of};
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

struct Asker {
    kind: Kind,
    identity: Said,
    boundary: Said,
    session: Said,
    signs: Credentials,
    /// The ARN of the user or role.
    entity: String,
    /// Of the role's session, or of who is federated.
    session_arn: Option<String>,
}

impl Asker {
    fn is_session(&self) -> bool {
        matches!(self.kind, Kind::RoleSession | Kind::Federated)
    }

    /// Whether a statement about these is about them.
    fn is(&self, named: Named) -> bool {
        match named {
            Named::Nobody => false,
            Named::Everyone | Named::Account => true,
            Named::Entities => self.kind != Kind::Root,
            Named::Sessions => self.is_session(),
        }
    }

    fn is_denied(&self, resource: Resource) -> bool {
        let Self { kind, identity, boundary, session, .. } = *self;
        let denied = match resource {
            Resource::Allow(_) => false,
            Resource::Deny(named) => self.is(named),
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
        denied || [identity, boundary, session].contains(&Denies)
    }

    /// As whom the resource's policy lets them in.
    fn let_in(&self, resource: Resource) -> Named {
        let named = match resource {
            Resource::Allow(named) => named,
            Resource::Deny(_) => Named::Nobody,
            Resource::DenyAllBut(_) => Named::Everyone,
        };
        if self.is(named) { named } else { Named::Nobody }
    }

    /// Whether boundary and session policies leave them what is asked.
    fn is_unlimited(&self) -> bool {
        let Self { kind, boundary, session, .. } = *self;
        // Federated without a session policy: nothing of the user's.
        let session = if kind == Kind::Federated && session == Absent { Silent } else { session };
        [boundary, session].iter().all(|said| matches!(said, Absent | Allows))
    }

    /// Whether who is let in so is let in themselves, whatever limits them.
    fn is_meant_itself(&self, as_whom: Named) -> bool {
        match as_whom {
            Named::Everyone | Named::Sessions => true,
            Named::Entities => !self.is_session(),
            Named::Account | Named::Nobody => false,
        }
    }
}

/// AWS's pages, in a few lines.
fn expected(who: &Asker, resource: Resource, own: bool) -> bool {
    if who.is_denied(resource) {
        return false;
    }
    let granted = who.let_in(resource);
    if who.kind == Kind::Root {
        return own || granted != Named::Nobody;
    }
    let allowed = who.identity == Allows && who.is_unlimited();
    match own {
        true if who.is_meant_itself(granted) => true,
        // What is given to the account is the account's to hand on.
        true => allowed || (granted == Named::Entities && who.is_unlimited()),
        false => granted != Named::Nobody && allowed,
    }
}

const OTHER: &str = "222222222222";

/// A policy about all that is asked here.
fn about(effect: &str) -> String {
    let asked = ["s3:GetObject", "sqs:SendMessage", "logs:DescribeLogGroups", "kms:Encrypt"];
    let statement = json!({"Effect": effect, "Action": asked, "Resource": "*"});
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

fn text(said: Said) -> Option<String> {
    match said {
        Absent => None,
        Silent => Some(allow("s3:ListBucket")),
        Allows => Some(about("Allow")),
        Denies => Some(about("Deny")),
    }
}

fn document(text: String) -> Document {
    let policy = Policy::parse(&text, Purpose::Identity).unwrap();
    Document { text: text.into(), policy: policy.into() }
}

/// As the root of an account, from inside.
fn as_root<K, O>(account: &Account, id: &str, input: O::Input) -> Result<O::Output>
where
    K: Handles<O>,
    O: TypedOperation,
{
    let outcome = account.cloud.with::<K, _>(|service, cx| {
        cx.caller = Caller::root(id, "AKIA");
        cx.account = id.into();
        service.handle(cx, input)
    });
    let Outcome::Done(result) = outcome else { panic!("it waits for nothing") };
    result
}

fn bucket(account: &Account, owner: &str, name: &str) {
    let input = CreateBucketInput { bucket: name.into(), ..Default::default() };
    as_root::<S3, CreateBucket>(account, owner, input).unwrap();
    let (bucket, key) = (name.to_owned(), "cat".to_owned());
    as_root::<S3, PutObject>(account, owner, PutObjectInput { bucket, key, ..Default::default() })
        .unwrap();
    let input = DeletePublicAccessBlockInput { bucket: name.into(), ..Default::default() };
    as_root::<S3, DeletePublicAccessBlock>(account, owner, input).unwrap();
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
            let user_arn = format!("arn:aws:iam::{ACCOUNT}:user/{name}");
            let role_arn = format!("arn:aws:iam::{ACCOUNT}:role/{name}");
            let mut add = |kind, session, signs, session_arn: Option<String>| {
                sessions.extend(session_arn.clone());
                let of_role = kind == Kind::RoleSession;
                let entity = if of_role { role_arn.clone() } else { user_arn.clone() };
                all.push(Asker { kind, identity, boundary, session, signs, entity, session_arn });
            };
            account.user(&name);
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
            add(Kind::UserSession, Absent, get("GetSessionToken", ""), None);
            account.role(&name);
            for (s, session) in ALL.into_iter().enumerate() {
                let policy = text(session);
                let more = policy.clone().map_or(String::new(), |policy| {
                    let all = percent_encoding::NON_ALPHANUMERIC;
                    format!("&Policy={}", percent_encoding::utf8_percent_encode(&policy, all))
                });
                let made = get("GetFederationToken", &format!("&Name={name}s{s}{more}"));
                let arn = format!("arn:aws:sts::{ACCOUNT}:federated-user/{name}s{s}");
                add(Kind::Federated, session, made, Some(arn));
                let made = assume(&account.cloud, &name, |input| {
                    input.role_session_name = format!("s{s}");
                    input.policy = policy;
                });
                let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/{name}/s{s}");
                add(Kind::RoleSession, session, made.unwrap(), Some(arn));
            }
            add(Kind::User, Absent, key.clone(), None);
            for kind in [PrincipalKind::User, PrincipalKind::Role] {
                change(kind, text(identity), boundaries[b].as_ref());
            }
            entities.extend([user_arn, role_arn]);
        }
    }
    let root = "AKIAROOTOFTHETABLE00";
    account.cloud.with::<Iam, _>(|iam, _| iam.directory_mut().insert_root(ACCOUNT, root, "s"));
    let signs = Credentials { access_key: root.into(), secret: "s".into(), token: None };
    let (identity, boundary, session) = (Absent, Absent, Absent);
    let (kind, session_arn) = (Kind::Root, None);
    let entity = format!("arn:aws:iam::{ACCOUNT}:root");
    all.push(Asker { kind, identity, boundary, session, signs, entity, session_arn });
    (all, entities, sessions)
}

fn signed(
    account: &Account,
    service: &str,
    by: &Credentials,
    request: http::request::Builder,
    body: String,
) -> (u16, String) {
    let mut request = request.body(Body::from(body.into_bytes())).unwrap();
    let flavour = if service == "s3" { Flavour::BareXml } else { Flavour::Json };
    let (region, now) = ("us-east-1", account.cloud.now());
    let signer = Signer { credentials: by, region, service, flavour, now };
    let payload = Payload::hash(request.body()).unwrap();
    signer.sign(&mut request, &payload).unwrap();
    let response = account.cloud.handle(request).expect("an answer");
    let text = String::from_utf8_lossy(&response.body().to_bytes()).into_owned();
    (response.status().as_u16(), text)
}

fn reads(account: &Account, bucket: &str, by: &Credentials) -> bool {
    let request = http::Request::get(format!("/{bucket}/cat")).header("host", "s3.amazonaws.com");
    let (status, text) = signed(account, "s3", by, request, String::new());
    assert!([200, 403].contains(&status), "{text}");
    status == 200
}

/// Whether a call of a service in JSON is let in.
fn calls(account: &Account, service: &str, target: &str, by: &Credentials, input: &Json) -> bool {
    let host = format!("{service}.us-east-1.amazonaws.com");
    let request = http::Request::post("/").header("host", host).header("x-amz-target", target);
    let version = if service == "sqs" { "1.0" } else { "1.1" };
    let request = request.header("content-type", format!("application/x-amz-json-{version}"));
    let (status, text) = signed(account, service, by, request, input.to_string());
    assert!(status == 200 || text.contains("AccessDenied"), "{text}");
    status == 200
}

/// What differs from the table.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn compare(&mut self, who: &Asker, case: Resource, own: bool, is: bool) {
        self.note(who, (case, own), (is, expected(who, case, own)));
    }

    fn note(
        &mut self,
        who: &Asker,
        (case, own): (impl std::fmt::Debug, bool),
        (is, expected): (bool, bool),
    ) {
        if is != expected {
            let Asker { kind, identity, boundary, session, .. } = who;
            self.0.push(format!(
                "{kind:?} own={own} identity {identity:?} boundary {boundary:?} session \
                 {session:?} by {case:?}: expected {expected}"
            ));
        }
    }

    fn check(&self) {
        let shown = self.0.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
        assert!(self.0.is_empty(), "{} differ:\n{shown}", self.0.len());
    }
}

#[tokio::test(start_paused = true)]
async fn buckets_are_decided_as_awss_table_says() {
    let account = Account::new();
    let (askers, entities, sessions) = askers(&account);
    bucket(&account, ACCOUNT, "ours-of-the-table");
    bucket(&account, OTHER, "theirs-of-the-table");
    let names = |named: Named| match named {
        Named::Entities => entities.clone(),
        Named::Sessions => sessions.clone(),
        other => fixed(other),
    };
    let mut wrong = Wrong::default();
    for case in cases() {
        for (owner, name) in [(ACCOUNT, "ours-of-the-table"), (OTHER, "theirs-of-the-table")] {
            let objects = format!("arn:aws:s3:::{name}/*");
            let policy = policy_of(case, ("s3:GetObject", &objects), names);
            let bucket = name.to_owned();
            let input = PutBucketPolicyInput { bucket, policy, ..Default::default() };
            as_root::<S3, PutBucketPolicy>(&account, owner, input).unwrap();
            for who in &askers {
                let is = reads(&account, name, &who.signs);
                wrong.compare(who, case, owner == ACCOUNT, is);
            }
        }
    }
    wrong.check();
}

/// SQS-9.1: queues as buckets. A queue's policy names few principals, so each asker meets one that
/// names nobody else; root is named as its account only.
#[tokio::test(start_paused = true)]
async fn queues_are_decided_as_awss_table_says() {
    let account = Account::new();
    let (askers, ..) = askers(&account);
    let mut wrong = Wrong::default();
    for owner in [ACCOUNT, OTHER] {
        let input = CreateQueueInput { queue_name: "q".into(), ..Default::default() };
        as_root::<Sqs, CreateQueue>(&account, owner, input).unwrap();
        let url = format!("https://sqs.us-east-1.amazonaws.com/{owner}/q");
        let queue = format!("arn:aws:sqs:us-east-1:{owner}:q");
        for who in askers.iter().filter(|who| who.kind != Kind::Root) {
            for case in cases() {
                let names = |named: Named| match named {
                    Named::Entities => vec![who.entity.clone()],
                    Named::Sessions => who.session_arn.clone().map_or(fixed(named), |it| vec![it]),
                    other => fixed(other),
                };
                let policy = policy_of(case, ("sqs:SendMessage", &queue), names);
                let attributes = [("Policy".to_owned(), policy)].into();
                let input = SetQueueAttributesInput { queue_url: url.clone(), attributes };
                as_root::<Sqs, SetQueueAttributes>(&account, owner, input).unwrap();
                let input = json!({"QueueUrl": url, "MessageBody": "m"});
                let is = calls(&account, "sqs", "AmazonSQS.SendMessage", &who.signs, &input);
                wrong.compare(who, case, owner == ACCOUNT, is);
            }
        }
    }
    wrong.check();
}

/// What has no policies of its own is decided by the caller's.
#[tokio::test(start_paused = true)]
async fn services_without_policies_are_decided_by_the_callers_own() {
    let account = Account::new();
    let (askers, ..) = askers(&account);
    let mut wrong = Wrong::default();
    for who in &askers {
        let target = "Logs_20140328.DescribeLogGroups";
        let is = calls(&account, "logs", target, &who.signs, &json!({}));
        wrong.compare(who, Resource::Allow(Named::Nobody), true, is);
    }
    wrong.check();
}
