#![allow(clippy::unwrap_used, clippy::expect_used)]

mod absent;
mod accepted;
mod arrays;
mod buffers;
mod endless;
mod isolation;
mod language;
mod metering;
mod modules;
mod numbers;
mod queries;
mod syntax;
mod texts;

use crate::{Call, Program, Run, Runtime};

/// An expression, and what it is: `undefined`, a number, JSON, or `throws` and the name of an error.
type Row = (&'static str, &'static str);

const BOTH: [Runtime; 2] = [Runtime::V1, Runtime::V2];

fn run(runtime: Runtime, code: &str, event: &str) -> Run {
    Program::new(runtime, code).call(&Call::new(event))
}

/// What an expression is, in the body of a handler.
fn value(runtime: Runtime, expression: &str) -> Result<String, String> {
    let code = format!("function handler(event) {{ return {expression}; }}");
    run(runtime, &code, "{}").outcome
}

/// What each expression is, a few of them a call.
fn check(runtime: Runtime, rows: &[Row]) {
    let mut wrong = Vec::new();
    for some in rows.chunks(16) {
        let functions: Vec<String> =
            some.iter().map(|(it, _)| format!("function () {{ return (\n{it}\n); }}")).collect();
        let code = format!(
            "function show(f) {{
              try {{
                var v = f();
                return v === undefined || typeof v === 'number' ? String(v) : JSON.stringify(v);
              }} catch (e) {{ return 'throws ' + e.name; }}
            }}
            function handler(event) {{ return [{}].map(show); }}",
            functions.join(",\n")
        );
        let outcome = run(runtime, &code, "{}").outcome;
        let shown = outcome.unwrap_or_else(|why| panic!("{runtime:?}: {why} of {some:?}"));
        let shown: Vec<String> = serde_json::from_str(&shown).unwrap();
        for ((expression, expected), is) in some.iter().zip(shown) {
            if is != *expected {
                wrong.push(format!("{expression}\n     is {is}\n not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{runtime:?}, {} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn cf_11_2_code_is_never_made_from_text() {
    for runtime in BOTH {
        for attempt in ["eval('1')", "Function('return 1')()", "(function () {}).constructor('1')"]
        {
            let refused = value(runtime, attempt).unwrap_err();
            assert!(refused.contains("Code evaluation is disabled"), "{attempt}: {refused}");
        }
    }
}

#[test]
fn cf_11_2_time_stands_still_and_is_utc() {
    for runtime in BOTH {
        let text = value(runtime, "new Date(2020, 0, 1).toString()").unwrap();
        assert_eq!(text, "\"Wed Jan 01 2020 00:00:00 GMT+0000 (UTC)\"");
        assert_eq!(value(runtime, "new Date().getTime() + Date.now()").unwrap(), "0");
    }
}

#[test]
fn cf_11_1_what_has_no_end_is_stopped() {
    let loops = [
        "function handler(e) { while (true) {} }",
        "function handler(e) { while (true) { try { while (true) ; } catch (e) {} } }",
        "function handler(e) { return /(a+)+$/.test('a'.repeat(40) + 'b') }",
        "function handler(e) { do var f = x => f(x); while (true) }",
    ];
    for runtime in BOTH {
        for code in loops {
            let Run { outcome, utilization, .. } = run(runtime, code, "{}");
            let why = outcome.unwrap_err();
            assert_eq!(why, "The function exceeded the maximum compute time", "{code}");
            assert_eq!(utilization, 100, "{code}");
        }
        let deep =
            run(runtime, "function f() { return f() } function handler(e) { return f() }", "{}");
        assert!(deep.outcome.unwrap_err().contains("Maximum call stack size exceeded"));
        let wide =
            "function handler(e) { var a = []; while (true) a.push('x'.repeat(1e5) + a.length) }";
        assert!(run(runtime, wide, "{}").outcome.unwrap_err().contains("out of memory"));
    }
}

#[test]
fn calls_leave_nothing_behind() {
    let code = "var n = 0;
        function handler(e) { n++; e.toString = 1; Date.x = n; return n + ('' + Date.x) }";
    for runtime in BOTH {
        let program = Program::new(runtime, code);
        for _ in 0..3 {
            assert_eq!(program.call(&Call::new("{}")).outcome.unwrap(), "\"11\"");
        }
    }
}

#[test]
fn cf_11_2_the_line_of_a_refusal_is_told() {
    let code = "var x = 1;\nfunction handler(e) {\n  for (var a of e) ;\n}";
    for runtime in BOTH {
        let why = run(runtime, code, "{}").outcome.unwrap_err();
        assert_eq!(why, "SyntaxError: Token \"of\" not supported in this version in 3");
    }
}

/// Each call that runs out of memory leaves a realm behind: there are not more than so many.
#[test]
fn what_runs_out_of_memory_again_and_again_is_not_run_any_more() {
    let code =
        "function handler(e) { var a = []; while (true) a.push('x'.repeat(1e5) + a.length) }";
    let program = Program::new(Runtime::V2, code);
    let run = || program.call(&Call::new("{}"));
    assert!(run().outcome.unwrap_err().contains("out of memory"));
    (0..20).for_each(|_| drop(run()));
    let refused = run();
    assert!(refused.outcome.unwrap_err().contains("out of memory"));
    assert_eq!(refused.utilization, 0, "it never began");
}
