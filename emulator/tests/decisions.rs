//! Whom policies give what, where users rely on a refusal: principals that are gone, grants to roles
//! and to their sessions.

use crate::iam::{ACCOUNT, Account, S3_FULL, allow, trust};
use crate::signed::{element, send};
use crate::sts::{answered, assume, with_ann};
use parhelion::iam::model as iam;
use parhelion::iam::model::operations::*;
use parhelion::s3::{S3, model as s3, model::operations as s3_operations};
use parhelion::sqs::{Sqs, model as sqs, model::operations as sqs_operations};
use parhelion::sts::{Sts, model as sts, model::operations as sts_operations};
use parhelion::wire::Body;
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use serde_json::{Value as Json, json};
use std::time::Duration;

/// Gives the bucket these statements, each about all of the bucket.
pub(crate) fn put_bucket_policy(account: &Account, statements: &[Json]) {
    let statements = statements.iter().cloned().map(|mut statement| {
        statement["Resource"] = json!(["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"]);
        statement
    });
    let statements: Vec<Json> = statements.collect();
    let policy = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    let input = s3::PutBucketPolicyInput { bucket: "photos".into(), policy, ..Default::default() };
    account.cloud.call::<S3, s3_operations::PutBucketPolicy>(input).unwrap();
}

/// A role's session keeps its key, and has no rights.
#[tokio::test(start_paused = true)]
async fn a_session_of_a_deleted_role_has_no_rights() {
    let account = Account::new().with_object();
    account.role("app");
    let session = assume(&account.cloud, "app", |_| ()).unwrap();
    let all = assume(&account.cloud, "app", |input| input.policy = Some(allow("*"))).unwrap();
    let (role_name, policy_arn) = ("app".to_owned(), S3_FULL.to_owned());
    account.call::<AttachRolePolicy>(iam::AttachRolePolicyInput { role_name, policy_arn }).unwrap();
    assert!(account.reads(&session).await && account.reads(&all).await);
    let (role_name, policy_arn) = ("app".to_owned(), S3_FULL.to_owned());
    account.call::<DetachRolePolicy>(iam::DetachRolePolicyInput { role_name, policy_arn }).unwrap();
    account.call::<DeleteRole>(iam::DeleteRoleInput { role_name: "app".into() }).unwrap();
    for by in [&session, &all] {
        assert!(!account.reads(by).await && !account.deletes(by).await);
        let (status, text) = send(&account.cloud, &iam::MODEL, by, "ListUsers", "");
        assert_eq!((status, element(&text, "Code")), (403, "AccessDenied"));
    }
}

/// A user's sessions end with the user; whom the user federated keeps a key, and has no rights.
#[tokio::test(start_paused = true)]
async fn sessions_of_a_deleted_user() {
    let (account, _, key) = with_ann();
    let get = |operation: &str, parameters: &str| {
        answered(&send(&account.cloud, &sts::MODEL, &key, operation, parameters).1)
    };
    let session = get("GetSessionToken", "");
    let policy = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22\
                  Allow%22%2C%22Action%22%3A%22%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D";
    let federated = get("GetFederationToken", &format!("&Name=bob&Policy={policy}"));
    assert!(account.reads(&session).await && account.reads(&federated).await);
    let ann = || "ann".to_owned();
    let (user_name, access_key_id) = (Some(ann()), key.access_key.clone());
    let input = iam::DeleteAccessKeyInput { user_name, access_key_id };
    account.call::<DeleteAccessKey>(input).unwrap();
    let (user_name, policy_name) = (ann(), "sessions".to_owned());
    account
        .call::<DeleteUserPolicy>(iam::DeleteUserPolicyInput { user_name, policy_name })
        .unwrap();
    let (user_name, policy_arn) = (ann(), S3_FULL.to_owned());
    account.call::<DetachUserPolicy>(iam::DetachUserPolicyInput { user_name, policy_arn }).unwrap();
    account.call::<DeleteUser>(iam::DeleteUserInput { user_name: ann() }).unwrap();
    assert!(!account.reads(&session).await && !account.reads(&federated).await);
    let who = |by| send(&account.cloud, &sts::MODEL, by, "GetCallerIdentity", "");
    let (status, text) = who(&session);
    assert_eq!((status, element(&text, "Code")), (403, "InvalidClientTokenId"));
    assert_eq!(who(&federated).0, 200);
}

/// S3-7.4, rule 3: what names the role adds to the role's policies, which boundary and session
/// policies limit; what names the session does not.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
#[tokio::test(start_paused = true)]
async fn grants_to_roles_are_limited_and_grants_to_sessions_are_not() {
    let account = Account::new().with_object();
    account.role("app");
    let plain = assume(&account.cloud, "app", |_| ()).unwrap();
    let limit = Some(allow("s3:List*"));
    let limited = assume(&account.cloud, "app", |input| input.policy = limit).unwrap();
    let grant = |principal: String| {
        let principal = json!({"AWS": principal});
        let get = json!({"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject"});
        put_bucket_policy(&account, &[get]);
    };
    let role = format!("arn:aws:iam::{ACCOUNT}:role/app");
    let session = format!("arn:aws:sts::{ACCOUNT}:assumed-role/app/web");
    grant(role.clone());
    assert!(account.reads(&plain).await && !account.reads(&limited).await);
    grant(session.clone());
    assert!(account.reads(&plain).await && account.reads(&limited).await);
    let list = account.policy("list", &allow("s3:List*")).arn.unwrap();
    let (role_name, permissions_boundary) = ("app".to_owned(), list);
    let input = iam::PutRolePermissionsBoundaryInput { role_name, permissions_boundary };
    account.call::<PutRolePermissionsBoundary>(input).unwrap();
    assert!(account.reads(&plain).await && account.reads(&limited).await);
    grant(role);
    assert!(!account.reads(&plain).await && !account.reads(&limited).await);
}

/// S3-7.2(d)
#[tokio::test(start_paused = true)]
async fn not_principal_exempts_exactly_what_it_names() {
    let (account, ann, key) = with_ann();
    let deny = |names: &[&str]| {
        let names = json!({"AWS": names});
        let get = json!({"Effect": "Deny", "NotPrincipal": names, "Action": "s3:GetObject"});
        put_bucket_policy(&account, &[get]);
    };
    deny(&[ACCOUNT]);
    assert!(!account.reads(&key).await, "the account is its root");
    deny(&[ACCOUNT, &ann.arn]);
    assert!(account.reads(&key).await);
}

fn assumed(account: &Account, by: &Credentials, more: &str) -> (u16, String) {
    let role = format!("arn%3Aaws%3Aiam%3A%3A{ACCOUNT}%3Arole%2Fapp");
    let parameters = format!("&RoleArn={role}&RoleSessionName=web{more}");
    let (status, text) = send(&account.cloud, &sts::MODEL, by, "AssumeRole", &parameters);
    let code = if status == 200 { "" } else { element(&text, "Code") };
    (status, code.to_owned())
}

fn trusts(account: &Account, document: String) {
    let input =
        iam::UpdateAssumeRolePolicyInput { role_name: "app".into(), policy_document: document };
    account.call::<UpdateAssumeRolePolicy>(input).unwrap();
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
#[tokio::test(start_paused = true)]
async fn who_may_assume_a_role() {
    let (account, _, ann) = with_ann();
    let bob = account.user("bob").arn;
    let by_bob = account.key("bob");
    account.role("app");
    let (yes, no) = ((200, String::new()), (403, "AccessDenied".to_owned()));
    assert_eq!(assumed(&account, &ann, ""), yes, "the account is trusted, and lets ann");
    assert_eq!(assumed(&account, &by_bob, ""), no, "the account does not let bob");
    trusts(&account, trust(&bob));
    assert_eq!(assumed(&account, &by_bob, ""), yes, "bob himself is trusted");
    assert_eq!(assumed(&account, &ann, ""), no, "ann is not");
    let deny = allow("sts:AssumeRole").replace("Allow", "Deny");
    let (user_name, policy_name) = ("bob".to_owned(), "no".to_owned());
    let put = iam::PutUserPolicyInput { user_name, policy_name, policy_document: deny };
    account.call::<PutUserPolicy>(put).unwrap();
    assert_eq!(assumed(&account, &by_bob, ""), no, "a deny outweighs it");
    // Root may not, whoever is trusted.
    trusts(&account, trust(ACCOUNT));
    let as_root = |role_arn: String| {
        let role_session_name = "web".into();
        let input = sts::AssumeRoleInput { role_arn, role_session_name, ..Default::default() };
        account.cloud.call::<Sts, sts_operations::AssumeRole>(input).unwrap_err()
    };
    let error = as_root(format!("arn:aws:iam::{ACCOUNT}:role/app"));
    assert_eq!((error.status(), error.code()), (403, "AccessDenied"));
    assert_eq!(error.message(), "Roles may not be assumed by root accounts.");
    for malformed in
        ["arn:aws:iam::1:role/app", "role/app-of-nobody-at-all", "arn:aws:s3:::role/a-b"]
    {
        let error = as_root(malformed.into());
        assert_eq!((error.status(), error.code()), (400, "ValidationError"), "{malformed}");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>
#[tokio::test(start_paused = true)]
async fn session_tags_need_leave_of_their_own() {
    let (account, _, ann) = with_ann();
    account.role("app");
    let tags = "&Tags.member.1.Key=team&Tags.member.1.Value=blue";
    assert_eq!(assumed(&account, &ann, ""), (200, String::new()));
    assert_eq!(assumed(&account, &ann, tags), (403, "AccessDenied".to_owned()));
    let of = |team: &str| {
        let mut document: Json = serde_json::from_str(&trust(ACCOUNT)).unwrap();
        document["Statement"][0]["Action"] = json!(["sts:AssumeRole", "sts:TagSession"]);
        let condition = json!({"StringEquals": {"aws:RequestTag/team": team}});
        document["Statement"][0]["Condition"] = condition;
        trusts(&account, document.to_string());
        assumed(&account, &ann, tags).0
    };
    assert_eq!((of("blue"), of("red")), (200, 403));
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
#[tokio::test(start_paused = true)]
async fn what_sessions_of_users_may_not_call() {
    let (account, _, ann) = with_ann();
    account.role("app");
    let (user_name, policy_name) = ("ann".to_owned(), "iam".to_owned());
    let put = iam::PutUserPolicyInput { user_name, policy_name, policy_document: allow("iam:*") };
    account.call::<PutUserPolicy>(put).unwrap();
    let list = |by: &Credentials| send(&account.cloud, &iam::MODEL, by, "ListUsers", "");
    assert_eq!(list(&ann).0, 200);
    let session = answered(&send(&account.cloud, &sts::MODEL, &ann, "GetSessionToken", "").1);
    let (status, text) = list(&session);
    assert_eq!((status, element(&text, "Code")), (403, "InvalidClientTokenId"));
    let key = format!("&AccessKeyId={}", ann.access_key);
    let info = |by: &Credentials| send(&account.cloud, &sts::MODEL, by, "GetAccessKeyInfo", &key).0;
    assert_eq!((info(&ann), info(&session)), (200, 403));
    assert_eq!(assumed(&account, &session, "").0, 200);
    // Federation needs leave, and who is federated may assume nothing.
    account.user("bob");
    let federate =
        |by: &Credentials| send(&account.cloud, &sts::MODEL, by, "GetFederationToken", "&Name=eve");
    let (status, text) = federate(&account.key("bob"));
    assert_eq!((status, element(&text, "Code")), (403, "AccessDenied"));
    let eve = answered(&federate(&ann).1);
    assert_eq!(assumed(&account, &eve, ""), (403, "AccessDenied".to_owned()));
    assert_eq!(list(&eve).0, 403);
}

/// Of a role's session, `aws:PrincipalArn` is the role's.
#[tokio::test(start_paused = true)]
async fn a_session_has_its_roles_arn() {
    let account = Account::new().with_object();
    account.role("app");
    let (role_name, policy_arn) = ("app".to_owned(), S3_FULL.to_owned());
    account.call::<AttachRolePolicy>(iam::AttachRolePolicyInput { role_name, policy_arn }).unwrap();
    let session = assume(&account.cloud, "app", |_| ()).unwrap();
    assert!(account.reads(&session).await);
    let deny = |operator: &str| {
        let role = format!("arn:aws:iam::{ACCOUNT}:role/app");
        let condition = json!({operator: {"aws:PrincipalArn": role}});
        let get = json!({"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject",
            "Condition": condition});
        put_bucket_policy(&account, &[get]);
    };
    deny("ArnEquals");
    assert!(!account.reads(&session).await);
    deny("ArnNotEquals");
    assert!(account.reads(&session).await);
}

/// `s3:signatureAge` goes by the date that was signed, not by one that is merely there.
#[tokio::test(start_paused = true)]
async fn a_signatures_age_is_of_the_signed_date() {
    let (account, _, ann) = with_ann();
    account.cloud.advance(Duration::from_secs(3600)).await;
    let old = json!({"NumericGreaterThan": {"s3:signatureAge": "300000"}});
    let deny = json!({"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject",
        "Condition": old});
    put_bucket_policy(&account, &[deny]);
    let get = |uri: &str, age: u64| {
        let request = http::Request::get(uri).header("host", "s3.us-east-1.amazonaws.com");
        let mut request = request.body(Body::empty()).unwrap();
        let now = account.cloud.now() - Duration::from_secs(age);
        let (region, service, flavour) = ("us-east-1", "s3", Flavour::BareXml);
        let signer = Signer { credentials: &ann, region, service, flavour, now };
        signer.sign(&mut request, &Payload::hash(&Body::empty()).unwrap()).unwrap();
        account.cloud.handle(request).expect("an answer").status().as_u16()
    };
    for uri in ["/photos/cat", "/photos/cat?X-Amz-Date=x"] {
        assert_eq!((get(uri, 1), get(uri, 600)), (200, 403), "{uri}");
    }
}

/// The unique id decides, not the ARN.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>
#[tokio::test(start_paused = true)]
async fn a_session_of_a_role_that_was_made_again_has_no_rights() {
    let account = Account::new().with_object();
    let full = || {
        account.role("app");
        let (role_name, policy_arn) = ("app".to_owned(), S3_FULL.to_owned());
        let input = iam::AttachRolePolicyInput { role_name, policy_arn };
        account.call::<AttachRolePolicy>(input).unwrap();
    };
    full();
    let old = assume(&account.cloud, "app", |_| ()).unwrap();
    assert!(account.reads(&old).await);
    let (role_name, policy_arn) = ("app".to_owned(), S3_FULL.to_owned());
    account.call::<DetachRolePolicy>(iam::DetachRolePolicyInput { role_name, policy_arn }).unwrap();
    account.call::<DeleteRole>(iam::DeleteRoleInput { role_name: "app".into() }).unwrap();
    full();
    assert!(!account.reads(&old).await);
    let session = format!("arn:aws:sts::{ACCOUNT}:assumed-role/app/web");
    let get = json!({"Effect": "Allow", "Principal": {"AWS": session}, "Action": "s3:GetObject"});
    put_bucket_policy(&account, &[get]);
    assert!(!account.reads(&old).await, "nothing gives rights to what is gone");
    let new = assume(&account.cloud, "app", |_| ()).unwrap();
    assert!(account.reads(&new).await);
}

/// Every call that takes a document refuses what IAM refuses, in IAM's words.
#[tokio::test(start_paused = true)]
async fn documents_are_refused_in_iams_words() {
    let (account, _, ann) = with_ann();
    account.role("app");
    let said = |result: Result<(), parhelion::wire::Error>| {
        let error = result.unwrap_err();
        assert_eq!((error.status(), error.code()), (400, "MalformedPolicyDocument"));
        error.message().to_owned()
    };
    let bad = allow("GetObject");
    let vendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    let (user_name, policy_name) = ("ann".to_owned(), "p".to_owned());
    let put = iam::PutUserPolicyInput { user_name, policy_name, policy_document: bad.clone() };
    assert_eq!(said(account.call::<PutUserPolicy>(put)), vendor);
    let (role_name, policy_name) = ("app".to_owned(), "p".to_owned());
    let put = iam::PutRolePolicyInput { role_name, policy_name, policy_document: bad.clone() };
    assert_eq!(said(account.call::<PutRolePolicy>(put)), vendor);
    let (policy_name, policy_document) = ("p".to_owned(), bad.clone());
    let input = iam::CreatePolicyInput { policy_name, policy_document, ..Default::default() };
    assert_eq!(said(account.call::<CreatePolicy>(input).map(drop)), vendor);
    let (role_name, assume_role_policy_document) = ("other".to_owned(), allow("sts:AssumeRole"));
    let input =
        iam::CreateRoleInput { role_name, assume_role_policy_document, ..Default::default() };
    let resource = "Has prohibited field Resource";
    assert_eq!(said(account.call::<CreateRole>(input).map(drop)), resource);
    let (role_name, policy_document) = ("app".to_owned(), "app.json".to_owned());
    let input = iam::UpdateAssumeRolePolicyInput { role_name, policy_document };
    let json = "This policy contains invalid Json";
    assert_eq!(said(account.call::<UpdateAssumeRolePolicy>(input)), json);
    let (status, text) =
        send(&account.cloud, &sts::MODEL, &ann, "GetFederationToken", "&Name=bob&Policy=nothing");
    assert_eq!((status, element(&text, "Code")), (400, "MalformedPolicyDocument"));
    assert_eq!(element(&text, "Message"), json);
}

/// S3-7.2(c): policies mean the users and roles that their ARNs named when they were written.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users>
#[tokio::test(start_paused = true)]
async fn policies_mean_whom_they_named() {
    let account = Account::new().with_object();
    let ann = account.user("ann");
    let grant = |principal: &str| json!({"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "s3:GetObject"});
    put_bucket_policy(&account, &[grant(&ann.arn)]);
    let key = account.key("ann");
    assert!(account.reads(&key).await);
    let policy = || {
        let bucket = "photos".into();
        let input = s3::GetBucketPolicyInput { bucket, ..Default::default() };
        let output = account.cloud.call::<S3, s3_operations::GetBucketPolicy>(input).unwrap();
        output.policy.unwrap()
    };
    assert!(policy().contains(&ann.arn));
    let (user_name, access_key_id) = (Some("ann".into()), key.access_key.clone());
    let input = iam::DeleteAccessKeyInput { user_name, access_key_id };
    account.call::<DeleteAccessKey>(input).unwrap();
    account.call::<DeleteUser>(iam::DeleteUserInput { user_name: "ann".into() }).unwrap();
    assert!(policy().contains(&ann.user_id) && !policy().contains(&ann.arn), "{}", policy());
    let again = account.user("ann");
    let key = account.key("ann");
    assert!(!account.reads(&key).await, "another user of that name is not the one");
    put_bucket_policy(&account, &[grant(&again.user_id)]);
    assert!(account.reads(&key).await, "named by unique id");
    // Nobody can be named who is not there.
    let statement = json!({"Effect": "Allow", "Action": "s3:GetObject",
        "Principal": {"AWS": format!("arn:aws:iam::{ACCOUNT}:role/nobody")},
        "Resource": "arn:aws:s3:::photos/*"});
    let policy = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    let input = s3::PutBucketPolicyInput { bucket: "photos".into(), policy, ..Default::default() };
    let error = account.cloud.call::<S3, s3_operations::PutBucketPolicy>(input).unwrap_err();
    assert_eq!((error.status(), error.code()), (400, "MalformedPolicy"));
    assert_eq!(error.message(), "Invalid principal in policy");
}

/// Under whatever name: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>
#[tokio::test(start_paused = true)]
async fn policies_go_on_meaning_who_was_renamed() {
    for effect in ["Allow", "Deny"] {
        let account = Account::new().with_object();
        let ann = account.user("ann");
        let key = account.key("ann");
        if effect == "Deny" {
            let (user_name, policy_arn) = ("ann".to_owned(), S3_FULL.to_owned());
            let input = iam::AttachUserPolicyInput { user_name, policy_arn };
            account.call::<AttachUserPolicy>(input).unwrap();
        }
        let statement =
            json!({"Effect": effect, "Principal": {"AWS": ann.arn}, "Action": "s3:GetObject"});
        put_bucket_policy(&account, &[statement]);
        let may = effect == "Allow";
        assert_eq!(account.reads(&key).await, may);
        let rename = |user_name: &str, new_user_name: Option<&str>, new_path: Option<&str>| {
            let (new_user_name, new_path) =
                (new_user_name.map(str::to_owned), new_path.map(str::to_owned));
            let user_name = user_name.to_owned();
            let input = iam::UpdateUserInput { user_name, new_path, new_user_name };
            account.call::<UpdateUser>(input).unwrap();
        };
        let policy = || {
            let bucket = "photos".into();
            let input = s3::GetBucketPolicyInput { bucket, ..Default::default() };
            let output = account.cloud.call::<S3, s3_operations::GetBucketPolicy>(input).unwrap();
            output.policy.unwrap()
        };
        rename("ann", Some("anna"), None);
        assert_eq!(account.reads(&key).await, may, "{effect}");
        assert!(policy().contains(":user/anna\""), "{}", policy());
        rename("anna", None, Some("/team/"));
        assert_eq!(account.reads(&key).await, may, "{effect}");
        assert!(policy().contains(":user/team/anna\""), "{}", policy());
        // Somebody else who has the old name is not meant.
        account.user("ann");
        let other = account.key("ann");
        assert!(!account.reads(&other).await);
        assert!(policy().contains(":user/team/anna\""), "{}", policy());
    }
}

/// The same of queues, and after the whole cloud was saved.
#[tokio::test(start_paused = true)]
async fn queues_mean_whom_they_named() {
    let account = Account::new();
    let ann = account.user("ann");
    let input = sqs::CreateQueueInput { queue_name: "q".into(), ..Default::default() };
    let url = account.cloud.call::<Sqs, sqs_operations::CreateQueue>(input).unwrap().queue_url;
    let url = url.unwrap();
    let set = |principal: &str| {
        let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"AWS": principal}, "Action": "sqs:SendMessage",
            "Resource": format!("arn:aws:sqs:us-east-1:{ACCOUNT}:q")}]});
        let attributes = [("Policy".to_owned(), policy.to_string())].into();
        let input = sqs::SetQueueAttributesInput { queue_url: url.clone(), attributes };
        account.cloud.call::<Sqs, sqs_operations::SetQueueAttributes>(input)
    };
    set(&ann.arn).unwrap();
    let refused = set(&format!("arn:aws:iam::{ACCOUNT}:user/nobody")).unwrap_err();
    assert_eq!(refused.code(), "InvalidAttributeValue");
    account.call::<DeleteUser>(iam::DeleteUserInput { user_name: "ann".into() }).unwrap();
    let saved = account.cloud.save().unwrap();
    let loaded = parhelion::Cloud::load(saved).unwrap();
    for cloud in [&account.cloud, &loaded] {
        let attribute_names = Some(vec!["Policy".into()]);
        let input = sqs::GetQueueAttributesInput { queue_url: url.clone(), attribute_names };
        let shown = cloud.call::<Sqs, sqs_operations::GetQueueAttributes>(input).unwrap();
        let shown = shown.attributes.unwrap().remove("Policy").unwrap();
        assert!(shown.contains(&ann.user_id) && !shown.contains(&ann.arn), "{shown}");
    }
}
