//! Every operator in all its forms, on keys that are absent, single, several and empty.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>

use super::holds;

/// An operator, a policy's values for it, a request's value that matches one of them, and one that
/// matches none.
const POSITIVE: [(&str, &str, &str, &str); 24] = [
    ("StringEquals", r#"["x","Red"]"#, "Red", "red"),
    ("StringEqualsIgnoreCase", r#"["x","Red"]"#, "rED", "read"),
    ("StringLike", r#"["x","R?d*"]"#, "Rod/x", "rod"),
    ("StringEquals", r#""${var}""#, "value", "other"),
    ("StringLike", r#""*-${var}-*""#, "a-value-b", "a-values-b"),
    ("StringEquals", r#""${none, 'fallback'}""#, "fallback", "none"),
    ("StringLike", r#""a${*}b""#, "a*b", "axb"),
    ("NumericEquals", r#"["7",10]"#, "10.0", "11"),
    ("NumericLessThan", "10", "9.5", "10"),
    ("NumericLessThanEquals", "10", "10", "10.5"),
    ("NumericGreaterThan", "10", "11", "10"),
    ("NumericGreaterThanEquals", "-1", "-1", "-2"),
    ("DateEquals", r#""2026-01-01T00:00:00Z""#, "1767225600", "1767225601"),
    ("DateLessThan", r#""2026-01-01T00:00:00Z""#, "2025-12-31", "2026-01-01"),
    ("DateLessThanEquals", r#""1767225600""#, "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"),
    ("DateGreaterThan", r#""2026-01-01T00:00:00+01:00""#, "2026-01-01T00:00:00Z", "2025-12-31"),
    ("DateGreaterThanEquals", r#""2026-01-01""#, "2026-01-01", "2025-12-31"),
    ("Bool", "true", "TRUE", "false"),
    ("Bool", r#"["false"]"#, "false", "true"),
    ("BinaryEquals", r#"["AQID","QmluYXJ5"]"#, "AQID", "AQIE"),
    ("IpAddress", r#"["10.0.0.0/8","203.0.113.9"]"#, "203.0.113.9", "203.0.113.10"),
    ("IpAddress", r#"["2001:DB8:1234:5678::/64"]"#, "2001:db8:1234:5678:9::1", "2001:db8::1"),
    (
        "ArnEquals",
        r#""arn:aws:s?s:*:123456789012:q*""#,
        "arn:aws:sns:eu-west-1:123456789012:q/a:b",
        "arn:aws:sns::1:q",
    ),
    (
        "ArnLike",
        r#""arn:aws:iam::*:user/${var}""#,
        "arn:aws:iam::1:user/value",
        "arn:aws:iam::1:user/x",
    ),
];

/// The operators that negate others.
const NEGATED: [(&str, &str); 9] = [
    ("StringEquals", "StringNotEquals"),
    ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    ("StringLike", "StringNotLike"),
    ("NumericEquals", "NumericNotEquals"),
    ("DateEquals", "DateNotEquals"),
    ("IpAddress", "NotIpAddress"),
    ("ArnEquals", "ArnNotEquals"),
    ("ArnLike", "ArnNotLike"),
    ("ArnEquals", "ArnNotLike"),
];

fn check(operator: &str, expected: &str, values: Option<&[&str]>, is: bool) {
    let condition = format!(r#"{{"{operator}":{{"K":{expected}}}}}"#);
    let mut keys: Vec<(&str, &[&str])> = vec![("var", &["value"])];
    keys.extend(values.map(|values| ("k", values)));
    assert_eq!(holds(&condition, &keys), is, "{condition} of {values:?}");
}

#[test]
fn s3_7_3_operators_on_every_kind_of_key() {
    for (operator, expected, yes, no) in POSITIVE {
        let name = |form: &str| form.replace("Op", operator);
        check(operator, expected, Some(&[yes]), true);
        check(operator, expected, Some(&[no]), false);
        check(operator, expected, None, false);
        check(&name("OpIfExists"), expected, None, true);
        check(&name("OpIfExists"), expected, Some(&[no]), false);
        check(&name("OpIfExists"), expected, Some(&[yes]), true);
        for (values, is) in [
            (Some(&[yes, yes][..]), true),
            (Some(&[yes, no]), false),
            (Some(&[no]), false),
            (Some(&[""]), true),
            (Some(&["", no]), false),
            (None, true),
        ] {
            check(&name("ForAllValues:Op"), expected, values, is);
        }
        for (values, is) in [
            (Some(&[no, yes][..]), true),
            (Some(&[no]), false),
            (Some(&[""]), false),
            (None, false),
        ] {
            check(&name("ForAnyValue:Op"), expected, values, is);
        }
        check(&name("ForAnyValue:OpIfExists"), expected, None, true);
        check(&name("ForAllValues:OpIfExists"), expected, None, true);
    }
}

/// Of several values in a policy none may match; of several in a request each must pass, or with
/// `ForAnyValue` one.
#[test]
fn s3_7_3_negated_operators_on_every_kind_of_key() {
    let rows = POSITIVE.iter().flat_map(|(operator, expected, yes, no)| {
        let negated = NEGATED.iter().filter(move |(positive, _)| positive == operator);
        negated.map(move |(_, negated)| (*negated, *expected, *yes, *no))
    });
    for (operator, expected, yes, no) in rows {
        let name = |form: &str| form.replace("Op", operator);
        check(operator, expected, Some(&[yes]), false);
        check(operator, expected, Some(&[no]), true);
        check(operator, expected, None, true);
        check(&name("OpIfExists"), expected, None, true);
        check(&name("OpIfExists"), expected, Some(&[yes]), false);
        check(&name("ForAllValues:Op"), expected, Some(&[no, no]), true);
        check(&name("ForAllValues:Op"), expected, Some(&[no, yes]), false);
        check(&name("ForAllValues:Op"), expected, None, true);
        check(&name("ForAnyValue:Op"), expected, Some(&[no, yes]), true);
        check(&name("ForAnyValue:Op"), expected, Some(&[yes]), false);
        check(&name("ForAnyValue:Op"), expected, None, false);
    }
}

#[test]
fn s3_7_3_h_null_asks_for_the_key_alone() {
    for (expected, absent, there) in [("true", true, false), (r#""false""#, false, true)] {
        check("Null", expected, None, absent);
        check("Null", expected, Some(&["v"]), there);
        check("Null", expected, Some(&["v", "w"]), there);
    }
    check("Null", r#"["true","false"]"#, None, true);
    check("Null", r#"["true","false"]"#, Some(&["v"]), true);
}

/// Values that a request's key cannot be compared as match nothing.
#[test]
fn s3_7_3_values_of_another_kind() {
    for (operator, expected) in [
        ("NumericEquals", "10"),
        ("NumericLessThan", "10"),
        ("DateLessThan", r#""2026-01-01""#),
        ("Bool", "true"),
        ("IpAddress", r#""0.0.0.0/0""#),
        ("ArnLike", r#""*:*:*:*:*:*""#),
    ] {
        check(operator, expected, Some(&["nothing of the kind"]), false);
    }
    check("NotIpAddress", r#""0.0.0.0/0""#, Some(&["2001:db8::1"]), true);
}
