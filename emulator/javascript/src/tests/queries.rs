//! CF-11.2: the querystring module; what is expected is what Node says.

use super::{Row, check};
use crate::Runtime::{V1, V2};

const QUERIES: &[Row] = &[
    (
        "require('querystring').parse('name=value&abc=xyz&abc=123')",
        r#"{"name":"value","abc":["xyz","123"]}"#,
    ),
    (
        "require('querystring').stringify({ name: 'value', abc: ['xyz', '123'], anotherName: '' })",
        r#""name=value&abc=xyz&abc=123&anotherName=""#,
    ),
    (
        "require('querystring').parse('foo=bar&abc=xyz&abc=123')",
        r#"{"foo":"bar","abc":["xyz","123"]}"#,
    ),
    (
        "require('querystring').stringify({ foo: 'bar', baz: ['qux', 'quux'], corge: '' })",
        r#""foo=bar&baz=qux&baz=quux&corge=""#,
    ),
    (
        "require('querystring').stringify({ foo: 'bar', baz: 'qux' }, ';', ':')",
        r#""foo:bar;baz:qux""#,
    ),
    ("require('querystring').parse('a:1;b:2', ';', ':')", r#"{"a":"1","b":"2"}"#),
    ("require('querystring').parse('a==b&=c&d&&e=')", r#"{"a":"=b","":"c","d":"","e":""}"#),
    ("require('querystring').parse('a+b=c+d%20e&%C3%A9=%E2%82%AC')", r#"{"a b":"c d e","é":"€"}"#),
    ("require('querystring').parse('a=%zz&b=%&c=%4')", r#"{"a":"%zz","b":"%","c":"%4"}"#),
    (
        "require('querystring').parse('a=1&b=2&c=3', null, null, { maxKeys: 2 })",
        r#"{"a":"1","b":"2"}"#,
    ),
    (
        "require('querystring').parse('a=1&b=2&c=3', null, null, { maxKeys: 0 })",
        r#"{"a":"1","b":"2","c":"3"}"#,
    ),
    (
        "require('querystring').parse('a=%41', null, null, { decodeURIComponent: function (s) { return '<' + s + '>'; } })",
        r#"{"<a>":"<%41>"}"#,
    ),
    (
        "require('querystring').stringify({ a: 'é' }, null, null, { encodeURIComponent: function (s) { return '<' + s + '>'; } })",
        r#""<a>=<é>""#,
    ),
    (
        "require('querystring').stringify({ a: 1, b: true, c: null, d: undefined, e: {}, f: NaN, g: [1, 'x', null] })",
        r#""a=1&b=true&c=&d=&e=&f=&g=1&g=x&g=""#,
    ),
    ("require('querystring').stringify('x')", r#""""#),
    (r#"require('querystring').stringify({ 'a b': "é!'()*~" })"#, r#""a%20b=%C3%A9!'()*~""#),
    (
        "require('querystring').escape('a b&é=/?') + require('querystring').unescape('a%20b%26%C3%A9')",
        r#""a%20b%26%C3%A9%3D%2F%3Fa b&é""#,
    ),
    ("require('querystring').unescape('%E4%zz%')", r#""�%zz%""#),
    (
        "require('querystring').decode === require('querystring').parse && require('querystring').encode === require('querystring').stringify",
        "true",
    ),
    ("require('querystring').parse('')", "{}"),
    ("require('querystring').parse('a&&b')", r#"{"a":"","b":""}"#),
    (
        "require('querystring').parse('toString=1&constructor=2&a=1&a=2&a=3')",
        r#"{"toString":"1","constructor":"2","a":["1","2","3"]}"#,
    ),
    ("Object.keys(require('querystring').parse('__proto__=1&b=2'))", r#"["__proto__","b"]"#),
    ("require('querystring').parse('a=%FF%C3')", r#"{"a":"��"}"#),
    ("require('querystring').parse('a[]=1&a[]=2')", r#"{"a[]":["1","2"]}"#),
    ("require('querystring').parse('x=1=2')", r#"{"x":"1=2"}"#),
];

#[test]
fn cf_11_2_query_strings() {
    check(V1, QUERIES);
    check(V2, QUERIES);
}
