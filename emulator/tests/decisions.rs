//! Whom policies give what, where users rely on a refusal: principals that are gone, grants to roles
//! and to their sessions.

use crate::iam::{ACCOUNT, Account, S3_FULL, allow};
use crate::signed::{element, send};
use crate::sts::{answered, assume, with_ann};
use parhelion::iam::model as iam;
use parhelion::iam::model::operations::*;
use parhelion::s3::{S3, model as s3, model::operations as s3_operations};
use parhelion::sts::model as sts;
use serde_json::{Value as Json, json};

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
