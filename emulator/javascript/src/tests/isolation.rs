//! Calls share what is ready for them, and nothing else.

use super::BOTH;
use crate::Runtime::V2;
use crate::{Call, Program};

/// How a call might leave something: what it does, and how the next one would see it.
const LEAKS: &[(&str, &str)] = &[
    ("n++", "n"),
    ("Object.prototype.leak = 1", "({}).leak"),
    ("Array.prototype.leak = 1", "[].leak"),
    ("String.prototype.leak = 1", "''.leak"),
    ("Function.prototype.leak = 1", "isNaN.leak"),
    ("RegExp.prototype.leak = 1", "/x/.leak"),
    ("Date.prototype.leak = 1", "new Date(0).leak"),
    ("Promise.prototype.leak = 1", "Promise.resolve().leak"),
    ("Error.prototype.leak = 1", "new Error().leak"),
    ("Number.prototype.leak = 1", "(1).leak"),
    ("Object.getPrototypeOf([]).leak = 1", "[].leak"),
    ("Object.getPrototypeOf(Uint8Array).leak = 1", "Uint8Array.leak"),
    ("Object.getPrototypeOf(Uint8Array.prototype).leak = 1", "new Uint8Array(1).leak"),
    ("[]['const' + 'ructor'].leak = 1", "Array.leak"),
    ("(1)['__pro' + 'to__'].leak = 1", "(1).leak"),
    ("Date.leak = 1", "Date.leak"),
    ("RegExp.leak = 1", "RegExp.leak"),
    ("Math.leak = 1", "Math.leak"),
    ("JSON.leak = 1", "JSON.leak"),
    ("console.leak = 1", "console.leak"),
    ("console.log = isNaN", "console.log === isNaN ? 1 : undefined"),
    ("globalThis.leak = 1", "globalThis.leak"),
    ("globalThis.Date = 1", "Date === 1 ? 1 : undefined"),
    ("parseInt.leak = 1", "parseInt.leak"),
    ("require.leak = 1", "require.leak"),
    ("require('crypto').x = 1", "require('crypto').x"),
    ("require('crypto').createHash.x = 1", "require('crypto').createHash.x"),
    (
        "require('querystring').unescape = isNaN",
        "require('querystring').unescape === isNaN ? 1 : undefined",
    ),
    ("literal().lastIndex = 5", "literal().lastIndex === 5 ? 1 : undefined"),
    ("/a/g.exec('aa')", "RegExp.$1 || RegExp.lastMatch"),
    ("new Date(0).setTime(5)", "new Date(0).getTime() || undefined"),
    ("table.x = 1", "table.x"),
    ("kept = event", "kept && 1"),
    ("Object.setPrototypeOf(Math, { leak: 1 })", "Math.leak"),
    ("Object.assign(Object.getPrototypeOf(/x/), { leak: 1 })", "/x/.leak"),
    ("Object.defineProperty(isNaN, 'leak', { value: 1 })", "isNaN.leak"),
    ("delete Math.abs", "Math.abs ? undefined : 1"),
    ("[].push.leak = 1", "[].push.leak"),
    ("handler.leak = 1", "handler.leak"),
    ("Promise.resolve().then(function () { n = 5; Math.leak = 1 })", "n || Math.leak"),
];

const LEAKS_2_0: &[(&str, &str)] = &[
    ("Symbol.for('leak').x = 1", "Symbol.for('leak').x"),
    ("Symbol.prototype.leak = 1", "Symbol.for('a').leak"),
    ("Buffer.prototype.leak = 1", "Buffer.alloc(1).leak"),
    ("Buffer.poolSize = 1", "Buffer.poolSize"),
    ("require('buffer').leak = 1", "require('buffer').leak"),
    ("Object.getPrototypeOf(asynchronous).leak = 1", "asynchronous.leak"),
    ("TextDecoder.prototype.leak = 1", "new TextDecoder().leak"),
    ("DataView.prototype.leak = 1", "new DataView(new ArrayBuffer(1)).leak"),
    ("Buffer.from('abc').fill(9)", "Buffer.allocUnsafe(3)[0] || undefined"),
];

fn leaks(leak: &str, seen: &str, modern: bool) -> String {
    let also = if modern { "async function asynchronous() {}" } else { "" };
    format!(
        "var n = 0, table = {{}}, kept; {also}
         function literal() {{ return /a/g; }}
         function handler(event) {{
           if (event.look) return [{seen}];
           try {{ {leak}; }} catch (x) {{ return 'refused'; }}
           return 'done';
         }}"
    )
}

#[test]
fn nothing_survives_a_call() {
    for runtime in BOTH {
        let more = if runtime == V2 { LEAKS_2_0 } else { &[] };
        for (leak, seen) in LEAKS.iter().chain(more) {
            let program = Program::new(runtime, &leaks(leak, seen, runtime == V2));
            let before = program.call(&Call::new(r#"{"look":true}"#));
            for _ in 0..2 {
                let done = program.call(&Call::new("{}"));
                assert!(done.outcome.is_ok(), "{leak}: {done:?}");
                let after = program.call(&Call::new(r#"{"look":true}"#));
                assert_eq!(after, before, "{leak}");
                let nothing = after.outcome.unwrap();
                assert!(nothing == "[null]" || nothing == "[0]", "{leak}: {nothing}");
            }
        }
    }
}
