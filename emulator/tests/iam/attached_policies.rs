//! Managed policies that users and roles were given.

use super::*;

fn below(path: &str, name: &str) -> CreatePolicyInput {
    CreatePolicyInput {
        policy_name: name.into(),
        path: Some(path.into()),
        policy_document: allow("s3:GetObject"),
        ..Default::default()
    }
}

fn arns(policies: Option<Vec<AttachedPolicy>>) -> Vec<String> {
    let mut arns: Vec<_> =
        policies.unwrap().into_iter().map(|one| one.policy_arn.unwrap()).collect();
    arns.sort();
    arns
}

#[tokio::test(start_paused = true)]
async fn users_have_what_is_attached() {
    let account = Account::new().with_object();
    account.user("ann");
    let key = account.key("ann");
    let made = account.call::<CreatePolicy>(below("/app/", "read")).unwrap();
    let own = made.policy.unwrap().arn.unwrap();
    let attach = |arn: &str| {
        let (user_name, policy_arn) = ("ann".into(), arn.into());
        account.call::<AttachUserPolicy>(AttachUserPolicyInput { user_name, policy_arn })
    };
    let detach = |arn: &str| {
        let (user_name, policy_arn) = ("ann".into(), arn.into());
        account.call::<DetachUserPolicy>(DetachUserPolicyInput { user_name, policy_arn })
    };
    let list = |change: fn(&mut ListAttachedUserPoliciesInput)| {
        let mut input =
            ListAttachedUserPoliciesInput { user_name: "ann".into(), ..Default::default() };
        change(&mut input);
        account.call::<ListAttachedUserPolicies>(input).unwrap()
    };
    assert!(arns(list(|_| ()).attached_policies).is_empty());
    missing(attach("arn:aws:iam::aws:policy/NoSuchPolicy"));
    assert!(!account.reads(&key).await);
    attach(&own).unwrap();
    attach(&own).unwrap();
    assert!(account.reads(&key).await);
    assert!(!account.deletes(&key).await);
    attach(S3_FULL).unwrap();
    let all = list(|_| ()).attached_policies;
    let names = all.iter().flatten().map(|one| one.policy_name.as_deref().unwrap());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    assert_eq!(names, ["AmazonS3FullAccess", "read"]);
    assert_eq!(arns(all), [own.as_str(), S3_FULL]);
    let filtered = list(|it| it.path_prefix = Some("/app/".into()));
    assert_eq!(arns(filtered.attached_policies), [own.as_str()]);
    let page = list(|it| it.max_items = Some(1));
    assert_eq!((page.attached_policies.unwrap().len(), page.is_truncated), (1, Some(true)));
    detach(S3_FULL).unwrap();
    detach(&own).unwrap();
    assert!(!account.reads(&key).await);
    missing(detach(&own));
}

#[tokio::test(start_paused = true)]
async fn roles_have_what_is_attached() {
    let account = Account::new().with_object();
    account.role("app");
    let session = crate::sts::assume(&account.cloud, "app", |_| ()).unwrap();
    let made = account.call::<CreatePolicy>(below("/app/", "read")).unwrap();
    let own = made.policy.unwrap().arn.unwrap();
    let list = |prefix: Option<&str>| {
        let (role_name, path_prefix) = ("app".into(), prefix.map(str::to_owned));
        let input = ListAttachedRolePoliciesInput { role_name, path_prefix, ..Default::default() };
        arns(account.call::<ListAttachedRolePolicies>(input).unwrap().attached_policies)
    };
    assert!(list(None).is_empty());
    for policy_arn in [own.clone(), S3_FULL.to_owned()] {
        let role_name = "app".into();
        account.call::<AttachRolePolicy>(AttachRolePolicyInput { role_name, policy_arn }).unwrap();
    }
    assert_eq!(list(None), [own.as_str(), S3_FULL]);
    assert_eq!(list(Some("/app/")), [own.as_str()]);
    assert!(account.reads(&session).await);
    let detach = |policy_arn: &str| {
        let (role_name, policy_arn) = ("app".into(), policy_arn.into());
        account.call::<DetachRolePolicy>(DetachRolePolicyInput { role_name, policy_arn })
    };
    detach(S3_FULL).unwrap();
    assert!(account.reads(&session).await, "the other policy still allows it");
    assert!(!account.deletes(&session).await);
    detach(&own).unwrap();
    assert!(!account.reads(&session).await);
    missing(detach(&own));
    let input = ListAttachedRolePoliciesInput { role_name: "none".into(), ..Default::default() };
    missing(account.call::<ListAttachedRolePolicies>(input));
}
