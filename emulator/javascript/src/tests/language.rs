//! CF-11.2: objects, functions, JSON, errors and globals; what is expected is what Node says.

use super::{Row, check};
use crate::Runtime::{V1, V2};

const OBJECTS: &[Row] = &[
    ("Object.create(null) === null", "false"),
    ("Object.keys(Object.create({ a: 1 })).length", "0"),
    ("Object.defineProperty({}, 'a', { value: 1, enumerable: false }).a", "1"),
    ("Object.keys(Object.defineProperty({}, 'a', { value: 1 }))", "[]"),
    (
        "Object.defineProperties({}, { a: { value: 1, enumerable: true }, b: { get: function () { return 2; }, enumerable: true } })",
        r#"{"a":1,"b":2}"#,
    ),
    ("Object.isFrozen(Object.freeze({ a: 1 }))", "true"),
    ("Object.isSealed(Object.seal({ a: 1 }))", "true"),
    ("Object.isExtensible(Object.preventExtensions({ a: 1 }))", "false"),
    ("Object.isExtensible({})", "true"),
    (
        "Object.getOwnPropertyDescriptor({ a: 1 }, 'a')",
        r#"{"value":1,"writable":true,"enumerable":true,"configurable":true}"#,
    ),
    ("Object.getOwnPropertyNames([1])", r#"["0","length"]"#),
    ("Object.getPrototypeOf([]) === Array.prototype", "true"),
    ("Object.keys({ b: 1, a: 2, 1: 3 })", r#"["1","b","a"]"#),
    ("Object.assign({ a: 1 }, { b: 2 }, null, { a: 3 })", r#"{"a":3,"b":2}"#),
    ("Object.entries({ a: 1, b: [2] })", r#"[["a",1],["b",[2]]]"#),
    ("Object.values('ab')", r#"["a","b"]"#),
    ("({ a: 1 }).hasOwnProperty('a')", "true"),
    ("({ a: 1 }).hasOwnProperty('toString')", "false"),
    ("Array.prototype.isPrototypeOf([])", "true"),
    ("[1].propertyIsEnumerable('length')", "false"),
    ("({}).toString()", r#""[object Object]""#),
    (
        "[Object.prototype.toString.call([]), Object.prototype.toString.call(null), Object.prototype.toString.call(/x/), Object.prototype.toString.call(new Date(0))]",
        r#"["[object Array]","[object Null]","[object RegExp]","[object Date]"]"#,
    ),
    ("({ valueOf: function () { return 4; } }) + 1", "5"),
    ("Object.is(NaN, NaN) && !Object.is(0, -0)", "true"),
    ("Object.setPrototypeOf({}, { a: 5 }).a", "5"),
    ("({ get a() { return 1; }, set a(x) {}, b: 2 })", r#"{"a":1,"b":2}"#),
    ("(function () { var o = { set a(x) { this.b = x; } }; o.a = 3; return o.b; })()", "3"),
    ("delete { a: 1 }.a", "true"),
    ("'a' in { a: 1 }", "true"),
    ("[] instanceof Object", "true"),
    ("typeof null", r#""object""#),
    ("void 0", "undefined"),
    ("(function () { 'use strict'; Object.freeze([1]).push(2); })()", "throws TypeError"),
    ("(function () { Object.defineProperty({}, 'a', { value: 1 }).a = 2; })()", "throws TypeError"),
    ("Object.keys(null)", "throws TypeError"),
    (r#"JSON.parse('{"a":[1,{"b":null}],"c":"\\u00e9"}')"#, r#"{"a":[1,{"b":null}],"c":"é"}"#),
    ("JSON.parse('[1,2]', function (k, v) { return typeof v === 'number' ? v * 2 : v; })", "[2,4]"),
    ("JSON.parse('{a:1}')", "throws SyntaxError"),
    ("JSON.parse('')", "throws SyntaxError"),
    (
        "JSON.stringify({ a: [1, 'x', null, true], u: undefined, f: function () {} })",
        r#""{\"a\":[1,\"x\",null,true]}""#,
    ),
    ("JSON.stringify({ a: 1, b: { a: 2, c: 3 } }, ['a', 'b'])", r#""{\"a\":1,\"b\":{\"a\":2}}""#),
    ("JSON.stringify({ b: 1, a: 2 }, ['a', 'b'])", r#""{\"a\":2,\"b\":1}""#),
    ("JSON.stringify([1, { a: 2 }], null, 2)", r#""[\n  1,\n  {\n    \"a\": 2\n  }\n]""#),
    (
        "JSON.stringify({ a: 5 }, function (k, v) { return k === 'a' ? v + 1 : v; })",
        r#""{\"a\":6}""#,
    ),
    ("JSON.stringify({ toJSON: function (k) { return 'json' + k; } })", r#""\"json\"""#),
    (r#"JSON.stringify('\u2028"\n\u0001é')"#, r#""\" \\\"\\n\\u0001é\"""#),
    ("JSON.stringify(new Date(0))", r#""\"1970-01-01T00:00:00.000Z\"""#),
    (
        "JSON.stringify([undefined, function () {}, NaN, Infinity, -0])",
        r#""[null,null,null,null,0]""#,
    ),
    ("(function () { var a = {}; a.a = a; return JSON.stringify(a); })()", "throws TypeError"),
    ("(function (a, b) { return [this.x, a, b]; }).call({ x: 1 }, 2, 3)", "[1,2,3]"),
    ("(function (a, b) { return [this.x, a, b]; }).apply({ x: 1 }, [2, 3])", "[1,2,3]"),
    ("(function (a, b) { return [this.x, a, b]; }).bind({ x: 1 }, 2)(3)", "[1,2,3]"),
    ("(function () { return arguments.length; })(1, 2, 3)", "3"),
    ("(function (a, b) {}).length", "2"),
    ("(function named() {}).name", r#""named""#),
    ("new (function Made(x) { this.x = x; })(7)", r#"{"x":7}"#),
    ("(function () { return this === undefined; })()", "true"),
    ("(function f(n) { return n < 2 ? 1 : n * f(n - 1); })(10)", "3628800"),
    (
        "(function () { try { throw new RangeError('r'); } catch (e) { return [e.name, e.message, e instanceof RangeError, e instanceof Error, String(e)]; } finally {} })()",
        r#"["RangeError","r",true,true,"RangeError: r"]"#,
    ),
    (
        "[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(function (E) { return new E('m').name + E('m').message; })",
        r#"["EvalErrorm","RangeErrorm","ReferenceErrorm","SyntaxErrorm","TypeErrorm","URIErrorm"]"#,
    ),
    ("(function () { null.x; })()", "throws TypeError"),
    ("(function () { missing; })()", "throws ReferenceError"),
    ("decodeURIComponent('%')", "throws URIError"),
    (
        r#"[decodeURI('%41%2F'), decodeURIComponent('%C3%A9%2F'), encodeURI('é /?&'), encodeURIComponent("é /?&'()*!~")]"#,
        r#"["A%2F","é/","%C3%A9%20/?&","%C3%A9%20%2F%3F%26'()*!~"]"#,
    ),
    (
        "[isFinite('12'), isNaN('x'), parseFloat('1.5px'), parseInt('0x1f'), parseInt('12', 3)]",
        "[true,true,1.5,31,5]",
    ),
    ("[typeof NaN, typeof Infinity, typeof undefined]", r#"["number","number","undefined"]"#),
    (
        "Boolean('') === false && new Boolean(false).valueOf() === false && true.toString() === 'true'",
        "true",
    ),
];

#[test]
fn cf_11_2_objects() {
    check(V1, OBJECTS);
    check(V2, OBJECTS);
}
