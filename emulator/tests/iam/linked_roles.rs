//! Service-linked roles.

use super::*;

#[tokio::test(start_paused = true)]
async fn they_are_the_services() {
    let account = Account::new();
    let service = ("AWSServiceName", "ecs.amazonaws.com");
    let made = account.send("CreateServiceLinkedRole", &[service]);
    let name = "AWSServiceRoleForECS";
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/{name}");
    assert_eq!(element(&made, "Arn"), arn);
    let text = format!(
        "Service role name {name} has been taken in this account, please try a different suffix."
    );
    account.refuses("CreateServiceLinkedRole", &[service], (400, "InvalidInput", &text));
    let attached = account.send("ListAttachedRolePolicies", &[("RoleName", name)]);
    assert_eq!(elements(&attached, "PolicyName"), ["AmazonECSServiceRolePolicy"]);
    let text = format!(
        "Cannot perform the operation on the protected role '{name}' - this role is only \
         modifiable by AWS"
    );
    let protected = (400, "UnmodifiableEntity", &*text);
    let role = ("RoleName", name);
    let policy = ("PolicyArn", element(&attached, "PolicyArn"));
    let (own, document) = (("PolicyName", "p"), allow("s3:*"));
    account.refuses("DeleteRole", &[role], protected);
    account.refuses("DetachRolePolicy", &[role, policy], protected);
    account.refuses("AttachRolePolicy", &[role, ("PolicyArn", S3_FULL)], protected);
    account.refuses("PutRolePolicy", &[role, own, ("PolicyDocument", &document)], protected);
    let trusted = trust(ACCOUNT);
    let trusted = [role, ("PolicyDocument", &*trusted)];
    account.refuses("UpdateAssumeRolePolicy", &trusted, protected);
    let bound = [role, ("PermissionsBoundary", S3_FULL)];
    account.refuses("PutRolePermissionsBoundary", &bound, protected);
    // Its policy is for no other role.
    account.role("app");
    let text = "Cannot attach a Service Role Policy to a Customer Role.";
    let app = [("RoleName", "app"), policy];
    account.refuses("AttachRolePolicy", &app, (400, "PolicyNotAttachable", text));
    let task = account.send("DeleteServiceLinkedRole", &[role]);
    let task = ("DeletionTaskId", element(&task, "DeletionTaskId"));
    assert!(task.1.starts_with(&format!("task/aws-service-role/ecs.amazonaws.com/{name}/")));
    let status = account.send("GetServiceLinkedRoleDeletionStatus", &[task]);
    assert_eq!(element(&status, "Status"), "SUCCEEDED");
    account.send("CreateServiceLinkedRole", &[service]);
}

#[tokio::test(start_paused = true)]
async fn only_some_take_a_suffix() {
    let account = Account::new();
    let suffix = ("CustomSuffix", "blue");
    let scaling = ("AWSServiceName", "autoscaling.amazonaws.com");
    let made = account.send("CreateServiceLinkedRole", &[scaling, suffix]);
    assert_eq!(element(&made, "RoleName"), "AWSServiceRoleForAutoScaling_blue");
    let ecs = ("AWSServiceName", "ecs.amazonaws.com");
    let text = "Custom suffix is not allowed for ecs.amazonaws.com";
    account.refuses("CreateServiceLinkedRole", &[ecs, suffix], (400, "InvalidInput", text));
    account.role("app");
    let absent = (404, "NoSuchEntity", "The role with name app cannot be found.");
    account.refuses("DeleteServiceLinkedRole", &[("RoleName", "app")], absent);
}

/// By the names that are listed, each with its policy.
#[tokio::test(start_paused = true)]
async fn services_have_roles_of_their_own_names() {
    let account = Account::new();
    for (service, name, policy) in [
        ("lakeformation", "LakeFormationDataAccess", "LakeFormationDataAccessServiceRolePolicy"),
        ("lex", "LexBots", "LexBotPolicy"),
        ("elasticbeanstalk", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"),
        ("config", "Config", "AWSConfigServiceRolePolicy"),
        ("wafv2", "WAFV2Logging", "WAFV2LoggingServiceRolePolicy"),
        ("backup", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup"),
        ("inspector2", "AmazonInspector2", "AmazonInspector2ServiceRolePolicy"),
        ("securityhub", "SecurityHub", "AWSSecurityHubServiceRolePolicy"),
        ("dax", "DAX", "DAXServiceRolePolicy"),
        ("support", "Support", "AWSSupportServiceRolePolicy"),
        ("transitgateway", "VPCTransitGateway", "AWSVPCTransitGatewayServiceRolePolicy"),
        ("trustedadvisor", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"),
    ] {
        let service = format!("{service}.amazonaws.com");
        let made = account.send("CreateServiceLinkedRole", &[("AWSServiceName", &service)]);
        let name = format!("AWSServiceRoleFor{name}");
        let arn = format!("arn:aws:iam::{ACCOUNT}:role/aws-service-role/{service}/{name}");
        assert_eq!(element(&made, "Arn"), arn);
        let attached = account.send("ListAttachedRolePolicies", &[("RoleName", &name)]);
        assert_eq!(elements(&attached, "PolicyName"), [policy]);
    }
}
