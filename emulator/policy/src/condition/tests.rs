//! The operators of S3-7.3, row by row.
#![allow(clippy::unwrap_used)]

mod operators;

use super::*;
use std::collections::BTreeMap;

fn holds(condition: &str, keys: &[(&str, &[&str])]) -> bool {
    let keys: BTreeMap<String, Vec<String>> = keys
        .iter()
        .map(|(k, v)| ((*k).to_owned(), v.iter().map(|v| (*v).to_owned()).collect()))
        .collect();
    let json = Json::parse(condition).unwrap();
    Condition::parse_all(&json, true).unwrap().iter().all(|c| c.holds(&keys))
}

/// `op` on key `k` with `expected`, when `k` is `actual`.
fn one(op: &str, expected: &str, actual: &str) -> bool {
    holds(&format!(r#"{{"{op}":{{"K":{expected}}}}}"#), &[("k", &[actual])])
}

fn absent(op: &str) -> bool {
    holds(&format!(r#"{{"{op}":{{"K":"1"}}}}"#), &[])
}

#[test]
fn s3_7_3_a_strings() {
    assert!(one("StringEquals", r#""a""#, "a") && !one("StringEquals", r#""a""#, "A"));
    assert!(one("StringEquals", r#"["x","a"]"#, "a"));
    assert!(!one("StringEquals", r#""a*""#, "ab"));
    assert!(
        !one("StringNotEquals", r#"["x","a"]"#, "a") && one("StringNotEquals", r#"["x"]"#, "a")
    );
    assert!(one("StringEqualsIgnoreCase", r#""a""#, "A"));
    assert!(!one("StringNotEqualsIgnoreCase", r#""a""#, "A"));
    assert!(one("StringLike", r#""a*c?""#, "abbcd") && !one("StringLike", r#""a*""#, "b"));
    assert!(!one("StringNotLike", r#""a*""#, "ab") && one("StringNotLike", r#""a*""#, "b"));
}

#[test]
fn s3_7_3_b_numbers() {
    for (op, at9, at10, at11) in [
        ("NumericEquals", false, true, false),
        ("NumericNotEquals", true, false, true),
        ("NumericLessThan", true, false, false),
        ("NumericLessThanEquals", true, true, false),
        ("NumericGreaterThan", false, false, true),
        ("NumericGreaterThanEquals", false, true, true),
    ] {
        assert_eq!(
            [one(op, "10", "9"), one(op, r#""10""#, "10"), one(op, "10", "11")],
            [at9, at10, at11]
        );
        assert_eq!(one(op, "10", "many"), op == "NumericNotEquals");
    }
}

#[test]
fn s3_7_3_c_dates() {
    assert!(one("DateLessThan", r#""2026-01-02T00:00:00Z""#, "2026-01-01T23:59:59Z"));
    assert!(!one("DateLessThan", r#""2026-01-02T00:00:00Z""#, "2026-01-02T00:00:00Z"));
    assert!(one("DateGreaterThanEquals", r#""2026-01-02""#, "2026-01-02T00:00:00Z"));
    assert!(one("DateEquals", r#""1767225600""#, "2026-01-01T00:00:00Z"));
    assert!(one("DateNotEquals", r#""2026-01-02""#, "2026-01-01"));
}

#[test]
fn s3_7_3_d_booleans() {
    assert!(one("Bool", r#""false""#, "false") && one("Bool", "false", "false"));
    assert!(!one("Bool", r#""false""#, "true"));
}

#[test]
fn s3_7_3_e_binary() {
    assert!(one("BinaryEquals", r#""QmluYXJ5""#, "QmluYXJ5"));
    assert!(!one("BinaryEquals", r#""QmluYXJ5""#, "eA=="));
}

#[test]
fn s3_7_3_f_addresses() {
    assert!(one("IpAddress", r#"["10.0.0.0/8","203.0.113.9"]"#, "203.0.113.9"));
    assert!(!one("IpAddress", r#""203.0.113.9""#, "203.0.113.8"));
    assert!(!one("NotIpAddress", r#""203.0.113.0/24""#, "203.0.113.8"));
    assert!(one("NotIpAddress", r#""203.0.113.0/24""#, "198.51.100.1"));
}

#[test]
fn s3_7_3_g_arns_part_by_part() {
    let arn = "arn:aws:cloudfront::123456789012:distribution/E1";
    for (pattern, expected) in [
        (arn, true),
        ("arn:aws:cloudfront::123456789012:distribution/*", true),
        ("arn:aws:cloudfront::*:distribution/E1", true),
        ("arn:*", false),
        ("arn:aws:cloudfront:*:distribution/E1", false),
        ("arn:aws:cloudfront::123456789012:distribution/E2", false),
    ] {
        for op in ["ArnEquals", "ArnLike"] {
            assert_eq!(one(op, &format!("\"{pattern}\""), arn), expected, "{op} {pattern}");
        }
        for op in ["ArnNotEquals", "ArnNotLike"] {
            assert_eq!(one(op, &format!("\"{pattern}\""), arn), !expected, "{op} {pattern}");
        }
    }
}

#[test]
fn s3_7_3_h_null() {
    assert!(
        holds(r#"{"Null":{"k":"true"}}"#, &[])
            && !holds(r#"{"Null":{"k":"true"}}"#, &[("k", &["v"])])
    );
    assert!(
        !holds(r#"{"Null":{"k":false}}"#, &[])
            && holds(r#"{"Null":{"k":false}}"#, &[("k", &["v"])])
    );
    assert_eq!(Operator::parse("NullIfExists"), None);
}

#[test]
fn s3_7_3_i_if_exists() {
    assert!(absent("StringEqualsIfExists") && absent("NumericLessThanIfExists"));
    assert!(!one("StringEqualsIfExists", r#""a""#, "b"));
}

#[test]
fn s3_7_3_j_several_values() {
    let tags = |op: &str, values: &[&str]| {
        holds(&format!(r#"{{"{op}":{{"aws:TagKeys":["a","b"]}}}}"#), &[("aws:tagkeys", values)])
    };
    assert!(tags("ForAllValues:StringEquals", &["a", "b"]));
    assert!(!tags("ForAllValues:StringEquals", &["a", "c"]));
    assert!(tags("ForAllValues:StringEquals", &[]), "true for no values");
    assert!(tags("ForAnyValue:StringEquals", &["c", "b"]));
    assert!(!tags("ForAnyValue:StringEquals", &["c", "d"]));
    assert!(!tags("ForAnyValue:StringEquals", &[]), "false for none");
    assert!(tags("ForAnyValue:StringNotEquals", &["a", "c"]));
    assert!(!tags("ForAllValues:StringNotEquals", &["a", "c"]));
}

#[test]
fn s3_7_3_k_absent_keys() {
    for op in
        ["StringEquals", "StringLike", "NumericEquals", "NumericLessThan", "DateEquals", "ArnLike"]
    {
        let value = if op == "DateEquals" { "2026-01-01" } else { "1" };
        assert!(!holds(&format!(r#"{{"{op}":{{"k":"{value}"}}}}"#), &[]), "{op}");
    }
    for op in ["StringNotEquals", "StringNotLike", "NumericNotEquals", "ArnNotLike"] {
        assert!(absent(op), "{op}");
    }
}

#[test]
fn s3_7_3_operators_and_keys_are_anded_and_key_names_fold() {
    let both = r#"{"StringEquals":{"S3:Prefix":"a","s3:delimiter":"/"},"Bool":{"aws:SecureTransport":true}}"#;
    let all: &[(&str, &[&str])] =
        &[("s3:prefix", &["a"]), ("s3:delimiter", &["/"]), ("aws:securetransport", &["true"])];
    assert!(holds(both, all));
    for without in 0..all.len() {
        let some: Vec<_> =
            all.iter().enumerate().filter(|(i, _)| *i != without).map(|(_, k)| *k).collect();
        assert!(!holds(both, &some));
    }
}

#[test]
fn s3_7_3_unresolved_variables() {
    assert!(!one("StringEquals", r#""${aws:nobody}""#, "x"));
    assert!(one("StringNotEquals", r#""${aws:nobody}""#, "x"));
    assert!(one("StringEquals", r#""${k}""#, "x"));
}

#[test]
fn nonsense_is_malformed() {
    for text in [
        r#"{"StringEqual":{"k":"v"}}"#,
        r#"{"StringEquals":"v"}"#,
        r#"{"NumericEquals":{"k":"x"}}"#,
        r#"{"DateEquals":{"k":"yesterday"}}"#,
        r#"{"Bool":{"k":"perhaps"}}"#,
        r#"{"IpAddress":{"k":"1.2.3"}}"#,
        r#"{"StringEquals":{"k":{}}}"#,
        r#"{"ForSomeValues:StringEquals":{"k":"v"}}"#,
    ] {
        assert_eq!(
            Condition::parse_all(&Json::parse(text).unwrap(), true),
            Err(MalformedPolicy::syntax()),
            "{text}"
        );
    }
}
