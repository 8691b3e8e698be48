//! Parsing and deciding whole policies: S3-7.2, S3-7.4.
#![allow(clippy::unwrap_used)]

mod matching;

use super::*;
use crate::principal::RequestPrincipal as Caller;
use crate::request::Decision;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn malformed(text: &str) -> String {
    Policy::parse(text, Purpose::Resource).unwrap_err().message
}

fn with(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#)
}

const READ: &str =
    r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#;

fn decide(
    text: &str,
    who: Caller,
    action: &str,
    resource: &str,
    keys: &[(&str, &str)],
) -> Decision {
    let keys: BTreeMap<String, Vec<String>> =
        keys.iter().map(|(k, v)| ((*k).to_owned(), vec![(*v).to_owned()])).collect();
    let request = Request { principal: who, action, resource, keys: &keys };
    Policy::parse(text, Purpose::Resource).unwrap().decide(&request)
}

#[test]
fn s3_7_2_malformed_texts() {
    for (text, message) in [
        ("", "Policies must be valid JSON and the first byte must be '{'"),
        ("{}", "Missing required field Statement"),
        (
            r#"{"Version":"2026-01-01","Statement":[]}"#,
            "The policy must contain a valid version string",
        ),
        (r#"{"Statement":[]}"#, "Could not parse the policy: Statement is empty!"),
        (r#"{"Statement":[{}]}"#, "Missing required field Effect"),
        (r#"{"Statement":7}"#, "Invalid policy syntax."),
        (r#"{"statement":[]}"#, "Unknown field statement"),
    ] {
        assert_eq!(malformed(text), message, "{text}");
    }
    for (from, to, message) in [
        (r#""Allow""#, r#""allow""#, "Invalid effect: allow"),
        (r#""Principal":"*","#, "", "Missing required field Principal"),
        (r#""Action":"s3:GetObject","#, "", "Missing required field Action"),
        (r#","Resource":"arn:aws:s3:::b/*""#, "", "Missing required field Resource"),
        (r#""Action""#, r#""action""#, "Unknown field action"),
        (r#""Principal""#, r#""NotPrincipal""#, "Allow with NotPrincipal is not allowed."),
        (r#""Action":"s3:GetObject""#, r#""Action":7"#, "Invalid policy syntax."),
        (r#""Principal":"*""#, r#""Principal":"me""#, "Invalid principal in policy"),
    ] {
        assert_eq!(malformed(&with(&READ.replace(from, to))), message, "{from} {to}");
    }
}

#[test]
fn s3_7_2_i_members_in_order() {
    let text = r#"{ "Statement": {"Resource":"arn:aws:s3:::b/*","Action":"s3:GetObject",
        "Principal":"*","Effect":"Allow","Sid":"x"}, "Version":"2012-10-17" }"#;
    let policy = Policy::parse(text, Purpose::Resource).unwrap();
    assert_eq!(
        policy.document,
        r#"{"Version":"2012-10-17","Statement":{"Sid":"x","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}"#
    );
    assert_eq!(Policy::parse(&policy.document, Purpose::Resource).unwrap(), policy);
}

#[test]
fn identity_policies_have_no_principal() {
    let text = with(&READ.replace(r#""Principal":"*","#, ""));
    assert!(Policy::parse(&text, Purpose::Identity).is_ok());
    assert!(Policy::parse(&with(READ), Purpose::Identity).is_err());
}

#[test]
fn s3_7_4_deny_before_allow_before_silence() {
    let deny = READ.replace("Allow", "Deny").replace("b/*", "b/secret/*");
    for statements in [format!("{READ},{deny}"), format!("{deny},{READ}")] {
        let ask = |key: &str, action: &str| {
            decide(
                &with(&statements),
                Caller::Anonymous,
                action,
                &format!("arn:aws:s3:::b/{key}"),
                &[],
            )
        };
        assert_eq!(ask("open", "s3:GetObject"), Decision::Allow);
        assert_eq!(ask("open", "S3:getobject"), Decision::Allow, "action names fold");
        assert_eq!(ask("secret/x", "s3:GetObject"), Decision::Deny);
        assert_eq!(ask("open", "s3:PutObject"), Decision::Silent);
    }
}

#[test]
fn not_action_not_resource_not_principal() {
    let text = with(
        r#"{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},
        "NotAction":"s3:Get*","NotResource":"arn:aws:s3:::b/open/*"}"#,
    );
    let other = Caller::Aws { account: "444455556666", arn: "arn:aws:iam::444455556666:root" };
    let ours = Caller::Aws { account: "111122223333", arn: "arn:aws:iam::111122223333:root" };
    assert_eq!(decide(&text, other, "s3:PutObject", "arn:aws:s3:::b/x", &[]), Decision::Deny);
    assert_eq!(decide(&text, ours, "s3:PutObject", "arn:aws:s3:::b/x", &[]), Decision::Silent);
    assert_eq!(decide(&text, other, "s3:GetObject", "arn:aws:s3:::b/x", &[]), Decision::Silent);
    assert_eq!(
        decide(&text, other, "s3:PutObject", "arn:aws:s3:::b/open/x", &[]),
        Decision::Silent
    );
}

#[test]
fn s3_7_3_variables_only_in_2012_and_behind_the_fifth_colon() {
    let home = READ.replace("b/*", "b/${aws:username}/*");
    let ask = |text: &str| {
        decide(
            text,
            Caller::Anonymous,
            "s3:GetObject",
            "arn:aws:s3:::b/ann/x",
            &[("aws:username", "ann")],
        )
    };
    assert_eq!(ask(&with(&home)), Decision::Allow);
    assert_eq!(ask(&with(&home).replace("2012", "2008")), Decision::Silent);
    let unresolved =
        decide(&with(&home), Caller::Anonymous, "s3:GetObject", "arn:aws:s3:::b//x", &[]);
    assert_eq!(unresolved, Decision::Silent);
}

/// The policy of every CloudFront origin access control, and of TLS only.
#[test]
fn a_service_with_a_source_arn() {
    let text = with(
        r#"{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject",
        "Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":
        {"AWS:SourceArn":"arn:aws:cloudfront::123456789012:distribution/E1"}}},
        {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],
        "Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
    );
    let edge = Caller::Service("cloudfront.amazonaws.com");
    let ask = |who, arn: &str, secure: &str| {
        let keys = [("aws:sourcearn", arn), ("aws:securetransport", secure)];
        decide(&text, who, "s3:GetObject", "arn:aws:s3:::b/x", &keys)
    };
    let e1 = "arn:aws:cloudfront::123456789012:distribution/E1";
    assert_eq!(ask(edge, e1, "true"), Decision::Allow);
    assert_eq!(ask(edge, &e1.replace("E1", "E2"), "true"), Decision::Silent);
    assert_eq!(ask(edge, e1, "false"), Decision::Deny);
    assert_eq!(ask(Caller::Anonymous, e1, "true"), Decision::Silent);
}

#[test]
fn a_stored_policy_that_no_longer_parses_is_refused() {
    let stored = serde_json::to_string(&Policy::parse(&with(READ), Purpose::Resource).unwrap());
    let error = serde_json::from_str::<Policy>(&stored.unwrap().replace("Allow", "Perhaps"));
    assert!(error.unwrap_err().to_string().contains("Invalid effect: Perhaps"));
    let silent = Policy::silent(Purpose::Identity);
    let stored = serde_json::to_string(&silent).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), silent);
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused(text in ".*") {
        let _ = Policy::parse(&text, Purpose::Resource);
    }

    #[test]
    fn any_json_is_parsed_or_refused(
        effect in "(Allow|Deny|x)", principal in r#"("\*"|\{"AWS":"[*0-9]{0,12}"\}|7)"#,
        action in r#"[a-z0-9:*?$\{\}]{0,12}"#, op in "(StringLike|Null|IpAddress|DateLessThan)",
        value in r#"[a-z0-9:*?$\{\}/.-]{0,12}"#, asked in "[a-z:*]{0,12}",
    ) {
        let text = with(&format!(
            r#"{{"Effect":"{effect}","Principal":{principal},"Action":"{action}",
            "Resource":"{value}","Condition":{{"{op}":{{"k":"{value}"}}}}}}"#
        ));
        if let Ok(policy) = Policy::parse(&text, Purpose::Resource) {
            let keys: BTreeMap<String, Vec<String>> = [("k".to_owned(), vec![asked.clone()])].into();
            let request =
                Request { principal: Caller::Anonymous, action: &asked, resource: &value, keys: &keys };
            let _ = (policy.decide(&request), policy.is_public(&[]));
            prop_assert_eq!(&Policy::parse(&policy.document, Purpose::Resource).unwrap(), &policy);
            let stored = serde_json::to_string(&policy).unwrap();
            prop_assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), policy);
        }
    }

    /// Adding a Deny never allows more, and adding an Allow never denies more.
    #[test]
    fn statements_are_monotone(a in "[ab*?]{1,4}", b in "[ab*?]{1,4}", asked in "[ab]{1,4}") {
        let allow = READ.replace("s3:GetObject", &a);
        let deny = READ.replace("s3:GetObject", &b).replace("Allow", "Deny");
        let ask = |s: &str| decide(&with(s), Caller::Anonymous, &asked, "arn:aws:s3:::b/k", &[]);
        let both = ask(&format!("{allow},{deny}"));
        prop_assert_eq!(both == Decision::Deny, ask(&deny) == Decision::Deny);
        prop_assert_eq!(both == Decision::Allow, ask(&allow) == Decision::Allow && ask(&deny) == Decision::Silent);
    }
}
