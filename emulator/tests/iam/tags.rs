//! Tags of users and roles: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>.

use super::*;

fn tags(pairs: &[(&str, &str)]) -> Vec<Tag> {
    pairs.iter().map(|(key, value)| Tag { key: (*key).into(), value: (*value).into() }).collect()
}

#[tokio::test(start_paused = true)]
async fn users_are_tagged() {
    let account = Account::new();
    account.user("ann");
    let tag = |user: &str, pairs: &[(&str, &str)]| {
        account.call::<TagUser>(TagUserInput { user_name: user.into(), tags: tags(pairs) })
    };
    let untag = |user: &str, key: &str| {
        let (user_name, tag_keys) = (user.into(), vec![key.into()]);
        account.call::<UntagUser>(UntagUserInput { user_name, tag_keys })
    };
    let list = || {
        let input = ListUserTagsInput { user_name: "ann".into(), ..Default::default() };
        account.call::<ListUserTags>(input).unwrap().tags
    };
    assert!(list().is_empty());
    missing(tag("nobody", &[("a", "1")]));
    tag("ann", &[("team", "blue"), ("cost", "1")]).unwrap();
    tag("ann", &[("cost", "2")]).unwrap();
    assert_eq!(list(), tags(&[("cost", "2"), ("team", "blue")]));
    // Keys fold case, and keep it.
    tag("ann", &[("Team", "red")]).unwrap();
    assert_eq!(list(), tags(&[("Team", "red"), ("cost", "2")]));
    let input = ListUserTagsInput { user_name: "ann".into(), max_items: Some(1), marker: None };
    let page = account.call::<ListUserTags>(input).unwrap();
    assert_eq!((page.tags.len(), page.is_truncated), (1, Some(true)));
    untag("ann", "absent").unwrap();
    untag("ann", "team").unwrap();
    assert_eq!(list(), tags(&[("cost", "2")]));
    missing(untag("nobody", "cost"));
    let many: Vec<(String, String)> = (0..50).map(|n| (format!("k{n}"), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(key, value)| (&**key, &**value)).collect();
    refused(tag("ann", &many), 409, "LimitExceeded");
    assert_eq!(list().len(), 1, "all or nothing");
    tag("ann", &many[..49]).unwrap();
    assert_eq!(list().len(), 50);
}

/// What a user is tagged with decides, where a policy says so.
#[tokio::test(start_paused = true)]
async fn policies_see_a_users_tags() {
    let account = Account::new().with_object();
    account.user("ann");
    let key = account.key("ann");
    account
        .call::<PutUserPolicy>(PutUserPolicyInput {
            user_name: "ann".into(),
            policy_name: "blue".into(),
            policy_document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Action":"s3:GetObject","Resource":"*",
                "Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}]}"#
                .into(),
        })
        .unwrap();
    assert!(!account.reads(&key).await);
    let (user_name, team) = ("ann".to_owned(), tags(&[("team", "blue")]));
    account.call::<TagUser>(TagUserInput { user_name: user_name.clone(), tags: team }).unwrap();
    assert!(account.reads(&key).await);
    let tag_keys = vec!["team".into()];
    account.call::<UntagUser>(UntagUserInput { user_name, tag_keys }).unwrap();
    assert!(!account.reads(&key).await);
}

#[tokio::test(start_paused = true)]
async fn roles_are_tagged() {
    let account = Account::new();
    account.role("app");
    let tag = |role: &str, pairs: &[(&str, &str)]| {
        account.call::<TagRole>(TagRoleInput { role_name: role.into(), tags: tags(pairs) })
    };
    let list = || {
        let input = ListRoleTagsInput { role_name: "app".into(), ..Default::default() };
        account.call::<ListRoleTags>(input).unwrap().tags
    };
    missing(tag("absent", &[("a", "1")]));
    tag("app", &[("b", "2"), ("a", "1")]).unwrap();
    assert_eq!(list(), tags(&[("a", "1"), ("b", "2")]));
    let got = account.call::<GetRole>(GetRoleInput { role_name: "app".into() }).unwrap().role;
    assert_eq!(got.tags, Some(list()));
    let (role_name, tag_keys) = ("app".into(), vec!["a".into(), "absent".into()]);
    account.call::<UntagRole>(UntagRoleInput { role_name, tag_keys }).unwrap();
    assert_eq!(list(), tags(&[("b", "2")]));
    let (role_name, tag_keys) = ("absent".into(), vec!["a".into()]);
    missing(account.call::<UntagRole>(UntagRoleInput { role_name, tag_keys }));
}
