//! Every call is decided by its own action on its own resource.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>

use super::*;

/// An action, what it is about, and its input.
type Case<'a> = (&'a str, String, &'a [(&'a str, &'a str)]);

/// A user who may do all but `action` on `resource`.
fn limited(action: &str, resource: &str) -> (Account, Credentials) {
    let account = Account::new();
    account.user("ann");
    let key = account.key("ann");
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*"}},{{"Effect":"Deny","Action":"{action}","Resource":"{resource}"}}]}}"#
    );
    let put = [("UserName", "ann"), ("PolicyName", "p"), ("PolicyDocument", &*document)];
    account.send("PutUserPolicy", &put);
    account.role("app");
    account.send("CreateGroup", &[("GroupName", "g"), ("Path", "/x/")]);
    account.send("CreateInstanceProfile", &[("InstanceProfileName", "web")]);
    account.policy("own", &allow("s3:*"));
    (account, key)
}

#[tokio::test(start_paused = true)]
async fn a_deny_on_a_resource_holds() {
    let arn = |resource: &str| format!("arn:aws:iam::{ACCOUNT}:{resource}");
    let policy = arn("policy/own");
    let cases: &[Case] = &[
        ("DeleteGroup", arn("group/x/g"), &[("GroupName", "g")]),
        ("AddUserToGroup", arn("group/x/g"), &[("GroupName", "g"), ("UserName", "ann")]),
        ("ListGroupsForUser", arn("user/ann"), &[("UserName", "ann")]),
        ("UpdateUser", arn("user/eve"), &[("UserName", "ann"), ("NewUserName", "eve")]),
        (
            "CreatePolicyVersion",
            policy.clone(),
            &[
                ("PolicyArn", &policy),
                ("PolicyDocument", r#"{"Version":"2012-10-17","Statement":[]}"#),
            ],
        ),
        ("AttachRolePolicy", arn("role/app"), &[("RoleName", "app"), ("PolicyArn", &policy)]),
        ("DeleteInstanceProfile", arn("instance-profile/web"), &[("InstanceProfileName", "web")]),
        (
            "AddRoleToInstanceProfile",
            arn("instance-profile/web"),
            &[("InstanceProfileName", "web"), ("RoleName", "app")],
        ),
        ("CreateVirtualMFADevice", arn("mfa/phone"), &[("VirtualMFADeviceName", "phone")]),
        (
            "CreateOpenIDConnectProvider",
            arn("oidc-provider/a.example"),
            &[("Url", "https://a.example")],
        ),
        ("CreateLoginProfile", arn("user/ann"), &[("UserName", "ann"), ("Password", "x")]),
        ("UpdateRole", arn("role/app"), &[("RoleName", "app")]),
        (
            "CreateServiceLinkedRole",
            arn("role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
            &[("AWSServiceName", "ecs.amazonaws.com")],
        ),
        (
            "SimulatePrincipalPolicy",
            arn("role/app"),
            &[("PolicySourceArn", &arn("role/app")), ("ActionNames.member.1", "s3:GetObject")],
        ),
    ];
    for (action, resource, parameters) in cases {
        let (account, key) = limited(&format!("iam:{action}"), resource);
        let (status, text) = account.send_as(&key, action, parameters);
        assert_eq!((status, element(&text, "Code")), (403, "AccessDenied"), "{action}: {text}");
        let says = format!("iam:{action} on resource: {resource} with an explicit deny");
        assert!(element(&text, "Message").contains(&says), "{text}");
        // The same deny on another resource stops nothing.
        let (account, key) = limited(&format!("iam:{action}"), &arn("user/nobody"));
        let (_, text) = account.send_as(&key, action, parameters);
        assert!(!text.contains("AccessDenied"), "{action}: {text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_is_passed_on_to_a_profile() {
    let role = format!("arn:aws:iam::{ACCOUNT}:role/app");
    let (account, key) = limited("iam:PassRole", &role);
    let add = [("InstanceProfileName", "web"), ("RoleName", "app")];
    let (status, text) = account.send_as(&key, "AddRoleToInstanceProfile", &add);
    assert_eq!(status, 403, "{text}");
    assert!(text.contains(&format!("iam:PassRole on resource: {role}")), "{text}");
}
