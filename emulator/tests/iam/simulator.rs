//! The policy simulator.

use super::*;

fn statement(effect: &str, action: &str, resource: &str, rest: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}","Action":"{action}","Resource":"{resource}"{rest}}}}}"#
    )
}

#[tokio::test(start_paused = true)]
async fn policies_are_asked_without_a_request() {
    let account = Account::new();
    let allows = statement("Allow", "s3:*", "arn:aws:s3:::photos/*", "");
    let denies = statement("Deny", "s3:Delete*", "*", "");
    let answer = account.send(
        "SimulateCustomPolicy",
        &[
            ("PolicyInputList.member.1", &allows),
            ("PolicyInputList.member.2", &denies),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ActionNames.member.2", "s3:DeleteObject"),
            ("ResourceArns.member.1", "arn:aws:s3:::photos/cat"),
            ("ResourceArns.member.2", "arn:aws:s3:::videos/cat"),
        ],
    );
    let decisions = elements(&answer, "EvalDecision");
    assert_eq!(decisions, ["allowed", "implicitDeny", "explicitDeny", "explicitDeny"]);
    assert_eq!(elements(&answer, "EvalResourceDecision"), decisions);
    let sources = elements(&answer, "SourcePolicyId");
    assert_eq!((sources[0], sources[2]), ("PolicyInputList.1", "PolicyInputList.2"));
    let start = element(&answer, "StartPosition");
    assert_eq!((element(start, "Line"), element(start, "Column")), ("1", "37"));
    let page = account.send(
        "SimulateCustomPolicy",
        &[
            ("PolicyInputList.member.1", &allows),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ActionNames.member.2", "s3:PutObject"),
            ("MaxItems", "1"),
        ],
    );
    assert_eq!(element(&page, "IsTruncated"), "true");
    assert_eq!(elements(&page, "EvalResourceName"), ["*"]);
    assert!(!page.contains("ResourceSpecificResults"), "{page}");
}

#[tokio::test(start_paused = true)]
async fn keys_that_nobody_gave_are_named() {
    let account = Account::new();
    let condition = r#","Condition":{"StringEquals":{"s3:prefix":"${aws:username}"}}"#;
    let policy = statement("Allow", "s3:ListBucket", "*", condition);
    let asked = [
        ("PolicyInputList.member.1", &*policy),
        ("ActionNames.member.1", "s3:ListBucket"),
        ("CallerArn", "arn:aws:iam::123456789012:user/ann"),
    ];
    let answer = account.send("SimulateCustomPolicy", &asked);
    assert_eq!(element(&answer, "EvalDecision"), "implicitDeny");
    assert_eq!(elements(element(&answer, "MissingContextValues"), "member"), ["s3:prefix"]);
    let given = [
        ("ContextEntries.member.1.ContextKeyName", "s3:prefix"),
        ("ContextEntries.member.1.ContextKeyValues.member.1", "ann"),
        ("ContextEntries.member.1.ContextKeyType", "string"),
    ];
    let answer = account.send("SimulateCustomPolicy", &[&asked[..], &given[..]].concat());
    assert_eq!(element(&answer, "EvalDecision"), "allowed");
    let keys = [("PolicyInputList.member.1", &*policy)];
    let keys = account.send("GetContextKeysForCustomPolicy", &keys);
    assert_eq!(elements(&keys, "member"), ["aws:username", "s3:prefix"]);
}

#[tokio::test(start_paused = true)]
async fn a_principals_policies_are_asked() {
    let account = Account::new();
    account.user("ann");
    account.send("CreateGroup", &[("GroupName", "g")]);
    account.send("AddUserToGroup", &[("GroupName", "g"), ("UserName", "ann")]);
    account.send("AttachGroupPolicy", &[("GroupName", "g"), ("PolicyArn", S3_FULL)]);
    let condition = r#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#;
    let own = statement("Deny", "s3:Put*", "*", condition);
    let put = [("UserName", "ann"), ("PolicyName", "p"), ("PolicyDocument", &*own)];
    account.send("PutUserPolicy", &put);
    let arn = format!("arn:aws:iam::{ACCOUNT}:user/ann");
    let ann = ("PolicySourceArn", &*arn);
    let decide = |more: &[(&str, &str)]| {
        let asked = [&[ann, ("ActionNames.member.1", "s3:PutObject")], more].concat();
        account.send("SimulatePrincipalPolicy", &asked)
    };
    let answer = decide(&[]);
    assert_eq!(element(&answer, "EvalDecision"), "allowed");
    assert_eq!(element(&answer, "SourcePolicyId"), "AmazonS3FullAccess");
    assert!(!answer.contains("PermissionsBoundaryDecisionDetail"), "{answer}");
    let mfa = [
        ("ContextEntries.member.1.ContextKeyName", "aws:MultiFactorAuthPresent"),
        ("ContextEntries.member.1.ContextKeyValues.member.1", "true"),
    ];
    let answer = decide(&mfa);
    assert_eq!(element(&answer, "EvalDecision"), "explicitDeny");
    assert_eq!(elements(&answer, "SourcePolicyId"), ["user_ann_p"]);
    let limit = account.policy("limit", &allow("s3:Get*")).arn.unwrap();
    let bound = [("UserName", "ann"), ("PermissionsBoundary", &*limit)];
    account.send("PutUserPermissionsBoundary", &bound);
    let answer = decide(&[]);
    assert_eq!(element(&answer, "EvalDecision"), "implicitDeny");
    assert_eq!(element(&answer, "AllowedByPermissionsBoundary"), "false");
    let wider = allow("s3:*");
    let answer = decide(&[("PermissionsBoundaryPolicyInputList.member.1", &*wider)]);
    assert_eq!(element(&answer, "EvalDecision"), "allowed");
    let keys = account.send("GetContextKeysForPrincipalPolicy", &[ann]);
    assert_eq!(elements(&keys, "member"), ["aws:MultiFactorAuthPresent"]);
    let session = format!("arn:aws:sts::{ACCOUNT}:assumed-role/app/web");
    let text =
        format!("Invalid Entity Arn: {session} does not clearly define entity type and name.");
    let asked = [("PolicySourceArn", &*session), ("ActionNames.member.1", "s3:GetObject")];
    account.refuses("SimulatePrincipalPolicy", &asked, (400, "InvalidInput", &text));
}
