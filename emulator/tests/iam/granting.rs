//! ListPoliciesGrantingServiceAccess, and what there is of organizations.

use super::*;

fn granting(account: &Account, arn: &str, service: &str) -> Vec<(String, String)> {
    let asked = [("Arn", arn), ("ServiceNamespaces.member.1", service)];
    let xml = account.send("ListPoliciesGrantingServiceAccess", &asked);
    assert_eq!(element(&xml, "ServiceNamespace"), service);
    let of = |name| elements(&xml, name).into_iter().map(str::to_owned).collect::<Vec<_>>();
    of("PolicyName").into_iter().zip(of("PolicyType")).collect()
}

/// A user has what its groups have; each kind of element that grants counts.
#[tokio::test(start_paused = true)]
async fn what_gives_access_to_a_service() {
    let account = Account::new();
    let ann = account.user("ann");
    account.send("CreateGroup", &[("GroupName", "devs")]);
    account.send("AddUserToGroup", &[("GroupName", "devs"), ("UserName", "ann")]);
    let put = |name: &str, document: &str| {
        let put = [("UserName", "ann"), ("PolicyName", name), ("PolicyDocument", document)];
        account.send("PutUserPolicy", &put);
    };
    let with = |effect: &str, element: &str, action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}","{element}":["{action}"],"Resource":"*"}}}}"#
        )
    };
    put("a-logs", &with("Allow", "Action", "logs:PutLogEvents"));
    put("b-all", &with("Allow", "Action", "*"));
    put("c-deny", &with("Deny", "Action", "sqs:*"));
    put("d-but", &with("Allow", "NotAction", "sqs:*"));
    put("e-but-one", &with("Allow", "NotAction", "sqs:SendMessage"));
    account.send("AttachGroupPolicy", &[("GroupName", "devs"), ("PolicyArn", S3_FULL)]);
    account.send("AttachUserPolicy", &[("UserName", "ann"), ("PolicyArn", S3_FULL)]);
    let group = allow("SQS:Receive*");
    let in_group = [("GroupName", "devs"), ("PolicyName", "g"), ("PolicyDocument", &*group)];
    account.send("PutGroupPolicy", &in_group);
    let names = |service: &str| -> Vec<String> {
        granting(&account, &ann.arn, service).into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names("logs"), ["a-logs", "b-all", "d-but", "e-but-one"]);
    assert_eq!(names("sqs"), ["b-all", "e-but-one", "g"]);
    assert_eq!(names("s3"), ["b-all", "d-but", "e-but-one", "AmazonS3FullAccess"]);
    let s3 = granting(&account, &ann.arn, "s3");
    assert_eq!(s3.last().unwrap().1, "MANAGED");
    let asked = [("Arn", &*ann.arn), ("ServiceNamespaces.member.1", "sqs")];
    let xml = account.send("ListPoliciesGrantingServiceAccess", &asked);
    assert_eq!(elements(&xml, "EntityType"), ["USER", "USER", "GROUP"]);
    assert_eq!(elements(&xml, "EntityName"), ["ann", "ann", "devs"]);
    assert_eq!(element(&xml, "IsTruncated"), "false");
    let absent = format!("arn:aws:iam::{ACCOUNT}:user/bob");
    let asked = [("Arn", &*absent), ("ServiceNamespaces.member.1", "sqs")];
    let text = format!("ARN {absent} cannot be found.");
    account.refuses("ListPoliciesGrantingServiceAccess", &asked, (404, "NoSuchEntity", &text));
    let asked = [("Arn", "arn:aws:s3:::photos-and-more"), ("ServiceNamespaces.member.1", "sqs")];
    let text = "ARN arn:aws:s3:::photos-and-more is not valid.";
    account.refuses("ListPoliciesGrantingServiceAccess", &asked, (400, "InvalidInput", text));
}

/// No account here is in an organization.
#[tokio::test(start_paused = true)]
async fn there_are_no_organizations() {
    let account = Account::new();
    let text = "The request was rejected because no organization is associated with your account.";
    account.refuses("ListOrganizationsFeatures", &[], (400, "OrganizationNotFoundException", text));
    let none = |result: Result<()>| refused(result, 400, "OrganizationNotFoundException");
    let input = ListOrganizationsFeaturesInput {};
    none(account.call::<ListOrganizationsFeatures>(input).map(drop));
    let input = EnableOrganizationsRootCredentialsManagementInput {};
    none(account.call::<EnableOrganizationsRootCredentialsManagement>(input).map(drop));
    let input = DisableOrganizationsRootCredentialsManagementInput {};
    none(account.call::<DisableOrganizationsRootCredentialsManagement>(input).map(drop));
    let input = EnableOrganizationsRootSessionsInput {};
    none(account.call::<EnableOrganizationsRootSessions>(input).map(drop));
    let input = DisableOrganizationsRootSessionsInput {};
    none(account.call::<DisableOrganizationsRootSessions>(input).map(drop));
}
