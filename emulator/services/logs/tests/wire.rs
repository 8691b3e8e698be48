//! From JSON to JSON, as a client sends it: the model's own checks (CW-A3.2 rows 1 to 3), CW-A1.

use crate::support::*;
use parhelion_logs::Logs;
use parhelion_logs::model::MODEL;
use parhelion_wire::{Error, json, validate};
use parhelion_world::identity::ACCOUNT;
use parhelion_world::service::Hooks;
use parhelion_world::{Caller, OnBehalf, RequestInfo};

/// What the door does with a body: read, check, call, write.
fn send(cloud: &mut Cloud, operation: &str, body: &str) -> Result<String, Error> {
    let operation = MODEL.operation(operation).unwrap();
    let shape = operation.input.unwrap();
    let input = json::read(&MODEL, MODEL.shape(shape), body.as_bytes()).expect("well-formed JSON");
    let problems = validate::validate(&MODEL, shape, &input);
    if !problems.is_empty() {
        return Err(Logs::default().problem(operation, &problems));
    }
    let request = RequestInfo::default();
    let who = OnBehalf::of(Caller::Anonymous, ACCOUNT, "us-east-1".into(), &request);
    let output = cloud.world.call_now("logs", &who, operation, input)?;
    let shape = operation.output.map(|shape| MODEL.shape(shape));
    Ok(shape.map_or_else(String::new, |shape| json::write(&MODEL, shape, &output)))
}

fn put(events: &str) -> String {
    format!(r#"{{"logGroupName":"{GROUP}","logStreamName":"{STREAM}","logEvents":{events}}}"#)
}

#[test]
fn cw_a3_2_rows_1_to_3_are_the_models() {
    let mut cloud = Cloud::with_stream();
    let constraint = |value: &str, at: &str, what: &str| {
        format!(
            "1 validation error detected: Value {value} at '{at}' failed to satisfy constraint: \
             Member must {what}"
        )
    };
    let least = "have length greater than or equal to 1";
    let empty = send(&mut cloud, "PutLogEvents", &put("[]"));
    refused(empty, INVALID, &constraint("'[]'", "logEvents", least));
    let events = r#"[{"timestamp":1,"message":"x"},{"timestamp":1,"message":""}]"#;
    let silent = send(&mut cloud, "PutLogEvents", &put(events));
    refused(silent, INVALID, &constraint("''", "logEvents.2.member.message", least));
    let timeless = send(&mut cloud, "PutLogEvents", &put(r#"[{"message":"x"}]"#));
    let at = "logEvents.1.member.timestamp";
    refused(timeless, INVALID, &constraint("null", at, "not be null"));
    let early = send(&mut cloud, "PutLogEvents", &put(r#"[{"timestamp":-1,"message":"x"}]"#));
    refused(early, INVALID, &constraint("'-1'", at, "have value greater than or equal to 0"));
    let many = vec![r#"{"timestamp":1,"message":"x"}"#; 10_001].join(",");
    let many = send(&mut cloud, "PutLogEvents", &put(&format!("[{many}]")));
    let error = many.unwrap_err();
    assert_eq!(error.code(), INVALID);
    assert!(error.message().ends_with("Member must have length less than or equal to 10000"));
    assert!(cloud.messages().is_empty());
}

#[test]
fn cw_a1_2_and_a4_3_limits_of_the_model() {
    let mut cloud = Cloud::with_stream();
    let long = format!(r#"{{"logGroupName":"{}"}}"#, "x".repeat(513));
    refused(
        send(&mut cloud, "CreateLogGroup", &long),
        INVALID,
        "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
    );
    let get = format!(r#"{{"logGroupName":"{GROUP}","logStreamName":"{STREAM}","limit":10001}}"#);
    refused(
        send(&mut cloud, "GetLogEvents", &get),
        INVALID,
        "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: \
         Member must have value less than or equal to 10000",
    );
}

#[test]
fn cw_a1_1_answers_on_the_wire() {
    let mut cloud = Cloud::new();
    let create = format!(r#"{{"logGroupName":"{GROUP}"}}"#);
    assert_eq!(send(&mut cloud, "CreateLogGroup", &create).unwrap(), "");
    cloud.create_stream(STREAM).unwrap();
    let now = cloud.now();
    let events = format!(r#"[{{"timestamp":{now},"message":"a \"b\" ü"}}]"#);
    let answer = send(&mut cloud, "PutLogEvents", &put(&events)).unwrap();
    assert!(
        answer.starts_with(r#"{"nextSequenceToken":"4"#) && !answer.contains("rejected"),
        "{answer}"
    );
    let get = format!(r#"{{"logGroupName":"{GROUP}","logStreamName":"{STREAM}"}}"#);
    let answer = send(&mut cloud, "GetLogEvents", &get).unwrap();
    let event = format!(r#"{{"timestamp":{now},"message":"a \"b\" ü","ingestionTime":{now}}}"#);
    assert!(answer.contains(&event), "{answer}");
    assert!(!answer.contains("null"), "{answer}");
    let later = send(&mut cloud, "DescribeQueries", "{}").unwrap_err();
    assert_eq!((later.status(), later.code()), (501, "NotImplemented"));
}

#[test]
fn calls_are_about_a_group_or_a_stream() {
    let resource = |operation: &str, body: &str| {
        let operation = MODEL.operation(operation).unwrap();
        let shape = MODEL.shape(operation.input.unwrap());
        let input = json::read(&MODEL, shape, body.as_bytes()).unwrap();
        Logs::default().resource(operation, &input)
    };
    assert_eq!(resource("PutLogEvents", &put("[]")), format!("{GROUP}:{STREAM}"));
    assert_eq!(resource("CreateLogGroup", r#"{"logGroupName":"g"}"#), "g");
    assert_eq!(resource("DescribeLogGroups", "{}"), "");
}
