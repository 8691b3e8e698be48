#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice)]

use super::{Invalid, Pattern};
use proptest::prelude::*;

fn matches(pattern: &str, message: &str) -> bool {
    Pattern::parse(pattern).unwrap_or_else(|e| panic!("{pattern}: {e:?}")).matches(message)
}

fn refusal(pattern: &str) -> String {
    let Invalid(message) = Pattern::parse(pattern).expect_err(pattern);
    message
}

#[test]
fn cw_a6_1_empty_patterns_match_everything() {
    for pattern in ["", "   ", "\" \"", " \" \" "] {
        assert!(matches(pattern, "anything"), "{pattern:?}");
    }
}

#[test]
fn cw_a6_1_refusals_are_worded_as_recorded() {
    assert_eq!(refusal("{ $.a = 1"), "If a filter pattern starts with '{' it must end with '}'");
    assert_eq!(refusal("a-b"), "Invalid filter pattern: Invalid character(s) in term 'a-b'");
    assert_eq!(refusal("\"\""), "Invalid filter pattern: Invalid character(s) in term '\"\"'");
    assert_eq!(
        refusal("ok \"x\"y z"),
        "Invalid filter pattern: Invalid character(s) in term '\"x\"y'"
    );
    for pattern in ["?", "-", "[a", "%", "\"open", &"a".repeat(1025)] {
        refusal(pattern);
    }
    assert!(matches(&"a".repeat(1024), &"a".repeat(1024)));
}

#[test]
fn cw_a6_2_terms() {
    let rows = [
        ("timeout", "conn timeouts=3", "Timeout"),
        ("GET 500", "500 on GET /x", "GET 200"),
        ("\"GET 500\"", "x GET 500 y", "GET /a 500"),
        ("?WARN ?FATAL", "FATAL x", "ERROR"),
        ("?WARN ?FATAL", "WARN", "warn"),
        ("disk ?WARN ?FATAL", "disk ok", "WARN cpu"),
        ("disk -\"read only\"", "disk full", "disk is read only"),
        ("\"user-7\"", "id=user-77", "user 7"),
        ("ERROR", "Exiting with ERRORCODE: -1", "Error"),
        ("-a -\"b c\"", "b d", "b c"),
        ("?A ?B -C", "x", "C"),
        (r#""say \"hi\"""#, "I say \"hi\"", "I say hi"),
        ("größe", "die größe", "die groesse"),
    ];
    for (pattern, yes, no) in rows {
        assert!(matches(pattern, yes), "{pattern} should match {yes}");
        assert!(!matches(pattern, no), "{pattern} should not match {no}");
    }
}

#[test]
fn cw_g17_optional_terms_beside_others_are_ignored() {
    assert!(matches("?A ?B C", "only C"));
    assert!(!matches("?A ?B C", "A and B"));
}

#[test]
fn cw_a6_3_regex() {
    let rows = [
        ("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", "denied"),
        ("%^[hc]at%", "hat", "a hat"),
        ("%[hc]at$%", "that", "hats"),
        ("%colou?r%", "color", "colr"),
        ("%gra|ey%", "obey", "gry"),
        ("%a{3,5}%", "caaat", "caat"),
        ("%^a{,2}$%", "aa", "aaa"),
        ("%^a{2,}$%", "aaa", "a"),
        (r"%\d{1,3}\.\d{1,3}%", "10.0", "10-0"),
        (r"%^\x41\s\S\w\W\D$%", "A\tx_-z", "A x_-1"),
        ("%[^a-c]x%", "dx", "ax"),
        ("%[--a]x%", "-x", "zx"),
        (r"%[\[\]]%", "[", "("),
        ("%[Ee]rror|[Ff]ail%", "a fail", "ok"),
        (r"%\d%", "7", "\u{0667}"),
    ];
    for (pattern, yes, no) in rows {
        assert!(matches(pattern, yes), "{pattern} should match {yes}");
        assert!(!matches(pattern, no), "{pattern} should not match {no}");
    }
    let bad =
        ["%%", "%something!%", "%(a)%", "%ü%", "%[a%", "%a{%", "%a{x}%", r"%\q%", r"%\x4%", "%*%"];
    for pattern in bad {
        refusal(pattern);
    }
    refusal("%a{1000}{1000}{1000}%");
}

const J: &str = r#"{"op":"Put","n":-2.5e2,"tags":["x","yz"],"o":{"k":null,"f":true},"a.b":"c"}"#;

#[test]
fn cw_a6_4_the_specs_table() {
    let rows = [
        ("{ $.op = Put }", true),
        ("{ $.op = \"P*\" }", true),
        ("{ $.op = P*t }", false),
        ("{ $.n < -249 && $.n > -2.51e2 }", true),
        ("{ $.tags = x }", false),
        ("{ $.tags != x }", false),
        ("{ $.tags[*] = %y.% }", true),
        ("{ $.tags[1] != \"x\" }", true),
        ("{ $.o.k IS NULL }", true),
        ("{ $.zz IS NULL }", false),
        ("{ $.zz NOT EXISTS }", true),
        ("{ $.o.k NOT EXISTS }", false),
        ("{ $.['a.b'] = c }", true),
        ("{ $.o.f IS TRUE }", true),
        ("{ $.op = X || $.n = * && $.zz = 1 }", false),
        ("{ ($.op = Put || $.n = 1) && $.zz = 1 }", false),
    ];
    for (pattern, expected) in rows {
        assert_eq!(matches(pattern, J), expected, "{pattern}");
    }
}

#[test]
fn cw_a6_4_more_json() {
    let rows = [
        ("{$.op=Put&&$.n=-250}", true),
        ("{ $.op != Get }", true),
        ("{ $.zz != Get }", false),
        ("{ $.o.* IS NULL }", true),
        ("{ $.o.* IS FALSE }", false),
        ("{ $.op[0] = P }", false),
        ("{ $.op.x NOT EXISTS }", true),
        ("{ $.tags[2] NOT EXISTS }", true),
        ("{ $.tags[*].x NOT EXISTS }", true),
        ("{ $.n = * }", true),
        ("{ $.o = * }", false),
        ("{ $.op > 3 }", false),
        ("{ $.n >= -250 && $.n <= -250 }", true),
        ("{ $.op = %^P.t$% }", true),
        ("{ $.op = \"*u*\" }", true),
        ("{ $.op = \"put\" }", false),
    ];
    for (pattern, expected) in rows {
        assert_eq!(matches(pattern, J), expected, "{pattern}");
    }
    assert!(matches("{ $.status = 400 }", r#"{"status":"400"}"#));
    assert!(matches("{ $.status = \"400\" }", r#"{"status":400}"#));
    assert!(!matches("{ $.status > 399 }", r#"{"status":"400"}"#));
    assert!(matches("{ $.ip != 123.123.* }", r#"{"ip":"10.0.0.1"}"#));
    assert!(!matches("{ $.a NOT EXISTS }", "no json"));
    assert!(!matches("{ $.a NOT EXISTS }", "[1]"));
    assert!(!matches("{ $.a NOT EXISTS }", &"{\"a\":".repeat(5_000)));
    let bad = [
        "{}",
        "{ $.a }",
        "{ a = 1 }",
        "{ $ = 1 }",
        "{ $.a = }",
        "{ $.a = 1 b }",
        "{ $.a IS MAYBE }",
        "{ $.a IS NOT NULL }",
        "{ $.a EXISTS }",
        "{ $.a[*].b[*] = 1 }",
        "{ $.a[*]=1 || $.b[*]=1 || $.c[*]=1 || $.d[*]=1 }",
        "{ $.a = %x% || $.b = %x% || $.c = %x% }",
        "{ $.a > \"x\" }",
        "{ ($.a = 1 }",
        "{ $.a[99999999999999999999] = 1 }",
        "{ $.['a = 1 }",
    ];
    for pattern in bad {
        refusal(pattern);
    }
}

const L: &str = r#"10.0.0.7 - amy [01/Feb/2030:10:00:00 +0000] "GET /a.html HTTP/1.1" 404 1534"#;

#[test]
fn cw_a6_5_the_specs_table() {
    let extract = |pattern: &str| Pattern::parse(pattern).unwrap().extract(L);
    let all = extract("[ip, id, user, ts, req, code, size]").unwrap();
    assert_eq!(all["$req"], "GET /a.html HTTP/1.1");
    assert_eq!(all["$ts"], "01/Feb/2030:10:00:00 +0000");
    let tail = extract("[..., code=4*, size]").unwrap();
    assert_eq!((&*tail["$1"], &*tail["$5"]), ("10.0.0.7", "GET /a.html HTTP/1.1"));
    assert_eq!((&*tail["$code"], &*tail["$size"]), ("404", "1534"));
    let rows = [
        ("[ip, id, user, ts, req=*.html*, code=404 || code=410, size>1000]", true),
        ("[ip != %^10\\.%, ...]", false),
        ("[ip, user=amy, ...]", false),
        ("[..., a=4*,]", true),
        ("[ip, ..., code, size<1000]", false),
        ("[a, b, c, d, e, f, g, h]", false),
        ("[]", true),
        ("[first=10.*, rest]", true),
        ("[ip, ..., (code=404 || code=410) && code!=410, size]", true),
    ];
    for (pattern, expected) in rows {
        assert_eq!(matches(pattern, L), expected, "{pattern}");
    }
    let rest = extract("[ip, rest]").unwrap();
    assert_eq!(rest["$rest"], &L[9..]);
    let line = "2030-01-01T00:00:00Z\t8a-b-c\tSTART";
    assert!(matches("[timestamp=*Z, request_id=\"*-*\", event]", line));
    for pattern in ["[a, ..., b, ...]", "[a=]", "[=1]", "[a=1 || b=2]", "[a b]", "[a>x]"] {
        refusal(pattern);
    }
}

/// What a term pattern means, told another way than it is implemented.
fn reference(terms: &[(char, String)], message: &str) -> bool {
    let of = |sign: char| terms.iter().filter(move |(s, _)| *s == sign).map(|(_, t)| t);
    let within = |term: &String| (0..=message.len()).any(|at| message[at..].starts_with(&**term));
    let plain = of(' ').all(within) && !of('-').any(within);
    let only_optional = of('?').count() == terms.len() && !terms.is_empty();
    plain && (!only_optional || of('?').any(within))
}

proptest! {
    /// A pattern is one or none, and an event's message is whatever it is.
    #[test]
    fn any_text_is_a_pattern_or_none(
        pattern in "[{\\[%]?[ a$.=<>*?\"\\\\,&|!1é日😀-]{0,16}[}\\]%]?",
        message in "[ a\"\\[\\]{}:,1é日😀]{0,20}",
    ) {
        if let Ok(pattern) = Pattern::parse(&pattern) {
            let _ = pattern.matches(&message);
            let _ = pattern.extract(&message);
        }
    }

    #[test]
    fn any_text_parses_or_is_refused_and_never_panics(
        pattern in "[ -~]{0,40}|\\PC{0,40}|\\{ ?[$.a-z\\[\\]*0-9=<>!&|()'\"% ]{0,40}\\}|\\[[a-z.,=*<>!&|()\"% ]{0,40}\\]|%[a-z\\\\{}0-9,\\[\\]^|*+?.-]{0,20}%",
        message in "\\PC{0,60}",
    ) {
        if let Ok(pattern) = Pattern::parse(&pattern) {
            prop_assert_eq!(pattern.matches(&message), pattern.extract(&message).is_some());
        }
    }

    #[test]
    fn terms_agree_with_the_reference(
        terms in proptest::collection::vec((prop_oneof![Just(' '), Just('?'), Just('-')], "[ab]{1,2}| a|b a"), 0..4),
        message in "[ab ]{0,8}",
    ) {
        let quote = |term: &str| if term.contains(' ') { format!("\"{term}\"") } else { term.into() };
        let pattern: Vec<_> = terms.iter().map(|(sign, term)| format!("{sign}{}", quote(term))).collect();
        let pattern = pattern.join(" ");
        prop_assert_eq!(matches(&pattern, &message), reference(&terms, &message), "{}", pattern);
    }
}
