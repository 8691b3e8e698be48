//! Policies against requests: wildcards, variables, negations and ties.

use super::*;

/// Wildcards in every part of an ARN; an ARN that ends early has `*` for what it lacks.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>
#[test]
fn s3_7_2_f_wildcards_in_every_part() {
    let queue = "arn:aws:sqs:eu-west-1:123456789012:jobs";
    for (pattern, expected) in [
        ("*", true),
        ("arn:aws:sqs:*:123456789012:jobs", true),
        ("arn:aws:sqs:eu-west-?:*:jobs", true),
        ("arn:aws:sqs:eu-west-1:1234567890??:j*s", true),
        ("arn:*:sqs:*:*:*", true),
        ("arn:aws:sqs", true),
        ("arn:aws:sqs:eu-west-1", true),
        ("arn:aws:sqs:eu-west-1:123456789012", true),
        ("arn:aws:sqs:eu-west-1:123456789012:", false),
        ("arn:aws:sqs::123456789012:jobs", false),
        ("arn:aws:sqs:eu-west-1:123456789012:JOBS", false),
        ("ARN:aws:sqs:eu-west-1:123456789012:jobs", false),
        ("arn:aws:sqs:eu-west-1:123456789012:job", false),
        ("arn:aws:sqs:eu-west-1:123456789012:jobs?", false),
        ("arn:aws:sqs:eu-west-1:123456789012:jobs*", true),
        ("arn:aws:sns:*:*:*", false),
    ] {
        let statement = READ.replace("s3:GetObject", "SQS:sendmessage");
        let text = with(&statement.replace("arn:aws:s3:::b/*", pattern));
        let said = decide(&text, Caller::Anonymous, "sqs:SendMessage", queue, &[]);
        assert_eq!(said == Decision::Allow, expected, "{pattern}");
    }
}

/// `${*}`, `${?}` and `${$}` stand for themselves; what is no variable stays as it is written.
#[test]
fn s3_7_3_escapes_and_texts_that_are_no_variables() {
    for (written, key, expected) in [
        ("b/${*}", "*", true),
        ("b/${*}", "x", false),
        ("b/${?}", "?", true),
        ("b/${?}", "x", false),
        ("b/${$}{aws:username}", "${aws:username}", true),
        ("b/${aws:username", "${aws:username", true),
        ("b/$aws", "$aws", true),
        ("b/${AWS:UserName}", "ann", true),
        ("b/${aws:username}*", "ann-and-more", true),
        ("b/${aws:none, 'nobody'}", "nobody", true),
        ("b/${aws:none, 'no*y'}", "nobody", false),
        ("b/${aws:username, 'nobody'}", "ann", true),
        ("b/${aws:none}", "", false),
    ] {
        let text = with(&READ.replace("b/*", written));
        let keys = [("aws:username", "ann")];
        let resource = format!("arn:aws:s3:::b/{key}");
        let said = decide(&text, Caller::Anonymous, "s3:GetObject", &resource, &keys);
        assert_eq!(said == Decision::Allow, expected, "{written} {key}");
    }
}

/// An allow of everything but a few, and a deny of everything but a few.
#[test]
fn not_action_and_not_resource_with_either_effect() {
    for effect in ["Allow", "Deny"] {
        let text = with(&format!(
            r#"{{"Effect":"{effect}","Principal":"*","NotAction":["s3:Get*","IAM:*"],
            "NotResource":["arn:aws:s3:::b/open/*","arn:aws:s3:::c*"]}}"#
        ));
        for (action, key, applies) in [
            ("s3:PutObject", "b/x", true),
            ("s3:GetObject", "b/x", false),
            ("iam:ListUsers", "b/x", false),
            ("s3:PutObject", "b/open/x", false),
            ("s3:PutObject", "cd/x", false),
            ("sqs:SendMessage", "d", true),
        ] {
            let resource = format!("arn:aws:s3:::{key}");
            let said = decide(&text, Caller::Anonymous, action, &resource, &[]);
            let expected = match (applies, effect) {
                (false, _) => Decision::Silent,
                (true, "Allow") => Decision::Allow,
                (true, _) => Decision::Deny,
            };
            assert_eq!(said, expected, "{effect} {action} {key}");
        }
    }
}

#[test]
fn s3_7_2_e_actions_have_wildcards_anywhere() {
    for (pattern, expected) in [
        ("*", true),
        ("*:*", true),
        ("s3:*", true),
        ("S3:GETOBJECT", true),
        ("s?:Get*ect", true),
        ("*:GetObject", true),
        ("s3:Get", false),
        ("s3:GetObject?", false),
        ("s3GetObject", false),
    ] {
        let text = with(&READ.replace("s3:GetObject", pattern));
        let said = decide(&text, Caller::Anonymous, "s3:GetObject", "arn:aws:s3:::b/x", &[]);
        assert_eq!(said == Decision::Allow, expected, "{pattern}");
    }
}

/// A policy that was tied means nobody but whom its ARNs named then, also after it was stored.
#[test]
fn s3_7_2_c_tied_policies() {
    let user = "arn:aws:iam::111122223333:user/u";
    let text = with(&READ.replace(r#""*","Action""#, &format!(r#"{{"AWS":"{user}"}},"Action""#)));
    let mut policy = Policy::parse(&text, Purpose::Resource).unwrap();
    policy.pin(|arn| (arn == user).then(|| "AIDAFIRST".into()));
    let stored = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), policy);
    let ask_as = |policy: &Policy, userid: &str, arn: &str| {
        let keys: BTreeMap<String, Vec<String>> =
            [("aws:userid".to_owned(), vec![userid.to_owned()])].into();
        let account = arn.split(':').nth(4).unwrap();
        let principal = Caller::Aws { account, arn };
        let (action, resource) = ("s3:GetObject", "arn:aws:s3:::b/x");
        policy.decide(&Request { principal, action, resource, keys: &keys })
    };
    let ask = |policy: &Policy, userid: &str| ask_as(policy, userid, user);
    for policy in [&policy, &serde_json::from_str(&stored).unwrap()] {
        assert_eq!(ask(policy, "AIDAFIRST"), Decision::Allow);
        assert_eq!(ask(policy, "AIDASECOND"), Decision::Silent);
        // Renamed.
        let now = "arn:aws:iam::111122223333:user/new";
        assert_eq!(ask_as(policy, "AIDAFIRST", now), Decision::Allow);
        let elsewhere = "arn:aws:iam::444455556666:user/u";
        assert_eq!(ask_as(policy, "AIDAFIRST", elsewhere), Decision::Silent, "another account's");
        let shown = |arn: Option<&str>| policy.shown(&text, |_, _| arn.map(str::to_owned));
        assert_eq!(shown(Some(user)), text);
        assert!(shown(Some(now)).contains(&format!("\"{now}\"")));
        assert!(shown(None).contains(r#""AIDAFIRST""#));
    }
}
