//! CF-11.1: whatever a function does, a call ends soon, the process lives, and the next call is a good one.

use super::{BOTH, run};
use crate::Runtime::{self, V1, V2};
use crate::{Call, Program, Run};
use std::time::{Duration, Instant};

/// So long that no loaded machine takes it for a fault, and so short that nothing without an end passes.
const SOON: Duration = Duration::from_secs(20);

/// The body of a handler, and a part of what is said of it: `""` where it may be anything.
const ENDLESS: &[(&str, &str)] = &[
    ("[].indexOf.call({ length: 9007199254740991 }, 1)", "compute time"),
    ("[].forEach.call({ get length() { return 9007199254740991 } }, isNaN)", "compute time"),
    ("[].lastIndexOf.call({ length: 1e15, 0: 1 }, 1)", "compute time"),
    ("[].some.call({ length: '1e15' }, isNaN)", "compute time"),
    ("[].join.call(Object.create({ length: 1e15 }))", "compute time"),
    ("[].reverse.call({ length: 1e15 })", "compute time"),
    ("new Array(4294967295).fill(0)", "compute time"),
    ("new Array(4294967295).join()", "compute time"),
    ("'' + new Array(4294967295)", "compute time"),
    ("new Array(4294967295).sort()", "compute time"),
    ("new Array(4294967295).reverse()", "compute time"),
    ("new Array(4294967295).lastIndexOf(1)", "compute time"),
    ("new Array(4294967295).includes(1)", "compute time"),
    ("[].concat(new Array(4294967295), new Array(4294967295))", "compute time"),
    ("new Array(4294967295).shift()", "compute time"),
    ("JSON.stringify(new Array(4294967295))", ""),
    ("return new Array(4294967295)", ""),
    ("'x'.padEnd(1073741824)", ""),
    ("'x'.repeat(1073741824)", "invalid string length"),
    ("var s = 'x'; while (true) s += s", ""),
    ("var s = 'a'.repeat(400000); s.indexOf('a'.repeat(200000) + 'b')", "compute time"),
    ("var s = 'a'.repeat(400000); s.split('a'.repeat(200000) + 'b')", "compute time"),
    (
        "var s = 'a'.repeat(400000), o = { toString: function () { return 'a'.repeat(200000) + 'b' } }; s.includes(o)",
        "compute time",
    ),
    (
        "var s = 'a'.repeat(400000); ''.lastIndexOf.call(new String(s), 'b' + 'a'.repeat(200000))",
        "compute time",
    ),
    ("var a = []; for (var i = 0; i < 40; i++) a = [a, a]; return a", "compute time"),
    (
        "var a = []; for (var i = 0; i < 40; i++) a = [a, a]; return JSON.stringify(a, ['x'])",
        "compute time",
    ),
    ("var a = []; for (var i = 0; i < 40; i++) a = [a, a]; return '' + a", ""),
    ("var a = {}; a.a = a; return a", "circular reference"),
    (
        "var a = []; for (var i = 0; i < 3000; i++) a = [a]; return a",
        "Maximum call stack size exceeded",
    ),
    ("JSON.parse('['.repeat(200000))", "Maximum call stack size exceeded"),
    ("JSON.parse('{\"a\":'.repeat(100000))", "Maximum call stack size exceeded"),
    ("return /(a+)+$/.test('a'.repeat(40) + 'b')", "compute time"),
    ("return /^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(100))", "compute time"),
    ("return new RegExp('(?:a|'.repeat(5000) + ')'.repeat(5000)).test('a')", "SyntaxError"),
    ("return new RegExp('('.repeat(10000)).test('a')", "SyntaxError"),
    ("var o = {}; o.toString = function () { return '' + o }; return '' + o", "Maximum call stack"),
    ("var o = { valueOf: function () { return +o } }; return +o", "Maximum call stack"),
    ("[2, 1].sort(function f() { return [2, 1].sort(f).length })", "Maximum call stack"),
    ("[2, 1].sort(function () { while (true) ; })", "compute time"),
    (
        "Object.defineProperty(Object.prototype, 'x', { get: function () { while (true) ; } }); event.x",
        "compute time",
    ),
    (
        "Object.defineProperty(Object.prototype, 'toJSON', { get: function () { while (true) ; } }); return {}",
        "compute time",
    ),
    ("event.toJSON = function () { while (true) ; }; return event", "compute time"),
    ("throw { toString: function () { while (true) ; } }", "compute time"),
    (
        "var x = new Error(''); Object.defineProperty(x, 'name', { get: function () { while (true) ; } }); throw x",
        "compute time",
    ),
    ("function f() { try { f() } finally { f() } } f()", ""),
    ("while (true) { try { while (true) ; } catch (x) {} finally { continue } }", "compute time"),
    ("function f() { return Promise.resolve().then(f) } return f()", ""),
    ("var f = isNaN; for (var i = 0; i < 5000; i++) f = f.bind(null); return f(1)", ""),
    (
        "var o = {}; for (var i = 0; i < 3000; i++) o['k' + i] = i; while (true) Object.keys(o)",
        "compute time",
    ),
    (
        "var o = {}; for (var i = 0; i < 3000; i++) o['k' + i] = i; while (true) for (var k in o) break",
        "compute time",
    ),
    ("var a = new Array(100000); while (true) a.indexOf(1)", "compute time"),
    ("var a = []; while (true) a.push('x'.repeat(1e5) + a.length)", "out of memory"),
    ("var a = []; while (true) a.push({})", ""),
    ("return 'y'.repeat(300000).split('').length", ""),
    ("var r = 'a', s = '$&'.repeat(100); while (true) r = r.replace(/a+/, s)", ""),
    ("require('crypto').createHash('md5').update('a'.repeat(1000000))", ""),
    ("return require('querystring').parse('a&'.repeat(300000))", ""),
    ("var u = new Uint8Array(1e6); while (true) u.slice()", ""),
    ("new Uint8Array({ length: 9007199254740991 })", ""),
    ("'a'.repeat(100000).replace(/a/g, 'b'.repeat(100000))", ""),
    ("'a'.repeat(100000).replace(/a+/, '$&'.repeat(50000))", ""),
    ("new Array(100000).join('b'.repeat(100000))", ""),
    ("Math.max.apply(null, { length: 1e9 })", ""),
];

const ENDLESS_2_0: &[(&str, &str)] = &[
    ("Buffer.alloc(1073741824)", "out of memory"),
    ("var b = Buffer.alloc(400000); while (true) b.indexOf('x')", "compute time"),
    ("var b = Buffer.alloc(400000, 'a'); b.indexOf('a'.repeat(200000) + 'b')", "compute time"),
    ("Buffer.alloc(1000000).toString('hex')", ""),
    ("Buffer.from({ length: 1e9 })", ""),
    ("Uint8Array.from({ length: 1e9 })", ""),
    ("'a'.repeat(100000).replaceAll('', 'a'.repeat(100000))", ""),
    (
        "var t = {}; t.then = Promise.resolve.bind(Promise, t); return Promise.resolve(t)",
        "compute time",
    ),
    ("return Promise.race([])", "never settled"),
];

fn ends(runtime: Runtime, body: &str, part: &str) {
    let code = format!("function handler(event) {{ if (event.ok) return 1; {body} }}");
    let program = Program::new(runtime, &code);
    let begun = Instant::now();
    let Run { outcome, .. } = program.call(&Call::new("{}"));
    assert!(begun.elapsed() < SOON, "{body}: {:?}", begun.elapsed());
    let why = outcome.expect_err(body);
    assert!(why.contains(part) && !why.contains("null"), "{body}: {why}");
    let next = program.call(&Call::new(r#"{"ok":true}"#));
    assert_eq!(next.outcome.as_deref(), Ok("1"), "after {body}");
}

#[test]
fn cf_11_1_nothing_is_endless() {
    ENDLESS.iter().for_each(|(body, part)| ends(V1, body, part));
}

#[test]
fn cf_11_1_nothing_is_endless_in_2_0() {
    ENDLESS.iter().step_by(5).chain(ENDLESS_2_0).for_each(|(body, part)| ends(V2, body, part));
    let code =
        "async function f() { await 1; return f(); } async function handler(e) { return f() }";
    assert!(run(V2, code, "{}").outcome.is_err());
    let code = "async function handler(e) { while (true) await 1 }";
    assert!(run(V2, code, "{}").outcome.unwrap_err().contains("compute time"));
}

/// The engine itself does not live through all that may run out of memory: a process that is taken down fails this.
#[test]
fn cf_11_1_memory_runs_out_anywhere() {
    for done in [
        "for (var f = isNaN, i = 0; i < 50; i++) f = f.bind(null, 1, 2)",
        "for (var a = [], i = 0; i < 50; i++) a.splice(0, 0, {}, [], 'x')",
        "JSON.parse(JSON.stringify([1, [2, { a: 3 }]]))",
        "[3, 2, 1].map(function (x) { return [x]; }).sort().concat([1]).join()",
        "'abc'.repeat(50).replace(/b/g, function (x) { return x + x; }).split('c')",
        "Promise.resolve({}).then(function (x) { return [x]; })",
    ] {
        let code = format!(
            "function handler(event) {{
               var large = null, small = null, f = function () {{ {done}; }};
               if (event.ok) return 1;
               try {{ while (true) large = {{ next: large, s: 'x'.repeat(5000) }}; }} catch (x) {{}}
               try {{ while (true) small = {{ next: small }}; }} catch (x) {{}}
               for (var i = 0; i < event.free && small; i++) small = small.next;
               f();
               return 1;
             }}"
        );
        for runtime in BOTH {
            let program = Program::new(runtime, &code);
            for free in 0..6 {
                let _ = program.call(&Call::new(&format!("{{\"free\":{free}}}")));
            }
            let next = program.call(&Call::new(r#"{"ok":true}"#));
            assert_eq!(next.outcome.as_deref(), Ok("1"), "after {done}");
        }
    }
}

#[test]
fn deep_code_is_refused() {
    for (open, inner, close, times) in [
        ("(", "1", ")", 15_000),
        ("[", "1", "]", 15_000),
        ("-(", "1", ")", 10_000),
        ("!", "1", "", 30_000),
        ("x=>", "1", "", 10_000),
        ("`${", "1", "}`", 8_000),
        ("1?", "1", ":1", 9_000),
        ("function(){return ", "1", "}", 1_900),
        ("(", "", "", 40_000),
        ("`${", "", "", 13_000),
        ("function ", "", "", 4_000),
        ("<", "", "", 40_000),
    ] {
        let code = format!(
            "function handler(e) {{ return {}{inner}{} }}",
            open.repeat(times),
            close.repeat(times)
        );
        for runtime in BOTH {
            let why = run(runtime, &code, "{}").outcome.expect_err(open);
            assert!(why.contains("SyntaxError") || why.contains("Maximum call stack"), "{why}");
        }
    }
}

#[test]
fn calls_from_many_threads() {
    let code = "function f(n) { return n === 0 ? 0 : 1 + f(n - 1) }
        function handler(e) { if (e.n % 5 === 4) return g(); return f(e.n % 50) + e.n }
        function g() { return g() + 1 }";
    for runtime in BOTH {
        let program = Program::new(runtime, code);
        std::thread::scope(|scope| {
            for thread in 0..8_u32 {
                let program = &program;
                scope.spawn(move || {
                    for call in 0..10 {
                        let n = thread * 10 + call;
                        let outcome = program.call(&Call::new(&format!("{{\"n\":{n}}}"))).outcome;
                        match n % 5 {
                            4 => assert!(outcome.unwrap_err().contains("Maximum call stack")),
                            _ => assert_eq!(outcome.unwrap(), (n % 50 + n).to_string()),
                        }
                    }
                });
            }
        });
    }
}

#[test]
fn any_event_will_do() {
    let code = "function handler(event) { return [event, event === null] }";
    for runtime in BOTH {
        for event in [
            "null",
            "1",
            "[]",
            "\"\\ud800\"",
            r#"{"request":5}"#,
            r#"{"request":null}"#,
            r#"{"request":[]}"#,
            r#"{"__proto__":1,"toString":2,"toJSON":3}"#,
        ] {
            assert!(run(runtime, code, event).outcome.is_ok(), "{event}");
        }
        for event in ["", "{", "nonsense", "{'a':1}"] {
            assert!(run(runtime, code, event).outcome.unwrap_err().contains("SyntaxError"));
        }
    }
}
