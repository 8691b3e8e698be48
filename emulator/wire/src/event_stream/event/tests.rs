#![allow(clippy::unwrap_used)]
use super::*;
use crate::checksum::hex;
use crate::table::{Constraints, ErrorTrait, Structure};
use Protocol::{AwsJson1_1, RestXml, RpcV2Cbor};

// Made by Python's struct and binascii after the specification, and read back by botocore's own
// parser.
const RECORDS: &str = "0000006900000055ea016f2e0d3a6d6573736167652d747970650700056576656e740b3a6576656e742d747970650700075265636f7264730d3a636f6e74656e742d747970650700186170706c69636174696f6e2f6f637465742d73747265616d612c620ae367eb1d";
const STATS_XML: &str = "0000009f00000043d9a17f820d3a6d6573736167652d747970650700056576656e740b3a6576656e742d7479706507000553746174730d3a636f6e74656e742d74797065070008746578742f786d6c3c3f786d6c2076657273696f6e3d22312e302220656e636f64696e673d225554462d38223f3e0a3c436f756e74733e3c5363616e6e65643e373c2f5363616e6e65643e3c2f436f756e74733e01c4753c";
const STATS_JSON: &str = "000000680000004b2d6e7bfd0d3a6d6573736167652d747970650700056576656e740b3a6576656e742d7479706507000553746174730d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b225363616e6e6564223a377d13831df6";
const STATS_CBOR: &str = "000000650000004bd5febf4c0d3a6d6573736167652d747970650700056576656e740b3a6576656e742d7479706507000553746174730d3a636f6e74656e742d747970650700106170706c69636174696f6e2f63626f72a1675363616e6e65640770fe3970";
const END_XML: &str = "0000003800000028c1c684d40d3a6d6573736167652d747970650700056576656e740b3a6576656e742d74797065070003456e64cf97d392";
const END_JSON: &str = "0000005b0000004925e1d8870d3a6d6573736167652d747970650700056576656e740b3a6576656e742d74797065070003456e640d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b7df9363885";
const UPDATE_JSON: &str = "000000750000005831a069100d3a6d6573736167652d747970650700056576656e740b3a6576656e742d747970650700065570646174650d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e064e756d62657204000000037b2254657874223a226869227d1fa57974";
const SLOW_JSON: &str = "000000770000005535d146cd0d3a6d6573736167652d74797065070009657863657074696f6e0f3a657863657074696f6e2d74797065070007546f6f536c6f770d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b226d657373616765223a226c617465227d3cbbcc82";
const SLOW_XML: &str = "000000ba0000004d3738f2f10d3a6d6573736167652d74797065070009657863657074696f6e0f3a657863657074696f6e2d74797065070007546f6f536c6f770d3a636f6e74656e742d74797065070008746578742f786d6c3c3f786d6c2076657273696f6e3d22312e302220656e636f64696e673d225554462d38223f3e0a3c536c6f77457863657074696f6e3e3c6d6573736167653e6c6174653c2f6d6573736167653e3c2f536c6f77457863657074696f6e3e4eac2841";
const ERROR: &str = "00000056000000464dce01a70d3a6d6573736167652d747970650700056572726f720b3a6572726f722d636f646507000d496e7465726e616c4572726f720e3a6572726f722d6d6573736167650700026f6844e2757e";
const INITIAL_JSON: &str = "0000007d0000006029d29a4f0d3a6d6573736167652d747970650700056576656e740b3a6576656e742d74797065070010696e697469616c2d726573706f6e73650d3a636f6e74656e742d7479706507001a6170706c69636174696f6e2f782d616d7a2d6a736f6e2d312e317b2254657874223a226869227ddfec55c0";
const INITIAL_CBOR: &str = "0000006f00000056fc48cb340d3a6d6573736167652d747970650700056576656e740b3a6576656e742d74797065070010696e697469616c2d726573706f6e73650d3a636f6e74656e742d747970650700106170706c69636174696f6e2f63626f72a164546578746268691ee25c4a";

const fn member(name: &'static str, target: u16, location: Location) -> Member {
    Member { location, ..Member::in_body(name, target) }
}

const fn structure(name: &'static str, members: &'static [Member]) -> Shape {
    let structure = Structure { members, error: None, xml_name: "", xml_namespace: "" };
    Shape { name, kind: ShapeKind::Structure(structure), constraints: Constraints::NONE }
}

const fn simple(name: &'static str, kind: ShapeKind) -> Shape {
    Shape { name, kind, constraints: Constraints::NONE }
}

const UNION: &[Member] = &[
    member("Records", 3, Location::Body),
    member("Stats", 5, Location::Body),
    member("End", 6, Location::Body),
    member("Update", 7, Location::Body),
    member("TooSlow", 8, Location::Body),
];

static SHAPES: [Shape; 11] = [
    simple("String", ShapeKind::String),
    simple("Blob", ShapeKind::Blob),
    simple("Integer", ShapeKind::Integer),
    structure("RecordsEvent", &[member("Payload", 1, Location::EventPayload)]),
    structure("Counts", &[member("Scanned", 2, Location::Body)]),
    structure("StatsEvent", &[member("Details", 4, Location::EventPayload)]),
    structure("EndEvent", &[]),
    structure(
        "UpdateEvent",
        &[member("Number", 2, Location::EventHeader), member("Text", 0, Location::Body)],
    ),
    Shape {
        name: "SlowException",
        kind: ShapeKind::Structure(Structure {
            members: &[member("message", 0, Location::Body)],
            error: Some(ErrorTrait { code: "", status: 400, client: true }),
            xml_name: "",
            xml_namespace: "",
        }),
        constraints: Constraints::NONE,
    },
    simple("Stream", ShapeKind::EventStream(UNION)),
    structure("Output", &[member("Stream", 9, Location::Body), member("Text", 0, Location::Body)]),
];

static MODEL: Model = Model {
    name: "demo",
    shape_name: "Demo",
    signing_name: "demo",
    endpoint_prefix: "demo",
    api_version: "2014-03-28",
    target_prefix: "Demo",
    xml_namespace: "http://demo",
    protocols: &[AwsJson1_1],
    wraps_errors: true,
    operations: &[],
    shapes: &SHAPES,
};

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn encoded(message: Result<Message, Malformed>) -> String {
    hex(&message.unwrap().encode().unwrap())
}

#[test]
fn events() {
    let records = || Value::Blob(Bytes::from_static(b"a,b\n"));
    let stats = || Value::Struct(vec![Value::Int(7)]);
    for (protocol, at, values, golden) in [
        (RestXml, 0, vec![records()], RECORDS),
        (AwsJson1_1, 0, vec![records()], RECORDS),
        (RestXml, 1, vec![stats()], STATS_XML),
        (AwsJson1_1, 1, vec![stats()], STATS_JSON),
        (RpcV2Cbor, 1, vec![stats()], STATS_CBOR),
        (RestXml, 2, vec![], END_XML),
        (AwsJson1_1, 2, vec![], END_JSON),
        (AwsJson1_1, 3, vec![Value::Int(3), text("hi")], UPDATE_JSON),
        (AwsJson1_1, 4, vec![text("late")], SLOW_JSON),
        (RestXml, 4, vec![text("late")], SLOW_XML),
    ] {
        let found = encoded(event(&MODEL, protocol, UNION, (at, Value::Struct(values))));
        assert_eq!(found, golden, "{protocol:?} {at}");
    }
}

#[test]
fn what_is_no_event_is_refused() {
    for wrong in [(5, Value::Struct(vec![])), (0, Value::Null), (3, text("x"))] {
        assert!(event(&MODEL, AwsJson1_1, UNION, wrong).is_err());
    }
    // Headers have no lists, and an Integer has 32 bits.
    for header in [Value::List(vec![]), Value::Int(1 << 32)] {
        let values = Value::Struct(vec![header, Value::Null]);
        assert!(event(&MODEL, AwsJson1_1, UNION, (3, values)).is_err());
    }
}

#[test]
fn failures() {
    let error = |code: &'static str, message: &'static str| Error::new(400, code, message);
    for (code, message, golden) in [
        ("TooSlow", "late", SLOW_JSON),
        ("SlowException", "late", SLOW_JSON),
        ("InternalError", "oh", ERROR),
    ] {
        let found = failure(&MODEL, AwsJson1_1, UNION, &error(code, message));
        assert_eq!(encoded(found), golden, "{code}");
    }
}

#[test]
fn initial_responses() {
    for (protocol, golden) in [(AwsJson1_1, INITIAL_JSON), (RpcV2Cbor, INITIAL_CBOR)] {
        let value = Value::Struct(vec![Value::List(vec![]), text("hi")]);
        let found = initial_response(&MODEL, protocol, &SHAPES[10], value);
        assert_eq!(encoded(Ok(found)), golden, "{protocol:?}");
    }
}
