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

/// What another account has, both accounts must allow; what denies, does so from either side.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>
#[tokio::test(start_paused = true)]
async fn the_callers_account_and_the_resources_are_told_apart() {
    let account = Account::new();
    let ann = "arn:aws:iam::123456789012:user/ann";
    let eve = "arn:aws:iam::222222222222:user/team/eve";
    let (theirs, everybodys) = ("arn:aws:sqs:us-east-1:222222222222:q", "arn:aws:s3:::photos/cat");
    let policy = |effect: &str, principal: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}","Principal":{{"AWS":"{principal}"}},"Action":"*","Resource":"*"}}}}"#
        )
    };
    let (all, none) = (allow("*"), allow("ec2:RunInstances"));
    let (to_ann, not_to_ann) = (policy("Allow", ann), policy("Deny", ann));
    let to_their_own = policy("Allow", "222222222222");
    let us = "arn:aws:iam::123456789012:root";
    for (own, caller, resource, by_resource, owner, decision) in [
        (&all, ann, theirs, None, None, "implicitDeny"),
        (&all, ann, theirs, Some(&to_ann), None, "allowed"),
        (&none, ann, theirs, Some(&to_ann), None, "implicitDeny"),
        (&all, ann, theirs, Some(&to_their_own), None, "implicitDeny"),
        (&all, ann, theirs, Some(&not_to_ann), None, "explicitDeny"),
        // Where the ARN says whose it is, nobody else does.
        (&all, ann, theirs, None, Some(us), "implicitDeny"),
        (&all, eve, theirs, None, None, "allowed"),
        (&all, eve, theirs, Some(&to_their_own), None, "allowed"),
        // Where it does not, it is the caller's account's.
        (&all, eve, everybodys, None, None, "allowed"),
        (&all, eve, everybodys, None, Some(us), "implicitDeny"),
        (&none, eve, everybodys, Some(&policy("Allow", eve)), None, "allowed"),
        (&none, eve, everybodys, Some(&policy("Allow", eve)), Some(us), "implicitDeny"),
        (&all, eve, everybodys, Some(&policy("Deny", "222222222222")), Some(us), "explicitDeny"),
    ] {
        let mut asked = vec![
            ("PolicyInputList.member.1", &**own),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ResourceArns.member.1", resource),
            ("CallerArn", caller),
        ];
        asked.extend(by_resource.map(|it| ("ResourcePolicy", &**it)));
        asked.extend(owner.map(|it| ("ResourceOwner", it)));
        let answer = account.send("SimulateCustomPolicy", &asked);
        assert_eq!(element(&answer, "EvalDecision"), decision, "{asked:?}");
    }
    // Nobody in particular is nowhere in particular.
    let asked = [
        ("PolicyInputList.member.1", &*all),
        ("ActionNames.member.1", "sqs:SendMessage"),
        ("ResourceArns.member.1", theirs),
    ];
    let answer = account.send("SimulateCustomPolicy", &asked);
    assert_eq!(element(&answer, "EvalDecision"), "allowed");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_simulated_is_refused() {
    let account = Account::new();
    account.user("ann");
    account.role("app");
    let all = allow("*");
    let own = ("PolicyInputList.member.1", &*all);
    let ann = ("PolicySourceArn", "arn:aws:iam::123456789012:user/ann");
    for action in ["GetObject", "s3:", ":GetObject", "s3:Get*", "s3:*", "s3:GetObjec?"] {
        let text = format!(
            "Invalid action name: {action}. It must include the service identifier and no wildcards."
        );
        let action = [("ActionNames.member.1", "s3:GetObject"), ("ActionNames.member.2", action)];
        for (operation, more) in [("SimulateCustomPolicy", own), ("SimulatePrincipalPolicy", ann)] {
            let asked = [&action[..], &[more]].concat();
            account.refuses(operation, &asked, (400, "InvalidInput", &text));
        }
    }
    let action = ("ActionNames.member.1", "s3:GetObject");
    for caller in [
        "arn:aws:iam::123456789012:role/app",
        "arn:aws:sts::123456789012:assumed-role/app/web",
        "arn:aws:iam::123456789012:root",
    ] {
        let text = format!("CallerArn must be the ARN of an IAM user: {caller}");
        for (operation, more) in [("SimulateCustomPolicy", own), ("SimulatePrincipalPolicy", ann)] {
            let asked = [action, more, ("CallerArn", caller)];
            account.refuses(operation, &asked, (400, "InvalidInput", &text));
        }
    }
    let resource = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;
    let app = ("PolicySourceArn", "arn:aws:iam::123456789012:role/app");
    let text = "CallerArn is required when ResourcePolicy is provided.";
    for (operation, more) in [("SimulateCustomPolicy", own), ("SimulatePrincipalPolicy", app)] {
        let asked = [action, more, ("ResourcePolicy", resource)];
        account.refuses(operation, &asked, (400, "InvalidInput", text));
    }
    let asked = [action, ann, ("ResourcePolicy", resource)];
    let answer = account.send("SimulatePrincipalPolicy", &asked);
    assert_eq!(element(&answer, "EvalDecision"), "allowed", "ann is who asks");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html>
#[tokio::test(start_paused = true)]
async fn details_are_of_other_accounts_resources() {
    let account = Account::new();
    let own = allow("sqs:*");
    let theirs = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}}"#;
    let simulate = |action: &str, resource: &str| {
        let all = [
            ("PolicyInputList.member.1", &*own),
            ("ResourcePolicy", theirs),
            ("CallerArn", "arn:aws:iam::123456789012:user/ann"),
            ("ActionNames.member.1", action),
            ("ResourceArns.member.1", resource),
        ];
        account.send("SimulateCustomPolicy", &all)
    };
    let at_home = simulate("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:q");
    assert_eq!(element_or_empty(&at_home, "EvalDecisionDetails"), Some(""));
    let all = simulate("sqs:SendMessage", "*");
    assert_eq!(element_or_empty(&all, "EvalDecisionDetails"), None);
    let elsewhere = "arn:aws:sqs:us-east-1:111122223333:q";
    let expected = |decision: &str| {
        format!(
            "<entry><key>IAM Policy</key><value>allowed</value></entry><entry><key>Resource \
             Policy</key><value>{decision}</value></entry>"
        )
    };
    for (action, decision) in [("sqs:SendMessage", "allowed"), ("sqs:PurgeQueue", "implicitDeny")] {
        let answer = simulate(action, elsewhere);
        assert_eq!(element(&answer, "EvalDecision"), decision);
        assert_eq!(elements(&answer, "EvalDecisionDetails"), [&*expected(decision); 2]);
    }
}

/// What an element holds, if it is there.
fn element_or_empty<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    if xml.contains(&format!("<{name}/>")) {
        return Some("");
    }
    xml.contains(&format!("<{name}>")).then(|| element(xml, name))
}

/// Where resources are listed, keys that nobody gave are named with each of them.
#[tokio::test(start_paused = true)]
async fn missing_keys_are_named_with_the_resource() {
    let account = Account::new();
    let condition = r#","Condition":{"StringEquals":{"s3:prefix":"x"}}"#;
    let policy = statement("Allow", "s3:ListBucket", "*", condition);
    let asked = [
        ("PolicyInputList.member.1", &*policy),
        ("ActionNames.member.1", "s3:ListBucket"),
        ("ResourceArns.member.1", "arn:aws:s3:::photos"),
    ];
    let answer = account.send("SimulateCustomPolicy", &asked);
    let specific = element(&answer, "ResourceSpecificResults");
    assert_eq!(elements(specific, "MissingContextValues").len(), 1, "{answer}");
    let rest = answer.replace(specific, "");
    assert!(!rest.contains("s3:prefix"), "{rest}");
}
