//! Whatever bytes come, they are read or refused; nothing panics.

use super::decode;
use super::model::{BUCKETS, PUT, THINGS, everything};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response};
use parhelion_wire::http::Incoming;
use parhelion_wire::table::{Model, Protocol};
use parhelion_wire::xml::Demands;
use parhelion_wire::{Body, cbor, client, envelope, json, xml};
use proptest::prelude::*;

/// A few bytes of a valid message changed, put in, or taken out.
fn mutated(valid: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<prop::sample::Index>(), any::<u8>(), 0..3u8);
    prop::collection::vec(edit, 0..6).prop_map(move |edits| {
        let mut bytes = valid.clone();
        for (place, byte, kind) in edits {
            let at = place.index(bytes.len().max(1));
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                1 if at < bytes.len() => {
                    drop(bytes.drain(at..bytes.len().min(at + 1 + usize::from(byte % 4))))
                }
                _ => bytes.insert(at.min(bytes.len()), byte),
            }
        }
        bytes
    })
}

fn bytes_like(valid: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![mutated(valid), prop::collection::vec(any::<u8>(), 0..64)]
}

fn document() -> Vec<u8> {
    let mut writer = xml::Writer::new(&THINGS, xml::DECLARATION, true);
    writer.element("Put", ("", ""), THINGS.shape(PUT), None, &everything());
    writer.finish().into_bytes()
}

fn form() -> Vec<u8> {
    let put = THINGS.operation("Put").unwrap();
    let request = client::write_request(&THINGS, Protocol::AwsQuery, put, everything()).unwrap();
    request.body().to_bytes().to_vec()
}

fn read(
    model: &'static Model,
    protocol: Protocol,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: Vec<u8>,
) {
    let body = Body::from(body);
    for method in [Method::GET, Method::PUT, Method::POST] {
        let incoming = Incoming { method: &method, path, query, headers, body: &body };
        let _ = decode(model, protocol, &incoming);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_is_read_or_refused(body in bytes_like(json::write(&THINGS, THINGS.shape(PUT), &everything()).into_bytes())) {
        let _ = json::read(&THINGS, THINGS.shape(PUT), &body);
    }

    #[test]
    fn cbor_is_read_or_refused(body in bytes_like(cbor::write(&THINGS, THINGS.shape(PUT), &everything()))) {
        let _ = cbor::read(&THINGS, THINGS.shape(PUT), &body);
    }

    #[test]
    fn xml_is_read_or_refused(
        body in bytes_like(document()),
        demands in prop::sample::select(vec![Demands::Tags, Demands::WellFormed, Demands::Schema]),
    ) {
        if let Ok((mut reader, root)) = xml::Reader::open(&THINGS, &body, demands) {
            let _ = reader.value(THINGS.shape(PUT), None, &root).and_then(|_| reader.close());
        }
    }

    #[test]
    fn forms_are_read_or_refused(body in bytes_like(form())) {
        read(&THINGS, Protocol::AwsQuery, "/", "", &HeaderMap::new(), body);
    }

    #[test]
    fn requests_are_read_or_refused(
        path in "/[ab%/.+C3]{0,12}",
        query in "[a-z%&=+0-9-]{0,16}|max-keys=[0-9x-]{0,12}|acl|list-type=[0-9]",
        headers in prop::collection::vec(("x-amz-[a-z-]{0,8}|content-type|if-unmodified-since", "[ -~]{0,16}"), 0..6),
        body in prop::collection::vec(any::<u8>(), 0..32),
    ) {
        let headers: HeaderMap = headers
            .iter()
            .filter_map(|(name, value)| {
                Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
            })
            .collect();
        read(&BUCKETS, Protocol::RestXml, &path, &query, &headers, body.clone());
        for protocol in [Protocol::AwsJson1_1, Protocol::RpcV2Cbor, Protocol::AwsQuery] {
            read(&THINGS, protocol, &path, &query, &headers, body.clone());
        }
    }

    #[test]
    fn answers_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..64), status in 200u16..600) {
        let answer = Response::builder().status(status).body(Body::from(body)).unwrap();
        for protocol in [Protocol::AwsJson1_1, Protocol::RpcV2Cbor, Protocol::AwsQuery] {
            let put = THINGS.operation("Put").unwrap();
            let _ = client::read_answer(&THINGS, protocol, put, &answer);
            let _ = envelope::read(&THINGS, protocol, &answer);
        }
        let list = BUCKETS.operation("List").unwrap();
        let _ = client::read_answer(&BUCKETS, Protocol::RestXml, list, &answer);
    }
}
