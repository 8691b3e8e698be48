//! Groups, and what they give the users in them.

use super::*;

fn id<'a>(xml: &'a str, name: &str) -> &'a str {
    element(xml, name)
}

#[tokio::test(start_paused = true)]
async fn a_group_is_shown_as_it_was_made() {
    let account = Account::new();
    let made = account.send("CreateGroup", &[("GroupName", "Admins"), ("Path", "/ops/")]);
    assert_eq!(element(&made, "Arn"), format!("arn:aws:iam::{ACCOUNT}:group/ops/Admins"));
    assert!(id(&made, "GroupId").starts_with("AGPA"), "{made}");
    let taken = (409, "EntityAlreadyExists", "Group with name admins already exists.");
    account.refuses("CreateGroup", &[("GroupName", "admins")], taken);
    account.send("CreateGroup", &[("GroupName", "Billing")]);
    let all = account.send("ListGroups", &[]);
    assert_eq!(elements(&all, "GroupName"), ["Admins", "Billing"]);
    let below = account.send("ListGroups", &[("PathPrefix", "/ops/")]);
    assert_eq!(elements(&below, "GroupName"), ["Admins"]);
    let page = account.send("ListGroups", &[("MaxItems", "1")]);
    assert_eq!(element(&page, "IsTruncated"), "true");
    let rest = account.send("ListGroups", &[("Marker", element(&page, "Marker"))]);
    assert_eq!(elements(&rest, "GroupName"), ["Billing"]);
    let shown = account.send("GetGroup", &[("GroupName", "Admins")]);
    assert_eq!(id(&shown, "GroupId"), id(&made, "GroupId"));
    let absent = (404, "NoSuchEntity", "The group with name Nobody cannot be found.");
    account.refuses("GetGroup", &[("GroupName", "Nobody")], absent);
}

#[tokio::test(start_paused = true)]
async fn users_come_and_go() {
    let account = Account::new();
    account.user("ann");
    account.user("bob");
    account.send("CreateGroup", &[("GroupName", "g")]);
    for name in ["bob", "ann", "ann"] {
        account.send("AddUserToGroup", &[("GroupName", "g"), ("UserName", name)]);
    }
    let users = account.send("GetGroup", &[("GroupName", "g")]);
    assert_eq!(elements(&users, "UserName"), ["ann", "bob"]);
    let groups = account.send("ListGroupsForUser", &[("UserName", "ann")]);
    assert_eq!(elements(&groups, "GroupName"), ["g"]);
    let full = "Cannot delete entity, must remove users from group first.";
    account.refuses("DeleteGroup", &[("GroupName", "g")], (409, "DeleteConflict", full));
    account.refuses("DeleteUser", &[("UserName", "ann")], (409, "DeleteConflict", full));
    // Under another name it has the same users.
    let renamed = [("GroupName", "g"), ("NewGroupName", "h"), ("NewPath", "/x/")];
    account.send("UpdateGroup", &renamed);
    let groups = account.send("ListGroupsForUser", &[("UserName", "bob")]);
    assert_eq!(element(&groups, "Arn"), format!("arn:aws:iam::{ACCOUNT}:group/x/h"));
    for name in ["ann", "bob"] {
        account.send("RemoveUserFromGroup", &[("GroupName", "h"), ("UserName", name)]);
    }
    account.send("DeleteGroup", &[("GroupName", "h")]);
    account.send("DeleteUser", &[("UserName", "ann")]);
}

#[tokio::test(start_paused = true)]
async fn a_user_is_in_ten_groups_at_most() {
    let account = Account::new();
    account.user("ann");
    for number in 0..=10 {
        let name = format!("g{number}");
        account.send("CreateGroup", &[("GroupName", &name)]);
        let add = [("GroupName", &*name), ("UserName", "ann")];
        if number < 10 {
            account.send("AddUserToGroup", &add);
        } else {
            let full = (409, "LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10");
            account.refuses("AddUserToGroup", &add, full);
        }
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html>
#[tokio::test(start_paused = true)]
async fn policies_of_groups_decide() {
    let account = Account::new().with_object();
    account.user("ann");
    let key = account.key("ann");
    account.send("CreateGroup", &[("GroupName", "g")]);
    let attach = [("GroupName", "g"), ("PolicyArn", S3_FULL)];
    account.send("AttachGroupPolicy", &attach);
    assert!(!account.reads(&key).await);
    account.send("AddUserToGroup", &[("GroupName", "g"), ("UserName", "ann")]);
    assert!(account.reads(&key).await);
    let deny = allow("s3:Delete*").replace("Allow", "Deny");
    let put = [("GroupName", "g"), ("PolicyName", "no"), ("PolicyDocument", &*deny)];
    account.send("PutGroupPolicy", &put);
    assert!(!account.deletes(&key).await);
    let attached = account.send("ListAttachedGroupPolicies", &[("GroupName", "g")]);
    assert_eq!(elements(&attached, "PolicyArn"), [S3_FULL]);
    let inline = account.send("ListGroupPolicies", &[("GroupName", "g")]);
    assert_eq!(elements(&inline, "member"), ["no"]);
    let own = [("GroupName", "g"), ("PolicyName", "no")];
    let shown = account.send("GetGroupPolicy", &own);
    assert_eq!(decoded(element(&shown, "PolicyDocument")), deny);
    account.refuses(
        "DeleteGroup",
        &[("GroupName", "g")],
        (409, "DeleteConflict", "Cannot delete entity, must remove users from group first."),
    );
    account.send("DeleteGroupPolicy", &own);
    let absent = (404, "NoSuchEntity", "The group policy with name no cannot be found.");
    account.refuses("GetGroupPolicy", &own, absent);
    assert!(account.deletes(&key).await);
    account.send("DetachGroupPolicy", &attach);
    assert!(!account.reads(&key).await);
}
