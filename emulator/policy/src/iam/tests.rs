//! One line a refusal: what AWS's users saw, as they reported it.
#![allow(clippy::unwrap_used)]

use super::*;

fn said(text: &str, kind: Kind) -> String {
    parse(text, kind).map_or_else(|found| found.message, |_| "fine".to_owned())
}

/// A statement with these members in place of the usual ones.
fn policy(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#)
}

fn of_resource(arn: &str) -> String {
    policy(&format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{arn}"}}"#))
}

fn of_action(action: &str) -> String {
    policy(&format!(r#"{{"Effect":"Allow","Action":{action},"Resource":"*"}}"#))
}

const JSON: &str = "This policy contains invalid Json";
const SYNTAX: &str = "Syntax errors in policy.";
const LEGACY: &str = "The policy failed legacy parsing";
const VENDOR: &str = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const ACTIONS: &str = "Policy statement must contain actions.";
const RESOURCES: &str = "Policy statement must contain resources.";
const OLD: &str = "Policy document must be version 2012-10-17 or greater.";
const SID: &str = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the \
                   regular expression [0-9A-Za-z]*";

#[test]
fn documents_that_are_no_policies() {
    let one = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#;
    for (text, expected) in [
        ("", JSON),
        ("policy.json", JSON),
        ("{", JSON),
        (r#"{"Version":"2012-10-17",}"#, JSON),
        ("null", SYNTAX),
        ("[]", SYNTAX),
        ("{}", SYNTAX),
        (r#"{"Version":"2012-10-17"}"#, SYNTAX),
        (r#"{"Version":"2012-10-17","Statement":[]}"#, SYNTAX),
        (r#"{"Version":"2012-10-17","Statement":["x"]}"#, SYNTAX),
        (r#"{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}"#, SYNTAX),
        (" {}", "JSON strings must not have leading spaces"),
    ] {
        assert_eq!(said(text, Kind::Managed), expected, "{text}");
    }
    let unknown = format!(r#"{{"Version":"2012-10-17","Extra":1,"Statement":{one}}}"#);
    assert_eq!(said(&unknown, Kind::Inline), SYNTAX);
    for (version, managed, inline) in [
        (r#""Version":"2012-10-17","#, "fine", "fine"),
        (r#""Version":"2008-10-17","#, OLD, "fine"),
        ("", OLD, "fine"),
        (
            r#""Version":"2013-01-01","#,
            "The policy must contain a valid version string",
            "The policy must contain a valid version string",
        ),
        (r#""Version":2012,"#, SYNTAX, SYNTAX),
    ] {
        let text = format!(r#"{{{version}"Statement":{one}}}"#);
        assert_eq!(said(&text, Kind::Managed), managed, "{text}");
        assert_eq!(said(&text, Kind::Inline), inline, "{text}");
    }
}

#[test]
fn statements_that_lack_something() {
    let principal = "Policy document should not specify a principal.";
    for (statement, expected) in [
        (r#"{"Action":"s3:*","Resource":"*"}"#, SYNTAX),
        (r#"{"Effect":"allow","Action":"s3:*","Resource":"*"}"#, LEGACY),
        (r#"{"Effect":"Allow","Resource":"*"}"#, ACTIONS),
        (r#"{"Effect":"Allow","Action":[],"Resource":"*"}"#, ACTIONS),
        (r#"{"Effect":"Allow","Action":"s3:*"}"#, RESOURCES),
        (r#"{"Effect":"Allow","Action":"s3:*","Resource":[]}"#, RESOURCES),
        (r#"{"Effect":"Allow","Action":"s3:*","NotAction":"s3:*","Resource":"*"}"#, SYNTAX),
        (r#"{"Effect":"Allow","Action":1,"Resource":"*"}"#, SYNTAX),
        (r#"{"Effect":"Allow","Action":{},"Resource":"*"}"#, SYNTAX),
        (r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#, principal),
        (r#"{"Effect":"Allow","Condition":"x","Action":"s3:*","Resource":"*"}"#, SYNTAX),
        (
            r#"{"Effect":"Allow","Condition":{"X":{"a:b":"c"}},"Action":"s3:*","Resource":"*"}"#,
            SYNTAX,
        ),
        (
            r#"{"Effect":"Allow","Condition":{"StringEquals":{"b":"c"}},"Action":"s3:*","Resource":"*"}"#,
            VENDOR,
        ),
        (
            r#"{"Effect":"Allow","Condition":{"DateLessThan":{"aws:CurrentTime":"é"}},"Action":"s3:*","Resource":"*"}"#,
            SYNTAX,
        ),
        (r#"{"Effect":"Deny","NotAction":"iam:*","NotResource":"*"}"#, "fine"),
    ] {
        assert_eq!(said(&policy(statement), Kind::Inline), expected, "{statement}");
    }
}

#[test]
fn actions_have_vendors() {
    for (action, expected) in [
        (r#""*""#, "fine"),
        (r#""s3:Get*""#, "fine"),
        (r#"["s3:*","execute-api:Invoke"]"#, "fine"),
        (r#""GetObject""#, VENDOR),
        (r#""""#, VENDOR),
        (r#""ec2:ec2:RunInstances""#, "Actions/Condition can contain only one colon."),
        (r#""a b:Get""#, "Vendor a b is not valid"),
        (r#"["s3:*","é:x"]"#, "Vendor é is not valid"),
    ] {
        assert_eq!(said(&of_action(action), Kind::Managed), expected, "{action}");
    }
}

#[test]
fn resources_are_arns() {
    let partition = |name: &str, arn: &str| {
        format!("Partition \"{name}\" is not valid for resource \"{arn}\".")
    };
    let path = "IAM resource path must either be \"*\" or start with user/, federated-user/, \
                role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, \
                saml-provider/, oidc-provider/, report/, access-report/.";
    for (arn, expected) in [
        ("", "Resource  must be in ARN format or \"*\".".to_owned()),
        ("bucket", "Resource bucket must be in ARN format or \"*\".".to_owned()),
        ("arn:aws2:s3:::b", partition("aws2", "arn:aws2:s3:::b")),
        ("arn:aws-cn:s3:::b", partition("aws-cn", "arn:aws-cn:s3:::b")),
        ("arn:aws:sqs", "fine".to_owned()),
        ("arn:aws:s3:::b/*", "fine".to_owned()),
        ("arn:aws:s3:*:111122223333:accesspoint/a", "fine".to_owned()),
        (
            "arn:aws:s3:us-west-2:123456789012:b",
            "Resource arn:aws:s3:us-west-2:123456789012:b can not contain region information."
                .to_owned(),
        ),
        ("arn:aws:iam::*:role/*", "fine".to_owned()),
        ("arn:aws:iam::aws:policy/AdministratorAccess", "fine".to_owned()),
        (
            "arn:aws:iam:us-east-1:123456789012:role/r",
            "IAM resource arn:aws:iam:us-east-1:123456789012:role/r cannot contain region \
             information."
                .to_owned(),
        ),
        ("arn:aws:iam::123456789012:robots/r", path.to_owned()),
        ("arn:aws:iam::${aws:PrincipalAccount}:role/r", LEGACY.to_owned()),
        ("arn:aws:iam::xxx:role/bastion", LEGACY.to_owned()),
        ("arn:aws::::x", LEGACY.to_owned()),
        (
            "arn:aws:*:::x",
            "Resource vendor must be fully qualified and cannot contain regexes.".to_owned(),
        ),
    ] {
        assert_eq!(said(&of_resource(arn), Kind::Managed), expected, "{arn}");
    }
}

#[test]
fn sids_tell_statements_apart() {
    let statement =
        |sid: &str| format!(r#"{{"Sid":"{sid}","Effect":"Allow","Action":"s3:*","Resource":"*"}}"#);
    let two = |a: &str, b: &str| policy(&format!("{},{}", statement(a), statement(b)));
    let unique = "Statement IDs (SID) in a single policy must be unique.";
    for (a, b, expected) in [
        ("A", "B", "fine"),
        ("", "", "fine"),
        ("A", "A", unique),
        ("autogenerated-id", "B", SID),
        ("Space Space", "B", SID),
        ("é", "B", SID),
    ] {
        assert_eq!(said(&two(a, b), Kind::Inline), expected, "{a} {b}");
    }
}

#[test]
fn trust_policies() {
    let trust = |members: &str| policy(&format!(r#"{{"Effect":"Allow",{members}}}"#));
    let assume = r#""Action":"sts:AssumeRole""#;
    for (members, expected) in [
        (format!(r#""Principal":{{"AWS":"111122223333"}},{assume}"#), "fine"),
        (
            r#""Principal":{"Service":"ec2.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]"#
                .to_owned(),
            "fine",
        ),
        (assume.to_owned(), "Missing required field Principal"),
        (
            format!(r#""Principal":{{"AWS":"111122223333"}},{assume},"Resource":"*""#),
            "Has prohibited field Resource",
        ),
        (
            r#""Principal":{"AWS":"111122223333"},"Action":"s3:GetObject""#.to_owned(),
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        (
            format!(r#""Principal":{{"AWS":"arn:aws:iam::111122223333:group/g"}},{assume}"#),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:group/g\"",
        ),
        (
            format!(r#""Principal":{{"Service":"ec2"}},{assume}"#),
            "Invalid principal in policy: \"SERVICE\":\"ec2\"",
        ),
        (r#""Principal":{"AWS":"111122223333"}"#.to_owned(), ACTIONS),
    ] {
        assert_eq!(said(&trust(&members), Kind::Trust), expected, "{members}");
    }
}

mod texts_of_any_kind {
    use super::*;
    use crate::request::{Request, Values};
    use crate::{Keys, RequestPrincipal};
    use proptest::prelude::*;

    /// Every key has this value.
    struct Same(String);

    impl Keys for Same {
        fn get(&self, _: &str) -> Option<Values<'_>> {
            Some(Values::one(&self.0))
        }
    }

    const PIECES: [&str; 26] = [
        "é",
        "日",
        "\u{10ffff}",
        "2026-01-01T",
        "00:00",
        ":",
        "+",
        "-",
        "Z",
        ".",
        "1",
        "e9",
        "${",
        "aws:x",
        "}",
        ", '",
        "'",
        "*",
        "?",
        "arn:aws:s3:::",
        "arn:aws:iam::1",
        "::1",
        "/",
        "10.0.0.1",
        "NaN",
        " ",
    ];

    const OPERATORS: [&str; 10] = [
        "StringEquals",
        "StringLike",
        "NumericLessThan",
        "DateEquals",
        "DateLessThan",
        "Bool",
        "BinaryEquals",
        "IpAddress",
        "ArnLike",
        "Null",
    ];

    fn text() -> impl Strategy<Value = String> {
        let piece = (0..PIECES.len()).prop_map(|at| PIECES[at]);
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn never_panic(a in text(), b in text(), actual in text(), operator in 0..OPERATORS.len()) {
            let quoted = |text: &str| serde_json::to_string(text).unwrap();
            let (a, b, operator) = (quoted(&a), quoted(&b), OPERATORS[operator]);
            let text = format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Sid":{a},"Effect":"Allow","Action":["s3:*",{a}],
                "Principal":{{"AWS":["*",{b}]}},"Resource":["*",{b}],
                "Condition":{{"{operator}":{{"aws:x":[{a},{b}]}}}}}}]}}"#
            );
            let plain = format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:*","Resource":["*",{b}],
                "Condition":{{"{operator}":{{"aws:x":[{a},{b}]}}}}}}]}}"#
            );
            for text in [&text, &plain] {
                for kind in [Kind::Managed, Kind::Inline, Kind::Trust] {
                    let _ = parse(text, kind);
                }
                let _ = Policy::parse(text, Purpose::Resource);
            }
            if let Ok(policy) = Policy::parse(&plain, Purpose::Identity) {
                let keys = Same(actual.clone());
                let (principal, action) = (RequestPrincipal::Anonymous, "s3:GetObject");
                let _ = policy.decide(&Request { principal, action, resource: &actual, keys: &keys });
            }
        }
    }
}
