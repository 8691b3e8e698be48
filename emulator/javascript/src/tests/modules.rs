//! CF-11.2, CF-11.4 and CF-11.5: crypto, chance, the console, key value stores and the choice of an origin.

use super::{BOTH, run};
use crate::Runtime::{V1, V2};
use crate::{Call, KeyValues, Program, Run};
use std::sync::Arc;

#[test]
fn cf_11_2_digests_are_the_standards() {
    // RFC 1321, FIPS 180-4's examples, RFC 2202 and RFC 4231.
    for (code, digest) in [
        ("createHash('md5').update('')", "d41d8cd98f00b204e9800998ecf8427e"),
        ("createHash('md5').update('abc')", "900150983cd24fb0d6963f7d28e17f72"),
        (
            "createHash('md5').update('message ').update('digest')",
            "f96b697d7cb7938d525a2f31aaf161d0",
        ),
        ("createHash('sha1').update('abc')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "createHash('sha1').update('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        ),
        (
            "createHash('sha256').update('abc')",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            "createHmac('md5', 'Jefe').update('what do ya want for nothing?')",
            "750c783e6ab0b503eaa86e310a5db738",
        ),
        (
            "createHmac('sha1', 'Jefe').update('what do ya want for nothing?')",
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        ),
        (
            "createHmac('sha256', 'Jefe').update('what do ya want for nothing?')",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (
            "createHmac('sha256', new Uint8Array(20).fill(11)).update('Hi There')",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            "createHmac('sha256', new Uint8Array(131).fill(170))
                .update('Test Using Larger Than Block-Size Key - Hash Key First')",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
    ] {
        for runtime in BOTH {
            let code =
                format!("function handler(e) {{ return require('crypto').{code}.digest('hex') }}");
            assert_eq!(
                run(runtime, &code, "{}").outcome.unwrap(),
                format!("\"{digest}\""),
                "{code}"
            );
        }
    }
}

#[test]
fn cf_11_2_digests_in_every_encoding() {
    for runtime in BOTH {
        for (code, expected) in [
            ("createHash('md5').update('é').digest('base64')", "\"Zt3Nl8/eq7L2+4qZm0vHbw==\""),
            ("createHash('md5').update('é').digest('base64url')", "\"Zt3Nl8_eq7L2-4qZm0vHbw\""),
            ("createHash('md5').update('a').digest().length", "16"),
            ("createHash('md5').update('YQ==', 'base64').digest('hex').slice(0, 4)", "\"0cc1\""),
        ] {
            let code = format!("function handler(e) {{ return require('crypto').{code} }}");
            assert_eq!(run(runtime, &code, "{}").outcome.unwrap(), expected, "{code}");
        }
        for wrong in [
            "createHash('sha512')",
            "createHash()",
            "createHmac('sha256')",
            "createHmac('x', 'k')",
            "createHash('md5').update(5)",
            "createHash('md5').digest('latin1')",
            "createHash('md5').digest('hex').length && (function (h) { h.digest(); h.digest() })(require('crypto').createHash('md5'))",
        ] {
            let code = format!("function handler(e) {{ return require('crypto').{wrong} }}");
            assert!(run(runtime, &code, "{}").outcome.is_err(), "{wrong}");
        }
        let code = "function handler(e) { return require('fs') }";
        assert!(
            run(runtime, code, "{}").outcome.unwrap_err().contains("Cannot find module \"fs\"")
        );
    }
    let buffer = "function handler(e) { return Buffer.isBuffer(require('crypto').createHash('md5').digest()) }";
    assert_eq!(run(V2, buffer, "{}").outcome.unwrap(), "true");
}

#[test]
fn cf_11_2_byte_strings() {
    for (code, expected) in [
        ("String.bytesFrom([97, 98])", "\"ab\""),
        ("String.bytesFrom('6162', 'hex')", "\"ab\""),
        ("String.bytesFrom('YWI', 'base64url')", "\"ab\""),
        ("''.bytesFrom('YWI=', 'base64')", "\"ab\""),
        ("'é'.toUTF8().length", "2"),
        ("'é€'.toUTF8().fromUTF8()", "\"é€\""),
        ("'é'.toBytes().length", "1"),
        ("'€'.toBytes()", "null"),
        ("String.bytesFrom([255]).fromUTF8()", "null"),
        ("String.bytesFrom([65, 255]).fromBytes(1)", "\"ÿ\""),
        ("'abc'.toBytes(1, 2)", "\"b\""),
    ] {
        let code = format!("function handler(e) {{ return {code} }}");
        assert_eq!(run(V1, &code, "{}").outcome.unwrap(), expected, "{code}");
    }
}

#[test]
fn cf_11_2_chance_is_seeded() {
    let code = "function handler(e) { return [Math.random(), Math.random(), Math.random()] }";
    for runtime in BOTH {
        let program = Program::new(runtime, code);
        let with = |seed| program.call(&Call { seed, ..Call::new("{}") }).outcome.unwrap();
        assert_eq!(with(7), with(7));
        assert_ne!(with(7), with(8));
        let numbers: Vec<f64> = serde_json::from_str(&with(7)).unwrap();
        assert!(numbers.iter().all(|n| (0.0..1.0).contains(n)));
    }
}

#[test]
fn cf_11_5_logs() {
    let code = "function handler(e) {
        console.log('a', 'b'); console.log(1 + ' ' + null); console.log(); console.log({}); console.log([1, [2]]);
        console.log('\\ud800');
        for (var i = 0; i < 4; i++) console.log('é'.repeat(1501));
        return 1; }";
    for runtime in BOTH {
        let Run { outcome, logs, .. } = run(runtime, code, "{}");
        assert_eq!(outcome.unwrap(), "1");
        assert_eq!(logs[..6], ["a", "1 null", "undefined", "[object Object]", "1,2", "\u{fffd}"]);
        let total: usize = logs.iter().map(String::len).sum();
        assert!((10_239..=10_240).contains(&total), "{total}");
    }
}

#[derive(Debug)]
struct Store;

impl KeyValues for Store {
    fn id(&self) -> &str {
        "id"
    }
    fn get(&self, key: &str) -> Option<Arc<str>> {
        match key {
            "text" => Some("é".into()),
            "json" => Some("{\"a\":[1]}".into()),
            _ => None,
        }
    }
    fn meta(&self) -> String {
        r#"{"creationDateTime":"c","lastUpdatedDateTime":"l","keyCount":2}"#.to_owned()
    }
}

fn with_store(body: &str) -> Result<String, String> {
    let code = format!("import cf from 'cloudfront';\nasync function handler(e) {{ {body} }}");
    let store: Arc<dyn KeyValues> = Arc::new(Store);
    Program::new(V2, &code).call(&Call { store: Some(store), ..Call::new("{}") }).outcome
}

#[test]
fn cf_11_4_key_value_stores() {
    for (body, expected) in [
        ("return await cf.kvs().get('text')", Ok("\"é\"")),
        ("return cf.kvs('id').get('text')", Ok("\"é\"")),
        ("return await cf.kvs().get('text', { format: 'string' })", Ok("\"é\"")),
        ("return await cf.kvs().get('json', { format: 'json' })", Ok("{\"a\":[1]}")),
        ("var b = await cf.kvs().get('text', { format: 'bytes' }); return b.length", Ok("2")),
        ("return [await cf.kvs().exists('text'), await cf.kvs().exists('x')]", Ok("[true,false]")),
        ("var m = await cf.kvs().meta(); return m.keyCount + m.creationDateTime", Ok("\"2c\"")),
        ("try { return await cf.kvs().get('x') } catch (x) { return 'none' }", Ok("\"none\"")),
        ("return await cf.kvs().get('x')", Err("not found")),
        ("return await cf.kvs().get('text', { format: 'json' })", Err("SyntaxError")),
        ("return await cf.kvs().get('text', { format: 'x' })", Err("format")),
        ("return await cf.kvs('other').get('text')", Err("other")),
        ("return await cf.kvs('\\ud800').get('text')", Err("store")),
    ] {
        match (with_store(body), expected) {
            (Ok(is), Ok(expected)) => assert_eq!(is, expected, "{body}"),
            (Err(why), Err(part)) => assert!(why.contains(part), "{body}: {why}"),
            (is, _) => panic!("{body}: {is:?}"),
        }
    }
    let code =
        "import cf from 'cloudfront'; async function handler(e) { return await cf.kvs().get('a') }";
    let why = run(V2, code, "{}").outcome.unwrap_err();
    assert!(why.contains("No key value store"), "{why}");
}

fn chosen(body: &str, is_request: bool) -> Run {
    let code = format!("import cf from 'cloudfront';\nfunction handler(e) {{ {body}; return 1 }}");
    let origins = vec![Arc::from("a"), Arc::from("b")];
    Program::new(V2, &code).call(&Call { is_request, origins, ..Call::new("{}") })
}

#[test]
fn cf_11_4_origins() {
    for (body, origin) in [
        (
            "cf.updateRequestOrigin({ domainName: 'x.org', originPath: '/p', customHeaders: { a: 'b' },
               timeouts: { readTimeout: 120, connectionTimeout: 1 }, connectionAttempts: 3,
               customOriginConfig: { port: 8080, protocol: 'http', sslProtocols: ['TLSv1.2'] } })",
            r#"{"kind":"update","given":{"domainName":"x.org","originPath":"/p","customHeaders":{"a":"b"},"timeouts":{"readTimeout":120,"connectionTimeout":1},"connectionAttempts":3,"customOriginConfig":{"port":8080,"protocol":"http","sslProtocols":["TLSv1.2"]}}}"#,
        ),
        ("cf.selectRequestOriginById('a')", r#"{"kind":"select","given":{"id":"a","overrides":{}}}"#),
        (
            "cf.selectRequestOriginById('a'); cf.selectRequestOriginById('b', { hostHeader: 'h', sni: 's' })",
            r#"{"kind":"select","given":{"id":"b","overrides":{"hostHeader":"h","sni":"s"}}}"#,
        ),
        (
            "cf.createRequestOriginGroup({ originIds: [{ originId: 'a' }, { originId: 'b' }],
               failoverCriteria: { statusCodes: [500] } })",
            r#"{"kind":"group","given":{"originIds":[{"originId":"a"},{"originId":"b"}],"failoverCriteria":{"statusCodes":[500]}}}"#,
        ),
    ] {
        let run = chosen(body, true);
        assert_eq!(run.outcome.as_deref(), Ok("1"), "{body}");
        assert_eq!(run.origin.as_deref(), Some(origin));
        assert!(chosen(body, false).outcome.is_err());
    }
}

#[test]
fn cf_11_4_origins_that_are_none() {
    let group = "cf.createRequestOriginGroup({ originIds: [{ originId: 'a' }, { originId: 'b' }], failoverCriteria:";
    let groups: Vec<String> = [
        "{} })",
        "null })",
        "{ statusCodes: [] } })",
        "{ statusCodes: [418] } })",
        "{ statusCodes: [500] }, selectionCriteria: 'x' })",
    ]
    .iter()
    .map(|it| format!("{group} {it}"))
    .collect();
    let mut wrong = vec![
        "cf.updateRequestOrigin()",
        "cf.updateRequestOrigin('x')",
        "cf.updateRequestOrigin(null)",
        "cf.updateRequestOrigin({ domainName: '' })",
        "cf.updateRequestOrigin({ domainName: 5 })",
        "cf.updateRequestOrigin({ domainName: 'x'.repeat(254) })",
        "cf.updateRequestOrigin({ originPath: 'p' })",
        "cf.updateRequestOrigin({ originPath: '/p/' })",
        "cf.updateRequestOrigin({ customHeaders: [] })",
        "cf.updateRequestOrigin({ connectionAttempts: 4 })",
        "cf.updateRequestOrigin({ timeouts: { readTimeout: 121 } })",
        "cf.updateRequestOrigin({ timeouts: { readTimeout: 0 } })",
        "cf.updateRequestOrigin({ timeouts: { keepAliveTimeout: 1.5 } })",
        "cf.updateRequestOrigin({ timeouts: { connectionTimeout: 11 } })",
        "cf.updateRequestOrigin({ timeouts: null })",
        "cf.updateRequestOrigin({ customOriginConfig: { port: 0 } })",
        "cf.updateRequestOrigin({ customOriginConfig: { protocol: 'ftp' } })",
        "cf.updateRequestOrigin({ customOriginConfig: null })",
        "cf.updateRequestOrigin({ originAccessControlConfig: { enabled: true, signingBehavior: 'x' } })",
        "cf.updateRequestOrigin({ allowedCertificateNames: 'x' })",
        "cf.updateRequestOrigin({ allowedCertificateNames: ['x'.repeat(65)] })",
        "cf.selectRequestOriginById()",
        "cf.selectRequestOriginById('c')",
        "cf.selectRequestOriginById('a', { hostHeader: 5 })",
        "cf.createRequestOriginGroup()",
        "cf.createRequestOriginGroup({ originIds: [{ originId: 'a' }] })",
        "cf.createRequestOriginGroup({ originIds: ['a', 'b'] })",
        "cf.createRequestOriginGroup({ originIds: [{ originId: 'a' }, { originId: 'c' }] })",
    ];
    wrong.extend(groups.iter().map(String::as_str));
    for body in wrong {
        let run = chosen(body, true);
        assert!(run.outcome.is_err() && run.origin.is_none(), "{body}: {run:?}");
    }
}

#[test]
fn cf_11_3_the_raw_query() {
    let code = "function handler(e) { return [String(e.request.rawQueryString()), e] }";
    let program = Program::new(V2, code);
    for (raw, expected) in [(None, "undefined"), (Some(""), ""), (Some("a=%41&b"), "a=%41&b")] {
        let call = Call { raw_query: raw, ..Call::new(r#"{"request":{}}"#) };
        let is = program.call(&call).outcome.unwrap();
        assert_eq!(is, format!("[\"{expected}\",{{\"request\":{{}}}}]"));
    }
    assert!(Program::new(V1, code).call(&Call::new(r#"{"request":{}}"#)).outcome.is_err());
}
