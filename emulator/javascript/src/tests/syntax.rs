//! CF-11.2: what may be said and what may not.

use super::{BOTH, run};
use crate::Runtime::{self, V1, V2};

fn outcome(runtime: Runtime, code: &str) -> Result<String, String> {
    run(runtime, code, "{}").outcome
}

/// A statement that is refused in both runtimes, on the third line of the text.
const REFUSED: &[&str] = &[
    "class A {}",
    "var a = class {};",
    "var {a} = event;",
    "var [a] = [1];",
    "({a: event} = {a: 1});",
    "[event] = [1];",
    "for (var [a] in event) ;",
    "for (var {a} in event) ;",
    "(function ({a}) {})(event);",
    "(function ([a]) {})(event);",
    "(({a}) => a)(event);",
    "(([a]) => a)(event);",
    "(function (...[a]) {})(1);",
    "try { throw 1; } catch ({message}) {}",
    "f(...[1]);",
    "var a = [...[1]];",
    "var a = {...event};",
    "new Date(...[1]);",
    "for (var a of [1]) ;",
    "for (event of [1]) ;",
    "(function (a = 1) {})();",
    "((a = 1) => a)();",
    "event?.a;",
    "event?.[0];",
    "event.f?.();",
    "var a = event ?? 1;",
    "event ??= 1;",
    "event ||= 1;",
    "event &&= 1;",
    "try { event.a; } catch {}",
    "function* g() {}",
    "var g = function* () {};",
    "var o = { *g() {} };",
    "var o = { async *g() {} };",
    "String.raw`a`;",
    "event.f`a${1}`;",
    "new.target;",
    "import.meta;",
    "10n;",
    "0xfn;",
    "0b11;",
    "0o17;",
    "017;",
    "08;",
    "/a/s;",
    "/a/u;",
    "/a/v;",
    "/a/d;",
    "/a/gu;",
    "#a in event;",
    "import('crypto');",
    "with (event) ;",
    "debugger;",
    "delete event;",
    "var \u{e9} = 1;",
    "event.\u{e9};",
    "var \\u0061bc = 1;",
    "<!-- comment",
    "var a = 1<!--event;",
    "var a = <b/>;",
    "'\\07';",
    "var yield = 1;",
    "var implements = 1;",
    "eval = 1;",
    "var arguments = 1;",
    "function f(a, a) {}",
    "break;",
    "l: l: ;",
    "1 = 2;",
    "var a = ;",
    "if (event",
    "var a = 'x",
    "var a = /x",
    "var a = `x",
    "a => { return ) }",
    "export default 1;",
    "import a from 'crypto';",
];

#[test]
fn cf_11_2_refused_in_both() {
    for runtime in BOTH {
        for refused in REFUSED {
            let code = format!("// a\nfunction handler(event) {{\n  {refused}\n  return 1;\n}}\n");
            let why = outcome(runtime, &code).expect_err(refused);
            assert!(why.starts_with("SyntaxError: "), "{runtime:?} {refused}: {why}");
            let unclosed = refused.contains(['`', '(', '/']) || refused.contains("'x");
            assert!(why.ends_with(" in 3") || unclosed, "{runtime:?} {refused}: {why}");
        }
    }
}

#[test]
fn cf_11_2_refused_on_the_outside() {
    let handler = "\nfunction handler(e) { return 1; }";
    for outside in [
        "export default handler;",
        "export function f() {}",
        "export { handler };",
        "import * as c from 'crypto';",
        "import { createHash } from 'crypto';",
        "import 'crypto';",
        "import c from 'fs';",
        "import c, { createHash } from 'crypto';",
        "await 1;",
        "return 1;",
        "for await (var a of []) ;",
        "#!/usr/bin/env node",
    ] {
        for runtime in BOTH {
            let why = outcome(runtime, &format!("{outside}{handler}")).expect_err(outside);
            assert!(why.ends_with(" in 1"), "{runtime:?} {outside}: {why}");
        }
    }
}

#[test]
fn cf_11_2_known_words() {
    for (code, why) in [
        ("try {} catch {}", "SyntaxError: Token \"{\" not supported in this version in 1"),
        ("for (var a of []) ;", "SyntaxError: Token \"of\" not supported in this version in 1"),
        ("class A {}", "SyntaxError: Token \"class\" not supported in this version in 1"),
        ("with (e) ;", "SyntaxError: Token \"(\" not supported in this version in 1"),
        ("delete e;", "SyntaxError: Delete of an unqualified identifier in 1"),
        ("return 07;", "SyntaxError: Unexpected token \"07\" in 1"),
        ("e.headers.host.value;", "TypeError: cannot get property \"host\" of undefined in 1"),
        ("e.a = e.b.c;", "TypeError: cannot get property \"c\" of undefined in 1"),
        ("var x; x.y = 1;", "TypeError: cannot set property \"y\" of undefined in 1"),
        ("null.z;", "TypeError: cannot get property \"z\" of null in 1"),
        ("return missing;", "ReferenceError: \"missing\" is not defined in 1"),
        (
            "Object.defineProperty(e, 'a', { value: 1 }); e.a = 2;",
            "TypeError: Cannot assign to read-only property \"a\" of object in 1",
        ),
        ("throw new RangeError('mine');", "RangeError: mine in 1"),
        ("throw 'text';", "text"),
    ] {
        for runtime in BOTH {
            let code = format!("function handler(e) {{ {code} }}");
            assert_eq!(outcome(runtime, &code).unwrap_err(), why, "{runtime:?}");
        }
    }
}

#[test]
fn cf_11_2_refused_in_1_0_only() {
    let bodies = [
        ("const a = 1; return 1;", "const"),
        ("let a = 1; return 1;", "let"),
        ("for (let i = 0; i < 1; i++) ; return 1;", "let"),
        ("return 1_0 - 9;", "1_0"),
        ("return /a/y.test('a') ? 1 : 0;", "y"),
    ];
    for (body, token) in bodies {
        let code = format!("function handler(e) {{\n{body} }}");
        let why = outcome(V1, &code).unwrap_err();
        assert!(why.contains(&format!("\"{token}\"")) && why.ends_with(" in 2"), "{why}");
        assert_eq!(outcome(V2, &code).unwrap(), "1", "{body}");
    }
    for code in [
        "async function handler(e) { return 1; }",
        "async function one() { return 1; } async function handler(e) { var a = await one(); return a; }",
        "var handler = async e => 1;",
        "import c from 'crypto'; function handler(e) { return c.createHash ? 1 : 0; }",
    ] {
        assert!(outcome(V1, code).unwrap_err().ends_with("not supported in this version in 1"));
        assert_eq!(outcome(V2, code).unwrap(), "1", "{code}");
    }
}

#[test]
fn cf_11_2_await_where_it_may_be() {
    for (body, why) in [
        ("JSON.parse(await f());", "await in arguments not supported"),
        ("f(1, [await f()]);", "await in arguments not supported"),
        ("new Date(await f());", "await in arguments not supported"),
        ("[1].map(x => await f());", "await is only valid in async functions"),
        ("[1].map(async x => 1);", "async closures are not supported"),
        ("async function g() {}", "async closures are not supported"),
        ("var o = { async g() {} };", "async closures are not supported"),
        ("for await (var a of []) ;", "Unexpected token \"await\""),
    ] {
        let code =
            format!("async function f() {{ return 1; }}\nasync function handler(e) {{ {body} }}");
        assert_eq!(outcome(V2, &code).unwrap_err(), format!("SyntaxError: {why} in 2"), "{body}");
    }
    let good = "async function f() { return 2; }
        async function handler(e) {
          let a = await f(), b = (await f()) + (await f());
          if (await f()) a += await f();
          try { await Promise.reject(new Error('x')); } catch (x) { b += x.message; }
          return { a, b: `${await f()}${b}` };
        }";
    assert_eq!(outcome(V2, good).unwrap(), r#"{"a":4,"b":"24x"}"#);
}
