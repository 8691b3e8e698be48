//! Versions of managed policies: the default one decides.

use super::*;

#[tokio::test(start_paused = true)]
async fn the_default_version_decides() {
    let account = Account::new().with_object();
    let arn = account.policy("p", &allow("s3:GetObject")).arn.unwrap();
    account.user("ann");
    let key = account.key("ann");
    account.send("AttachUserPolicy", &[("UserName", "ann"), ("PolicyArn", &arn)]);
    assert!(account.reads(&key).await);
    let other = allow("s3:DeleteObject");
    let new = [("PolicyArn", &*arn), ("PolicyDocument", &*other)];
    let made = account.send("CreatePolicyVersion", &new);
    assert_eq!((element(&made, "VersionId"), element(&made, "IsDefaultVersion")), ("v2", "false"));
    assert!(!made.contains("<Document>"), "{made}");
    assert!(account.reads(&key).await);
    let second = [("PolicyArn", &*arn), ("VersionId", "v2")];
    account.send("SetDefaultPolicyVersion", &second);
    assert!(!account.reads(&key).await);
    let shown = account.send("GetPolicy", &[("PolicyArn", &arn)]);
    assert_eq!(element(&shown, "DefaultVersionId"), "v2");
    let all = account.send("ListPolicyVersions", &[("PolicyArn", &arn)]);
    assert_eq!(elements(&all, "VersionId"), ["v2", "v1"], "the latest first");
    let page = account.send("ListPolicyVersions", &[("PolicyArn", &arn), ("MaxItems", "1")]);
    let marker = element(&page, "Marker");
    let rest = account.send("ListPolicyVersions", &[("PolicyArn", &arn), ("Marker", marker)]);
    assert_eq!(elements(&rest, "VersionId"), ["v1"]);
    let text = "Cannot delete the default version of a policy.";
    account.refuses("DeletePolicyVersion", &second, (409, "DeleteConflict", text));
    account.send("DeletePolicyVersion", &[("PolicyArn", &arn), ("VersionId", "v1")]);
    // No number comes twice.
    let third = account.send(
        "CreatePolicyVersion",
        &[
            ("PolicyArn", &arn),
            ("PolicyDocument", &allow("s3:GetObject")),
            ("SetAsDefault", "true"),
        ],
    );
    assert_eq!((element(&third, "VersionId"), element(&third, "IsDefaultVersion")), ("v3", "true"));
    assert!(account.reads(&key).await);
}

#[tokio::test(start_paused = true)]
async fn a_policy_has_five_versions_at_most() {
    let account = Account::new();
    let arn = account.policy("p", &allow("s3:*")).arn.unwrap();
    let document = allow("s3:GetObject");
    let new = [("PolicyArn", &*arn), ("PolicyDocument", &*document)];
    for _ in 0..4 {
        account.send("CreatePolicyVersion", &new);
    }
    let text = "A managed policy can have up to 5 versions. Before you create a new version, you \
                must delete an existing version.";
    account.refuses("CreatePolicyVersion", &new, (409, "LimitExceeded", text));
    let text = "This policy has more than one version. Before you delete a policy, you must delete \
                the policy's versions. The default version is deleted with the policy.";
    account.refuses("DeletePolicy", &[("PolicyArn", &arn)], (409, "DeleteConflict", text));
    let absent = format!("Policy {arn} version v9 does not exist or is not attachable.");
    let ninth = [("PolicyArn", &*arn), ("VersionId", "v9")];
    account.refuses("SetDefaultPolicyVersion", &ninth, (404, "NoSuchEntity", &absent));
    let aws = [("PolicyArn", S3_FULL), ("PolicyDocument", &*document)];
    let text = "Policy is outside your own account.";
    account.refuses("CreatePolicyVersion", &aws, (403, "AccessDenied", text));
}

#[tokio::test(start_paused = true)]
async fn policies_have_tags() {
    let account = Account::new();
    let arn = account.policy("p", &allow("s3:*")).arn.unwrap();
    let add = [("PolicyArn", &*arn), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a")];
    account.send("TagPolicy", &add);
    let tags = account.send("ListPolicyTags", &[("PolicyArn", &arn)]);
    assert_eq!((element(&tags, "Key"), element(&tags, "Value")), ("team", "a"));
    let shown = account.send("GetPolicy", &[("PolicyArn", &arn)]);
    assert_eq!(element(&shown, "Key"), "team");
    account.send("UntagPolicy", &[("PolicyArn", &arn), ("TagKeys.member.1", "TEAM")]);
    let tags = account.send("ListPolicyTags", &[("PolicyArn", &arn)]);
    assert!(elements(&tags, "Key").is_empty());
}

#[tokio::test(start_paused = true)]
async fn whoever_has_a_policy_is_listed() {
    let account = Account::new();
    let arn = account.policy("p", &allow("s3:*")).arn.unwrap();
    let (user, role) = (account.user("ann"), account.role("app"));
    account.send("CreateGroup", &[("GroupName", "g")]);
    account.send("AttachUserPolicy", &[("UserName", "ann"), ("PolicyArn", &arn)]);
    account.send("AttachGroupPolicy", &[("GroupName", "g"), ("PolicyArn", &arn)]);
    let bound = [("RoleName", "app"), ("PermissionsBoundary", &*arn)];
    account.send("PutRolePermissionsBoundary", &bound);
    let all = account.send("ListEntitiesForPolicy", &[("PolicyArn", &arn)]);
    assert_eq!(element(&all, "UserId"), user.user_id);
    assert_eq!(element(&all, "RoleId"), role.role_id);
    assert_eq!(element(&all, "GroupName"), "g");
    for (name, value, seen) in [
        ("EntityFilter", "User", ["ann"].as_slice()),
        ("EntityFilter", "LocalManagedPolicy", &[]),
        ("PolicyUsageFilter", "PermissionsPolicy", &["ann"]),
        ("PolicyUsageFilter", "PermissionsBoundary", &[]),
        ("PathPrefix", "/other/", &[]),
    ] {
        let asked = [("PolicyArn", &*arn), (name, value)];
        let some = account.send("ListEntitiesForPolicy", &asked);
        assert_eq!(elements(&some, "UserName"), seen, "{name} {value}");
        let role = value == "PermissionsBoundary";
        assert_eq!(elements(&some, "RoleName").len(), usize::from(role), "{value}");
    }
}
