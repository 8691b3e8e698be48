//! A stretch for pytest, with the fixture `aws` of the Python package.

use super::rehearsal::{Hop, Source};
use super::words::{bytes, client_of, comment, identifier, python_text as text, snake};
use super::{Called, Rehearsed, Stretch};
use parhelion_wire::table::{ShapeId, ShapeKind};
use parhelion_wire::{Model, Timestamp, Value};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Lines up to here stay whole.
const WIDTH: usize = 110;

const HELPERS: &str = r#"import pytest
from botocore.exceptions import ClientError


def done(status, answer):
    """The call came to this status: its answer."""
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == status
    return answer


def refused(status, code, call, **arguments):
    """The call fails so. Where an answer has no body, its status stands for the code."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    answer = caught.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == status
    assert answer["Error"]["Code"] in (code, str(status))
"#;

const TIMES: &str = "    begun = aws.clock.now

    def at(seconds):
        return begun + datetime.timedelta(seconds=seconds)

";

/// The test as a file.
pub(crate) fn pytest(stretch: &Stretch, rehearsed: &Rehearsed) -> String {
    let calls = &stretch.calls;
    let (first, last) = (calls.first().map_or(0, |it| it.seq), calls.last().map_or(0, |it| it.seq));
    let mut body = String::new();
    let mut clients = BTreeSet::new();
    let mut at = calls.first().map_or(Timestamp(0), |it| it.at);
    for (place, called) in calls.iter().enumerate() {
        let client = client(called);
        if clients.insert(client.clone()) {
            let (service, _) = client_of(called.model.name);
            let region = match called.region.as_str() {
                "us-east-1" => String::new(),
                region => format!(", region_name={}", text(region)),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(body, "    {client} = aws.client({}{region})", text(service));
        }
        let passed = called.at.since(at).as_millis();
        if passed >= 1_000 {
            at = called.at;
            let _ = writeln!(body, "    aws.clock.advance({})", passed as f64 / 1_000.0);
        }
        call(&mut body, &client, (place, called), rehearsed);
    }
    let (dates, times) = match body.contains("at(") {
        true => ("import datetime\n\n", TIMES),
        false => ("", ""),
    };
    let left = stretch
        .left_out
        .iter()
        .map(|(seq, why)| format!("# Left out: event {seq}, {}.\n", comment(why)));
    let left: String = left.collect();
    format!(
        "\"\"\"Exported from Parhelion's journal: its events {first} to {last}.\"\"\"\n\n{dates}{HELPERS}\n\n{left}\
         def test_events_{first}_to_{last}(aws):\n{times}{body}"
    )
}

/// The variable of a call's client.
fn client(called: &Called) -> String {
    match called.region.as_str() {
        "us-east-1" => called.model.name.to_owned(),
        region => identifier(&format!("{}_{region}", called.model.name)),
    }
}

fn call(body: &mut String, client: &str, (place, called): (usize, &Called), rehearsed: &Rehearsed) {
    let Called { model, operation, input, status, code, seq, caller, .. } = called;
    let mut arguments = Vec::new();
    if let (Value::Struct(values), Some(shape)) = (input, operation.input) {
        for (member, value) in model.shape(shape).members().iter().zip(values) {
            if !value.is_null() {
                let value = literal(model, member.target, member.name, value, rehearsed);
                arguments.push(format!("{}={value}", member.name));
            }
        }
    }
    let name = format!("{client}.{}", snake(operation.name));
    let by =
        if caller.ends_with(":root") { String::new() } else { format!(", by {}", comment(caller)) };
    let agrees =
        if rehearsed.agrees(place, called) { "" } else { ": hangs on what was there before" };
    let _ = writeln!(body, "    # {seq}{by}{agrees}");
    if code.is_empty() && *status < 300 {
        let variable =
            if rehearsed.is_used(place) { format!("answer_{seq} = ") } else { String::new() };
        let inner = arguments.join(", ");
        let whole = format!("    {variable}done({status}, {name}({inner}))");
        if whole.chars().count() <= WIDTH {
            let _ = writeln!(body, "{whole}");
        } else {
            let inner = arguments.join(",\n        ");
            let _ =
                writeln!(body, "    {variable}done({status}, {name}(\n        {inner},\n    ))");
        }
    } else {
        arguments.insert(0, name);
        arguments.insert(0, text(code));
        arguments.insert(0, status.to_string());
        let whole = format!("    refused({})", arguments.join(", "));
        if whole.chars().count() <= WIDTH {
            let _ = writeln!(body, "{whole}");
        } else {
            let _ =
                writeln!(body, "    refused(\n        {},\n    )", arguments.join(",\n        "));
        }
    }
}

fn literal(
    model: &'static Model,
    shape: ShapeId,
    name: &str,
    value: &Value,
    rehearsed: &Rehearsed,
) -> String {
    if let Some(source) = rehearsed.source(name, value) {
        return reference(source, rehearsed);
    }
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        // Logs counts milliseconds.
        Value::Int(number) if model.shape(shape).name == "Timestamp" => {
            format!("round(at({}).timestamp() * 1000)", offset(Timestamp(*number), rehearsed))
        }
        Value::Int(number) => number.to_string(),
        Value::Float(number) if number.is_finite() => format!("{number:?}"),
        Value::Float(number) => format!("float(\"{number}\")"),
        // boto3 escapes it by itself.
        Value::Text(source) if name == "CopySource" => {
            text(&percent_encoding::percent_decode_str(source).decode_utf8_lossy())
        }
        Value::Text(it) => text(it),
        Value::Blob(blob) => bytes(blob),
        Value::Body(body) => bytes(&body.read().unwrap_or_default()),
        Value::Time(at) => format!("at({})", offset(*at, rehearsed)),
        Value::List(entries) => {
            let ShapeKind::List(list) = &model.shape(shape).kind else { return "[]".to_owned() };
            let all =
                entries.iter().map(|entry| literal(model, list.target, name, entry, rehearsed));
            format!("[{}]", all.collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let ShapeKind::Map(map) = &model.shape(shape).kind else { return "{}".to_owned() };
            let all = entries.iter().map(|(key, value)| {
                format!("{}: {}", text(key), literal(model, map.value, key, value, rehearsed))
            });
            format!("{{{}}}", all.collect::<Vec<_>>().join(", "))
        }
        Value::Struct(values) => {
            let members = model.shape(shape).members().iter().zip(values);
            let all = members.filter(|(_, value)| !value.is_null()).map(|(member, value)| {
                let value = literal(model, member.target, member.name, value, rehearsed);
                format!("{}: {value}", text(member.name))
            });
            format!("{{{}}}", all.collect::<Vec<_>>().join(", "))
        }
        Value::Union(index, value) => {
            let ShapeKind::Union(members) = &model.shape(shape).kind else {
                return "{}".to_owned();
            };
            members.get(*index).map_or_else(
                || "{}".to_owned(),
                |member| {
                    let value = literal(model, member.target, member.name, value, rehearsed);
                    format!("{{{}: {value}}}", text(member.name))
                },
            )
        }
    }
}

/// How long after the first call, in seconds: a test is run at another time.
fn offset(at: Timestamp, rehearsed: &Rehearsed) -> f64 {
    (at.0 - rehearsed.begun.0) as f64 / 1_000.0
}

/// `answer_12["Messages"][0]["ReceiptHandle"]`
fn reference(source: &Source, rehearsed: &Rehearsed) -> String {
    let mut out = format!("answer_{}", rehearsed.seq(source.call));
    for step in &source.path {
        let _ = match step {
            Hop::Member(name) => write!(out, "[{}]", text(name)),
            Hop::Entry(index) => write!(out, "[{index}]"),
        };
    }
    out
}
