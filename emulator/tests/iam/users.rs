//! Users.

use super::*;

fn get(account: &Account, name: &str) -> Result<User> {
    account.call::<GetUser>(GetUserInput { user_name: Some(name.into()) }).map(|it| it.user)
}

#[tokio::test(start_paused = true)]
async fn a_user_is_shown_as_it_was_made() {
    let account = Account::new();
    missing(get(&account, "ann"));
    let input = CreateUserInput {
        path: Some("/web/".into()),
        user_name: "ann".into(),
        permissions_boundary: Some(S3_FULL.into()),
        tags: Some(vec![Tag { key: "team".into(), value: "blue".into() }]),
    };
    let made = account.call::<CreateUser>(input.clone()).unwrap().user.unwrap();
    assert_eq!(made.arn, format!("arn:aws:iam::{ACCOUNT}:user/web/ann"));
    assert!(made.user_id.starts_with("AIDA"), "{}", made.user_id);
    assert_eq!(made.create_date, account.cloud.now());
    let shown = get(&account, "ann").unwrap();
    assert_eq!(shown, made);
    let boundary = shown.permissions_boundary.unwrap();
    assert_eq!(boundary.permissions_boundary_arn.as_deref(), Some(S3_FULL));
    assert_eq!(shown.tags.unwrap()[0].value, "blue");
    // Names are unique whatever their case and path.
    let again = CreateUserInput { path: None, user_name: "ANN".into(), ..input };
    refused(account.call::<CreateUser>(again), 409, "EntityAlreadyExists");
    account.call::<DeleteUser>(DeleteUserInput { user_name: "ann".into() }).unwrap();
    missing(get(&account, "ann"));
    missing(account.call::<DeleteUser>(DeleteUserInput { user_name: "ann".into() }));
}

/// Without a name: whoever signed.
#[tokio::test(start_paused = true)]
async fn callers_see_themselves() {
    let account = Account::new();
    let root = account.call::<GetUser>(GetUserInput { user_name: None }).unwrap().user;
    assert_eq!(root.arn, format!("arn:aws:iam::{ACCOUNT}:root"));
    assert_eq!(root.user_id, ACCOUNT);
    let ann = account.user("ann");
    let key = account.key("ann");
    let model = &parhelion::iam::model::MODEL;
    let (status, refusal) = send(&account.cloud, model, &key, "GetUser", "");
    assert_eq!((status, element(&refusal, "Code")), (403, "AccessDenied"));
    account
        .call::<PutUserPolicy>(PutUserPolicyInput {
            user_name: "ann".into(),
            policy_name: "self".into(),
            policy_document: allow("iam:GetUser"),
        })
        .unwrap();
    let (status, shown) = send(&account.cloud, model, &key, "GetUser", "");
    assert_eq!((status, element(&shown, "UserId")), (200, &*ann.user_id));
    assert_eq!(element(&shown, "Arn"), ann.arn);
}

#[tokio::test(start_paused = true)]
async fn users_are_listed_by_path_and_page() {
    let account = Account::new();
    for (path, name) in [("/web/", "b"), ("/web/", "a"), ("/", "c"), ("/web/eu/", "d")] {
        let input = CreateUserInput {
            path: Some(path.into()),
            user_name: name.into(),
            permissions_boundary: Some(S3_FULL.into()),
            tags: Some(vec![Tag { key: "k".into(), value: "v".into() }]),
        };
        account.call::<CreateUser>(input).unwrap();
    }
    let list = |path: Option<&str>| ListUsersInput {
        path_prefix: path.map(str::to_owned),
        ..Default::default()
    };
    let names = |input: ListUsersInput| {
        let listed = account.call::<ListUsers>(input).unwrap();
        let mut names: Vec<String> = listed.users.into_iter().map(|user| user.user_name).collect();
        names.sort();
        names
    };
    assert_eq!(names(list(None)), ["a", "b", "c", "d"]);
    assert_eq!(names(list(Some("/web/"))), ["a", "b", "d"]);
    assert!(names(list(Some("/nowhere/"))).is_empty());
    // ListUsers shows less of a user than GetUser does.
    let listed = account.call::<ListUsers>(list(None)).unwrap();
    assert_eq!(listed.is_truncated, Some(false));
    for user in listed.users {
        assert_eq!((user.tags, user.permissions_boundary), (None, None), "{}", user.user_name);
    }
    let (mut seen, mut marker, mut pages) = (Vec::new(), None, 0);
    loop {
        let input = ListUsersInput { max_items: Some(3), marker, ..Default::default() };
        let page = account.call::<ListUsers>(input).unwrap();
        assert_eq!(page.is_truncated, Some(page.marker.is_some()));
        pages += 1;
        seen.extend(page.users.into_iter().map(|user| user.user_name));
        marker = page.marker;
        if marker.is_none() {
            break;
        }
    }
    seen.sort();
    assert_eq!((pages, seen), (2, ["a", "b", "c", "d"].map(str::to_owned).to_vec()));
    let wrong = ListUsersInput { marker: Some("nonsense".into()), ..Default::default() };
    refused(account.call::<ListUsers>(wrong), 400, "ValidationError");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>
#[tokio::test(start_paused = true)]
async fn a_renamed_user_is_the_same_user() {
    let account = Account::new().with_object();
    let ann = account.user("ann");
    account.user("bob");
    let key = account.key("ann");
    account.send("AttachUserPolicy", &[("UserName", "ann"), ("PolicyArn", S3_FULL)]);
    let text = "User with name bob already exists.";
    let taken = [("UserName", "ann"), ("NewUserName", "bob")];
    account.refuses("UpdateUser", &taken, (409, "EntityAlreadyExists", text));
    let renamed = [("UserName", "ann"), ("NewUserName", "anna"), ("NewPath", "/x/")];
    account.send("UpdateUser", &renamed);
    missing(get(&account, "ann"));
    let anna = get(&account, "anna").unwrap();
    assert_eq!(anna.user_id, ann.user_id);
    assert_eq!(anna.arn, format!("arn:aws:iam::{ACCOUNT}:user/x/anna"));
    assert!(account.reads(&key).await);
    let used = account.send("GetAccessKeyLastUsed", &[("AccessKeyId", &key.access_key)]);
    assert_eq!((element(&used, "UserName"), element(&used, "ServiceName")), ("anna", "N/A"));
    assert!(!used.contains("LastUsedDate"), "{used}");
}
