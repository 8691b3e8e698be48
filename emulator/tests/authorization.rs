//! The condition keys of all services, which every service gives alike, for every kind of principal.
//! Each request is signed and comes through the front door. The keys of single services:
//! [`crate::actions`].
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use crate::actions::scene::{ANN, Scene};
use parhelion::iam::Iam;
use parhelion::identity::{ACCOUNT, Document};
use parhelion::wire::Model;
use parhelion::{cloudfront, cloudwatch, iam, kms, logs, s3, s3control, sqs, sts};
use parhelion_policy::{Policy, Purpose};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// A call of each service that is allowed where a condition holds.
fn calls() -> [(&'static Model, &'static str, Json); 9] {
    let account = json!({"AccountId": ACCOUNT});
    [
        (&s3::model::MODEL, "ListBuckets", json!({})),
        (&s3::model::MODEL, "GetObject", json!({"Bucket": "photos", "Key": "cat"})),
        (&s3control::model::MODEL, "ListAccessPoints", account),
        (&logs::model::MODEL, "DescribeLogGroups", json!({})),
        (&kms::model::MODEL, "ListKeys", json!({})),
        (&iam::model::MODEL, "ListUsers", json!({})),
        (&cloudwatch::model::MODEL, "ListMetrics", json!({})),
        (&cloudfront::model::MODEL, "ListDistributions", json!({})),
        (&sqs::model::MODEL, "ListQueues", json!({})),
    ]
}

/// Whether a condition of a Deny holds for a call of ann's.
fn holds(scene: &Scene, call: (&'static Model, &str, &Json), condition: Json) -> bool {
    let mut statements = json!([{"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*"}]);
    statements[1]["Condition"] = condition;
    let (status, text) = scene.ask(call, statements);
    assert_ne!(status, 501, "{text}");
    text.contains("with an explicit deny")
}

/// Of these a user's own call from somewhere on the Internet has none.
const ABSENT: [&str; 22] = [
    "aws:TokenIssueTime",
    "aws:MultiFactorAuthPresent",
    "aws:MultiFactorAuthAge",
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "aws:PrincipalTag/other",
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:FederatedProvider",
    "aws:SourceIdentity",
    "aws:RequestTag/team",
    "aws:TagKeys",
    "aws:ResourceOrgID",
];

/// S3-7.3: the global condition keys are the same in every service.
#[tokio::test(start_paused = true)]
async fn conditions_mean_the_same_everywhere() {
    let mut scene = Scene::new();
    scene.headers = vec![("user-agent", "agent/1"), ("referer", "http://a")];
    scene.tag_ann("team", "blue");
    let id = "AIDA00000000000000ANN";
    let there = [
        ("ArnEquals", "aws:PrincipalArn", ANN),
        ("StringEquals", "aws:PrincipalAccount", ACCOUNT),
        ("StringEquals", "aws:PrincipalType", "User"),
        ("StringEquals", "aws:userid", id),
        ("StringEquals", "aws:username", "ann"),
        ("StringEquals", "aws:PrincipalTag/team", "blue"),
        ("StringEquals", "AWS:principaltag/TEAM", "blue"),
        ("StringEquals", "aws:RequestedRegion", "us-east-1"),
        ("StringEquals", "aws:UserAgent", "agent/1"),
        ("StringEquals", "aws:Referer", "http://a"),
        ("IpAddress", "aws:SourceIp", "127.0.0.0/8"),
        ("Bool", "aws:SecureTransport", "true"),
        ("Bool", "aws:ViaAWSService", "false"),
        ("Bool", "aws:PrincipalIsAWSService", "false"),
        ("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z"),
        ("NumericGreaterThan", "aws:EpochTime", "1"),
        ("DateGreaterThan", "aws:EpochTime", "2020-01-01"),
        ("StringLike", "aws:userid", "${aws:userid}"),
        ("StringEquals", "aws:username", "${aws:nobody, 'ann'}"),
    ];
    for (model, operation, input) in &calls() {
        let call = (*model, *operation, input);
        for (operator, key, value) in there {
            let name = format!("{key} in {operation}");
            assert!(holds(&scene, call, json!({operator: {key: value}})), "{name} is seen");
            let other = match operator {
                "Bool" if value == "true" => "false",
                "Bool" => "true",
                "DateGreaterThan" => "2099-01-01T00:00:00Z",
                "NumericGreaterThan" => "99999999999",
                "IpAddress" => "10.0.0.0/8",
                "ArnEquals" => "arn:aws:iam::123456789012:user/another",
                _ => "another",
            };
            let another = holds(&scene, call, json!({operator: {key: other}}));
            assert!(!another, "{name} has one value");
        }
        for key in ABSENT {
            let is_absent = holds(&scene, call, json!({"Null": {key: "true"}}));
            assert!(is_absent, "{key} in {operation}");
        }
    }
}

/// STS decides by the role's trust policy, which sees the same keys.
#[tokio::test(start_paused = true)]
async fn trust_policies_see_the_same_keys() {
    let scene = Scene::new();
    scene.tag_ann("team", "blue");
    let role = format!("arn:aws:iam::{ACCOUNT}:role/web/app");
    let assume = |key: &str, value: &str| {
        let trust = json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {key: value}}}});
        let policy = Arc::new(Policy::parse(&trust.to_string(), Purpose::Trust).unwrap());
        scene.cloud.with::<Iam, _>(|iam, _| {
            let directory = iam.directory_mut();
            let mut app = (**directory.principal(&role).unwrap()).clone();
            app.trust = Some(Document { text: trust.to_string().into(), policy });
            directory.put_principal(app);
        });
        let input = json!({"RoleArn": role, "RoleSessionName": "s1"});
        let may = json!([{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]);
        scene.ask((&sts::model::MODEL, "AssumeRole", &input), may).0
    };
    for (key, value) in [
        ("aws:username", "ann"),
        ("aws:PrincipalType", "User"),
        ("aws:PrincipalTag/team", "blue"),
        ("aws:RequestedRegion", "us-east-1"),
        ("sts:RoleSessionName", "s1"),
    ] {
        assert_eq!((assume(key, value), assume(key, "another")), (200, 403), "{key}");
    }
}
