//! CF-11.2: numbers, `Math` and dates; what is expected is what Node says.

use super::{Row, check};
use crate::Runtime::{V1, V2};

const NUMBERS: &[Row] = &[
    ("Number.EPSILON", "2.220446049250313e-16"),
    (
        "[Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE]",
        "[9007199254740991,-9007199254740991,1.7976931348623157e+308,5e-324]",
    ),
    (
        "[Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map(String)",
        r#"["NaN","-Infinity","Infinity"]"#,
    ),
    (
        "[Number.isFinite('1'), Number.isInteger(5.0), Number.isNaN('x'), Number.isSafeInteger(9007199254740992)]",
        "[false,true,false,false]",
    ),
    ("Number.parseInt('12px') + Number.parseFloat('1.5e3x')", "1512"),
    (
        "[(1234.5678).toExponential(2), (1234.5678).toFixed(1), (1234.5678).toPrecision(6), (0.000001234).toString()]",
        r#"["1.23e+3","1234.6","1234.57","0.000001234"]"#,
    ),
    ("(255).toString(16) + (255).toString(2) + (0.5).toString(2)", r#""ff111111110.1""#),
    ("(1.005).toFixed(2) + (1e21).toFixed(2)", r#""1.001e+21""#),
    ("(5).toFixed(200)", "throws RangeError"),
    ("[0x1f, 1e3, .5, 5., -0]", "[31,1000,0.5,5,0]"),
    ("2 ** 10 + 2 ** -1", "1024.5"),
    ("(-2) ** 2", "4"),
    ("5 % -3 + -5 % 3", "0"),
    (
        "[1 << 31, -1 >>> 0, -1 >> 1, 5 & 3, 5 | 3, 5 ^ 3, ~5]",
        "[-2147483648,4294967295,-1,1,7,6,-6]",
    ),
    ("0.1 + 0.2", "0.30000000000000004"),
    (
        "[Number('0x10'), Number(' 12 '), Number('1_0'), Number(''), Number(null), Number(undefined), Number([5])].map(String)",
        r#"["16","12","NaN","0","0","NaN","5"]"#,
    ),
    ("new Number(5).valueOf() + 1", "6"),
    (
        "[Math.E, Math.LN10, Math.LN2, Math.LOG10E, Math.LOG2E, Math.PI, Math.SQRT1_2, Math.SQRT2]",
        "[2.718281828459045,2.302585092994046,0.6931471805599453,0.4342944819032518,1.4426950408889634,3.141592653589793,0.7071067811865476,1.4142135623730951]",
    ),
    (
        "[Math.abs(-1), Math.ceil(1.2), Math.floor(-1.2), Math.round(2.5), Math.round(-2.5), Math.trunc(-4.7), Math.sign(-3)]",
        "[1,2,-2,3,-2,-4,-1]",
    ),
    ("[Math.max(1, 3, 2), Math.min(), Math.max()].map(String)", r#"["3","Infinity","-Infinity"]"#),
    (
        "[Math.pow(2, 0.5), Math.sqrt(2), Math.cbrt(27), Math.hypot(3, 4)]",
        "[1.4142135623730951,1.4142135623730951,3,5]",
    ),
    ("[Math.clz32(1), Math.fround(5.5), Math.imul(0xffffffff, 5)]", "[31,5.5,-5]"),
    (
        "[Math.sin(1), Math.cos(1), Math.tan(1), Math.asin(1), Math.acos(0.5), Math.atan(1), Math.atan2(1, 2)].map(function (x) { return x.toFixed(10); })",
        r#"["0.8414709848","0.5403023059","1.5574077247","1.5707963268","1.0471975512","0.7853981634","0.4636476090"]"#,
    ),
    (
        "[Math.sinh(1), Math.cosh(1), Math.tanh(1), Math.asinh(1), Math.acosh(2), Math.atanh(0.5)].map(function (x) { return x.toFixed(10); })",
        r#"["1.1752011936","1.5430806348","0.7615941560","0.8813735870","1.3169578969","0.5493061443"]"#,
    ),
    (
        "[Math.exp(1), Math.expm1(1), Math.log(2), Math.log1p(1), Math.log2(8), Math.log10(1000)].map(function (x) { return x.toFixed(10); })",
        r#"["2.7182818285","1.7182818285","0.6931471806","0.6931471806","3.0000000000","3.0000000000"]"#,
    ),
    ("[Math.max(NaN, 1), Math.sqrt(-1)].map(String)", r#"["NaN","NaN"]"#),
];

const DATES: &[Row] = &[
    ("new Date(0).toString()", r#""Thu Jan 01 1970 00:00:00 GMT+0000 (UTC)""#),
    ("new Date(86400000 * 365.25 * 30).toISOString()", r#""2000-01-01T12:00:00.000Z""#),
    ("new Date(2020, 1, 29, 12, 30, 15, 500).toISOString()", r#""2020-02-29T12:30:15.500Z""#),
    ("new Date(99, 0).getFullYear()", "1999"),
    ("new Date('2020-02-29T12:30:15.500Z').getTime()", "1582979415500"),
    ("new Date('2020-02-29T12:30:15.500+02:00').getTime()", "1582972215500"),
    ("new Date('2020-02-29T12:30').getTime()", "1582979400000"),
    ("new Date('2020-02-29').getTime()", "1582934400000"),
    ("new Date('2020-02').getTime()", "1580515200000"),
    ("new Date('2020').getTime()", "1577836800000"),
    ("new Date('Sat, 29 Feb 2020 12:30:15 GMT').getTime()", "1582979415000"),
    ("new Date('29 Feb 2020 12:30:15').getTime()", "1582979415000"),
    ("new Date('Feb 29, 2020').getTime()", "1582934400000"),
    ("new Date('Sat Feb 29 2020 12:30:15 GMT+0100 (CET)').getTime()", "1582975815000"),
    ("new Date('2/29/2020').getTime()", "1582934400000"),
    ("new Date('nonsense').getTime()", "NaN"),
    ("Date.parse('1970-01-01T00:00:00Z') + Date.parse('Thu, 01 Jan 1970 00:00:01 GMT')", "1000"),
    ("Date.UTC(2020, 0, 1) + Date.UTC(70, 0)", "1577836800000"),
    (
        "(function (d) { return [d.getDate(), d.getDay(), d.getFullYear(), d.getHours(), d.getMilliseconds(), d.getMinutes(), d.getMonth(), d.getSeconds(), d.getTime(), d.getTimezoneOffset()]; })(new Date(1582979415500))",
        "[29,6,2020,12,500,30,1,15,1582979415500,0]",
    ),
    (
        "(function (d) { return [d.getUTCDate(), d.getUTCDay(), d.getUTCFullYear(), d.getUTCHours(), d.getUTCMilliseconds(), d.getUTCMinutes(), d.getUTCMonth(), d.getUTCSeconds()]; })(new Date(1582979415500))",
        "[29,6,2020,12,500,30,1,15]",
    ),
    (
        "(function (d) { d.setDate(31); d.setMonth(1); d.setFullYear(2021, 5, 6); d.setHours(7, 8, 9, 10); return d.toISOString(); })(new Date(0))",
        r#""2021-06-06T07:08:09.010Z""#,
    ),
    (
        "(function (d) { d.setMinutes(5, 6, 7); d.setSeconds(8, 9); d.setMilliseconds(10); return d.toISOString(); })(new Date(0))",
        r#""1970-01-01T00:05:08.010Z""#,
    ),
    (
        "(function (d) { d.setUTCDate(31); d.setUTCMonth(4, 3); d.setUTCFullYear(2021); d.setUTCHours(7); d.setUTCMinutes(8); d.setUTCSeconds(9); d.setUTCMilliseconds(10); return d.toISOString(); })(new Date(0))",
        r#""2021-05-03T07:08:09.010Z""#,
    ),
    ("new Date(new Date(5).setTime(7)).valueOf()", "7"),
    (
        "[new Date(0).toDateString(), new Date(0).toISOString(), new Date(0).toJSON(), new Date(0).toUTCString()]",
        r#"["Thu Jan 01 1970","1970-01-01T00:00:00.000Z","1970-01-01T00:00:00.000Z","Thu, 01 Jan 1970 00:00:00 GMT"]"#,
    ),
    ("new Date(NaN).toISOString()", "throws RangeError"),
    ("String(new Date(NaN)) + new Date(NaN).toJSON()", r#""Invalid Datenull""#),
    ("new Date(8.64e15 + 1).getTime()", "NaN"),
    (
        "new Date(-1).toISOString() + new Date(-62198755200000).toISOString()",
        r#""1969-12-31T23:59:59.999Z-000001-01-01T00:00:00.000Z""#,
    ),
    ("new Date(new Date(5)).getTime() + new Date('5').getTime() - new Date('5').getTime()", "5"),
    ("new Date(0) < new Date(1) && new Date(5) - new Date(3) === 2", "true"),
    ("typeof (new Date(0) + 1)", r#""string""#),
    ("new Date(null).getTime() + new Date(true).getTime()", "1"),
    (
        "Object.prototype.toString.call(new Date(0)) + (new Date(0) instanceof Date) + (new Date(0).constructor === Date)",
        r#""[object Date]truetrue""#,
    ),
    ("Date.length", "7"),
];

#[test]
fn cf_11_2_numbers() {
    check(V1, NUMBERS);
    check(V2, NUMBERS);
}

#[test]
fn cf_11_2_dates_are_utc() {
    check(V1, DATES);
    check(V2, DATES);
}
