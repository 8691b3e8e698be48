//! CW-A1.1, CW-B1.1.

use super::decode;
use super::model::{PUT, THINGS, everything, of, point, text};
use parhelion_wire::http::{Ids, Incoming, encode};
use parhelion_wire::malformed::Malformed;
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Timestamp, Value, client, json};

fn read(body: &str) -> Result<Value, Malformed> {
    json::read(&THINGS, THINGS.shape(PUT), body.as_bytes())
}

#[test]
fn golden_bytes() {
    let value = of(
        PUT,
        &[
            ("Space", text("a\"b\\\n\u{1}")),
            (
                "Points",
                Value::List(vec![
                    point(&[
                        ("Value", Value::Float(1.5)),
                        ("At", Value::Time(Timestamp(1_500))),
                        ("Data", Value::Blob(b"ab"[..].into())),
                    ]),
                    Value::Null,
                ]),
            ),
        ],
    );
    let written = json::write(&THINGS, THINGS.shape(PUT), &value);
    let golden =
        r#"{"Space":"a\"b\\\n\u0001","Points":[{"Value":1.5,"At":1.5,"Data":"YWI="},null]}"#;
    assert_eq!(written, golden);
    assert_eq!(read(golden), Ok(value));
}

#[test]
fn everything_comes_back() {
    let written = json::write(&THINGS, THINGS.shape(PUT), &everything());
    assert_eq!(read(&written), Ok(everything()));
}

#[test]
fn unknown_members_are_ignored_and_null_is_absence() {
    let value = of(PUT, &[("Space", text("x"))]);
    assert_eq!(read(r#"{"Nope":{"a":[1,{}]},"Space":"x","Points":null}"#), Ok(value.clone()));
    assert_eq!(read(r#"{"Choice":{"text":null,"point":{}},"Space":"x"}"#).map(|_| ()), Ok(()));
    assert_eq!(read(""), Ok(of(PUT, &[])));
}

#[test]
fn what_is_no_value_is_told() {
    for (body, why) in [
        ("{\"Space\":5}", "NUMBER_VALUE can not be converted to a String"),
        ("{\"Points\":[{\"Count\":\"1\"}]}", "STRING_VALUE can not be converted to an Integer"),
        (
            "{\"Points\":[{\"Count\":3000000000}]}",
            "NUMBER_VALUE can not be converted to an Integer",
        ),
        ("{\"Points\":{}}", "Expected list, found START_OBJECT"),
        ("{\"Choice\":{\"text\":\"a\",\"point\":{}}}", "Expected a union with exactly one member"),
        ("{\"Points\":[{\"At\":1e300}]}", "NUMBER_VALUE can not be converted to a Timestamp"),
        ("{\"Points\":[{\"Data\":\"*\"}]}", "STRING_VALUE can not be converted to a Blob"),
    ] {
        assert_eq!(read(body), Err(Malformed::Body(why.to_owned())), "{body}");
    }
    for body in ["{", "[]", "null", "{} {}", "\u{feff}{}", "{\"Space\":\"\u{0}\"}"] {
        assert!(read(body).is_err(), "{body}");
    }
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{{\"Points\":[{}{{}}{}", "{\"Next\":".repeat(100_000), "}".repeat(100_000));
    assert!(read(&deep).is_err());
    assert!(read(&format!("{{\"Nope\":{}", "[".repeat(1_000_000))).is_err());
}

#[test]
fn numbers_are_exact() {
    for number in [0.1, 1.0 / 3.0, f64::MAX, f64::MIN_POSITIVE, 1e21, 123_456_789.123_456_78] {
        let value =
            of(PUT, &[("Points", Value::List(vec![point(&[("Value", Value::Float(number))])]))]);
        let written = json::write(&THINGS, THINGS.shape(PUT), &value);
        assert_eq!(read(&written), Ok(value), "{written}");
    }
}

fn request(target: &str, body: &'static str) -> http::Request<Body> {
    http::Request::post("/")
        .header("x-amz-target", target)
        .header("content-type", "application/x-amz-json-1.1")
        .body(Body::from(body))
        .unwrap()
}

#[test]
fn target_names_the_operation() {
    let sent = request("Things_20100801.Put", r#"{"Space":"x"}"#);
    let (operation, value) =
        decode(&THINGS, Protocol::AwsJson1_1, &Incoming::from(&sent)).unwrap().unwrap();
    assert_eq!((operation.name, value), ("Put", of(PUT, &[("Space", text("x"))])));
    for target in ["Things_20100801.Nope", "Other.Put", "Put", ""] {
        let sent = request(target, "{}");
        let error = decode(&THINGS, Protocol::AwsJson1_1, &Incoming::from(&sent)).unwrap_err();
        assert_eq!((error.status(), error.code()), (404, "UnknownOperationException"));
    }
    let sent = request("Things_20100801.Put", r#"{"Space":"#);
    let error = decode(&THINGS, Protocol::AwsJson1_1, &Incoming::from(&sent)).unwrap_err();
    assert_eq!((error.status(), error.code()), (400, "SerializationException"));
}

/// CW-A1.1: nothing in 1.1, `{}` in 1.0.
#[test]
fn answers_without_members() {
    let touch = THINGS.operation("Touch").unwrap();
    let ids = Ids { request: "r-1", host: "" };
    let answer = encode(&THINGS, Protocol::AwsJson1_1, touch, Value::Null, ids);
    assert_eq!(answer.body().len(), 0);
    assert_eq!(answer.headers()["content-type"], "application/x-amz-json-1.1");
    assert_eq!(answer.headers()["x-amzn-requestid"], "r-1");
    assert_eq!(answer.headers()["content-length"], "0");
    let answer = encode(&THINGS, Protocol::AwsJson1_0, touch, Value::Null, ids);
    assert_eq!(answer.body().to_bytes(), "{}");
    let read = client::read_answer(&THINGS, Protocol::AwsJson1_0, touch, &answer);
    assert_eq!(read, Ok(Ok(Value::Null)));
}
