//! CF-11.2: strings and regular expressions; what is expected is what Node says.

use super::{Row, check};
use crate::Runtime::{V1, V2};

const STRINGS: &[Row] = &[
    ("String.fromCharCode(72, 105, 0x20ac)", r#""Hi€""#),
    ("String.fromCodePoint(0x1f600, 65)", r#""😀A""#),
    ("String.fromCodePoint(-1)", "throws RangeError"),
    ("'abc'.charAt(1) + 'abc'.charAt(9)", r#""b""#),
    ("'aé'.charCodeAt(1)", "233"),
    ("'a'.concat('b', 1, null)", r#""ab1null""#),
    ("'abcabc'.indexOf('c', 3)", "5"),
    ("'abcabc'.indexOf('')", "0"),
    ("'abcabc'.lastIndexOf('b')", "4"),
    ("'abcabc'.lastIndexOf('b', 3)", "1"),
    (r#"'a1b22'.match(/\d+/g)"#, r#"["1","22"]"#),
    (r#"'a1b22'.match(/(\d)b/)"#, r#"["1b","1"]"#),
    ("'a1b22'.match(/z/)", "null"),
    ("'a-b-c'.replace('-', '+')", r#""a+b-c""#),
    ("'a-b-c'.replace(/-/g, '[$&]')", r#""a[-]b[-]c""#),
    (r#"'john smith'.replace(/(\w+) (\w+)/, '$2 $1 $$ $`$`')"#, r#""smith john $ ""#),
    ("'abc'.replace(/b/, function (m, at, all) { return m + at + all; })", r#""ab1abcc""#),
    (r#"'2020-05'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>')"#, r#""05/2020""#),
    ("'abc'.search(/c/)", "2"),
    ("'abcdef'.slice(-3, -1)", r#""de""#),
    ("'a,b,,c'.split(',')", r#"["a","b","","c"]"#),
    (r#"'a1b2'.split(/\d/)"#, r#"["a","b",""]"#),
    (r#"'a1b2'.split(/(\d)/, 3)"#, r#"["a","1","b"]"#),
    ("'abc'.split('')", r#"["a","b","c"]"#),
    ("'😀a'.split('').length", "3"),
    ("'abcdef'.substr(-3, 2)", r#""de""#),
    ("'abcdef'.substring(4, 1)", r#""bcd""#),
    ("'ÀÉ'.toLowerCase() + 'àé'.toUpperCase() + 'ß'.toUpperCase()", r#""àéÀÉSS""#),
    (r#"'\ufeff \t\n x \u2028'.trim()"#, r#""x""#),
    ("'😀'.codePointAt(0)", "128512"),
    ("'abc'.endsWith('b', 2)", "true"),
    ("'abc'.startsWith('b', 1)", "true"),
    ("'abc'.includes('bc', 1)", "true"),
    ("'abc'.includes(/b/)", "throws TypeError"),
    ("'ab'.repeat(3)", r#""ababab""#),
    ("'ab'.repeat(-1)", "throws RangeError"),
    ("'5'.padStart(3, '0') + 'x'.padEnd(4, 'ab')", r#""005xaba""#),
    ("'  x '.trimStart() + '|' + '  x '.trimEnd() + '|'", r#""x |  x|""#),
    ("'abc'.length + 'abc'[1]", r#""3b""#),
    ("'a' < 'b' && '10' < '9'", "true"),
    (
        r#"`a${1 + 1}b${`c${'d'}`}
e`"#,
        r#""a2bcd\ne""#,
    ),
    (r#"'\u0041\x41'.length > 0"#, "true"),
    (
        r#"'line\
continued'"#,
        r#""linecontinued""#,
    ),
    ("String(null) + String([1, [2, 3]]) + String({})", r#""null1,2,3[object Object]""#),
    ("new String('abc').valueOf()", r#""abc""#),
    ("String.prototype.indexOf.call(12345, 34)", "2"),
    ("String.prototype.trim.call(null)", "throws TypeError"),
    ("[1, 2, 3].map(String)", r#"["1","2","3"]"#),
    ("'x'.toString()", r#""x""#),
    ("'aXbX'.split('X', 1)", r#"["a"]"#),
    ("'abc'.split(undefined)", r#"["abc"]"#),
    ("'abc'.replace('b', undefined)", r#""aundefinedc""#),
    ("'abc'.concat(new String('d'))", r#""abcd""#),
    ("'a.b'.indexOf(new String('.'))", "1"),
    ("'abc'.indexOf({ toString: function () { return 'c'; } })", "2"),
];

const REGEXPS: &[Row] = &[
    ("/a(b)?c/.exec('xac')", r#"["ac",null]"#),
    (r#"/(?<year>\d{4})-(?<m>\d\d)/.exec('on 2020-05').groups.year"#, r#""2020""#),
    (
        r#"(function (r) { var all = [], m; while ((m = r.exec('a1b2'))) all.push(m[0], m.index, r.lastIndex); return all; })(/\d/g)"#,
        r#"["1",1,2,"2",3,4]"#,
    ),
    (r#"/^a.c$/im.test('x\nAbC\n')"#, "true"),
    (r#"/[\u00e0-\u00ff]+/.exec('été')[0]"#, r#""é""#),
    (r#"/\bfoo\b/.test('a foo b') && !/\Bfoo/.test('a foo')"#, "true"),
    ("/(a+)+b/.test('aaab')", "true"),
    ("/(?=a)a(?!c)./.exec('acab')[0]", r#""ab""#),
    (r#"/(.)\1/.exec('abccd')[0]"#, r#""cc""#),
    ("/a{2,3}?/.exec('aaaa')[0]", r#""aa""#),
    (r#"/[^]/.exec('\n').index"#, "0"),
    (r#"/\/\[\]\(/.source"#, r#""\\/\\[\\]\\(""#),
    ("/a/gi.toString()", r#""/a/gi""#),
    (
        "[/a/g.global, /a/i.ignoreCase, /a/m.multiline, /a/.source, /a/g.lastIndex]",
        r#"[true,true,true,"a",0]"#,
    ),
    ("new RegExp('a+', 'g').toString() + new RegExp(/x/i).toString()", r#""/a+/g/x/i""#),
    ("RegExp('[').source", "throws SyntaxError"),
    ("new RegExp('a/b').source", r#""a\\/b""#),
    ("/a|ab|abc/.exec('abc')[0]", r#""a""#),
    (r#"/\x41\u0042\cJ?/.exec('AB')[0]"#, r#""AB""#),
    (r#"/[\w\-.]+@[\w.]+/.exec('mail me@site.org now')[0]"#, r#""me@site.org""#),
    ("'aBc'.replace(/[A-Z]/g, function (c) { return '_' + c.toLowerCase(); })", r#""a_bc""#),
    ("/(?:)/.test('') && RegExp.prototype.constructor === RegExp", "true"),
    ("/a/ instanceof RegExp", "true"),
];

#[test]
fn cf_11_2_strings() {
    check(V1, STRINGS);
    check(V2, STRINGS);
}

#[test]
fn cf_11_2_regular_expressions() {
    check(V1, REGEXPS);
    check(V2, REGEXPS);
}
