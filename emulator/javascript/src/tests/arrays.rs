//! CF-11.2: arrays and typed arrays; what is expected is what Node says.

use super::{Row, check};
use crate::Runtime::{V1, V2};

const ARRAYS: &[Row] = &[
    ("[Array.isArray([]), Array.isArray({ length: 0 })]", "[true,false]"),
    ("Array.of(7, 8)", "[7,8]"),
    ("new Array(3).length + Array(1, 2).length", "5"),
    ("new Array(-1)", "throws RangeError"),
    ("[1, [2]].concat([3], 4, [[5]])", "[1,[2],3,4,[5]]"),
    ("[1, 2, 3].every(function (x) { return x > 1; })", "false"),
    ("[1, 2, 3].filter(function (x) { return x > 1; })", "[2,3]"),
    (
        "(function (s) { [1, , 3].forEach(function (x, i) { s += x + '@' + i; }); return s; })('')",
        r#""1@03@2""#,
    ),
    ("[1, 2, 1].indexOf(1, 1) + [1, 2, 1].lastIndexOf(1) + [NaN].indexOf(NaN)", "3"),
    ("[1, null, undefined, [2, 3]].join('-')", r#""1---2,3""#),
    ("[1, 2].map(function (x, i, all) { return x * i + all.length; })", "[2,4]"),
    (
        "(function (a) { return [a.pop(), a.push(8, 9), a.shift(), a.unshift(0), a]; })([1, 2, 3])",
        "[3,4,1,4,[0,2,8,9]]",
    ),
    ("[1, 2, 3].reduce(function (a, b) { return a + b; })", "6"),
    ("[1, 2, 3].reduceRight(function (a, b) { return a + '' + b; }, '')", r#""321""#),
    ("[].reduce(function () {})", "throws TypeError"),
    ("[1, 2, 3].reverse()", "[3,2,1]"),
    ("[1, 2, 3, 4].slice(-3, -1)", "[2,3]"),
    ("[1, 2, 3].some(function (x) { return x > 2; })", "true"),
    ("[3, 1, 10, 2, undefined, , 'b'].sort()", r#"[1,10,2,3,"b",null,null]"#),
    ("[3, 1, 2].sort(function (a, b) { return b - a; })", "[3,2,1]"),
    (
        "(function (a) { return [a.splice(1, 2, 'x', 'y', 'z'), a]; })([1, 2, 3, 4])",
        r#"[[2,3],[1,"x","y","z",4]]"#,
    ),
    ("[1, 2, 3, 4, 5].copyWithin(0, 3)", "[4,5,3,4,5]"),
    ("[1, 2, 3].fill(0, 1)", "[1,0,0]"),
    ("new Array(3).fill('x')", r#"["x","x","x"]"#),
    ("[5, 6].find(function (x) { return x > 5; })", "6"),
    ("[5, 6].findIndex(function (x) { return x > 6; })", "-1"),
    ("[1, NaN].includes(NaN)", "true"),
    ("[1, [2, [3]]].toString()", r#""1,2,3""#),
    ("[,].length + [1, , 2].length", "4"),
    ("(function (a) { a[4] = 1; a.length = 2; return [a, a.length]; })([1, 2, 3])", "[[1,2],2]"),
    ("Array.prototype.map.call('abc', function (c) { return c + c; })", r#"["aa","bb","cc"]"#),
    ("Array.prototype.slice.call({ 0: 'a', 1: 'b', length: 2 })", r#"["a","b"]"#),
    ("Array.prototype.join.call({ 0: 'a', length: '2' })", r#""a,""#),
    ("Array.prototype.push.call({ length: 1 }, 5)", "2"),
    (
        "(function () { var o = { length: 0 }; Array.prototype.push.call(o, 'x'); return o; })()",
        r#"{"0":"x","length":1}"#,
    ),
    ("(function () { return Array.prototype.concat.apply([], arguments); })([1], [2])", "[1,2]"),
    (
        "[3, 1, 2].map(function (x) { return { x: x }; }).sort(function (a, b) { return a.x - b.x; })",
        r#"[{"x":1},{"x":2},{"x":3}]"#,
    ),
    ("[1, 2].forEach(5)", "throws TypeError"),
    ("[0, 1, 2].filter(Boolean)", "[1,2]"),
];

const TYPED1: &[Row] = &[
    (
        "[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array].map(function (T) { var a = new T(2); a[0] = 300.7; a[1] = -1; return [T.name, a[0], a[1], a.length, T.BYTES_PER_ELEMENT]; })",
        r#"[["Int8Array",44,-1,2,1],["Uint8Array",44,255,2,1],["Uint8ClampedArray",255,0,2,1],["Int16Array",300,-1,2,2],["Uint16Array",300,65535,2,2],["Int32Array",300,-1,2,4],["Uint32Array",300,4294967295,2,4]]"#,
    ),
    (
        "[Float32Array, Float64Array].map(function (T) { var a = new T([1.5, 0.1]); return [a[0], a[1] === 0.1, a.BYTES_PER_ELEMENT]; })",
        "[[1.5,false,4],[1.5,true,8]]",
    ),
    ("new Uint8Array([1, 2, 3]).join('-')", r#""1-2-3""#),
    ("new Uint8Array([1, 2, 3, 4]).copyWithin(0, 2).toString()", r#""3,4,3,4""#),
    ("new Uint8Array(3).fill(7, 1).toString()", r#""0,7,7""#),
    (
        "(function (a) { a.set([8, 9], 1); return a.toString(); })(new Uint8Array(4))",
        r#""0,8,9,0""#,
    ),
    ("new Uint8Array([1, 2, 3]).slice(1).toString()", r#""2,3""#),
    (
        "(function (a) { var b = a.subarray(1, 3); b[0] = 9; return [a.toString(), b.length, b.byteOffset]; })(new Uint8Array([1, 2, 3]))",
        r#"["1,9,3",2,1]"#,
    ),
    ("new Uint8Array(new Uint16Array([1, 258]).buffer).toString()", r#""1,0,2,1""#),
    ("new Uint16Array(new ArrayBuffer(8), 2, 2).length", "2"),
    ("new Uint16Array(new ArrayBuffer(8), 1)", "throws RangeError"),
    ("new ArrayBuffer(8).byteLength + new ArrayBuffer(8).slice(2, 5).byteLength", "11"),
    ("[ArrayBuffer.isView(new Uint8Array(1)), ArrayBuffer.isView([])]", "[true,false]"),
    ("new Uint8Array(-1)", "throws RangeError"),
    ("Uint8Array(1)", "throws TypeError"),
    (
        "Object.prototype.toString.call(new Uint8Array(1)) + Object.prototype.toString.call(new ArrayBuffer(1))",
        r#""[object Uint8Array][object ArrayBuffer]""#,
    ),
    ("new Uint8Array('3').length", "3"),
];

const TYPED2: &[Row] = &[
    ("Uint8Array.from([1, 2], function (x) { return x * 2; }).toString()", r#""2,4""#),
    ("Int16Array.of(1, -2).toString()", r#""1,-2""#),
    ("new Int8Array([1, 2]).every(function (x) { return x > 1; })", "false"),
    ("new Int8Array([1, 2, 3]).filter(function (x) { return x > 1; }).toString()", r#""2,3""#),
    ("new Int8Array([1, 2]).find(function (x) { return x > 1; })", "2"),
    ("new Int8Array([1, 2]).findIndex(function (x) { return x > 1; })", "1"),
    (
        "(function (s) { new Int8Array([1, 2]).forEach(function (x, i) { s += x + i; }); return s; })(0)",
        "4",
    ),
    ("new Int8Array([1, 2]).includes(2)", "true"),
    ("new Int8Array([1, 2, 1]).indexOf(1, 1) + new Int8Array([1, 2, 1]).lastIndexOf(1)", "4"),
    ("new Int8Array([1, 2]).map(function (x) { return x * 2; }).toString()", r#""2,4""#),
    (
        "new Int8Array([1, 2]).reduce(function (a, b) { return a + b; }) + new Int8Array([1, 2]).reduceRight(function (a, b) { return a + '' + b; }, '')",
        r#""321""#,
    ),
    ("new Int8Array([1, 2, 3]).reverse().toString()", r#""3,2,1""#),
    ("new Int8Array([1, 2]).some(function (x) { return x > 1; })", "true"),
    ("new Float64Array([3, 10, 1]).sort().toString()", r#""1,3,10""#),
    ("new Int8Array([3, 10, 1]).sort(function (a, b) { return b - a; }).toString()", r#""10,3,1""#),
    (
        "(function (d) { d.setInt8(0, -1); d.setUint8(1, 255); d.setInt16(2, -2); d.setUint16(4, 65535, true); return [d.getInt8(0), d.getUint8(0), d.getInt16(2), d.getUint16(2), d.getUint16(4), d.byteLength, d.byteOffset]; })(new DataView(new ArrayBuffer(8)))",
        "[-1,255,-2,65534,65535,8,0]",
    ),
    (
        "(function (d) { d.setInt32(0, -3); d.setUint32(4, 4000000000, true); d.setFloat32(8, 1.5); d.setFloat64(12, 0.1, true); return [d.getInt32(0), d.getUint32(4, true), d.getFloat32(8), d.getFloat64(12, true), d.getInt32(0, true)]; })(new DataView(new ArrayBuffer(20)))",
        "[-3,4000000000,1.5,0.1,-33554433]",
    ),
    ("new DataView(new ArrayBuffer(2)).getInt32(0)", "throws RangeError"),
    ("new DataView(5)", "throws TypeError"),
    (
        "[Symbol.for('a') === Symbol.for('a'), Symbol.keyFor(Symbol.for('a')), typeof Symbol('x'), Symbol('x').toString()]",
        r#"[true,"a","symbol","Symbol(x)"]"#,
    ),
    (
        "(function (s) { var o = { a: 1 }; o[s] = 2; return [o[s], Object.keys(o)]; })(Symbol('s'))",
        r#"[2,["a"]]"#,
    ),
    ("Symbol('a') + ''", "throws TypeError"),
    ("btoa('hi é') + btoa('')", r#""aGkg6Q==""#),
    ("btoa('€')", "throws TypeError"),
    ("atob('aGk=') + atob('aGk') + atob(' a G k = ')", r#""hihihi""#),
    ("atob('a')", "throws TypeError"),
    ("atob('a*b=')", "throws TypeError"),
    (
        "Array.prototype.slice.call(new TextEncoder().encode('aé€😀'))",
        "[97,195,169,226,130,172,240,159,152,128]",
    ),
    (r#"Array.prototype.slice.call(new TextEncoder().encode('\ud800'))"#, "[239,191,189]"),
    ("new TextEncoder().encode().length", "0"),
    (
        "(function (u) { return [new TextEncoder().encodeInto('aé€', u), u.toString()]; })(new Uint8Array(5))",
        r#"[{"read":2,"written":3},"97,195,169,0,0"]"#,
    ),
    ("new TextDecoder().decode(new Uint8Array([239, 187, 191, 97, 195, 169, 255]))", r#""aé�""#),
    (
        "new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([239, 187, 191, 97])).length",
        "2",
    ),
    ("new TextDecoder('utf8', { fatal: true }).decode(new Uint8Array([255]))", "throws TypeError"),
    (
        "new TextDecoder().decode(new Uint16Array([0x6161]).buffer) + new TextDecoder().decode(new DataView(new Uint8Array([98]).buffer)) + new TextDecoder().decode()",
        r#""aab""#,
    ),
    (
        "(function (d) { return [d.encoding, d.fatal, d.ignoreBOM]; })(new TextDecoder('utf-8', { fatal: true }))",
        r#"["utf-8",true,false]"#,
    ),
    ("new TextDecoder('utf-7')", "throws RangeError"),
    (
        "'aXbX'.replaceAll('X', '-') + 'aXbX'.replaceAll(/x/gi, function (m, at) { return at; })",
        r#""a-b-a1b3""#,
    ),
    ("'abc'.replaceAll(/b/, 'x')", "throws TypeError"),
    ("'aa'.replaceAll('', '-')", r#""-a-a-""#),
    (
        "(function (r) { r.lastIndex = 1; return [r.test('ab'), r.test('ab'), r.sticky, r.flags]; })(/b/y)",
        r#"[true,false,true,"y"]"#,
    ),
    ("/a/gimy.flags", r#""gimy""#),
    ("1_000.5_5 + 0xff_ff", "66535.55"),
    ("Object.getOwnPropertyDescriptors({ a: 1, get b() { return 2; } }).b.enumerable", "true"),
];

#[test]
fn cf_11_2_arrays() {
    check(V1, ARRAYS);
    check(V2, ARRAYS);
}

#[test]
fn cf_11_2_typed_arrays() {
    check(V1, TYPED1);
    check(V2, TYPED1);
}

#[test]
fn cf_11_2_what_is_new_in_2_0() {
    check(V2, TYPED2);
}
