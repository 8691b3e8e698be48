//! The words in which IAM refuses, and the form of its answers.

use super::*;

#[tokio::test(start_paused = true)]
async fn names_and_paths_have_sentences_of_their_own() {
    let account = Account::new();
    let names = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
    for (action, member, shown) in [
        ("CreateUser", "UserName", "userName"),
        ("CreateGroup", "GroupName", "groupName"),
        ("CreateInstanceProfile", "InstanceProfileName", "instanceProfileName"),
    ] {
        let text = format!("The specified value for {shown} is invalid. {names}");
        account.refuses(action, &[(member, "a b")], (400, "ValidationError", &text));
    }
    let text = "The specified value for path is invalid. It must begin and end with / and contain \
                only alphanumeric characters and/or / characters.";
    let bad = [("UserName", "ann"), ("Path", "/x")];
    account.refuses("CreateUser", &bad, (400, "ValidationError", text));
    let long = "x".repeat(65);
    let text = format!(
        "1 validation error detected: Value '{long}' at 'userName' failed to satisfy constraint: \
         Member must have length less than or equal to 64"
    );
    account.refuses("CreateUser", &[("UserName", &long)], (400, "ValidationError", &text));
}

#[tokio::test(start_paused = true)]
async fn tags_have_rules() {
    let account = Account::new();
    let tags = |one: &'static str, other: &'static str| {
        [
            ("UserName", "ann"),
            ("Tags.member.1.Key", one),
            ("Tags.member.1.Value", "1"),
            ("Tags.member.2.Key", other),
            ("Tags.member.2.Value", "2"),
        ]
    };
    let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
    account.refuses("CreateUser", &tags("team", "TEAM"), (400, "InvalidInput", text));
    let text = "Tag keys starting with 'aws:' are reserved for system use";
    account.refuses("CreateUser", &tags("team", "aws:x"), (400, "InvalidInput", text));
    account.send("CreateUser", &tags("team", "stage"));
    // A key in other letters is the same key: https://github.com/aws/aws-cdk/issues/26253
    let other = [("UserName", "ann"), ("Tags.member.1.Key", "TEAM"), ("Tags.member.1.Value", "3")];
    account.send("TagUser", &other);
    let shown = account.send("ListUserTags", &[("UserName", "ann")]);
    assert_eq!(elements(&shown, "Key"), ["TEAM", "stage"]);
}

#[tokio::test(start_paused = true)]
async fn quotas_are_named() {
    let account = Account::new();
    account.role("app");
    let arns: Vec<String> = (0..=10)
        .map(|number| account.policy(&format!("p{number}"), &allow("s3:*")).arn.unwrap())
        .collect();
    for (number, arn) in arns.iter().enumerate() {
        let attach = [("RoleName", "app"), ("PolicyArn", &**arn)];
        if number < 10 {
            account.send("AttachRolePolicy", &attach);
        } else {
            let text = "Cannot exceed quota for PoliciesPerRole: 10";
            account.refuses("AttachRolePolicy", &attach, (409, "LimitExceeded", text));
        }
    }
    account.user("ann");
    let actions = r#""s3:GetObject","#.repeat(200);
    let large = allow("s3:*").replace(r#""s3:*""#, &format!("[{actions}\"s3:*\"]"));
    let put = [("UserName", "ann"), ("PolicyName", "p"), ("PolicyDocument", &*large)];
    let text = "Maximum policy size of 2048 bytes exceeded for user ann";
    account.refuses("PutUserPolicy", &put, (409, "LimitExceeded", text));
    let text = "ARN arn:aws:s3:::photos-and-more is not valid.";
    let no_policy = [("UserName", "ann"), ("PolicyArn", "arn:aws:s3:::photos-and-more")];
    account.refuses("AttachUserPolicy", &no_policy, (400, "InvalidInput", text));
    let arn = format!("arn:aws:iam::{ACCOUNT}:policy/none");
    let text = format!("Policy {arn} does not exist or is not attachable.");
    let absent = [("UserName", "ann"), ("PolicyArn", &*arn)];
    account.refuses("AttachUserPolicy", &absent, (404, "NoSuchEntity", &text));
}

#[tokio::test(start_paused = true)]
async fn dates_are_in_whole_seconds() {
    let account = Account::new();
    account.cloud.advance(std::time::Duration::from_millis(1234)).await;
    let made = account.send("CreateUser", &[("UserName", "ann")]);
    let date = element(&made, "CreateDate");
    assert_eq!(date.len(), "2026-01-01T00:00:00Z".len(), "{date}");
}
