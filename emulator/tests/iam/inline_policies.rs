//! Policies that are part of a user or role.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_users_own_policies() {
    let account = Account::new().with_object();
    account.user("ann");
    let key = account.key("ann");
    let put = |name: &str, document: &str| {
        account.call::<PutUserPolicy>(PutUserPolicyInput {
            user_name: "ann".into(),
            policy_name: name.into(),
            policy_document: document.into(),
        })
    };
    let get = |name: &str| {
        let (user_name, policy_name) = ("ann".into(), name.into());
        account.call::<GetUserPolicy>(GetUserPolicyInput { user_name, policy_name })
    };
    let names = || {
        let input = ListUserPoliciesInput { user_name: "ann".into(), ..Default::default() };
        account.call::<ListUserPolicies>(input).unwrap().policy_names
    };
    let delete = |name: &str| {
        let (user_name, policy_name) = ("ann".into(), name.into());
        account.call::<DeleteUserPolicy>(DeleteUserPolicyInput { user_name, policy_name })
    };
    assert!(names().is_empty());
    missing(get("read"));
    refused(put("read", r#"{"Statement":[]"#), 400, "MalformedPolicyDocument");
    assert!(names().is_empty(), "what is refused is not kept");
    put("read", &allow("s3:GetObject")).unwrap();
    put("also", &allow("s3:ListBucket")).unwrap();
    assert_eq!(names(), ["also", "read"]);
    let got = get("read").unwrap();
    assert_eq!((&*got.user_name, &*got.policy_name), ("ann", "read"));
    assert_eq!(decoded(&got.policy_document), allow("s3:GetObject"));
    assert!(account.reads(&key).await);
    put("read", &allow("s3:PutObject")).unwrap();
    assert_eq!(decoded(&get("read").unwrap().policy_document), allow("s3:PutObject"));
    assert!(!account.reads(&key).await, "the policy was replaced");
    put("read", &allow("s3:GetObject")).unwrap();
    assert!(account.reads(&key).await);
    delete("read").unwrap();
    assert!(!account.reads(&key).await);
    missing(delete("read"));
    assert_eq!(names(), ["also"]);
    let user = DeleteUserInput { user_name: "ann".into() };
    delete_key(&account, &key);
    refused(account.call::<DeleteUser>(user.clone()), 409, "DeleteConflict");
    delete("also").unwrap();
    account.call::<DeleteUser>(user).unwrap();
    missing(put("read", &allow("s3:GetObject")));
}

fn delete_key(account: &Account, key: &Credentials) {
    account
        .call::<DeleteAccessKey>(DeleteAccessKeyInput {
            user_name: Some("ann".into()),
            access_key_id: key.access_key.clone(),
        })
        .unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_roles_own_policies() {
    let account = Account::new().with_object();
    account.role("app");
    let session = crate::sts::assume(&account.cloud, "app", |_| ()).unwrap();
    let put = |role: &str, name: &str, document: &str| {
        account.call::<PutRolePolicy>(PutRolePolicyInput {
            role_name: role.into(),
            policy_name: name.into(),
            policy_document: document.into(),
        })
    };
    let get = |name: &str| {
        let (role_name, policy_name) = ("app".into(), name.into());
        account.call::<GetRolePolicy>(GetRolePolicyInput { role_name, policy_name })
    };
    let list = |max_items: Option<i32>| {
        let role_name = "app".into();
        let input = ListRolePoliciesInput { role_name, max_items, ..Default::default() };
        account.call::<ListRolePolicies>(input).unwrap()
    };
    missing(put("absent", "read", &allow("s3:*")));
    missing(get("read"));
    assert!(!account.reads(&session).await);
    put("app", "read", &allow("s3:GetObject")).unwrap();
    assert!(account.reads(&session).await, "a running session has what its role has");
    let got = get("read").unwrap();
    assert_eq!((&*got.role_name, &*got.policy_name), ("app", "read"));
    assert_eq!(decoded(&got.policy_document), allow("s3:GetObject"));
    put("app", "also", &allow("s3:ListBucket")).unwrap();
    assert_eq!(list(None).policy_names, ["also", "read"]);
    let page = list(Some(1));
    assert_eq!((page.policy_names.len(), page.is_truncated), (1, Some(true)));
    let delete = || DeleteRolePolicyInput { role_name: "app".into(), policy_name: "read".into() };
    account.call::<DeleteRolePolicy>(delete()).unwrap();
    assert!(!account.reads(&session).await);
    missing(account.call::<DeleteRolePolicy>(delete()));
    assert_eq!(list(None).policy_names, ["also"]);
}
