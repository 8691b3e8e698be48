//! CW-B1.1.

use super::decode;
use super::model::{PUT, THINGS, everything, of, point, text};
use parhelion_wire::http::{Ids, Incoming, encode, protocol_of};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Timestamp, Value, cbor, client};

fn read(body: &[u8]) -> Result<Value, parhelion_wire::malformed::Malformed> {
    cbor::read(&THINGS, THINGS.shape(PUT), body)
}

fn count(number: Value) -> Value {
    of(PUT, &[("Points", Value::List(vec![point(&[("Count", number)])]))])
}

#[test]
fn golden_bytes() {
    let value = of(
        PUT,
        &[
            ("Space", text("x")),
            ("Points", Value::List(vec![point(&[("At", Value::Time(Timestamp(1_500)))])])),
        ],
    );
    let golden = b"\xa2\x65Space\x61x\x66Points\x81\xa1\x62At\xc1\xfb\x3f\xf8\0\0\0\0\0\0";
    assert_eq!(cbor::write(&THINGS, THINGS.shape(PUT), &value), golden);
    assert_eq!(read(golden), Ok(value));
}

#[test]
fn everything_comes_back() {
    let written = cbor::write(&THINGS, THINGS.shape(PUT), &everything());
    assert_eq!(read(&written), Ok(everything()));
}

/// "CBOR decoders must accept any number width, half floats, indefinite lengths."
#[test]
fn every_spelling_is_read() {
    let indefinite = b"\xbf\x65Space\x7f\x61a\x61b\xff\x64Nope\x9f\x01\x82\x02\x9f\xff\xff\x66Points\x9f\xa1\x65Count\x01\xff\xff";
    let value = of(
        PUT,
        &[("Space", text("ab")), ("Points", Value::List(vec![point(&[("Count", Value::Int(1))])]))],
    );
    assert_eq!(read(indefinite), Ok(value));
    for number in [
        &b"\x05"[..],
        b"\x18\x05",
        b"\x19\0\x05",
        b"\x1b\0\0\0\0\0\0\0\x05",
        b"\xf9\x45\0",
        b"\xfa\x40\xa0\0\0",
    ] {
        let body = [&b"\xa1\x66Points\x81\xa1\x65Count"[..], number].concat();
        assert_eq!(read(&body), Ok(count(Value::Int(5))), "{number:x?}");
    }
    for (time, millis) in [
        (&b"\xc1\x01"[..], 1000),
        (b"\xc1\x20", -1000),
        (b"\xc1\xf9\x3e\0", 1500),
        (b"\xc1\xfa\x3f\xc0\0\0", 1500),
    ] {
        let body = [&b"\xa1\x66Points\x81\xa1\x62At"[..], time].concat();
        let value = of(
            PUT,
            &[("Points", Value::List(vec![point(&[("At", Value::Time(Timestamp(millis)))])]))],
        );
        assert_eq!(read(&body), Ok(value), "{time:x?}");
    }
    let blob = b"\xa1\x66Points\x81\xa1\x64Data\x5f\x41a\x42bc\xff";
    let value = of(
        PUT,
        &[("Points", Value::List(vec![point(&[("Data", Value::Blob(b"abc"[..].into()))])]))],
    );
    assert_eq!(read(blob), Ok(value));
    assert_eq!(
        read(b"\xa1\x66Points\x81\xf6"),
        Ok(of(PUT, &[("Points", Value::List(vec![Value::Null]))]))
    );
}

#[test]
fn what_is_no_value_is_told() {
    for body in [
        &b"\xa1\x65Space\x05"[..],
        b"\xa1\x65Space\x61",
        b"\xa1\x66Points\xa0",
        b"\xa1\x66Points\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xa1\x66Points\x81\xa1\x65Count\x1a\xff\xff\xff\xff",
        b"\xa1\x66Points\x81\xa1\x62At\x01",
        b"\xa0\xa0",
        b"\xf6",
        b"\xa1",
        b"\xbf\x65Space",
        b"\xff",
        b"\xa1\x05\x05",
    ] {
        assert!(read(body).is_err(), "{body:x?}");
    }
}

#[test]
fn depth_is_bounded() {
    let deep = [&b"\xa1\x66Points\x81"[..], &b"\xa1\x64Next".repeat(100_000)[..], b"\xa0"].concat();
    assert!(read(&deep).is_err());
    assert!(read(&[&b"\xa1\x64Nope"[..], &b"\x9f".repeat(1_000_000)].concat()).is_err());
}

#[test]
fn path_names_the_operation() {
    let request = |path: &str| {
        http::Request::post(path)
            .header("smithy-protocol", "rpc-v2-cbor")
            .body(Body::from(b"\xa1\x65Space\x61x".to_vec()))
            .unwrap()
    };
    for prefix in ["", "/some/prefix"] {
        let sent = request(&format!("{prefix}/service/ThingService/operation/Put"));
        let incoming = Incoming::from(&sent);
        assert_eq!(protocol_of(&THINGS, &incoming), Some(Protocol::RpcV2Cbor));
        let (operation, value) = decode(&THINGS, Protocol::RpcV2Cbor, &incoming).unwrap().unwrap();
        assert_eq!((operation.name, value), ("Put", of(PUT, &[("Space", text("x"))])));
    }
    let mut refused = request("/service/ThingService/operation/Put");
    refused.headers_mut().insert("x-amz-target", http::HeaderValue::from_static("x.Put"));
    for sent in [request("/service/Other/operation/Put"), request("/"), refused] {
        let error = decode(&THINGS, Protocol::RpcV2Cbor, &Incoming::from(&sent)).unwrap_err();
        assert_eq!((error.status(), error.code()), (404, "UnknownOperationException"));
    }
}

#[test]
fn answers_echo_the_protocol() {
    let ids = Ids { request: "r-1", host: "" };
    let put = THINGS.operation("Put").unwrap();
    let answer = encode(&THINGS, Protocol::RpcV2Cbor, put, everything(), ids);
    assert_eq!(answer.headers()["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(answer.headers()["content-type"], "application/cbor");
    let read = client::read_answer(&THINGS, Protocol::RpcV2Cbor, put, &answer);
    assert_eq!(read, Ok(Ok(everything())));
    let touch = THINGS.operation("Touch").unwrap();
    let answer = encode(&THINGS, Protocol::RpcV2Cbor, touch, Value::Null, ids);
    assert!(answer.body().is_empty() && !answer.headers().contains_key("content-type"));
}
