//! Roles.

use super::*;
use parhelion::sts::model as sts;

fn get(account: &Account, name: &str) -> Result<Role> {
    account.call::<GetRole>(GetRoleInput { role_name: name.into() }).map(|it| it.role)
}

fn assume(account: &Account) -> Result<sts::AssumeRoleOutput> {
    let input = sts::AssumeRoleInput {
        role_arn: format!("arn:aws:iam::{ACCOUNT}:role/app"),
        role_session_name: "web".into(),
        ..Default::default()
    };
    crate::sts::assume_as_operator(&account.cloud, input)
}

#[tokio::test(start_paused = true)]
async fn a_role_is_shown_as_it_was_made() {
    let account = Account::new();
    missing(get(&account, "app"));
    let document = trust(ACCOUNT);
    let input = CreateRoleInput {
        path: Some("/svc/".into()),
        role_name: "app".into(),
        assume_role_policy_document: document.clone(),
        description: Some("the application".into()),
        max_session_duration: Some(7200),
        permissions_boundary: Some(S3_FULL.into()),
        tags: Some(vec![Tag { key: "team".into(), value: "blue".into() }]),
    };
    let made = account.call::<CreateRole>(input.clone()).unwrap().role;
    // The answer of CreateRole says less than GetRole's:
    // https://docs.aws.amazon.com/cli/latest/reference/iam/create-role.html#examples
    assert_eq!((&made.description, made.max_session_duration), (&None, None));
    let shown = get(&account, "app").unwrap();
    let more = Role {
        description: Some("the application".into()),
        max_session_duration: Some(7200),
        role_last_used: Some(RoleLastUsed::default()),
        ..made
    };
    assert_eq!(shown, more);
    assert_eq!(shown.arn, format!("arn:aws:iam::{ACCOUNT}:role/svc/app"));
    assert!(shown.role_id.starts_with("AROA"), "{}", shown.role_id);
    assert_eq!(decoded(&shown.assume_role_policy_document.unwrap()), document);
    assert_eq!(shown.description.as_deref(), Some("the application"));
    assert_eq!(shown.max_session_duration, Some(7200));
    assert_eq!(shown.tags.unwrap()[0].key, "team");
    refused(account.call::<CreateRole>(input.clone()), 409, "EntityAlreadyExists");
    let malformed = CreateRoleInput {
        role_name: "other".into(),
        assume_role_policy_document: "{".into(),
        ..input
    };
    refused(account.call::<CreateRole>(malformed), 400, "MalformedPolicyDocument");
    missing(get(&account, "other"));
    account.role("plain");
    let plain = get(&account, "plain").unwrap();
    assert_eq!(plain.max_session_duration, Some(3600), "an hour by default");
    let xml = account.send("GetRole", &[("RoleName", "plain")]);
    assert!(xml.contains("<RoleLastUsed"), "{xml}");
    let listed = account.send("ListRoles", &[]);
    assert!(!listed.contains("RoleLastUsed") && listed.contains("MaxSessionDuration"), "{listed}");
}

#[tokio::test(start_paused = true)]
async fn roles_are_listed_by_path() {
    let account = Account::new();
    account.user("ann");
    account.role("app");
    let input = CreateRoleInput {
        path: Some("/svc/".into()),
        role_name: "job".into(),
        assume_role_policy_document: trust(ACCOUNT),
        permissions_boundary: Some(S3_FULL.into()),
        tags: Some(vec![Tag { key: "k".into(), value: "v".into() }]),
        ..Default::default()
    };
    account.call::<CreateRole>(input).unwrap();
    let list = |prefix: Option<&str>| {
        let path_prefix = prefix.map(str::to_owned);
        let input = ListRolesInput { path_prefix, ..Default::default() };
        account.call::<ListRoles>(input).unwrap().roles
    };
    let names = |roles: &[Role]| {
        let mut names: Vec<_> = roles.iter().map(|role| role.role_name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&list(None)), ["app", "job"]);
    let below = list(Some("/svc/"));
    assert_eq!(names(&below), ["job"]);
    // ListRoles shows less of a role than GetRole does.
    assert_eq!((&below[0].tags, &below[0].permissions_boundary), (&None, &None));
    let page =
        account.call::<ListRoles>(ListRolesInput { max_items: Some(1), ..Default::default() });
    let page = page.unwrap();
    assert_eq!((page.roles.len(), page.is_truncated), (1, Some(true)));
}

#[tokio::test(start_paused = true)]
async fn who_is_trusted_can_be_changed() {
    let account = Account::new();
    account.role("app");
    assume(&account).unwrap();
    let update = |name: &str, document: String| {
        account.call::<UpdateAssumeRolePolicy>(UpdateAssumeRolePolicyInput {
            role_name: name.into(),
            policy_document: document,
        })
    };
    refused(update("app", "nonsense".into()), 400, "MalformedPolicyDocument");
    assume(&account).unwrap();
    let other = trust("111122223333");
    update("app", other.clone()).unwrap();
    refused(assume(&account), 403, "AccessDenied");
    let shown = get(&account, "app").unwrap().assume_role_policy_document.unwrap();
    assert_eq!(decoded(&shown), other);
    missing(update("absent", trust(ACCOUNT)));
}

#[tokio::test(start_paused = true)]
async fn only_a_bare_role_is_deleted() {
    let account = Account::new();
    account.role("app");
    let delete = || account.call::<DeleteRole>(DeleteRoleInput { role_name: "app".into() });
    let attach = || AttachRolePolicyInput { role_name: "app".into(), policy_arn: S3_FULL.into() };
    account.call::<AttachRolePolicy>(attach()).unwrap();
    refused(delete(), 409, "DeleteConflict");
    let detach = DetachRolePolicyInput { role_name: "app".into(), policy_arn: S3_FULL.into() };
    account.call::<DetachRolePolicy>(detach).unwrap();
    let (role_name, policy_name) = ("app".to_owned(), "own".to_owned());
    let policy_document = allow("s3:*");
    let put = PutRolePolicyInput { role_name, policy_name, policy_document };
    account.call::<PutRolePolicy>(put).unwrap();
    refused(delete(), 409, "DeleteConflict");
    let strip = DeleteRolePolicyInput { role_name: "app".into(), policy_name: "own".into() };
    account.call::<DeleteRolePolicy>(strip).unwrap();
    delete().unwrap();
    missing(get(&account, "app"));
    missing(delete());
    refused(assume(&account), 403, "AccessDenied");
}

/// What is not given stays.
#[tokio::test(start_paused = true)]
async fn description_and_duration_can_be_changed() {
    let account = Account::new();
    account.role("app");
    account.send("UpdateRole", &[("RoleName", "app"), ("Description", "the application")]);
    account.send("UpdateRole", &[("RoleName", "app"), ("MaxSessionDuration", "7200")]);
    let shown = get(&account, "app").unwrap();
    assert_eq!(shown.description.as_deref(), Some("the application"));
    assert_eq!(shown.max_session_duration, Some(7200));
    let changed = [("RoleName", "app"), ("Description", "new")];
    let xml = account.send("UpdateRoleDescription", &changed);
    assert_eq!(element(&xml, "Description"), "new");
    assert!(!xml.contains("MaxSessionDuration"), "{xml}");
    assert_eq!(get(&account, "app").unwrap().description.as_deref(), Some("new"));
    account.send("UpdateRole", &[("RoleName", "app"), ("Description", "")]);
    assert_eq!(get(&account, "app").unwrap().description, None);
    let absent = (404, "NoSuchEntity", "The role with name other cannot be found.");
    account.refuses("UpdateRole", &[("RoleName", "other")], absent);
}
