//! Instance profiles.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_profile_holds_one_role() {
    let account = Account::new();
    let role = account.role("app");
    account.role("other");
    let name = ("InstanceProfileName", "web");
    let made = account.send("CreateInstanceProfile", &[name, ("Path", "/x/")]);
    assert_eq!(element(&made, "Arn"), format!("arn:aws:iam::{ACCOUNT}:instance-profile/x/web"));
    assert!(element(&made, "InstanceProfileId").starts_with("AIPA"), "{made}");
    let taken = (409, "EntityAlreadyExists", "Instance Profile web already exists.");
    account.refuses("CreateInstanceProfile", &[name], taken);
    let app = [name, ("RoleName", "app")];
    account.send("AddRoleToInstanceProfile", &app);
    let text = "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
    let other = [name, ("RoleName", "other")];
    account.refuses("AddRoleToInstanceProfile", &other, (409, "LimitExceeded", text));
    let shown = account.send("GetInstanceProfile", &[name]);
    assert_eq!(element(&shown, "RoleId"), role.role_id);
    assert!(decoded(element(&shown, "AssumeRolePolicyDocument")).contains("sts:AssumeRole"));
    assert!(!shown.contains("MaxSessionDuration"), "{shown}");
    let of_role = account.send("ListInstanceProfilesForRole", &[("RoleName", "app")]);
    assert_eq!(elements(&of_role, "InstanceProfileName"), ["web"]);
    let none = account.send("ListInstanceProfilesForRole", &[("RoleName", "other")]);
    assert!(elements(&none, "InstanceProfileName").is_empty());
    let text = "Cannot delete entity, must remove roles from instance profile first.";
    account.refuses("DeleteRole", &[("RoleName", "app")], (409, "DeleteConflict", text));
    account.refuses("DeleteInstanceProfile", &[name], (409, "DeleteConflict", text));
    account.send("RemoveRoleFromInstanceProfile", &app);
    let absent = (404, "NoSuchEntity", "The role with name app cannot be found.");
    account.refuses("RemoveRoleFromInstanceProfile", &app, absent);
    account.send("DeleteInstanceProfile", &[name]);
    let absent = (404, "NoSuchEntity", "Instance Profile web cannot be found.");
    account.refuses("GetInstanceProfile", &[name], absent);
    account.send("DeleteRole", &[("RoleName", "app")]);
}

#[tokio::test(start_paused = true)]
async fn profiles_are_listed_and_tagged() {
    let account = Account::new();
    for (name, path) in [("b", "/x/"), ("a", "/")] {
        let made = [("InstanceProfileName", name), ("Path", path)];
        account.send("CreateInstanceProfile", &made);
    }
    let all = account.send("ListInstanceProfiles", &[]);
    assert_eq!(elements(&all, "InstanceProfileName"), ["a", "b"]);
    let below = account.send("ListInstanceProfiles", &[("PathPrefix", "/x/")]);
    assert_eq!(elements(&below, "InstanceProfileName"), ["b"]);
    let name = ("InstanceProfileName", "a");
    let tag = [name, ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue")];
    account.send("TagInstanceProfile", &tag);
    let tags = account.send("ListInstanceProfileTags", &[name]);
    assert_eq!((element(&tags, "Key"), element(&tags, "Value")), ("team", "blue"));
    let shown = account.send("GetInstanceProfile", &[name]);
    assert_eq!(element(&shown, "Value"), "blue");
    account.send("UntagInstanceProfile", &[name, ("TagKeys.member.1", "team")]);
    let tags = account.send("ListInstanceProfileTags", &[name]);
    assert!(elements(&tags, "Key").is_empty());
}
