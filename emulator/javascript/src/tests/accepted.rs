//! CF-11.2: what may be said, and goes on meaning the same when it is counted.

use super::{BOTH, run};
use crate::Runtime::V2;

/// The body of a handler, and what it returns.
const ACCEPTED: &[(&str, &str)] = &[
    ("a: for (var i = 0; i < 3; i++) { for (;;) continue a; } return i", "3"),
    ("a: { break a; } return 1", "1"),
    ("a: b: for (;;) break a; return 1", "1"),
    (
        "var o = { get a() { return 1 }, set a(x) { this.b = x } }; o.a = 2; return o",
        r#"{"a":1,"b":2}"#,
    ),
    (
        "var a = 1, get = 2, set = 3, of = 4; return { a, get, set, of }",
        r#"{"a":1,"get":2,"set":3,"of":4}"#,
    ),
    ("var k = 'x'; return { [k + 1]: 1, ['y']() { return 1 } }.x1", "1"),
    ("return { m(a) { return a + 1 } }.m(1)", "2"),
    ("return `a${`b${`c`}`}`", r#""abc""#),
    ("return `a\n${1}`.length", "3"),
    ("return (function (a, ...rest) { return rest })(1, 2, 3)", "[2,3]"),
    ("return ((...all) => all.length)(1, 2)", "2"),
    ("return (x => x * 2)(4)", "8"),
    ("return (() => ({ a: 1 }))()", r#"{"a":1}"#),
    ("return (x => y => x + y)(1)(2)", "3"),
    ("return [3, 1].map(x => x, 5)", "[3,1]"),
    ("return (x =>\n x /* a */ + /* b */ 1 // c\n)(1)", "2"),
    ("return 2 ** 3 ** 2", "512"),
    ("var x = 2; x **= 3; return x", "8"),
    ("if (1) /a/.test('a'); return 1", "1"),
    ("{ } /a/.test('a'); return 1", "1"),
    ("var a = 6, g = 2; return a /3/ g", "1"),
    ("var i = 0; while (i < 3) i++; return i", "3"),
    ("var i = 0; do i++\n while (i < 3) return i", "3"),
    ("var i = 0; do { i++ } while (i < 3); return i", "3"),
    ("for (var i = 0, s = ''; i < 2; i++) if (i) s += 'a'; else s += 'b'; return s", r#""ba""#),
    ("for (var k in { a: 1, b: 2 }) ; return k", r#""b""#),
    ("var k; for (k in 'ab') for (;;) break; return k", r#""1""#),
    ("var s = ''; for (var k in (function () { return { a: 1 } })()) s += k; return s", r#""a""#),
    ("for (var i = 0; i < 2; i++) (function () {})(); return i", "2"),
    ("for (var i = 0; i < 2; i++) switch (i) { case 0: continue; default: break } return i", "2"),
    ("for (var i = 0; i < 2; i++) try { throw i } catch (e) { continue } finally {} return i", "2"),
    ("if (0) while (1) ; else for (;;) break\nreturn 1", "1"),
    ("var a = 1\nvar b = a\n++b\nreturn [a, b]", "[1,2]"),
    ("return\n1", "null"),
    ("var a = [1]\n;[0].forEach(x => a.push(x))\nreturn a", "[1,0]"),
    ("var f = function () { return 5 }\n;(f)()\nreturn f()", "5"),
    ("return [1,,2].length", "3"),
    ("return { if: 1, class: 2, 'a-b': 3, 4: 5 }.class", "2"),
    ("return '\u{2028}'.length + '日本😀'.length", "5"),
    (
        "/*é*/ for (var i = 0; /*日*/ i < 2 /*😀*/; i++) /*本*/ ; /*é*/ return '😀' + i /*é*/",
        r#""😀2""#,
    ),
    ("return [1].map(x /*é*/ => /*日*/ '😀' + x /*本*/)", r#"["😀1"]"#),
    ("/* a\nb */ return 1 // c", "1"),
    ("/* a\u{2028}b */ return 1", "1"),
    ("return '\\u00e9\\x41\\n'.length", "3"),
    ("return function () { return arguments.length }(1, 2)", "2"),
    ("var x = 1; (function () { x = 2 })(); return x", "2"),
    ("return typeof undeclared + void 0", r#""undefinedundefined""#),
    ("return (1, 2)", "2"),
    ("switch (3) { case 1: default: case 2: return 'd' }", r#""d""#),
    ("try { return 1 } finally { event.x = 1 }", "1"),
    ("try { throw 1 } catch (e) { var e2 = e } return e2", "1"),
    ("throw_: try { break throw_ } finally { return 2 }", "2"),
    ("function f() { return g(); function g() { return 1 } } return f()", "1"),
    ("return new (function () { this.a = 1 })", r#"{"a":1}"#),
    ("return new Date(0).getTime() + +new Date(5)", "5"),
    ("var async = 1, let_ = 2, await_ = 3; return async", "1"),
    ("return /[/]\\/(?<n>a)/.test('//a')", "true"),
    ("return 'a' in { a: 1 } && !('b' in {})", "true"),
    ("var __tick = 1, __tick_ = 2; for (;;) break; return __tick + __tick_", "3"),
    ("var __tickcaught = 1; try { throw 1 } catch (e) {} return __tickcaught", "1"),
    ("for (var k = 0 in {}) ; return 1", "refused"),
    ("if (1) function f() {} return 1", "refused"),
];

#[test]
fn cf_11_2_accepted() {
    for runtime in BOTH {
        for line_end in ["\n", "\r\n"] {
            for (body, expected) in ACCEPTED {
                let code = format!("var e;\nfunction handler(event) {{ {body}\n}}");
                let code = code.replace('\n', line_end);
                let is = run(runtime, &code, "{}").outcome;
                match *expected {
                    "refused" => assert!(is.is_err(), "{body}"),
                    _ => assert_eq!(is.as_deref(), Ok(*expected), "{runtime:?} {body}"),
                }
            }
        }
    }
}

#[test]
fn cf_11_2_around_the_handler() {
    for runtime in BOTH {
        for code in [
            "\u{feff}function handler(e) { return 1 }",
            "function handler(e) { return 1 } // end",
            "function handler(e) { return 1 } /* end */",
            "'use strict'; function handler(e) { return 1 }",
            "var handler = function (e) { return 1 }",
            "var handler = e => 1",
            "var handler = e => { return 1 }\n",
            "\r\n\r\nfunction handler(e) {\r\n return 1\r\n}\r\n",
            "handler; function handler(e) { return 1 }",
            ";;;function handler() { return arguments.length }",
        ] {
            assert_eq!(run(runtime, code, "{}").outcome.as_deref(), Ok("1"), "{code}");
        }
        for (code, why) in [
            ("", "ReferenceError: \"handler\" is not defined"),
            ("var a", "ReferenceError: \"handler\" is not defined"),
            ("var handler = 1", "ReferenceError: \"handler\" is not defined"),
        ] {
            assert_eq!(run(runtime, code, "{}").outcome.unwrap_err(), why, "{code}");
        }
        // No way out of the function that a program is made into.
        for code in ["}); (function () { return function () {} ", "} function handler() {} {", "})"]
        {
            assert!(run(runtime, code, "{}").outcome.unwrap_err().starts_with("SyntaxError"));
        }
    }
}

#[test]
fn cf_11_2_modern() {
    for (body, expected) in [
        ("const a = 1; { const a = 2; } return a", "1"),
        (
            "let f = []; for (let i = 0; i < 2; i++) f.push(() => i); return f.map(g => g())",
            "[0,1]",
        ),
        ("for (const k in { a: 1 }) return k", "\"a\""),
        ("for (let i = 0; i < 1; i++) ; return 1_000", "1000"),
        (
            "const a = 1; a = 2",
            "TypeError: Cannot assign to read-only property \"a\" of object in 2",
        ),
        ("a; let a = 1", "ReferenceError: a is not initialized in 2"),
        ("let a; let a", "SyntaxError: invalid redefinition of lexical identifier in 2"),
    ] {
        let outcome = run(V2, &format!("//\nfunction handler(e) {{ {body} }}"), "{}").outcome;
        let is = outcome.unwrap_or_else(|why| why);
        assert_eq!(is, expected, "{body}");
    }
}
