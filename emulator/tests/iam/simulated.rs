//! The simulator's answer is what a live request meets: for policies that nobody chose.

use super::*;
use crate::actions::scene::{ANN, Scene, send as ask};
use parhelion::sqs;
use serde_json::{Value as Json, json};

/// Numbers that look like chance, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        // Knuth's MMIX; the upper bits are the better ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn some(&mut self, of: &[&str]) -> Json {
        let count = 1 + self.below(2);
        (0..count).map(|_| self.one(of)).collect()
    }

    fn statement(&mut self) -> Json {
        let actions =
            ["s3:GetObject", "s3:Get*", "S3:PUT*", "sqs:*", "*", "sqs:SendMess?ge", "iam:GetUser"];
        let resources = [
            "*",
            "arn:aws:s3:::photos/*",
            "arn:aws:s3:::photos/c?t",
            "arn:aws:s3:::PHOTOS/cat",
            "arn:aws:sqs:*:123456789012:*",
            "arn:aws:sqs:us-east-1:123456789012:jobs",
            "arn:aws:iam::123456789012:user/team/*",
            "arn:aws:s3:::photos/${aws:PrincipalTag/animal}",
            "arn:aws:s3:::photos/${aws:username, 'cat'}",
        ];
        let conditions = [
            json!({"StringEquals": {"aws:PrincipalTag/team": ["red", "blue"]}}),
            json!({"StringNotEquals": {"aws:PrincipalTag/team": "blue"}}),
            json!({"StringLikeIfExists": {"aws:PrincipalTag/none": "x*"}}),
            json!({"Null": {"aws:PrincipalTag/none": "true"}}),
            json!({"ForAllValues:StringEquals": {"aws:TagKeys": "a"}}),
            json!({"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}}),
            json!({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/a*"}}),
        ];
        let effect = if self.below(3) == 0 { "Deny" } else { "Allow" };
        let action = if self.below(5) == 0 { "NotAction" } else { "Action" };
        let resource = if self.below(5) == 0 { "NotResource" } else { "Resource" };
        let mut statement = json!({"Effect": effect, action: self.some(&actions),
            resource: self.some(&resources)});
        if self.below(3) == 0 {
            statement["Condition"] = conditions[self.below(conditions.len())].clone();
        }
        statement
    }

    fn policy(&mut self) -> String {
        let statements: Json = (0..1 + self.below(3)).map(|_| self.statement()).collect();
        json!({"Version": "2012-10-17", "Statement": statements}).to_string()
    }
}

fn requests()
-> [(&'static parhelion::wire::Model, &'static str, Json, &'static str, &'static str); 4] {
    let queue = format!("https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/jobs");
    let cat = || json!({"Bucket": "photos", "Key": "cat"});
    [
        (&s3::MODEL, "GetObject", cat(), "s3:GetObject", "arn:aws:s3:::photos/cat"),
        (&s3::MODEL, "PutObject", cat(), "s3:PutObject", "arn:aws:s3:::photos/cat"),
        (
            &sqs::model::MODEL,
            "SendMessage",
            json!({"QueueUrl": queue, "MessageBody": "m"}),
            "sqs:SendMessage",
            "arn:aws:sqs:us-east-1:123456789012:jobs",
        ),
        (
            &parhelion::iam::model::MODEL,
            "GetUser",
            json!({"UserName": "bob"}),
            "iam:GetUser",
            "arn:aws:iam::123456789012:user/team/bob",
        ),
    ]
}

fn document(text: &str) -> parhelion::identity::Document {
    let kind = parhelion_policy::iam::Kind::Inline;
    let policy = parhelion_policy::iam::parse(text, kind).unwrap();
    parhelion::identity::Document { text: text.into(), policy: policy.into() }
}

/// The boundary and the group of ann, if she has them, and what is asked about her with it.
fn given(scene: &Scene, dice: &mut Dice) -> Vec<(String, String)> {
    let mut own = vec![dice.policy()];
    let iam = &parhelion::iam::model::MODEL;
    scene.cloud.with::<Iam, _>(|iam, _| {
        let mut ann = (**iam.directory_mut().principal(ANN).unwrap()).clone();
        ann.inline.insert("p".into(), document(&own[0]));
        iam.directory_mut().put_principal(ann);
    });
    if dice.below(3) == 0 {
        own.push(dice.policy());
        scene.made(iam, "CreateGroup", json!({"GroupName": "g"}));
        scene.made(iam, "AddUserToGroup", json!({"GroupName": "g", "UserName": "ann"}));
        let put = json!({"GroupName": "g", "PolicyName": "p", "PolicyDocument": own[1]});
        scene.made(iam, "PutGroupPolicy", put);
    }
    let mut asked: Vec<(String, String)> = own
        .into_iter()
        .enumerate()
        .map(|(at, text)| (format!("PolicyInputList.member.{}", at + 1), text))
        .collect();
    if dice.below(3) == 0 {
        let limit = dice.policy();
        let made = json!({"PolicyName": "limit", "PolicyDocument": limit});
        scene.made(iam, "CreatePolicy", made);
        let limits = format!("arn:aws:iam::{ACCOUNT}:policy/limit");
        let bound = json!({"UserName": "ann", "PermissionsBoundary": limits});
        scene.made(iam, "PutUserPermissionsBoundary", bound);
        asked.push(("PermissionsBoundaryPolicyInputList.member.1".to_owned(), limit));
    }
    asked
}

#[tokio::test(start_paused = true)]
async fn the_simulator_says_what_happens() {
    let scene = Scene::new();
    for (key, value) in [("team", "blue"), ("animal", "cat")] {
        scene.tag_ann(key, value);
    }
    let mut dice = Dice(20_240_917);
    let mut counts = [0, 0];
    for round in 0..150 {
        let scene = Scene { cloud: scene.cloud.fork(), upload: String::new(), headers: Vec::new() };
        let given = given(&scene, &mut dice);
        let account = Account { cloud: scene.cloud.fork() };
        for (model, operation, input, action, resource) in requests() {
            let (_, text) =
                ask(&scene.cloud.fork(), ("AKIAANN", "secret"), &[], model, operation, &input);
            let is = !text.contains("is not authorized to perform");
            counts[usize::from(is)] += 1;
            let mut asked: Vec<(&str, &str)> =
                vec![("ActionNames.member.1", action), ("ResourceArns.member.1", resource)];
            for (at, (key, value)) in [
                ("aws:PrincipalTag/team", "blue"),
                ("aws:PrincipalTag/animal", "cat"),
                ("aws:PrincipalArn", ANN),
            ]
            .iter()
            .enumerate()
            {
                asked.push((CONTEXT[at].0, key));
                asked.push((CONTEXT[at].1, value));
            }
            let of_ann = [&asked[..], &[("PolicySourceArn", ANN)]].concat();
            let said = account.send("SimulatePrincipalPolicy", &of_ann);
            let said = element(&said, "EvalDecision") == "allowed";
            assert_eq!(said, is, "{round} {action} {given:?}");
            let given = given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let alone: Vec<(&str, &str)> =
                asked.into_iter().chain(given).chain([("CallerArn", ANN)]).collect();
            let said = account.send("SimulateCustomPolicy", &alone);
            let said = element(&said, "EvalDecision") == "allowed";
            assert_eq!(said, is, "{round} {action} {alone:?}");
        }
    }
    assert!(counts.iter().all(|count| *count > 100), "both happen: {counts:?}");
}

/// The names of three context entries' members.
const CONTEXT: [(&str, &str); 3] = [
    ("ContextEntries.member.1.ContextKeyName", "ContextEntries.member.1.ContextKeyValues.member.1"),
    ("ContextEntries.member.2.ContextKeyName", "ContextEntries.member.2.ContextKeyValues.member.1"),
    ("ContextEntries.member.3.ContextKeyName", "ContextEntries.member.3.ContextKeyValues.member.1"),
];

/// With a resource's policy, too: who is named in it, and whose the resource is.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>
#[tokio::test(start_paused = true)]
async fn resource_policies_are_simulated() {
    let account = Account::new();
    let policy = |principal: &str| {
        json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"AWS": principal}, "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::photos/*"}]})
        .to_string()
    };
    let (reads, lists) = (allow("s3:Get*"), allow("s3:List*"));
    let decide = |own: &str, boundary: Option<&str>, principal: &str, owner: &str| {
        let resource = policy(principal);
        let mut asked = vec![
            ("PolicyInputList.member.1", own),
            ("ActionNames.member.1", "s3:GetObject"),
            ("ResourceArns.member.1", "arn:aws:s3:::photos/cat"),
            ("CallerArn", ANN),
            ("ResourcePolicy", &resource),
            ("ResourceOwner", owner),
        ];
        asked.extend(boundary.map(|it| ("PermissionsBoundaryPolicyInputList.member.1", it)));
        element(&account.send("SimulateCustomPolicy", &asked), "EvalDecision") == "allowed"
    };
    let (us, them) = ("arn:aws:iam::123456789012:root", "arn:aws:iam::222222222222:root");
    assert!(decide(&lists, None, ANN, us), "ann herself");
    assert!(decide(&lists, Some(&lists), ANN, us), "no boundary takes that away");
    assert!(!decide(&lists, None, us, us), "the account hands on what it gets");
    assert!(decide(&reads, None, us, us));
    assert!(!decide(&lists, None, ANN, them), "another account's needs both sides");
    assert!(decide(&reads, None, us, them) && !decide(&reads, None, them, them));
}
