//! CF-11.2: the buffer module of 2.0; what is expected is what Node says.

use super::{Row, check};
use crate::Runtime::V2;

const BUFFERS: &[Row] = &[
    ("Buffer.alloc(3)", r#"{"type":"Buffer","data":[0,0,0]}"#),
    ("Buffer.alloc(5, 'ab')", r#"{"type":"Buffer","data":[97,98,97,98,97]}"#),
    ("Buffer.alloc(4, 258)", r#"{"type":"Buffer","data":[2,2,2,2]}"#),
    ("Buffer.alloc(4, '6162', 'hex')", r#"{"type":"Buffer","data":[97,98,97,98]}"#),
    ("Buffer.alloc(4, Buffer.from('xy'))", r#"{"type":"Buffer","data":[120,121,120,121]}"#),
    ("Buffer.alloc(4, new Uint8Array([7]))", r#"{"type":"Buffer","data":[7,7,7,7]}"#),
    ("Buffer.alloc('x')", "throws TypeError"),
    ("Buffer.alloc(-1)", "throws RangeError"),
    ("Buffer.allocUnsafe(4).length", "4"),
    (
        "[Buffer.byteLength('é'), Buffer.byteLength('6162', 'hex'), Buffer.byteLength('YWI=', 'base64'), Buffer.byteLength(new ArrayBuffer(5)), Buffer.byteLength(new DataView(new ArrayBuffer(6))), Buffer.byteLength(new Uint16Array(2))]",
        "[2,2,2,5,6,4]",
    ),
    (
        "[Buffer.compare(Buffer.from('a'), Buffer.from('b')), Buffer.compare(Buffer.from('b'), Buffer.from('a')), Buffer.compare(Buffer.from('a'), Buffer.from('a')), Buffer.compare(Buffer.from('a'), Buffer.from('ab'))]",
        "[-1,1,0,-1]",
    ),
    (
        "[Buffer.from('b'), Buffer.from('a')].sort(Buffer.compare)",
        r#"[{"type":"Buffer","data":[97]},{"type":"Buffer","data":[98]}]"#,
    ),
    (
        "Buffer.concat([Buffer.from('ab'), Buffer.from('cd')])",
        r#"{"type":"Buffer","data":[97,98,99,100]}"#,
    ),
    (
        "Buffer.concat([Buffer.from('ab'), Buffer.from('cd')], 3)",
        r#"{"type":"Buffer","data":[97,98,99]}"#,
    ),
    ("Buffer.concat([Buffer.from('ab')], 4)", r#"{"type":"Buffer","data":[97,98,0,0]}"#),
    ("Buffer.concat([])", r#"{"type":"Buffer","data":[]}"#),
    ("Buffer.concat([new Uint8Array([1, 2])])", r#"{"type":"Buffer","data":[1,2]}"#),
    ("Buffer.concat('x')", "throws TypeError"),
    ("Buffer.from([1, 256, -1, 1.9, '7', 'x'])", r#"{"type":"Buffer","data":[1,0,255,1,7,0]}"#),
    ("Buffer.from(new Uint8Array([1, 2, 3]).buffer, 1, 2)", r#"{"type":"Buffer","data":[2,3]}"#),
    ("Buffer.from(new Uint8Array([1, 2, 3]).buffer)", r#"{"type":"Buffer","data":[1,2,3]}"#),
    ("Buffer.from(new ArrayBuffer(2), 3)", "throws RangeError"),
    ("(function (a) { var b = Buffer.from(a); b[0] = 9; return a[0]; })(Buffer.from('a'))", "97"),
    (
        "(function (a) { var b = Buffer.from(a.buffer, a.byteOffset, a.length); b[0] = 9; return a[0]; })(new Uint8Array([1]))",
        "9",
    ),
    ("Buffer.from(new Uint16Array([1, 257]))", r#"{"type":"Buffer","data":[1,1]}"#),
    ("Buffer.from(new String('abc'))", r#"{"type":"Buffer","data":[97,98,99]}"#),
    ("Buffer.from({ length: 2, 0: 5, 1: 6 })", r#"{"type":"Buffer","data":[5,6]}"#),
    ("Buffer.from({ type: 'Buffer', data: [1, 2] })", r#"{"type":"Buffer","data":[1,2]}"#),
    ("Buffer.from(5)", "throws TypeError"),
    ("Buffer.from(null)", "throws TypeError"),
    ("Buffer.from()", "throws TypeError"),
    ("Buffer.from('é€')", r#"{"type":"Buffer","data":[195,169,226,130,172]}"#),
    ("Buffer.from('61zz62', 'hex')", r#"{"type":"Buffer","data":[97]}"#),
    ("Buffer.from('616', 'hex')", r#"{"type":"Buffer","data":[97]}"#),
    ("Buffer.from('YWJj-_', 'base64')", r#"{"type":"Buffer","data":[97,98,99,251]}"#),
    (r#"Buffer.from('Y W\nJj==', 'base64')"#, r#"{"type":"Buffer","data":[97,98,99]}"#),
    ("Buffer.from('YWJjZA', 'base64url')", r#"{"type":"Buffer","data":[97,98,99,100]}"#),
    ("Buffer.from('a', 'nonsense')", "throws TypeError"),
    (
        "[Buffer.isBuffer(Buffer.from('')), Buffer.isBuffer(new Uint8Array(1)), Buffer.isBuffer('x')]",
        "[true,false,false]",
    ),
    (
        "[Buffer.isEncoding('utf8'), Buffer.isEncoding('hex'), Buffer.isEncoding('base64'), Buffer.isEncoding('base64url'), Buffer.isEncoding('x'), Buffer.isEncoding(undefined)]",
        "[true,true,true,true,false,false]",
    ),
    ("Buffer.from('abcd').compare(Buffer.from('xbcy'), 1, 3, 1, 3)", "0"),
    (
        "[Buffer.from('a').compare(Buffer.from('b')), Buffer.from('abc').compare(new Uint8Array([97]))]",
        "[-1,1]",
    ),
    ("Buffer.from('a').compare('a')", "throws TypeError"),
    (
        "(function (b) { return [Buffer.from('abcd').copy(b, 1, 1, 3), b]; })(Buffer.alloc(5))",
        r#"[2,{"type":"Buffer","data":[0,98,99,0,0]}]"#,
    ),
    (
        "(function (b) { return [Buffer.from('abcd').copy(b), b]; })(Buffer.alloc(2))",
        r#"[2,{"type":"Buffer","data":[97,98]}]"#,
    ),
    (
        "(function (b) { return [b.copy(b, 1), b]; })(Buffer.from('abcd'))",
        r#"[3,{"type":"Buffer","data":[97,97,98,99]}]"#,
    ),
    (
        "(function (b) { return [Buffer.from('abcd').copy(b, 9), b]; })(Buffer.alloc(2))",
        r#"[0,{"type":"Buffer","data":[0,0]}]"#,
    ),
    (
        "[Buffer.from('a').equals(Buffer.from('a')), Buffer.from('a').equals(Buffer.from('b')), Buffer.from('a').equals(new Uint8Array([97]))]",
        "[true,false,true]",
    ),
    ("Buffer.from('a').equals('a')", "throws TypeError"),
    ("Buffer.alloc(5).fill('abc')", r#"{"type":"Buffer","data":[97,98,99,97,98]}"#),
    ("Buffer.alloc(5).fill('61', 'hex')", r#"{"type":"Buffer","data":[97,97,97,97,97]}"#),
    ("Buffer.alloc(5).fill('x', 1, 3)", r#"{"type":"Buffer","data":[0,120,120,0,0]}"#),
    ("Buffer.alloc(5).fill('é', 1)", r#"{"type":"Buffer","data":[0,195,169,195,169]}"#),
    ("Buffer.from('abc').fill('')", r#"{"type":"Buffer","data":[0,0,0]}"#),
    ("Buffer.from('abc').fill(0x141, 1)", r#"{"type":"Buffer","data":[97,65,65]}"#),
    ("Buffer.from('abc').fill(Buffer.from('z'))", r#"{"type":"Buffer","data":[122,122,122]}"#),
    ("Buffer.alloc(2).fill('zz', 'hex')", "throws TypeError"),
    (
        "[Buffer.from('abcb').includes('cb'), Buffer.from('abcb').includes(98, 3), Buffer.from('abcb').includes(Buffer.from('x')), Buffer.from('abc').includes('a', 1)]",
        "[true,true,false,false]",
    ),
    (
        "[Buffer.from('abcb').indexOf('b'), Buffer.from('abcb').indexOf('b', 2), Buffer.from('abcb').indexOf('b', -1), Buffer.from('abcb').indexOf('x'), Buffer.from('abcb').indexOf(99), Buffer.from('abcb').indexOf(new Uint8Array([99, 98]))]",
        "[1,3,3,-1,2,2]",
    ),
    (
        "[Buffer.from('abc').indexOf(''), Buffer.from('abc').indexOf('', 2), Buffer.from('abc').indexOf('', 9)]",
        "[0,2,3]",
    ),
    (
        "[Buffer.from('abcb').indexOf('62', 'hex'), Buffer.from('abcb').indexOf('62', 2, 'hex'), Buffer.from('abcb').indexOf('b', -9), Buffer.from('abc').indexOf(354)]",
        "[1,3,1,1]",
    ),
    (
        "[Buffer.from('abcb').lastIndexOf('b'), Buffer.from('abcb').lastIndexOf('b', 2), Buffer.from('abcb').lastIndexOf('b', -2), Buffer.from('abcb').lastIndexOf('x'), Buffer.from('abcb').lastIndexOf(98, 0), Buffer.from('abcb').lastIndexOf('62', 'hex')]",
        "[3,1,1,-1,-1,3]",
    ),
    ("Buffer.from('abc').indexOf({})", "throws TypeError"),
    (
        "(function (b) { return [b.readInt8(0), b.readUInt8(0), b.readInt16BE(0), b.readInt16LE(0), b.readUInt16BE(0), b.readUInt16LE(0)]; })(Buffer.from('ff80010203040506', 'hex'))",
        "[-1,255,-128,-32513,65408,33023]",
    ),
    (
        "(function (b) { return [b.readInt32BE(0), b.readInt32LE(0), b.readUInt32BE(0), b.readUInt32LE(0), b.readDoubleBE(0), b.readDoubleLE(), b.readFloatBE(4), b.readFloatLE()]; })(Buffer.from('ff80010203040506', 'hex'))",
        "[-8388350,33652991,4286578946,33652991,-1.4047933389150794e+306,1.1577566804917277e-279,3.879708020057588e-37,9.514443266854612e-38]",
    ),
    (
        "[1, 2, 3, 4, 5, 6].map(function (n) { var b = Buffer.from('ff80010203040506', 'hex'); return [b.readIntBE(0, n), b.readIntLE(0, n), b.readUIntBE(0, n), b.readUIntLE(0, n)]; })",
        "[[-1,-1,255,255],[-128,-32513,65408,33023],[-32767,98559,16744449,98559],[-8388350,33652991,4286578946,33652991],[-2147417597,12918554879,1097364210179,12918554879],[-549738904828,4410965065983,280925237805828,4410965065983]]",
    ),
    ("Buffer.from('ab').readInt8(2)", "throws RangeError"),
    ("Buffer.from('ab').readInt32BE(0)", "throws RangeError"),
    ("Buffer.from('ab').readInt8(-1)", "throws RangeError"),
    ("Buffer.from('ab').readInt8(0.5)", "throws RangeError"),
    ("Buffer.from('ab').readInt8('0')", "throws TypeError"),
    ("Buffer.from('abcdefgh').readIntBE(0, 7)", "throws RangeError"),
    ("Buffer.from('abcdefgh').readIntBE(0, 0)", "throws RangeError"),
    (
        "(function (b) { return [b.writeInt8(-1, 0), b.writeUInt8(255, 1), b.writeInt16BE(-2, 2), b.writeInt16LE(-2, 4), b.writeUInt16BE(65534, 6), b.writeUInt16LE(65534, 8), b]; })(Buffer.alloc(10))",
        r#"[1,2,4,6,8,10,{"type":"Buffer","data":[255,255,255,254,254,255,255,254,254,255]}]"#,
    ),
    (
        "(function (b) { return [b.writeInt32BE(-3, 0), b.writeInt32LE(-3, 4), b.writeUInt32BE(4000000000, 8), b.writeUInt32LE(4000000000, 12), b]; })(Buffer.alloc(16))",
        r#"[4,8,12,16,{"type":"Buffer","data":[255,255,255,253,253,255,255,255,238,107,40,0,0,40,107,238]}]"#,
    ),
    (
        "(function (b) { return [b.writeDoubleBE(0.1), b.writeDoubleLE(0.1, 8), b.writeFloatBE(1.5, 16), b.writeFloatLE(1.5, 20), b.toString('hex')]; })(Buffer.alloc(24))",
        r#"[8,16,20,24,"3fb999999999999a9a9999999999b93f3fc000000000c03f"]"#,
    ),
    (
        "[1, 2, 3, 4, 5, 6].map(function (n) { var b = Buffer.alloc(24); return [b.writeIntBE(-100, 0, n), b.writeIntLE(-100, 6, n), b.writeUIntBE(100, 12, n), b.writeUIntLE(100, 18, n), b.toString('hex')]; })",
        r#"[[1,7,13,19,"9c00000000009c0000000000640000000000640000000000"],[2,8,14,20,"ff9c000000009cff00000000006400000000640000000000"],[3,9,15,21,"ffff9c0000009cffff000000000064000000640000000000"],[4,10,16,22,"ffffff9c00009cffffff0000000000640000640000000000"],[5,11,17,23,"ffffffff9c009cffffffff00000000006400640000000000"],[6,12,18,24,"ffffffffff9c9cffffffffff000000000064640000000000"]]"#,
    ),
    ("Buffer.alloc(1).writeInt16BE(1, 0)", "throws RangeError"),
    ("Buffer.alloc(4).writeIntBE(1, 0, 7)", "throws RangeError"),
    (
        "(function (b) { var s = b.subarray(1, 3); s[0] = 0x7a; return [b.toString(), s.toString(), Buffer.isBuffer(s)]; })(Buffer.from('abcd'))",
        r#"["azcd","zc",true]"#,
    ),
    ("Buffer.from('abcd').slice(-2).toString()", r#""cd""#),
    (
        "[Buffer.from('abcd').swap16(), Buffer.from('abcd').swap32(), Buffer.from('abcdefgh').swap64()].map(String)",
        r#"["badc","dcba","hgfedcba"]"#,
    ),
    ("Buffer.from('abc').swap16()", "throws RangeError"),
    ("Buffer.from('abc').toJSON()", r#"{"type":"Buffer","data":[97,98,99]}"#),
    ("JSON.stringify(Buffer.from('abc'))", r#""{\"type\":\"Buffer\",\"data\":[97,98,99]}""#),
    (
        "[Buffer.from('é€').toString(), Buffer.from('é€').toString('hex'), Buffer.from('é€?>').toString('base64'), Buffer.from('é€?>').toString('base64url')]",
        r#"["é€","c3a9e282ac","w6nigqw/Pg==","w6nigqw_Pg"]"#,
    ),
    (
        "[Buffer.from('abcd').toString('utf8', 1, 3), Buffer.from('abcd').toString('utf8', 2), Buffer.from('abcd').toString('utf8', 3, 1), Buffer.from('abcd').toString(undefined, 1), Buffer.from('abcd').toString('utf8', 0, 99)]",
        r#"["bc","cd","","bcd","abcd"]"#,
    ),
    ("Buffer.from([0x61, 0xff, 0xc3]).toString()", r#""a��""#),
    ("Buffer.from('a').toString('x')", "throws TypeError"),
    (
        "(function (b) { return [b.write('abc'), b.write('xyz', 1), b.write('q', 4), b.toString()]; })(Buffer.alloc(5))",
        r#"[3,3,1,"axyzq"]"#,
    ),
    (
        "(function (b) { return [b.write('abc', 1, 2), b.write('6364', 3, 'hex'), b.write('ZQ==', 0, 1, 'base64'), b.toString()]; })(Buffer.alloc(5))",
        r#"[2,2,1,"eabcd"]"#,
    ),
    (
        "(function (b) { return [b.write('€€'), b.toString('hex')]; })(Buffer.alloc(5))",
        r#"[3,"e282ac0000"]"#,
    ),
    (
        "(function (b) { return [b.write('616263', 'hex'), b.toString()]; })(Buffer.alloc(4))",
        r#"[3,"abc\u0000"]"#,
    ),
    ("Buffer.alloc(2).write('a', 3)", "throws RangeError"),
    (
        "(function (b) { b[0] = 300; b[1] = -1; return [b[0], b[1], b[5], b.length, b.byteOffset, b.buffer.byteLength >= 2]; })(Buffer.from(new ArrayBuffer(2)))",
        "[44,255,null,2,0,true]",
    ),
    ("Buffer.from('abc').map(function (x) { return x + 1; }).toString()", r#""bcd""#),
    ("Buffer.from('a') instanceof Uint8Array", "true"),
    ("'' + Buffer.from('abc') + Buffer.from('d')", r#""abcd""#),
    ("Object.keys(Buffer.from('ab'))", r#"["0","1"]"#),
];

#[test]
fn cf_11_2_buffers() {
    check(V2, BUFFERS);
}
