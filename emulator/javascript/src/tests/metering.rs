//! A program that is counted does what it does uncounted, as often as one likes, wherever it is called.

use crate::realm::{Realm, Shared};
use crate::{Call, Program, Runtime, metering, syntax};
use proptest::prelude::*;

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned)
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0..5_u8).prop_map(|n| n.to_string()),
        name(),
        Just("'é😀'".to_owned()),
        Just("/x/g.test('x')".to_owned()),
        Just("[3, 1, 2].sort().join()".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}\n< /*é*/ {b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            (name(), inner.clone()).prop_map(|(x, a)| format!("({x} => {a})(1)")),
            (name(), inner.clone()).prop_map(|(x, a)| format!("(({x}) => {{ return {a} }})(2)")),
            inner.clone().prop_map(|a| format!("[1, 2].map(x => x + {a}).join('-')")),
            inner.clone().prop_map(|a| format!("`${{{a}}}`")),
            inner.clone().prop_map(|a| format!("(function () {{ return {a}\n}})()")),
            inner.prop_map(|a| format!("JSON.stringify({{ k: {a} }})")),
        ]
    })
}

fn statement() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (name(), expression()).prop_map(|(x, e)| format!("{x} = {e};")),
        (name(), expression()).prop_map(|(x, e)| format!("{x} = {e}\n")),
        expression().prop_map(|e| format!("log.push({e});")),
        Just(";".to_owned()),
        Just("log.push('y'); // é\n".to_owned()),
    ];
    leaf.prop_recursive(4, 20, 3, |inner| {
        let (one, two) = (inner.clone(), inner.clone());
        prop_oneof![
            (one, two).prop_map(|(a, b)| format!("{{ {a} {b} }}")),
            (expression(), inner.clone()).prop_map(|(e, a)| format!("if ({e}) {a}\n else ;")),
            inner.clone().prop_map(|a| format!("for (var i = 0; i < 2; i++) {a}")),
            inner.clone().prop_map(|a| format!("for (var k in {{ p: 1, q: 2 }}) {{ {a} }}")),
            inner.clone().prop_map(|a| format!("l{0}: for (;;) {{ {a} break l{0}; }}", a.len())),
            inner.clone().prop_map(|a| format!("do {a} while (false)\n")),
            inner.clone().prop_map(|a| format!("{{ var w = 2; while (w-- > 0) {{ {a} }} }}")),
            inner.clone().prop_map(|a| format!("try {{ {a} missing; }} catch (x) {{ {a} }}")),
            inner.clone().prop_map(|a| format!("switch (a) {{ case 1: {a} break; default: {a} }}")),
            inner.prop_map(|a| format!("(function () {{ var a = 1, log = []; {a} }})();")),
        ]
    })
}

fn program() -> impl Strategy<Value = String> {
    prop::collection::vec(statement(), 1..6).prop_map(|statements| {
        let body = statements.concat();
        format!(
            "var a = 1, b = 2, c = 3, log = [];\nfunction handler(e) {{\n{body}\nreturn [a, b, c, log];\n}}"
        )
    })
}

/// As it is, with nothing that counts in it.
fn unmetered(code: &str) -> String {
    format!("(function () {{ 'use strict'; {code}\n;return handler; }})")
}

fn called(code: &str, shared: Shared) -> crate::Run {
    Realm::new(Runtime::V2, code, shared).unwrap().call(&Call::new("{}")).run
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counting_changes_nothing(code in program()) {
        let tree = syntax::parse(&code).unwrap();
        prop_assert!(!tree.root_node().has_error(), "{code}");
        let metered = metering::metered(&tree, &code);
        prop_assert_eq!(code.lines().count() + 2, metered.lines().count());
        let own = called(&metered, Shared::Own);
        prop_assume!(own.outcome.is_ok() || own.utilization < 100);
        let plain = called(&unmetered(&code), Shared::Own);
        prop_assert_eq!(&own.outcome, &plain.outcome, "{}", code);
        prop_assert_eq!(&own, &called(&metered, Shared::Frozen), "{}", code);
        let program = Program::new(Runtime::V2, &code);
        for _ in 0..3 {
            prop_assert_eq!(&program.call(&Call::new("{}")), &own);
        }
    }

    #[test]
    fn any_text_is_answered(code in "\\PC{0,200}", event in "\\PC{0,60}") {
        for runtime in super::BOTH {
            prop_assert!(Program::new(runtime, &code).call(&Call::new(&event)).outcome.is_err());
        }
    }
}

/// What is assigned to objects of one's own is so in a realm that is frozen too.
#[test]
fn frozen_or_not() {
    for body in [
        "var o = {}; try { o.toString = () => 'mine' } catch (x) {} return '' + o",
        "var o = {}; o.constructor = 1; o.valueOf = 2; return o",
        "var x = new Error('a'); x.name = 'Mine'; x.message = 'b'; return String(x)",
        "var c = {}; ['toString', 'a'].forEach(w => { c[w] = (c[w] || 0) + 1 }); return c",
        "try { Math.x = 1; return Math.x } catch (x) { return 'refused' }",
        "return Promise.resolve().then(() => { Math.y = 1; return Math.y }).then(x => x, x => 'refused')",
        "return Promise.resolve().then(() => { Math.y = 1; return Math.y }).catch(x => 'refused')",
        "var f = function () {}; f.call = 1; f.toString = 2; return f.call",
        "var a = []; a.map = 1; return a.map",
        "var o = Object.freeze({}); try { o.x = 1 } catch (e) { return e.name }",
    ] {
        let code = format!("function handler(e) {{ {body} }}");
        let tree = syntax::parse(&code).unwrap();
        let own = called(&metering::metered(&tree, &code), Shared::Own);
        let program = Program::new(Runtime::V2, &code);
        for _ in 0..3 {
            assert_eq!(program.call(&Call::new("{}")), own, "{body}");
        }
    }
}
