//! CF-11.2: "The following topics list all supported features": what is not listed is not there. The names are
//! from AWS's pages, apart from those of `prelude/language.js`.

use super::{BOTH, run};
use crate::Runtime::{self, V1, V2};
use std::collections::BTreeSet;

/// Every name that can be reached from the global object and from literals, as `Path.name`.
const WALK: &str = "
function handler(event) {
  var seen = [Object.prototype, Function.prototype], names = [], modules = false;
  var known = ['constructor', 'prototype', 'length', 'name', 'message'];
  function visit(path, object, depth) {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) return;
    if (seen.indexOf(object) >= 0 || depth > 2) return;
    seen.push(object);
    Object.getOwnPropertyNames(object).forEach(function (name) {
      if (known.indexOf(name) < 0) names.push(path + name);
      var property = Object.getOwnPropertyDescriptor(object, name);
      if (property.enumerable && !modules && path !== 'console.') names.push('ENUMERABLE ' + path + name);
      if (name === 'prototype' || depth > 0 && modules) visit(path + name + '.', property.value, depth + 1);
    });
    if (object !== Function.prototype) visit(path + 'PROTO.', Object.getPrototypeOf(object), depth + 1);
  }
  PARTS
  return names;
}";

const SHARED: &str = "
Array Array.isArray Array.of ArrayBuffer ArrayBuffer.isView Boolean Date Date.UTC Date.now Date.parse Error
EvalError Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array InternalError JSON
JSON.parse JSON.stringify Math NaN Number Object Promise Promise.reject Promise.resolve RangeError
ReferenceError RegExp String String.fromCharCode String.fromCodePoint SyntaxError TypeError URIError
Uint16Array Uint32Array Uint8Array Uint8ClampedArray console console.log decodeURI decodeURIComponent
encodeURI encodeURIComponent eval globalThis isFinite isNaN parseFloat parseInt require undefined
Object.assign Object.create Object.defineProperties Object.defineProperty Object.entries Object.freeze
Object.getOwnPropertyDescriptor Object.getOwnPropertyNames Object.getPrototypeOf Object.is
Object.isExtensible Object.isFrozen Object.isSealed Object.keys Object.preventExtensions Object.seal
Object.setPrototypeOf Object.values
Number.EPSILON Number.MAX_SAFE_INTEGER Number.MAX_VALUE Number.MIN_SAFE_INTEGER Number.MIN_VALUE Number.NaN
Number.NEGATIVE_INFINITY Number.POSITIVE_INFINITY Number.isFinite Number.isInteger Number.isNaN
Number.isSafeInteger Number.parseFloat Number.parseInt
Math.E Math.LN10 Math.LN2 Math.LOG10E Math.LOG2E Math.PI Math.SQRT1_2 Math.SQRT2 Math.abs Math.acos
Math.acosh Math.asin Math.asinh Math.atan Math.atan2 Math.atanh Math.cbrt Math.ceil Math.clz32 Math.cos
Math.cosh Math.exp Math.expm1 Math.floor Math.fround Math.hypot Math.imul Math.log Math.log10 Math.log1p
Math.log2 Math.max Math.min Math.pow Math.random Math.round Math.sign Math.sin Math.sinh Math.sqrt Math.tan
Math.tanh Math.trunc
.BYTES_PER_ELEMENT .hasOwnProperty .isPrototypeOf .propertyIsEnumerable .toString .valueOf .__proto__
.charAt .charCodeAt .concat .indexOf .lastIndexOf .match .replace .search .slice .split .substr .substring
.toLowerCase .trim .toUpperCase .codePointAt .endsWith .includes .repeat .startsWith .padStart .padEnd
.trimStart .trimEnd .toExponential .toFixed .toPrecision .apply .bind .call .global .ignoreCase .multiline
.source .exec .test .every .filter .forEach .join .map .pop .push .reduce .reduceRight .reverse .shift .some
.sort .splice .unshift .copyWithin .fill .find .findIndex .set .subarray .buffer .byteLength .byteOffset
.catch .finally .then .flags .sticky
.getDate .getDay .getFullYear .getHours .getMilliseconds .getMinutes .getMonth .getSeconds .getTime
.getTimezoneOffset .getUTCDate .getUTCDay .getUTCFullYear .getUTCHours .getUTCMilliseconds .getUTCMinutes
.getUTCMonth .getUTCSeconds .setDate .setFullYear .setHours .setMilliseconds .setMinutes .setMonth .setSeconds
.setTime .setUTCDate .setUTCFullYear .setUTCHours .setUTCMilliseconds .setUTCMinutes .setUTCMonth
.setUTCSeconds .toDateString .toISOString .toJSON .toLocaleDateString .toLocaleString .toLocaleTimeString
.toTimeString .toUTCString
querystring.escape querystring.unescape querystring.parse querystring.stringify querystring.decode
querystring.encode crypto.createHash crypto.createHmac hash.update hash.digest .stack";

const OLD: &str = "MemoryError String.bytesFrom .bytesFrom .fromBytes .fromUTF8 .toBytes .toUTF8";

const NEW: &str = "
Buffer Buffer.alloc Buffer.allocUnsafe Buffer.byteLength Buffer.compare Buffer.concat Buffer.from
Buffer.isBuffer Buffer.isEncoding DataView Symbol Symbol.for Symbol.keyFor Symbol.replace Symbol.split TextDecoder TextEncoder atob btoa
Object.getOwnPropertyDescriptors Promise.all Promise.allSettled Promise.any Promise.race
TypedArray.from TypedArray.of .replaceAll
.getFloat32 .getFloat64 .getInt16 .getInt32 .getInt8 .getUint16 .getUint32 .getUint8 .setFloat32 .setFloat64
.setInt16 .setInt32 .setInt8 .setUint16 .setUint32 .setUint8
.decode .encoding .fatal .ignoreBOM .encode .encodeInto
.compare .copy .equals .readInt8 .readIntBE .readInt16BE .readInt32BE .readIntLE .readInt16LE .readInt32LE
.readUInt8 .readUIntBE .readUInt16BE .readUInt32BE .readUIntLE .readUInt16LE .readUInt32LE .readDoubleBE
.readDoubleLE .readFloatBE .readFloatLE .swap16 .swap32 .swap64 .write .writeInt8 .writeIntBE .writeInt16BE
.writeInt32BE .writeIntLE .writeInt16LE .writeInt32LE .writeUInt8 .writeUIntBE .writeUInt16BE .writeUInt32BE
.writeUIntLE .writeUInt16LE .writeUInt32LE .writeDoubleBE .writeDoubleLE .writeFloatBE .writeFloatLE
buffer.Buffer";

/// `Array.prototype.map` is on the list as `.map`; the bytes' own constructors share `TypedArray`'s.
fn listed(path: &str, list: &BTreeSet<&str>) -> bool {
    let (of, name) = path.rsplit_once('.').unwrap_or(("", path));
    let method = format!(".{name}");
    let inherited = ["prototype", "PROTO", "get"].iter().any(|it| of.ends_with(it));
    list.contains(path)
        || (list.contains(method.as_str()) && (inherited || name == "BYTES_PER_ELEMENT"))
        || (of.ends_with("Array.PROTO") && list.contains(format!("TypedArray.{name}").as_str()))
}

fn walked(runtime: Runtime, parts: &str) -> Vec<String> {
    let code = WALK.replace("PARTS", parts);
    let names = run(runtime, &code, "{}").outcome;
    serde_json::from_str(&names.unwrap_or_else(|why| panic!("{parts}: {why}"))).unwrap()
}

#[test]
fn cf_11_2_nothing_else_is_there() {
    for (runtime, more) in [(V1, OLD), (V2, NEW)] {
        let list: BTreeSet<&str> =
            SHARED.split_whitespace().chain(more.split_whitespace()).collect();
        let globals = walked(
            runtime,
            "Object.getOwnPropertyNames(globalThis).forEach(function (n) { names.push(n) })",
        );
        let mut all = globals.clone();
        for global in globals.iter().filter(|it| *it != "globalThis") {
            all.extend(walked(runtime, &format!("visit('{global}.', globalThis['{global}'], 0);")));
        }
        all.extend(walked(
            runtime,
            "modules = true; visit('crypto.', require('crypto'), 0); visit('querystring.', require('querystring'), 0);",
        ));
        for literal in ["[]", "{}", "'x'", "/x/", "function () {}", "1", "true", "x => x"] {
            all.extend(walked(
                runtime,
                &format!(
                    "seen = []; visit('LITERAL.PROTO.', Object.getPrototypeOf({literal}), 0);"
                ),
            ));
        }
        let extra: BTreeSet<&String> = all.iter().filter(|path| !listed(path, &list)).collect();
        assert!(extra.is_empty(), "{runtime:?}: {extra:?}");
        for name in list.iter().filter(|name| !name.contains('.')) {
            assert!(globals.iter().any(|it| it == name), "{runtime:?} has no {name}");
        }
    }
}

#[test]
fn cf_11_2_what_others_have_is_missing() {
    let missing = "Map Set WeakMap WeakSet WeakRef Proxy Reflect Intl BigInt BigInt64Array SharedArrayBuffer
        Atomics setTimeout setInterval setImmediate clearTimeout queueMicrotask fetch URL URLSearchParams
        process performance structuredClone escape unescape Iterator AggregateError DOMException Float16Array
        FinalizationRegistry DisposableStack XMLHttpRequest WebSocket TextDecoderStream navigator module exports
        __dirname global window self Event AbortController ReadableStream crypto";
    for runtime in BOTH {
        for name in missing.split_whitespace() {
            let code = format!("function handler(e) {{ return typeof {name} }}");
            assert_eq!(run(runtime, &code, "{}").outcome.unwrap(), "\"undefined\"", "{name}");
        }
        for method in [
            "[].at",
            "[].flat",
            "[].flatMap",
            "[].keys",
            "[].entries",
            "[].values",
            "[].findLast",
            "[].toSorted",
            "[].toLocaleString",
            "Array.from",
            "''.at",
            "''.matchAll",
            "''.normalize",
            "''.localeCompare",
            "''.toLocaleLowerCase",
            "''.trimLeft",
            "''.anchor",
            "''.isWellFormed",
            "Object.fromEntries",
            "Object.hasOwn",
            "Object.groupBy",
            "Object.getOwnPropertySymbols",
            "({}).__defineGetter__",
            "({}).toLocaleString",
            "(1).toLocaleString",
            "new Date().getYear",
            "new Date().toGMTString",
            "/a/.compile",
            "/a/.dotAll",
            "/a/.unicode",
            "/a/.hasIndices",
            "Error.captureStackTrace",
            "Error.isError",
            "Math.sumPrecise",
            "Math.f16round",
            "JSON.rawJSON",
            "Promise.try",
            "Promise.withResolvers",
            "console.error",
            "console.warn",
            "RegExp.escape",
            "new ArrayBuffer(1).resize",
            "new Uint8Array(1).at",
            "new Uint8Array(1).toHex",
            "Uint8Array.fromHex",
        ] {
            let code = format!("function handler(e) {{ return typeof {method} }}");
            assert_eq!(run(runtime, &code, "{}").outcome.unwrap(), "\"undefined\"", "{method}");
        }
    }
}
