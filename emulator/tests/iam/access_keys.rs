//! Access keys.

use super::*;

fn list(account: &Account, user: &str) -> Vec<AccessKeyMetadata> {
    let input = ListAccessKeysInput { user_name: Some(user.into()), ..Default::default() };
    account.call::<ListAccessKeys>(input).unwrap().access_key_metadata
}

fn delete(account: &Account, user: &str, key: &str) -> Result<()> {
    let user_name = Some(user.to_owned());
    account.call::<DeleteAccessKey>(DeleteAccessKeyInput { user_name, access_key_id: key.into() })
}

#[tokio::test(start_paused = true)]
async fn keys_are_listed_without_their_secrets_and_deleted() {
    let account = Account::new().with_object();
    account.user("ann");
    account.user("bob");
    assert!(list(&account, "ann").is_empty());
    let (first, second) = (account.key("ann"), account.key("ann"));
    account
        .call::<UpdateAccessKey>(UpdateAccessKeyInput {
            user_name: Some("ann".into()),
            access_key_id: second.access_key.clone(),
            status: "Inactive".into(),
        })
        .unwrap();
    let mut listed: Vec<(String, String)> = list(&account, "ann")
        .into_iter()
        .map(|key| (key.access_key_id.unwrap(), key.status.unwrap()))
        .collect();
    listed.sort();
    let mut expected = vec![
        (first.access_key.clone(), "Active".to_owned()),
        (second.access_key.clone(), "Inactive".to_owned()),
    ];
    expected.sort();
    assert_eq!(listed, expected);
    assert!(list(&account, "bob").is_empty());

    account
        .call::<AttachUserPolicy>(AttachUserPolicyInput {
            user_name: "ann".into(),
            policy_arn: S3_FULL.into(),
        })
        .unwrap();
    assert!(account.reads(&first).await);
    assert!(!account.reads(&second).await, "switched off");
    missing(delete(&account, "bob", &first.access_key));
    assert!(account.reads(&first).await, "it is not bob's to delete");
    delete(&account, "ann", &first.access_key).unwrap();
    assert!(!account.reads(&first).await);
    missing(delete(&account, "ann", &first.access_key));
    assert_eq!(list(&account, "ann").len(), 1);
    missing(account.call::<ListAccessKeys>(ListAccessKeysInput {
        user_name: Some("nobody".into()),
        ..Default::default()
    }));
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
#[tokio::test(start_paused = true)]
async fn a_user_has_two_keys_at_most() {
    let account = Account::new();
    account.user("ann");
    let first = account.key("ann");
    account.key("ann");
    let third = || CreateAccessKeyInput { user_name: Some("ann".into()) };
    refused(account.call::<CreateAccessKey>(third()), 409, "LimitExceeded");
    delete(&account, "ann", &first.access_key).unwrap();
    account.call::<CreateAccessKey>(third()).unwrap();
}
