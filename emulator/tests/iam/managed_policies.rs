//! Managed policies, one's own and AWS's.

use super::*;

fn get(account: &Account, arn: &str) -> Result<Policy> {
    let input = GetPolicyInput { policy_arn: arn.into() };
    account.call::<GetPolicy>(input).map(|it| it.policy.unwrap())
}

fn delete(account: &Account, arn: &str) -> Result<()> {
    account.call::<DeletePolicy>(DeletePolicyInput { policy_arn: arn.into() })
}

fn version(account: &Account, arn: &str, id: &str) -> Result<PolicyVersion> {
    let input = GetPolicyVersionInput { policy_arn: arn.into(), version_id: id.into() };
    account.call::<GetPolicyVersion>(input).map(|it| it.policy_version.unwrap())
}

fn names(account: &Account, change: impl FnOnce(&mut ListPoliciesInput)) -> Vec<String> {
    let mut input = ListPoliciesInput { max_items: Some(1000), ..Default::default() };
    change(&mut input);
    let listed = account.call::<ListPolicies>(input).unwrap().policies.unwrap();
    let mut names: Vec<String> = listed.into_iter().map(|one| one.policy_name.unwrap()).collect();
    names.sort();
    names
}

#[tokio::test(start_paused = true)]
async fn a_policy_is_shown_as_it_was_made() {
    let account = Account::new();
    let arn = format!("arn:aws:iam::{ACCOUNT}:policy/app/read");
    missing(get(&account, &arn));
    let input = CreatePolicyInput {
        policy_name: "read".into(),
        path: Some("/app/".into()),
        policy_document: allow("s3:GetObject"),
        description: Some("reads".into()),
        ..Default::default()
    };
    let made = account.call::<CreatePolicy>(input.clone()).unwrap().policy.unwrap();
    assert_eq!(made.arn.as_ref(), Some(&arn));
    assert!(made.policy_id.as_ref().unwrap().starts_with("ANPA"));
    assert_eq!((made.default_version_id.as_deref(), made.attachment_count), (Some("v1"), Some(0)));
    assert_eq!(made.is_attachable, Some(true));
    // Only GetPolicy shows the description, and tags that there are none of:
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html
    assert_eq!((&made.description, &made.tags), (&None, &None));
    let shown = get(&account, &arn).unwrap();
    let more = Policy { description: Some("reads".into()), tags: Some(Vec::new()), ..made };
    assert_eq!(shown, more);
    let first = version(&account, &arn, "v1").unwrap();
    assert_eq!(decoded(&first.document.unwrap()), allow("s3:GetObject"));
    assert_eq!(first.is_default_version, Some(true));
    missing(version(&account, &arn, "v2"));
    missing(version(&account, "arn:aws:iam::aws:policy/NoSuchPolicy", "v1"));
    // A name is one's own once, whatever its path.
    for path in ["/app/", "/other/"] {
        let again = CreatePolicyInput { path: Some(path.into()), ..input.clone() };
        refused(account.call::<CreatePolicy>(again), 409, "EntityAlreadyExists");
    }
    let policy_document = r#"{"Version":"2012-10-17"}"#.into();
    let malformed = CreatePolicyInput { policy_name: "bad".into(), policy_document, ..input };
    refused(account.call::<CreatePolicy>(malformed), 400, "MalformedPolicyDocument");
    delete(&account, &arn).unwrap();
    missing(get(&account, &arn));
    missing(delete(&account, &arn));
}

#[tokio::test(start_paused = true)]
async fn policies_are_listed_by_whose_they_are_and_what_they_do() {
    let account = Account::new();
    for (path, name) in [("/", "a"), ("/app/", "b"), ("/app/", "c")] {
        let input = CreatePolicyInput {
            policy_name: name.into(),
            path: Some(path.into()),
            policy_document: allow("s3:*"),
            ..Default::default()
        };
        account.call::<CreatePolicy>(input).unwrap();
    }
    let local = |it: &mut ListPoliciesInput| it.scope = Some("Local".into());
    assert_eq!(names(&account, local), ["a", "b", "c"]);
    let aws = names(&account, |it| it.scope = Some("AWS".into()));
    assert!(aws.contains(&"AmazonS3FullAccess".to_owned()), "{aws:?}");
    assert!(!aws.contains(&"a".to_owned()));
    assert_eq!(names(&account, |_| ()).len(), aws.len() + 3, "All, by default");
    assert_eq!(names(&account, |it| it.path_prefix = Some("/app/".into())), ["b", "c"]);
    assert!(names(&account, |it| it.only_attached = Some(true)).is_empty());
    account.user("ann");
    let arn = format!("arn:aws:iam::{ACCOUNT}:policy/app/b");
    for policy_arn in [arn, S3_FULL.to_owned()] {
        let user_name = "ann".into();
        account.call::<AttachUserPolicy>(AttachUserPolicyInput { user_name, policy_arn }).unwrap();
    }
    let boundary = PutUserPermissionsBoundaryInput {
        user_name: "ann".into(),
        permissions_boundary: format!("arn:aws:iam::{ACCOUNT}:policy/app/c"),
    };
    account.call::<PutUserPermissionsBoundary>(boundary).unwrap();
    let attached = names(&account, |it| it.only_attached = Some(true));
    assert_eq!(attached, ["AmazonS3FullAccess", "b"]);
    let used = |usage: &'static str| {
        move |it: &mut ListPoliciesInput| {
            it.policy_usage_filter = Some(usage.into());
        }
    };
    assert_eq!(names(&account, used("PermissionsPolicy")), ["AmazonS3FullAccess", "b"]);
    assert_eq!(names(&account, used("PermissionsBoundary")), ["c"]);
    let page =
        ListPoliciesInput { scope: Some("Local".into()), max_items: Some(2), ..Default::default() };
    let first = account.call::<ListPolicies>(page.clone()).unwrap();
    assert_eq!((first.policies.unwrap().len(), first.is_truncated), (2, Some(true)));
    let rest = account.call::<ListPolicies>(ListPoliciesInput { marker: first.marker, ..page });
    assert_eq!(rest.unwrap().policies.unwrap()[0].policy_name.as_deref(), Some("c"));
}

#[tokio::test(start_paused = true)]
async fn a_policy_in_use_stays() {
    let account = Account::new();
    let arn = account.policy("read", &allow("s3:GetObject")).arn.unwrap();
    account.user("ann");
    account.role("app");
    let count = || {
        let shown = get(&account, &arn).unwrap();
        (shown.attachment_count.unwrap(), shown.permissions_boundary_usage_count.unwrap())
    };
    let (user, role): (String, String) = ("ann".into(), "app".into());
    let policy_arn = arn.clone();
    let attach = AttachUserPolicyInput { user_name: user.clone(), policy_arn: policy_arn.clone() };
    account.call::<AttachUserPolicy>(attach).unwrap();
    let attach = AttachRolePolicyInput { role_name: role.clone(), policy_arn: policy_arn.clone() };
    account.call::<AttachRolePolicy>(attach).unwrap();
    assert_eq!(count(), (2, 0));
    refused(delete(&account, &arn), 409, "DeleteConflict");
    let detach = DetachUserPolicyInput { user_name: user, policy_arn: policy_arn.clone() };
    account.call::<DetachUserPolicy>(detach).unwrap();
    refused(delete(&account, &arn), 409, "DeleteConflict");
    let detach = DetachRolePolicyInput { role_name: role.clone(), policy_arn };
    account.call::<DetachRolePolicy>(detach).unwrap();
    assert_eq!(count(), (0, 0));
    let bound = PutRolePermissionsBoundaryInput {
        role_name: role.clone(),
        permissions_boundary: arn.clone(),
    };
    account.call::<PutRolePermissionsBoundary>(bound).unwrap();
    assert_eq!(count(), (0, 1));
    refused(delete(&account, &arn), 409, "DeleteConflict");
    let free = DeleteRolePermissionsBoundaryInput { role_name: role };
    account.call::<DeleteRolePermissionsBoundary>(free).unwrap();
    delete(&account, &arn).unwrap();
    // AWS's own are not the account's to delete.
    refused(delete(&account, S3_FULL), 403, "AccessDenied");
    get(&account, S3_FULL).unwrap();
}
