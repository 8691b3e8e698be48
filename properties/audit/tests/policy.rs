//! The least policy is enough, and none of it is too much.

use crate::shop::{REGION, Shop};
use aws_credential_types::Credentials;
use parhelion::iam::{Iam, model as iam, model::operations};
use parhelion_audit::account::Account;
use parhelion_audit::call::{Call, policy};
use parhelion_audit::scene::Kind;
use parhelion_audit::scope::Scope;
use parhelion_audit::{Audit, checks};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Operations that a cloud in this process does not have: no policy takes them away.
const NOT_HERE: [&str; 1] = ["logs:DescribeSubscriptionFilters"];

/// A user with one policy, as whom an account is read.
async fn user(shop: &Shop, document: &Value) -> Account {
    let user = iam::CreateUserInput { user_name: "auditor".into(), ..Default::default() };
    let cloud = &shop.cloud;
    cloud.call::<Iam, operations::CreateUser>(user).unwrap();
    let key = iam::CreateAccessKeyInput { user_name: Some("auditor".into()) };
    let key = cloud.call::<Iam, operations::CreateAccessKey>(key).unwrap().access_key;
    give(shop, document);
    let secret = key.secret_access_key;
    let credentials = Credentials::new(key.access_key_id, secret, None, None, "test");
    let mut account = Account::inside(cloud.clone(), Some(credentials), REGION);
    account.identify().await.unwrap();
    account
}

fn give(shop: &Shop, document: &Value) {
    let put = iam::PutUserPolicyInput {
        user_name: "auditor".into(),
        policy_name: "audit".into(),
        policy_document: document.to_string(),
    };
    shop.cloud.call::<Iam, operations::PutUserPolicy>(put).unwrap();
}

fn without(document: &Value, action: &str) -> Value {
    let mut document = document.clone();
    let actions = document["Statement"][0]["Action"].as_array_mut().unwrap();
    let before = actions.len();
    actions.retain(|it| it != action);
    assert_eq!(actions.len(), before - 1, "{action} is in it");
    document
}

fn verdicts(audit: &Audit) -> BTreeMap<(String, String), &'static str> {
    let key = |it: &parhelion_audit::Finding| (it.check.id.to_owned(), it.subject.clone());
    audit.findings.iter().map(|it| (key(it), it.verdict.word())).collect()
}

/// The shop, with tags by which its things are found as well as by their names.
async fn tagged() -> Shop {
    let mut shop = Shop::new().await;
    // Metrics of CloudFront: who they are asked of is not the cloud.
    shop.canned.clear();
    shop.scope.tags.push(("app".to_owned(), "shop".to_owned()));
    shop
}

#[tokio::test(start_paused = true)]
async fn a_user_with_the_printed_policy_sees_all_that_root_sees() {
    let shop = tagged().await;
    let all = checks::all();
    let document = policy(&checks::calls(&all, &shop.scope.calls()));
    let account = user(&shop, &document).await;
    let as_root = shop.audit(&[]).await;
    let as_user = shop.audit_as(&account, &[]).await.unwrap();
    assert_eq!(verdicts(&as_user), verdicts(&as_root));
    assert_eq!(as_user.count("unknown"), 0);
}

#[tokio::test(start_paused = true)]
async fn each_action_that_is_taken_away_is_noticed_and_never_passes() {
    let shop = tagged().await;
    let all = checks::all();
    let calls = checks::calls(&all, &shop.scope.calls());
    let document = policy(&calls);
    let account = user(&shop, &document).await;
    let whole = verdicts(&shop.audit_as(&account, &[]).await.unwrap());
    let actions = document["Statement"][0]["Action"].as_array().unwrap().clone();
    for action in actions.iter().filter_map(Value::as_str) {
        if NOT_HERE.contains(&action) {
            continue;
        }
        give(&shop, &without(&document, action));
        let audit = shop.audit_as(&account, &[]).await.unwrap();
        let blind: Vec<&parhelion_audit::Finding> =
            audit.findings.iter().filter(|it| it.verdict.word() == "unknown").collect();
        assert!(!blind.is_empty(), "{action} is not missed");
        for (key, word) in verdicts(&audit) {
            if word == "pass" {
                let was = whole.get(&key).copied();
                assert_eq!(was, Some("pass"), "{key:?} passes without {action}");
            }
        }
        // A check that makes the call says so, whatever else it sees.
        let gone = calls.iter().filter(|call| call.action() == action);
        let gone: Vec<&Call> = gone.collect();
        for finding in &audit.findings {
            let calls = finding.check.calls.iter().any(|call| gone.contains(&call));
            let blind = matches!(finding.verdict.word(), "unknown" | "not-applicable" | "not-here");
            let named = finding.check.calls.contains(&Call::ListObjects) || blind || !calls;
            assert!(named, "{} says {:?} without {action}", finding.check.id, finding.verdict);
        }
    }
    give(
        &shop,
        &json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Deny", "Action": "*", "Resource": "*" }] }),
    );
    let nothing = shop.audit_as(&account, &[]).await;
    match nothing {
        Err(why) => {
            assert!(why.contains("AccessDenied") || why.contains("nothing was found"), "{why}")
        }
        Ok(audit) => assert_eq!(audit.count("pass"), 0, "nothing passes where nothing is seen"),
    }
}

#[test]
fn a_small_scope_needs_little() {
    let mut scope = Scope::default();
    scope.add(Kind::Bucket, "b");
    let only = checks::chosen(&["s3-versioning".to_owned()], &[]).unwrap();
    let document = policy(&checks::calls(&only, &scope.calls()));
    let actions = &document["Statement"][0]["Action"];
    assert_eq!(*actions, json!(["s3:GetBucketVersioning", "s3:ListAllMyBuckets"]));
}

#[test]
fn tags_are_read_only_where_a_scope_is_made_of_them() {
    let mut scope = Scope::default();
    scope.add(Kind::Bucket, "b");
    let tagging = |scope: &Scope| {
        let document = policy(&checks::calls(&checks::all(), &scope.calls())).to_string();
        document.contains("s3:GetBucketTagging") || document.contains("ListTagsForResource")
    };
    assert!(!tagging(&scope));
    scope.tags.push(("app".into(), "shop".into()));
    assert!(tagging(&scope));
}
